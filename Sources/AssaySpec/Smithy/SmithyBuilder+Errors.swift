internal import AssayModel

// Errors: those of operations, and those that a service declares for all of them.

extension SmithyBuilder {
  /// The errors that an operation lists.
  func errorReferences(of operation: SmithyShape) -> [ShapeReference] {
    (operation.properties["errors"]?.sequence ?? []).compactMap { item in
      guard let target = item["target"], let text = target.string else { return nil }
      return ShapeReference(target: text, origin: target.origin)
    }
  }

  /// The name that an error has in the contract; `nil` where it is none, which is reported.
  mutating func name(ofError reference: ShapeReference) -> String? {
    guard let position = model.positions[ExactString(reference.target)] else {
      diagnostics.error(
        "smithy.reference", "the error \(quoted(reference.target)) is not defined",
        at: reference.origin)
      return nil
    }
    let shape = model.shapes[position]
    guard shape.type == .structure, shape.traits.has(TraitID.error) else {
      diagnostics.error(
        "smithy.error", "\(quoted(reference.target)) is no structure with `smithy.api#error`",
        at: reference.origin,
        notes: [Diagnostic.Note(message: "it is defined here", origin: shape.origin)])
      return nil
    }
    return contract[id(of: position, in: .output)].name
  }

  /// Reads all errors of the service, in the source's order.
  mutating func readErrors() {
    var common: Set<ExactString> = []
    for reference in closure.commonErrors where name(ofError: reference) != nil {
      common.insert(ExactString(reference.target))
    }
    for position in errorPositions.sorted() {
      let shape = model.shapes[position]
      guard let fault = shape.traits[TraitID.error] else { continue }
      let id = id(of: position, in: .output)
      var error = ErrorShape(
        name: contract[id].name, isCommon: common.contains(ExactString(shape.id)), shape: id,
        origin: shape.origin)
      error.fault = fault.value.string.flatMap { ErrorShape.Fault(rawValue: $0) }
      if error.fault == nil { wrongValue(fault, wanted: "`client` or `server`") }
      // A new name is for people; what travels is the shape's own.
      if !error.name.isExactly(shape.localName) { error.code = shape.localName }
      readStatus(of: shape, into: &error)
      if let trait = shape.traits[TraitID.retryable] {
        error.retryable = flag("throttling", of: trait) ? .throttling : .yes
      }
      let wireProtocol = contract.wireProtocol
      error.traits = traits(of: shape.traits) {
        Self.isConsumed(onShape: $0, isError: true, wireProtocol)
      }
      contract.errors.append(error)
    }
  }

  private mutating func readStatus(of shape: SmithyShape, into error: inout ErrorShape) {
    if let trait = shape.traits[TraitID.httpError] {
      setStatus(trait.value, trait, of: &error)
    }
    guard contract.wireProtocol == .awsQuery, let trait = shape.traits[TraitID.awsQueryError]
    else { return }
    if let code = text("code", of: trait) {
      error.code = code.isExactly(error.name) ? nil : code
    }
    if let status = trait.value["httpResponseCode"] { setStatus(status, trait, of: &error) }
  }

  private mutating func setStatus(
    _ node: Node, _ trait: SmithyTrait, of error: inout ErrorShape
  ) {
    guard let status = node.integer, (100...599).contains(status) else {
      wrongValue(trait, wanted: "a status code", found: node)
      return
    }
    error.status = status
    error.statusOrigin = node.origin
  }
}
