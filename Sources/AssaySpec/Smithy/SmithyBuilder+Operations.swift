internal import AssayModel

// Operations: what they are called by, what goes in and out.

extension SmithyBuilder {
  /// Reads an operation of the closure.
  mutating func readOperation(_ shape: SmithyShape) {
    var operation = Operation(name: operationName(of: shape), origin: shape.origin)
    operation.http = shape.traits[TraitID.http].flatMap { http($0) }
    if operation.http == nil, contract.wireProtocol.hasHTTPBindings {
      diagnostics.error(
        "smithy.http",
        "the operation \(quoted(shape.localName)) has no `smithy.api#http`, which "
          + "its protocol needs", at: shape.origin)
    }
    if !contract.wireProtocol.hasHTTPBindings { operation.http = nil }
    operation.input = structureID(shape.properties["input"], "input", .input)
    operation.output = structureID(shape.properties["output"], "output", .output)
    operation.errors = errorReferences(of: shape).compactMap { reference in
      name(ofError: reference).map { ErrorReference(name: $0, origin: reference.origin) }
    }
    operation.pagination = pagination(of: shape)
    if let trait = shape.traits[TraitID.endpoint] {
      operation.hostPrefix = text("hostPrefix", of: trait)
    }
    operation.isReadonly = marker(TraitID.readonly, of: shape.traits)
    operation.isIdempotent = marker(TraitID.idempotent, of: shape.traits)
    let wireProtocol = contract.wireProtocol
    operation.traits = traits(of: shape.traits) { id in
      switch id {
      case TraitID.http: wireProtocol.hasHTTPBindings
      case TraitID.endpoint, TraitID.readonly, TraitID.idempotent, TraitID.paginated: true
      default: false
      }
    }
    contract.operations.append(operation)
  }

  /// The name of an operation; two of one name are a mistake that renaming cannot mend.
  private mutating func operationName(of shape: SmithyShape) -> String {
    let name = shape.localName
    if !operationNames.insert(ExactString(name)).inserted {
      diagnostics.error(
        "smithy.duplicate", "the service has two operations of the name \(quoted(name))",
        at: shape.origin)
    }
    return name
  }

  // MARK: - HTTP

  private mutating func http(_ trait: SmithyTrait) -> HTTPBinding? {
    guard let method = text("method", of: trait), let uri = trait.value["uri"],
      let template = text("uri", of: trait)
    else {
      if trait.value["method"] == nil || trait.value["uri"] == nil {
        wrongValue(trait, wanted: "a mapping with `method` and `uri`")
      }
      return nil
    }
    var status = 200
    var statusOrigin: Origin?
    if let code = trait.value["code"] {
      statusOrigin = code.origin
      if let value = code.integer, (100...599).contains(value) {
        status = value
      } else {
        wrongValue(trait, wanted: "a status code as `code`", found: code)
      }
    }
    return HTTPBinding(
      method: method, uri: URITemplate(template, origin: uri.origin), status: status,
      origin: trait.origin, statusOrigin: statusOrigin)
  }

  // MARK: - Input and output

  private mutating func structureID(
    _ node: Node?, _ key: String, _ role: SmithyBinding.Role
  ) -> ShapeID? {
    guard let node else { return nil }
    guard let target = node["target"], let name = target.string else {
      diagnostics.error(
        "smithy.kind", "`\(key)` is a mapping with `target`, found \(node.kindName)",
        at: node.origin)
      return nil
    }
    if name.isExactly(SmithyPrelude.unit) { return nil }
    guard let position = structure(node) else {
      let type = model.type(of: name)
      diagnostics.error(
        "smithy.reference",
        type.map {
          "\(quoted(name)) is a shape of type `\($0.rawValue)`; `\(key)` is a structure"
        } ?? "the shape \(quoted(name)) is not defined", at: target.origin)
      return nil
    }
    return id(of: position, in: role)
  }

  // MARK: - Pagination

  /// The `paginated` trait, completed by the service's.
  ///
  /// Source: Smithy 2.0, "paginated trait".
  private mutating func pagination(of shape: SmithyShape) -> Pagination? {
    guard let trait = shape.traits[TraitID.paginated] else { return nil }
    let defaults = service.traits[TraitID.paginated]
    guard trait.value.mapping != nil else {
      wrongValue(trait, wanted: "a mapping")
      return nil
    }
    let input = path("inputToken", of: trait, or: defaults)
    let output = path("outputToken", of: trait, or: defaults)
    guard let input, let output else {
      if trait.value["inputToken"] == nil && defaults?.value["inputToken"] == nil
        || trait.value["outputToken"] == nil && defaults?.value["outputToken"] == nil
      {
        wrongValue(trait, wanted: "`inputToken` and `outputToken`, here or at the service")
      }
      return nil
    }
    return Pagination(
      input: input, output: output, limit: path("pageSize", of: trait, or: defaults),
      items: path("items", of: trait, or: defaults), origin: trait.origin)
  }

  private mutating func path(
    _ key: String, of trait: SmithyTrait, or defaults: SmithyTrait?
  ) -> MemberPath? {
    guard let source = trait.value[key] == nil ? defaults : trait, let node = source.value[key]
    else { return nil }
    if let path = node.string.flatMap({ MemberPath($0, origin: node.origin) }) { return path }
    wrongValue(source, wanted: "the path of a member as \(quoted(key))", found: node)
    return nil
  }
}
