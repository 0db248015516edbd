internal import AssayModel

/// Puts the members of a message where they travel.
struct MessageWriter: Sendable {
  let contract: Contract
  let blueprint: Blueprint

  /// The request of an operation.
  func request(
    _ value: MessageValue, _ operation: Operation, _ layout: MessageLayout
  ) -> WireRequest {
    var wire = WireRequest(method: Array("POST".utf8))
    switch contract.wireProtocol {
    case .restJson1, .restXml, .httpJson:
      if let http = operation.http { bind(value, http, layout, &wire) }
    case .awsJson1_0, .awsJson1_1:
      let target = "\(contract.targetPrefix ?? contract.service).\(operation.name)"
      wire.setHeader("X-Amz-Target", target)
    case .rpcv2Json, .rpcv2Cbor:
      let service = contract.targetPrefix ?? contract.service
      wire.segments = ["service", service, "operation", operation.name].map {
        .init(text: Percent.encode($0.utf8))
      }
      let name = contract.wireProtocol == .rpcv2Json ? "rpc-v2-json" : "rpc-v2-cbor"
      wire.setHeader("smithy-protocol", name)
    case .awsQuery, .ec2Query: break
    }
    let (body, mediaType) = body(value, layout, isRequest: true)
    wire.body = body
    if body != nil, let mediaType { wire.setHeader("Content-Type", mediaType) }
    if let prefix = operation.hostPrefix { wire.hostPrefix = host(prefix, value, layout) }
    return wire
  }

  /// A response with a status.
  func response(_ value: MessageValue, status: Int, _ layout: MessageLayout) -> WireResponse {
    var wire = WireResponse(status: status)
    for place in layout.places(at: .status) {
      if case .number(let text)? = value[place.member.name], let status = Int(text) {
        wire.status = status
      }
    }
    wire.headers = headers(value, layout)
    let (body, mediaType) = body(value, layout, isRequest: false)
    wire.body = body
    if body != nil, let mediaType { wire.setHeader("Content-Type", mediaType) }
    if contract.wireProtocol == .rpcv2Json { wire.setHeader("smithy-protocol", "rpc-v2-json") }
    return wire
  }

  // MARK: - Body

  /// The members of the document as one JSON object.
  func document(_ value: MessageValue, _ layout: MessageLayout) -> JSONValue {
    .object(
      layout.document.compactMap { place in
        value[place.member.name].map { .init(place.wire, $0) }
      })
  }

  private func body(
    _ value: MessageValue, _ layout: MessageLayout, isRequest: Bool
  ) -> (bytes: [UInt8]?, mediaType: String?) {
    if let payload = layout.payload {
      guard let inner = value[payload.member.name], inner != .null else { return (nil, nil) }
      let mediaType = mediaType(of: payload)
      if case .raw(let bytes) = inner { return (bytes, mediaType) }
      switch (blueprint[payload.node].kind, inner) {
      case (.blob, .string(let text)): return (Base64Text.decode(text), mediaType)
      case (.string, .string(let text)): return (Array(text.utf8), mediaType)
      default:
        return contract.wireProtocol.hasJSONBodies ? (inner.json, mediaType) : (nil, nil)
      }
    }
    guard layout.hasDocument, contract.wireProtocol.hasJSONBodies else { return (nil, nil) }
    // A request of a structure without members has nothing to say; its `{}` may be left out.
    if isRequest, layout.places.isEmpty, contract.wireProtocol.hasHTTPBindings {
      return (nil, nil)
    }
    return (document(value, layout).json, contract.wireProtocol.contentType)
  }

  /// The media type that a payload travels with.
  func mediaType(of payload: MessageLayout.Place) -> String {
    let node = blueprint[payload.node]
    if let stated = payload.member.traits.mediaType ?? node.mediaType { return stated }
    switch node.kind {
    case .string: return "text/plain"
    case .blob: return "application/octet-stream"
    default: return contract.wireProtocol.contentType
    }
  }

  private func host(
    _ prefix: String, _ value: MessageValue, _ layout: MessageLayout
  ) -> String {
    var text = prefix
    for place in layout.places(at: .host) {
      guard let inner = value[place.member.name] else { continue }
      let filled = String(decoding: inner.parameterText, as: UTF8.self)
      text = text.split(separator: "{\(place.member.name)}", omittingEmptySubsequences: false)
        .joined(separator: filled)
    }
    return text
  }
}
