internal import AssayModel

extension BotocoreModel {
  /// Reads an operation.
  mutating func readOperation(_ entry: Mapping.Entry) {
    guard let definition = mapping(entry) else { return }
    if entry.key.isEmpty {
      sink.error("botocore.operation", "an operation needs a name", at: entry.keyOrigin)
    }
    var operation = Operation(name: entry.key, origin: entry.keyOrigin)
    for part in definition.entries {
      switch part.key {
      case "name":
        if let name = text(part), !name.isExactly(entry.key) {
          report.add(
            .ignored, "name", "an operation is called by its key; its `name` is not on the wire",
            at: part.value.origin)
        }
      case "http": operation.http = binding(part)
      case "input": operation.input = structure(part, &operation.traits)
      case "output": operation.output = structure(part, &operation.traits)
      case "errors": operation.errors = errorReferences(part)
      case "documentation": operation.traits.documentation = documentation(part)
      case "deprecated": operation.traits.deprecated = deprecation(definition)
      case "idempotent": operation.isIdempotent = flag(part)
      case "readonly": operation.isReadonly = flag(part)
      case "endpoint": operation.hostPrefix = hostPrefix(part)
      case "deprecatedMessage": break
      case "alias", "auth", "authtype", "context", "deprecatedDate", "deprecatedSince",
        "documentationUrl", "endpointdiscovery", "endpointoperation", "examples", "httpChecksum",
        "httpChecksumRequired", "operationContextParams", "requestcompression",
        "staticContextParams", "unsignedPayload":
        ignore(part, of: "an operation")
      default: unknown(part, of: "an operation")
      }
    }
    if operation.http == nil { operation.http = assumedBinding(of: operation) }
    contract.operations.append(operation)
  }

  private mutating func binding(_ entry: Mapping.Entry) -> HTTPBinding? {
    guard let mapping = mapping(entry) else { return nil }
    var method: String?
    var uri: (text: String, origin: Origin)?
    var status: (code: Int, origin: Origin)?
    for part in mapping.entries {
      switch part.key {
      case "method": method = self.method(part)
      case "requestUri": uri = text(part).map { ($0, contentOrigin(part.value)) }
      case "responseCode": status = self.status(part).map { ($0, part.value.origin) }
      default: unknown(part, of: "`http`")
      }
    }
    return HTTPBinding(
      method: method ?? "POST",
      uri: URITemplate(uri?.text ?? "/", origin: uri?.origin ?? entry.keyOrigin),
      status: status?.code ?? 200, origin: entry.keyOrigin, statusOrigin: status?.origin)
  }

  private mutating func method(_ entry: Mapping.Entry) -> String? {
    guard let method = text(entry) else { return nil }
    if method.isEmpty || !method.utf8.allSatisfy({ (65...90).contains($0) || $0 == 45 }) {
      sink.error(
        "botocore.method", "a method is written in capitals; found \(quoted(method))",
        at: entry.value.origin)
    }
    return method
  }

  /// Models that were written for their answers alone do not say where requests go.
  private mutating func assumedBinding(of operation: Operation) -> HTTPBinding? {
    guard contract.wireProtocol.hasHTTPBindings else { return nil }
    report.add(
      .decided, "http", "an operation without `http` is taken for `POST /`", at: operation.origin)
    return HTTPBinding(
      method: "POST", uri: URITemplate("/", origin: operation.origin), origin: operation.origin)
  }

  /// `input` or `output`: a reference to a structure.
  private mutating func structure(_ entry: Mapping.Entry, _ traits: inout Traits) -> ShapeID? {
    guard let mapping = mapping(entry) else { return nil }
    guard let reference = mapping.entry("shape") else {
      sink.error("botocore.members", "\(quoted(entry.key)) has no `shape`", at: entry.keyOrigin)
      return nil
    }
    for part in mapping.entries {
      switch part.key {
      case "shape": break
      case "documentation": ignore(part, of: "an operation", "the structure has its own text")
      case "locationName", "xmlNamespace", "resultWrapper":
        keep(part, as: "\(entry.key)-\(part.key)", in: &traits)
      default: unknown(part, of: "`\(entry.key)`")
      }
    }
    let id = target(reference.value)
    guard id.index >= Contract.builtInShapeCount else { return nil }
    return id
  }

  private mutating func errorReferences(_ entry: Mapping.Entry) -> [ErrorReference] {
    var references: [ErrorReference] = []
    for node in list(entry) ?? [] {
      guard let mapping = node.mapping, let name = mapping["shape"] else {
        sink.error(
          "botocore.kind", "expected `{\"shape\": …}` in `errors`, found \(node.kindName)",
          at: node.origin)
        continue
      }
      for part in mapping.entries {
        switch part.key {
        case "shape": break
        // Some old models repeat what the shape says.
        case "documentation", "error", "exception", "fault":
          ignore(part, of: "an operation", "the error's shape says it")
        default: unknown(part, of: "`errors`")
        }
      }
      let id = target(name)
      guard id.index >= Contract.builtInShapeCount else { continue }
      references.append(ErrorReference(name: contract[id].name, origin: name.origin))
    }
    return references
  }

  private mutating func hostPrefix(_ entry: Mapping.Entry) -> String? {
    guard let mapping = mapping(entry) else { return nil }
    var prefix: String?
    for part in mapping.entries {
      switch part.key {
      case "hostPrefix": prefix = text(part)
      default: unknown(part, of: "`endpoint`")
      }
    }
    return prefix
  }
}
