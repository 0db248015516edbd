internal import AssayModel

extension ContractValidator {
  /// Structures with more than one thing for a body, and methods that have none.
  mutating func checkPayloads() {
    guard contract.wireProtocol.hasHTTPBindings else { return }
    var structures: [ShapeID] = []
    var seen = Set<ShapeID>()
    forEachParameterStructure { id, _ in if seen.insert(id).inserted { structures.append(id) } }
    for id in structures {
      let payloads = contract[id].members.filter { $0.location == .payload }
      guard let payload = payloads.first else { continue }
      for other in payloads.dropFirst() {
        diagnostics.error(
          "payload.several", "a second payload: the whole body is one member", at: other.origin,
          notes: [Diagnostic.Note(message: "the first payload is here", origin: payload.origin)])
      }
      for member in contract[id].members where member.location == .body {
        diagnostics.error(
          "payload.beside",
          "\(quoted(member.name)) travels in the body, which \(quoted(payload.name)) takes whole",
          at: member.origin,
          notes: [Diagnostic.Note(message: "the payload is here", origin: payload.origin)])
      }
    }
    for operation in contract.operations {
      guard let http = operation.http, http.method == "GET" || http.method == "HEAD",
        let input = operation.input,
        let member = base(input).members.first(where: {
          $0.location == .body || $0.location == .payload
        })
      else { continue }
      diagnostics.warning(
        "http.body",
        "\(quoted(member.name)) travels in the body of a \(http.method) request, which many "
          + "clients and servers drop", at: member.origin,
        notes: [Diagnostic.Note(message: "the method is stated here", origin: http.origin)])
    }
  }
}
