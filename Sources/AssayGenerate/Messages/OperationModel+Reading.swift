internal import AssayModel

extension OperationModel {
  /// The members of a successful answer; `nil` where its body is not what the protocol has.
  package func read(_ response: Case.Response) -> MessageValue? {
    var message = MessageValue()
    for place in output.places {
      switch place.location {
      case .header:
        let name = Array(place.wire.utf8).map(\.lowercasedASCII)
        guard let field = response.headers.first(where: { $0.name.map(\.lowercasedASCII) == name })
        else { continue }
        message[place.member.name] = typed(String(decoding: field.value, as: UTF8.self), place.node)
      case .status: message[place.member.name] = .number("\(response.status)")
      default: break
      }
    }
    let body = response.body ?? []
    if let payload = output.payload {
      guard !body.isEmpty else { return message }
      switch blueprint[payload.node].kind {
      case .string, .blob:
        message[payload.member.name] = .string(String(decoding: body, as: UTF8.self))
      default:
        guard let value = JSONValue(reading: body) else { return nil }
        message[payload.member.name] = value
      }
      return message
    }
    guard output.hasDocument, !body.isEmpty else { return message }
    guard contract.wireProtocol.hasJSONBodies, case .object(let entries)? = JSONValue(reading: body)
    else { return nil }
    for place in output.document {
      guard let entry = entries.first(where: { $0.key.isExactly(place.wire) }) else { continue }
      if entry.value != .null { message[place.member.name] = entry.value }
    }
    return message
  }
}
