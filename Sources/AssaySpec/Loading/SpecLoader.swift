package import AssayModel

/// Loads a contract from files of any format, told apart by content.
package enum SpecLoader {
  /// Loads files and folders as one contract. A folder stands for the `*.yaml` and `*.yml` files in
  /// it, and for the JSON files that are of a known format.
  ///
  /// `service` names the service to take from a model that has several.
  package static func load(paths: [String], service: String? = nil) -> LoadResult {
    let limits = DocumentLimits()
    return load(
      paths: paths, files: .disk(limit: limits.bytes), limits: limits, service: service)
  }

  /// Loads files that are in memory as one contract; they may import each other.
  package static func load(_ files: [SourceFile]) -> LoadResult {
    load(paths: files.map(\.path), files: .memory(files))
  }

  /// Loads files and folders through an access of one's own. Without `validating`, what the parts
  /// of the contract mean together is not checked.
  package static func load(
    paths: [String], files: FileAccess, limits: DocumentLimits = DocumentLimits(),
    service: String? = nil, validating: Bool = true
  ) -> LoadResult {
    var session = LoadSession(files: files, limits: limits)
    session.service = service
    var roots: [UInt32] = []
    for path in paths { session.open(path, into: &roots) }
    let contract = session.diagnostics.hasErrors ? nil : read(roots, &session, validating)
    return result(contract, session)
  }

  /// Loads files and folders into a session that may hold other sources already.
  static func load(_ paths: [String], _ session: inout LoadSession) -> Contract? {
    session.unknownShapes = []
    var roots: [UInt32] = []
    for path in paths { session.open(path, into: &roots) }
    return session.diagnostics.hasErrors ? nil : read(roots, &session, true)
  }

  private static func read(
    _ roots: [UInt32], _ session: inout LoadSession, _ validating: Bool
  ) -> Contract? {
    guard !roots.isEmpty else {
      session.diagnostics.error("spec.empty", "no file to load", at: .none)
      return nil
    }
    let formats = roots.map { root in
      SpecFormat.all.first { $0.recognizes(session.sources[Int(root)]) } ?? .native
    }
    // Other formats come with companions (botocore's paginators), which their reader sorts out.
    let chosen = formats.first { $0.name != SpecFormat.native.name } ?? formats[0]
    for (root, format) in zip(roots, formats) where format.name != chosen.name {
      guard SpecFormat.native.recognizes(session.sources[Int(root)]) else { continue }
      session.diagnostics.error(
        "spec.mixed", "a native contract beside a \(chosen.name) document: load one of them",
        at: session.wholeFile(root))
      return nil
    }
    guard var contract = chosen.read(roots, &session) else { return nil }
    if let name = session.service, session.expectsService, chosen.name != SpecFormat.smithy.name,
      !contract.service.isExactly(name)
    {
      session.diagnostics.error(
        "spec.service",
        "there is no service \(quoted(name)): the contract is that of \(quoted(contract.service))",
        at: roots.first.map { session.wholeFile($0) } ?? .none)
    }
    contract.sources = SourceTable(paths: session.sources.map(\.path))
    guard validating else { return contract.canonical() }
    session.diagnostics.add(
      contentsOf: ContractValidator.check(
        contract, sources: session.sources, unknown: session.unknownShapes))
    return session.diagnostics.hasErrors ? nil : contract.canonical()
  }

  /// The contract with what was reported on the way, in the order of the files.
  static func result(_ contract: Contract?, _ session: LoadSession) -> LoadResult {
    var diagnostics = session.diagnostics.diagnostics
    if diagnostics.count > 1 {
      diagnostics = diagnostics.enumerated().sorted { left, right in
        let (a, b) = (left.element.origin, right.element.origin)
        return (a.file, a.line, a.column, UInt32(clamping: left.offset))
          < (b.file, b.line, b.column, UInt32(clamping: right.offset))
      }.map(\.element)
    }
    if session.diagnostics.omitted > 0 {
      diagnostics.append(
        Diagnostic(
          id: "diagnostics.omitted", severity: session.diagnostics.hasErrors ? .error : .warning,
          message: "\(session.diagnostics.omitted) more diagnostics are not listed",
          origin: .none))
    }
    return LoadResult(
      contract: session.diagnostics.hasErrors ? nil : contract, diagnostics: diagnostics,
      sources: session.sources, report: session.report)
  }
}

extension LoadSession {
  /// Takes a file, or the files of a folder, into the table.
  mutating func open(_ path: String, into roots: inout [UInt32]) {
    switch files.look(path) {
    case .file(let bytes):
      roots.append(add(SourceFile(path: path, bytes: bytes)))
    case .folder(let names):
      let before = roots.count
      for name in names where !name.hasPrefix(".") && Self.isSpec(name) {
        let inner = path.hasSuffix("/") ? path + name : path + "/" + name
        guard case .file(let bytes) = files.look(inner) else { continue }
        let source = SourceFile(path: inner, bytes: bytes)
        // Of JSON there is much that is no contract.
        guard Self.isYAML(name) || Self.isRecognized(source, limit: limits.bytes) else { continue }
        roots.append(add(source))
      }
      if roots.count == before, let latest = latestVersion(in: path, names) {
        open(latest, into: &roots)
        return
      }
      if roots.count == before {
        let file = add(SourceFile(path: path, bytes: []))
        diagnostics.error(
          "folder.empty", "the folder has no `*.yaml` file, and no JSON file that is a contract",
          at: wholeFile(file))
      }
    case .failure(let reason):
      let file = add(SourceFile(path: path, bytes: []))
      diagnostics.error("file.unreadable", reason, at: wholeFile(file))
    }
  }

  /// botocore keeps each version of a service in a folder named for its date, all of them in one.
  private func latestVersion(in path: String, _ names: [String]) -> String? {
    for name in names.reversed() where name.utf8.count == 10 {
      guard name.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || $0 &- 48 < 10 }) else { continue }
      let inner = path.hasSuffix("/") ? path + name : path + "/" + name
      guard case .folder(let files) = files.look(inner) else { continue }
      if files.contains("service-2.json") || files.contains("service-2.json.gz") { return inner }
    }
    return nil
  }

  private static func isYAML(_ name: String) -> Bool {
    [".yaml", ".yml"].contains { name.lowercased().hasSuffix($0) }
  }

  /// Whether a file is of a known format, by its content.
  private static func isRecognized(_ source: SourceFile, limit: Int) -> Bool {
    var source = source
    if Gzip.isCompressed(source.bytes) {
      guard let bytes = try? Gzip.decompress(source.bytes, limit: limit) else { return false }
      source.bytes = bytes
    }
    return SpecFormat.all.contains { $0.recognizes(source) }
  }

  /// Whether a file of a folder may be read, by its name.
  static func isSpec(_ name: String) -> Bool {
    let name = name.lowercased()
    return [".yaml", ".yml", ".json", ".json.gz"].contains { name.hasSuffix($0) }
  }
}
