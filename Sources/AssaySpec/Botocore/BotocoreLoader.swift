internal import AssayModel

/// Reads a service model from its file or folder, and the paginators beside it.
enum BotocoreLoader {
  /// Whether a file is a service model, by the keys at its top.
  @Sendable static func recognizes(_ source: SourceFile) -> Bool {
    guard DocumentReader.format(of: source) == .json else { return false }
    let keys = TopLevelKeys.of(source.bytes)
    guard keys.contains("metadata"), !keys.contains("smithy"), !keys.contains("assay") else {
      return false
    }
    return keys.contains("operations") || keys.contains("shapes")
  }

  /// Reads the model among some files. What else a folder of botocore holds is left alone.
  @Sendable static func read(_ roots: [UInt32], _ session: inout LoadSession) -> Contract? {
    let models = roots.filter { recognizes(session.sources[Int($0)]) }
    guard let model = models.first else { return nil }
    for other in models.dropFirst() {
      session.diagnostics.error(
        "botocore.several",
        "a second service model beside "
          + quoted(session.sources[Int(model)].path) + ": load one of them",
        at: session.wholeFile(other))
    }
    guard models.count == 1, let document = session.document(model) else { return nil }
    let paginators = paginators(beside: model, roots, &session).flatMap { session.document($0) }
    var contract = BotocoreReader.read(
      document, paginators: paginators, wireProtocol: session.wireProtocol,
      sink: &session.diagnostics, report: &session.report, unknown: &session.unknownShapes)
    contract?.inlineSmallShapes()
    return contract
  }

  /// The file of paginators: among the roots, or beside the model.
  private static func paginators(
    beside model: UInt32, _ roots: [UInt32], _ session: inout LoadSession
  ) -> UInt32? {
    let names = ["paginators-1.json", "paginators-1.json.gz"]
    if let root = roots.first(where: {
      names.contains(RelativePath.name(session.sources[Int($0)].path))
    }) {
      return root
    }
    let path = session.sources[Int(model)].path
    guard ["service-2.json", "service-2.json.gz"].contains(RelativePath.name(path)) else {
      return nil
    }
    for name in names {
      if let file = session.companion(RelativePath.resolve(name, from: path)) { return file }
    }
    return nil
  }
}
