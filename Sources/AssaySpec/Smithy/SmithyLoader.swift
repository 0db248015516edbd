internal import AssayModel

/// Reads a Smithy model from its files.
enum SmithyLoader {
  /// Whether a file is a model, by the keys at its top.
  @Sendable static func recognizes(_ source: SourceFile) -> Bool {
    guard DocumentReader.format(of: source) == .json else { return false }
    let keys = TopLevelKeys.of(source.bytes)
    return keys.contains("smithy") && !keys.contains("assay")
  }

  /// Reads the models among some files as one: shapes of one file may target those of another.
  @Sendable static func read(_ roots: [UInt32], _ session: inout LoadSession) -> Contract? {
    var documents: [Document] = []
    for root in roots where recognizes(session.sources[Int(root)]) {
      guard let document = session.document(root) else { return nil }
      documents.append(document)
    }
    var contract = SmithyReader.read(
      documents, service: session.service, sink: &session.diagnostics, report: &session.report)
    contract?.inlineSmallShapes()
    return contract
  }
}
