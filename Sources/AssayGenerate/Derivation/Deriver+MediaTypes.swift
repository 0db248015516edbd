internal import AssayModel

extension Deriver {
  private static let broken = Variant.Break(constraint: .contentType)

  // MARK: - Requests

  mutating func addRequestMediaTypes(_ frame: Frame) {
    let wire = model.writer.request(frame.base, model.operation, frame.layout)
    let proto = contract.wireProtocol
    if frame.layout.hasDocument, proto.hasJSONBodies {
      let body = wire.body ?? Array("{}".utf8)
      for (name, type, isValid) in Self.types(proto.contentType) {
        addType(frame, name, type, isValid: isValid) { $0.body = body }
      }
      addMissingType(frame) { $0.body = body }
      addNames(frame, body)
    } else if let payload = frame.layout.payload {
      guard proto.hasJSONBodies || isPlain(payload),
        let value = frame.base[payload.member.name] ?? model.maker.value(payload.node, .plain)
      else { return }
      var message = frame.base
      message[payload.member.name] = value
      let isOpen = if case .blob = blueprint[payload.node].kind { true } else { false }
      let stated = payload.member.traits.mediaType ?? blueprint[payload.node].mediaType
      if isOpen, stated == nil { return }
      let wire = model.writer.request(message, model.operation, frame.layout)
      guard let body = wire.body, !body.isEmpty else { return }
      for (name, type, isValid) in Self.types(model.writer.mediaType(of: payload)) {
        addType(frame, name, type, isValid: isValid, message) { $0.body = body }
      }
      addMissingType(frame, message) { $0.body = body }
    } else if proto.hasHTTPBindings, proto.hasJSONBodies, !frame.layout.isStream {
      // A body that the operation has no place for.
      addType(frame, "unexpected-body", proto.contentType, isValid: false) {
        $0.body = Array("{}".utf8)
      }
    }
    if proto == .restJson1 { addAccept(frame) }
  }

  /// Whether a payload is its text or bytes.
  private func isPlain(_ payload: MessageLayout.Place) -> Bool {
    switch blueprint[payload.node].kind {
    case .string, .blob: true
    default: false
    }
  }

  /// Media types that are the expected one in other words, and some that are not.
  private static func types(_ expected: String) -> [(String, String, Bool)] {
    var found: [(String, String, Bool)] = [
      ("charset", "\(expected); charset=utf-8", true),
      ("charset-capitals", "\(expected);charset=UTF-8", true),
      ("capitals", expected.uppercased(), true),
    ]
    for (name, other) in [
      ("text", "text/plain"), ("xml", "application/xml"), ("json", "application/json"),
      ("form", "application/x-www-form-urlencoded"), ("json-patch", "application/json-patch+json"),
      ("bytes", "application/octet-stream"),
    ] where other != expected.lowercased() {
      found.append((name, other, false))
    }
    return found
  }

  private mutating func addType(
    _ frame: Frame, _ name: String, _ type: String, isValid: Bool, _ message: MessageValue? = nil,
    _ change: (inout WireRequest) -> Void
  ) {
    let expectation: Case.Expectation =
      isValid
      ? .valid : self.expectation([Self.broken], frame.headerPart, "/content-type", frame)
    addWire(
      frame, "header.content-type/contentType/\(name)", .contentType, frame.headerPart,
      "/content-type", "", model.operation.origin, expectation, message: message
    ) { wire in
      change(&wire)
      wire.setHeader("Content-Type", type)
    }
  }

  /// The field's name in other letters, which are the same name.
  private mutating func addNames(_ frame: Frame, _ body: [UInt8]) {
    let type = contract.wireProtocol.contentType
    for (label, name) in Self.names {
      addWire(
        frame, "header.content-type/contentType/name.\(label)", .contentType, frame.headerPart,
        "/content-type", "", model.operation.origin, .valid
      ) { wire in
        wire.body = body
        wire.setHeader("Content-Type", type)
        wire.headers.rename("Content-Type", to: name)
      }
    }
  }

  private static let names = [
    ("small-letters", "content-type"), ("capitals", "CONTENT-TYPE"), ("mixed", "cOnTeNt-TyPe"),
  ]

  private mutating func addMissingType(
    _ frame: Frame, _ message: MessageValue? = nil, _ change: (inout WireRequest) -> Void
  ) {
    addWire(
      frame, "header.content-type/contentType/missing", .contentType, frame.headerPart,
      "/content-type", "", model.operation.origin,
      .either(reason: "whether a body needs a content type", policy: nil), message: message
    ) { wire in
      change(&wire)
      wire.setHeader("Content-Type", nil)
    }
  }

  /// `Accept`, where the answer has a media type that a client may refuse.
  private mutating func addAccept(_ frame: Frame) {
    let output = model.output
    guard output.hasDocument, !output.places.isEmpty else { return }
    let type = contract.wireProtocol.contentType
    let values: [(String, String, Bool)] = [
      ("exact", type, true), ("any", "*/*", true), ("any-subtype", "application/*", true),
      ("several", "text/plain, \(type);q=0.5", true), ("other", "application/hal+json", false),
      ("xml", "application/xml", false), ("refused", "\(type);q=0", false),
    ]
    for (name, value, isValid) in values {
      addWire(
        frame, "header.accept/contentType/\(name)", .contentType, .requestHeader, "/accept", "",
        model.operation.origin,
        isValid ? .valid : expectation([Self.broken], .requestHeader, "/accept", frame)
      ) { $0.setHeader("Accept", value) }
    }
  }

  // MARK: - Answers

  mutating func addAnswerMediaTypes(_ frame: Frame, _ wire: WireResponse) {
    guard isFull(frame), wire.body?.isEmpty == false, let expected = expectedType(frame) else {
      return
    }
    for (name, type, isValid) in Self.types(expected) {
      var changed = wire
      changed.setHeader("Content-Type", type)
      let expectation: Case.Expectation =
        isValid ? .valid : self.expectation([Self.broken], frame.headerPart, "/content-type", frame)
      addAnswer(
        frame, changed, "header.content-type/contentType/\(name)", .contentType,
        frame.headerPart, "/content-type", expectation)
    }
    for (label, name) in Self.names {
      var changed = wire
      changed.headers.rename("Content-Type", to: name)
      addAnswer(
        frame, changed, "header.content-type/contentType/name.\(label)", .contentType,
        frame.headerPart, "/content-type", .valid)
    }
    var bare = wire
    bare.setHeader("Content-Type", nil)
    addAnswer(
      frame, bare, "header.content-type/contentType/missing", .contentType, frame.headerPart,
      "/content-type", .either(reason: "whether a body needs a content type", policy: nil))
  }

  /// The media type that a body must have; `nil` where any will do.
  private func expectedType(_ frame: Frame) -> String? {
    if frame.layout.hasDocument, contract.wireProtocol.hasJSONBodies {
      return contract.wireProtocol.contentType
    }
    guard let payload = frame.layout.payload else { return nil }
    if case .blob = blueprint[payload.node].kind,
      payload.member.traits.mediaType ?? blueprint[payload.node].mediaType == nil
    {
      return nil
    }
    return model.writer.mediaType(of: payload)
  }
}
