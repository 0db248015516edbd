internal import AssayModel

/// How an answer says which error it is.
package enum ErrorForm: Sendable, Hashable {
  /// As the protocol's services do it.
  case usual
  /// `x-amzn-errortype` with this text.
  case header(String)
  /// `__type` in the body with this text.
  case bodyType(String)
  /// `code` in the body with this text.
  case bodyCode(String)
  /// Not at all.
  case untyped
}

extension OperationModel {
  /// The answer with an error.
  ///
  /// `index`: position in ``errors``.
  package func errorResponse(
    _ index: Int, _ value: MessageValue, form: ErrorForm = .usual
  ) -> Case.Response {
    errorWire(index, value, form: form).response
  }

  func errorWire(_ index: Int, _ value: MessageValue, form: ErrorForm) -> WireResponse {
    guard errors.indices.contains(index) else { return WireResponse(status: 500) }
    let error = errors[index]
    var wire = writer.response(value, status: error.effectiveStatus, errorLayouts[index])
    switch form {
    case .usual:
      switch contract.wireProtocol {
      case .restJson1: wire.setHeader("x-amzn-errortype", error.typeOnWire)
      case .awsJson1_0, .awsJson1_1, .rpcv2Json:
        wire.body = withMember("__type", error.typeOnWire, index, value)
        wire.setHeader("Content-Type", contract.wireProtocol.contentType)
      default: break
      }
    case .header(let text): wire.setHeader("x-amzn-errortype", text)
    case .bodyType(let text):
      wire.body = withMember("__type", text, index, value)
      wire.setHeader("Content-Type", contract.wireProtocol.contentType)
    case .bodyCode(let text):
      wire.body = withMember("code", text, index, value)
      wire.setHeader("Content-Type", contract.wireProtocol.contentType)
    case .untyped: break
    }
    return wire
  }

  private func withMember(
    _ name: String, _ text: String, _ index: Int, _ value: MessageValue
  ) -> [UInt8] {
    guard case .object(let entries) = writer.document(value, errorLayouts[index]) else { return [] }
    return JSONValue.object([.init(name, .string(text))] + entries).json
  }
}
