package import AssayModel

/// Reads the service models that botocore keeps as `service-2.json`, in all its wire protocols.
///
/// Source: `botocore/model.py`, `serialize.py`, `parsers.py`, and the models themselves; no document
/// specifies the format.
package enum BotocoreReader {
  /// Whether a document is a service model: it has `metadata`, and operations or shapes.
  package static func canRead(_ document: Document) -> Bool {
    guard let root = document.root.mapping, root.entry("metadata") != nil else { return false }
    guard root.entry("assay") == nil, root.entry("smithy") == nil else { return false }
    return root.entry("operations") != nil || root.entry("shapes") != nil
  }

  /// The contract of a service model.
  ///
  /// Every shape of the model is a named shape of the contract, in the model's order, used or not.
  ///
  /// - Parameters:
  ///   - document: The model.
  ///   - paginators: The `paginators-1.json` beside it, if there is one.
  ///   - wireProtocol: The protocol to take, where the service speaks several.
  ///   - sink: Takes what is wrong with either.
  ///   - report: Takes what was decided and what was left out.
  ///   - unknown: Takes the shapes whose type could not be read.
  /// - Returns: `nil` where the document is no mapping. A contract that is returned may have errors;
  ///   dangling references lead to the built-in `document`.
  package static func read(
    _ document: Document, paginators: Document? = nil, wireProtocol: WireProtocol? = nil,
    sink: inout DiagnosticSink, report: inout ImportReport, unknown: inout Set<ShapeID>
  ) -> Contract? {
    guard let root = document.root.mapping else {
      sink.error(
        "botocore.kind", "expected a mapping, found \(document.root.kindName)",
        at: document.root.origin)
      return nil
    }
    var model = BotocoreModel()
    model.preferred = wireProtocol
    model.read(root, at: document.root.origin)
    if let paginators { model.readPaginators(paginators.root) }
    sink.add(contentsOf: model.sink)
    report.add(contentsOf: model.report)
    report.leaveOpen(.uniqueItems, inFile: document.file)
    unknown.formUnion(model.unknownShapes)
    return model.contract
  }
}
