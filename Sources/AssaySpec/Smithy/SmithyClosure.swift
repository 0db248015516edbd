internal import AssayModel

/// What belongs to a service: its operations, and those of its resources at any depth.
///
/// Source: Smithy 2.0, "Service closure", "Resource type".
struct SmithyClosure {
  /// Operations, each once: those of the service first, then resource by resource.
  private(set) var operations: [SmithyShape] = []
  /// Errors that any of the operations may answer with.
  private(set) var commonErrors: [ShapeReference] = []
  private(set) var diagnostics = DiagnosticSink()

  private let model: SmithyModel
  private var seen: [ExactString: Origin] = [:]
  private var resources: [ShapeReference] = []

  init(of service: SmithyShape, in model: SmithyModel) {
    self.model = model
    commonErrors = references(service.properties["errors"], of: service)
    add(operations: references(service.properties["operations"], of: service))
    resources = references(service.properties["resources"], of: service)
    var next = 0
    while next < resources.count {
      visit(resources[next])
      next += 1
    }
  }

  /// The lifecycle operations of a resource, in the order of a life.
  private static let lifecycle = ["put", "create", "read", "update", "delete", "list"]

  private mutating func visit(_ reference: ShapeReference) {
    guard let resource = resolve(reference, .resource) else { return }
    if let first = seen.updateValue(reference.origin, forKey: ExactString(resource.id)) {
      diagnostics.error(
        "smithy.cycle",
        "the resource \(quoted(resource.id)) belongs to more than one place, or to "
          + "itself", at: reference.origin,
        notes: [Diagnostic.Note(message: "it was met here first", origin: first)])
      return
    }
    for key in Self.lifecycle {
      guard let node = resource.properties[key] else { continue }
      if let reference = self.reference(node, key) { add(operations: [reference]) }
    }
    for key in ["operations", "collectionOperations"] {
      add(operations: references(resource.properties[key], of: resource))
    }
    resources += references(resource.properties["resources"], of: resource)
  }

  private mutating func add(operations references: [ShapeReference]) {
    for reference in references {
      guard let operation = resolve(reference, .operation) else { continue }
      guard seen.updateValue(reference.origin, forKey: ExactString(operation.id)) == nil else {
        continue
      }
      operations.append(operation)
    }
  }

  private mutating func resolve(_ reference: ShapeReference, _ type: SmithyType) -> SmithyShape? {
    guard let shape = model.shape(reference.target) else {
      diagnostics.error(
        "smithy.reference", "the \(type.rawValue) \(quoted(reference.target)) is not defined",
        at: reference.origin)
      return nil
    }
    guard shape.type == type else {
      diagnostics.error(
        "smithy.reference",
        "\(quoted(reference.target)) is a shape of type "
          + "`\(shape.type.rawValue)`, expected `\(type.rawValue)`", at: reference.origin,
        notes: [Diagnostic.Note(message: "it is defined here", origin: shape.origin)])
      return nil
    }
    return shape
  }

  /// A list of references, where there is one.
  private mutating func references(_ node: Node?, of shape: SmithyShape) -> [ShapeReference] {
    guard let node else { return [] }
    guard let items = node.sequence else {
      diagnostics.error(
        "smithy.kind", "a list of shapes is expected, found \(node.kindName)", at: node.origin)
      return []
    }
    return items.compactMap { reference($0, "an item") }
  }

  private mutating func reference(_ node: Node, _ what: String) -> ShapeReference? {
    guard let target = node["target"], let text = target.string else {
      diagnostics.error(
        "smithy.kind", "\(what) is a mapping with `target`, found \(node.kindName)",
        at: node.origin)
      return nil
    }
    return ShapeReference(target: text, origin: target.origin)
  }
}
