internal import AssayModel

/// The native files of a contract: those that were named, then those that they import, each once.
struct ImportGraph {
  private(set) var session: LoadSession
  /// Files that could be read, in order.
  private(set) var files: [NativeFile] = []

  /// Files whose imports are being followed, from the first to the last, with the place that led to
  /// each.
  private var open: [(path: ExactString, origin: Origin)] = []
  private var done: Set<ExactString> = []
  private var indexOfPath: [ExactString: UInt32] = [:]
  private var documents: [UInt32: Document] = [:]
  private var isFull = false

  init(session: LoadSession) { self.session = session }

  /// Reads the files that were named, then follows their imports.
  mutating func load(_ roots: [UInt32]) {
    for root in roots {
      let path = RelativePath.normalized(session.sources[Int(root)].path)
      // The same file named twice is read once.
      guard indexOfPath[ExactString(path)] == nil else { continue }
      indexOfPath[ExactString(path)] = root
      read(root, isRoot: true)
    }
    for root in roots {
      follow(root, at: session.wholeFile(root), depth: 0)
    }
  }

  private mutating func read(_ file: UInt32, isRoot: Bool) {
    guard let document = session.document(file) else { return }
    guard let mapping = document.root.mapping else {
      session.diagnostics.error(
        "file.kind", "a contract file is a mapping; found \(document.root.kindName)",
        at: document.root.origin)
      return
    }
    let known = mapping.entries.contains { entry in
      NativeKeys.file.contains { $0.isExactly(entry.key) }
    }
    guard known else {
      session.diagnostics.error(
        "file.format", "this is no contract: it has none of the keys of one",
        at: mapping.entries.first?.keyOrigin ?? document.root.origin)
      return
    }
    documents[file] = document
    files.append(NativeFile(document: document, isRoot: isRoot))
  }

  private mutating func follow(_ file: UInt32, at origin: Origin, depth: Int) {
    let path = session.sources[Int(file)].path
    let key = ExactString(RelativePath.normalized(path))
    guard !done.contains(key) else { return }
    if let first = open.firstIndex(where: { $0.path == key }) {
      let notes = open[(first + 1)...].map { step in
        Diagnostic.Note(message: "by way of \(quoted(step.path.text))", origin: step.origin)
      }
      session.diagnostics.error(
        "import.cycle", "the imports lead back to \(quoted(path))", at: origin, notes: notes)
      return
    }
    guard depth <= NativeLoader.depthLimit else {
      session.diagnostics.error(
        "import.depth", "imports lead further than \(NativeLoader.depthLimit) files", at: origin)
      return
    }
    open.append((key, origin))
    defer {
      open.removeLast()
      done.insert(key)
    }
    guard let node = documents[file]?.root["imports"], !node.isNull else { return }
    guard let items = node.sequence else {
      session.diagnostics.error(
        "value.kind", "`imports` is a list of paths; found \(node.kindName)", at: node.origin)
      return
    }
    for item in items { open(item, from: path, depth: depth) }
  }

  private mutating func open(_ item: Node, from base: String, depth: Int) {
    guard let text = item.string, !text.isEmpty else {
      session.diagnostics.error(
        "value.kind", "`imports` is a list of paths; found \(item.kindName)", at: item.origin)
      return
    }
    guard !text.contains("://"), !text.hasPrefix("/"), !text.contains("\\") else {
      session.diagnostics.error(
        "import.path",
        "an import is a path with `/`, relative to this file; found \(quoted(text))",
        at: item.origin)
      return
    }
    let path = RelativePath.resolve(text, from: base)
    if let known = indexOfPath[ExactString(path)] {
      follow(known, at: item.origin, depth: depth + 1)
      return
    }
    guard session.sources.count < NativeLoader.fileLimit else {
      if !isFull {
        session.diagnostics.error(
          "import.limit", "a contract is made of \(NativeLoader.fileLimit) files at most",
          at: item.origin)
      }
      isFull = true
      return
    }
    switch session.files.look(path) {
    case .file(let bytes):
      let file = session.add(SourceFile(path: path, bytes: bytes))
      indexOfPath[ExactString(path)] = file
      read(file, isRoot: false)
      follow(file, at: item.origin, depth: depth + 1)
    case .folder:
      session.diagnostics.error(
        "import.folder", "\(quoted(text)) is a folder; name the files in it", at: item.origin)
    case .failure(let reason):
      session.diagnostics.error(
        "import.unreadable", "\(quoted(path)) cannot be imported: \(reason)", at: item.origin,
        suggestion: nearest(to: text, path: path))
    }
  }

  /// A file of the same folder with a name like the wrong one.
  private func nearest(to text: String, path: String) -> String? {
    guard case .folder(let names) = session.files.look(RelativePath.folder(path)) else {
      return nil
    }
    let specs = names.filter { LoadSession.isSpec($0) }
    guard let name = Suggestion.nearest(to: RelativePath.name(path), among: specs.prefix(1_000))
    else { return nil }
    guard let slash = text.lastIndex(of: "/") else { return name }
    return text[...slash] + name
  }
}
