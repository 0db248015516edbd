internal import AssayModel

extension ContractValidator {
  /// Operations that the same requests would reach.
  mutating func checkRoutes() {
    guard contract.wireProtocol.hasHTTPBindings else { return }
    var known: [ExactString: Operation] = [:]
    for operation in contract.operations {
      guard let http = operation.http else { continue }
      var key = http.method
      for segment in http.uri.segments {
        switch segment {
        case .literal(let text): key += "/=" + text
        case .label: key += "/{}"
        case .greedyLabel: key += "/{+}"
        }
      }
      let query = http.uri.query.map { "\($0.name)=\($0.value ?? "")" }.sorted()
      for parameter in query { key += "&" + parameter }
      guard let first = known[ExactString(key)] else {
        known[ExactString(key)] = operation
        continue
      }
      diagnostics.warning(
        "route.ambiguous",
        "\(quoted(operation.name)) has the method and URI of \(quoted(first.name)), which requests "
          + "will reach instead", at: http.uri.origin,
        notes: [
          Diagnostic.Note(message: "the other URI is here", origin: first.http?.uri.origin ?? .none)
        ])
    }
  }
}
