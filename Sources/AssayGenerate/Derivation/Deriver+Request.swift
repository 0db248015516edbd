internal import AssayModel

extension Deriver {
  /// Derives what only requests have: parameters as texts of a URL, media types.
  mutating func deriveRequest(_ frame: Frame) {
    if contract.wireProtocol.hasHTTPBindings {
      for place in frame.layout.places { addParameter(place, frame) }
      addQuery(frame)
    }
    addRequestMediaTypes(frame)
  }

  /// A request with one change, about a place.
  mutating func addWire(
    _ frame: Frame, _ name: String, _ constraint: ConstraintKind, _ part: Violation.Part,
    _ pointer: String, _ path: String, _ origin: Origin, _ expectation: Case.Expectation,
    notes: [Case.Note] = [], message: MessageValue? = nil, _ change: (inout WireRequest) -> Void
  ) {
    var wire = model.writer.request(message ?? frame.base, model.operation, frame.layout)
    change(&wire)
    let boundary = name.split(separator: "/").last.map(String.init) ?? name
    let subject = Case.Subject(
      part: part, pointer: pointer, path: path, constraint: constraint, boundary: boundary,
      source: location(origin))
    add(wire, frame, name, subject, expectation, notes: notes)
  }

  // MARK: - Parameters

  private mutating func addParameter(_ place: MessageLayout.Place, _ frame: Frame) {
    switch place.location {
    case .query: addQueryParameter(place, frame)
    case .path: addLabel(place, frame)
    case .header: addField(place, frame)
    default: break
    }
  }

  /// The message with the parameter, and the text of its value.
  private func sound(
    _ place: MessageLayout.Place, _ frame: Frame
  ) -> (message: MessageValue, text: [UInt8], value: JSONValue)? {
    guard let value = frame.base[place.member.name] ?? model.maker.value(place.node, .plain) else {
      return nil
    }
    var message = frame.base
    message[place.member.name] = value
    if case .array(let items) = value {
      return items.first.map { (message, $0.parameterText, value) }
    }
    return (message, value.parameterText, value)
  }

  private func isList(_ place: MessageLayout.Place) -> Bool {
    if case .list = blueprint[place.node].kind { true } else { false }
  }

  /// What is to be made of a text in a parameter; `nil` where that is not known.
  private func judged(
    _ text: String, _ place: MessageLayout.Place, _ part: Violation.Part, _ frame: Frame
  ) -> Case.Expectation? {
    guard case .string = blueprint[place.node].kind,
      let kinds = judge.breaks(.string(text), at: place.node)
    else { return nil }
    return expectation(
      kinds.map { Variant.Break(constraint: $0) }, part, Pointer.token(place.wire), frame)
  }

  private mutating func addQueryParameter(_ place: MessageLayout.Place, _ frame: Frame) {
    guard let sound = sound(place, frame) else { return }
    let name = place.member.name
    let id = "query.\(place.wire)"
    let pointer = Pointer.token(place.wire)
    let part = Violation.Part.requestQuery
    let origin = place.member.origin
    func at(_ wire: WireRequest) -> Int? { wire.query.firstIndex { $0.member == name } }

    if !isList(place) {
      let twice = open(
        "whether a scalar parameter given twice is refused, and which value counts",
        "duplicateMember", [.init(constraint: .duplicateMember)], part, pointer, frame)
      for (label, other) in [("same", sound.text), ("different", Array("other".utf8))] {
        addWire(
          frame, "\(id)/duplicateMember/\(label)", .duplicateMember, part, pointer, place.wire,
          origin, twice, message: sound.message
        ) { wire in
          guard let index = at(wire) else { return }
          var again = wire.query[index]
          again.value = Percent.encode(other)
          wire.query.append(again)
        }
      }
    }
    // Every character as an escape, in small letters too; also in the name.
    let escapes = Self.escaped(sound.text)
    addWire(
      frame, "\(id)/encoding/percent-all", .encoding, part, pointer, place.wire, origin, .valid,
      message: sound.message
    ) { wire in
      guard let index = at(wire) else { return }
      wire.query[index].value = escapes
    }
    addWire(
      frame, "\(id)/encoding/percent-name", .encoding, part, pointer, place.wire, origin, .valid,
      message: sound.message
    ) { wire in
      guard let index = at(wire) else { return }
      wire.query[index].name = Self.escaped(Array(place.wire.utf8))
    }
    addWire(
      frame, "\(id)/encoding/empty-pieces", .encoding, part, pointer, place.wire, origin, .valid,
      message: sound.message
    ) { wire in
      guard let index = at(wire) else { return }
      // `&&name=value&`: what stands between is nothing.
      wire.query[index].name = Array("&&".utf8) + wire.query[index].name
      wire.query[index].value = (wire.query[index].value ?? []) + Array("&".utf8)
    }
    guard case .string = blueprint[place.node].kind else { return }
    let texts: [(String, [UInt8], String)] = [
      ("plus", sound.text + Array("+".utf8) + sound.text, " "),
      ("percent-20", sound.text + Array("%20".utf8) + sound.text, " "),
      ("percent-2b", sound.text + Array("%2B".utf8) + sound.text, "+"),
      ("percent-2f", sound.text + Array("%2F".utf8) + sound.text, "/"),
      ("slash", sound.text + Array("/".utf8) + sound.text, "/"),
      ("question-mark", sound.text + Array("?".utf8) + sound.text, "?"),
      ("equals", sound.text + Array("=".utf8) + sound.text, "="),
      ("percent-26", sound.text + Array("%26".utf8) + sound.text, "&"),
      ("percent-00", sound.text + Array("%00".utf8) + sound.text, "\u{0}"),
      ("small-hex", sound.text + Array("%c3%a9".utf8) + sound.text, "\u{E9}"),
    ]
    let text = String(decoding: sound.text, as: UTF8.self)
    // The sound text may hold what means something else in a query; then these say nothing.
    guard sound.text == Percent.encode(sound.text) else { return }
    for (label, raw, middle) in texts {
      guard let expectation = judged(text + middle + text, place, part, frame) else { continue }
      addWire(
        frame, "\(id)/encoding/\(label)", .encoding, part, pointer, place.wire, origin,
        expectation, message: sound.message
      ) { wire in
        guard let index = at(wire) else { return }
        wire.query[index].value = raw
      }
    }
    if let expectation = judged("", place, part, frame) {
      addWire(
        frame, "\(id)/encoding/no-equals", .encoding, part, pointer, place.wire, origin,
        expectation, message: sound.message
      ) { wire in
        guard let index = at(wire) else { return }
        wire.query[index].value = nil
      }
    }
    addBrokenEscapes(id, place, part, pointer, sound.text, sound.message, frame) { wire, raw in
      guard let index = at(wire) else { return }
      wire.query[index].value = raw
    }
  }

  /// Escapes that are none, and escapes that are no UTF-8.
  private mutating func addBrokenEscapes(
    _ id: String, _ place: MessageLayout.Place, _ part: Violation.Part, _ pointer: String,
    _ text: [UInt8], _ message: MessageValue, _ frame: Frame,
    _ put: (inout WireRequest, [UInt8]) -> Void
  ) {
    for (label, raw) in [("percent-alone", "%"), ("percent-cut", "%4"), ("percent-letters", "%zz")]
    {
      addWire(
        frame, "\(id)/encoding/\(label)", .encoding, part, pointer, place.wire,
        place.member.origin,
        .either(
          reason: "whether a broken percent-escape is refused or stands for itself", policy: nil),
        notes: [.unusualHTTP], message: message
      ) { put(&$0, text + Array(raw.utf8)) }
    }
    for (label, raw) in [
      ("percent-ff", "%FF"), ("percent-overlong", "%C0%AF"), ("percent-surrogate", "%ED%A0%80"),
      ("percent-utf-8-cut", "%E2%82"),
    ] {
      addWire(
        frame, "\(id)/encoding/\(label)", .encoding, part, pointer, place.wire,
        place.member.origin, expectation([.init(constraint: .encoding)], part, pointer, frame),
        message: message
      ) { put(&$0, text + Array(raw.utf8)) }
    }
  }

  private mutating func addLabel(_ place: MessageLayout.Place, _ frame: Frame) {
    guard let sound = sound(place, frame) else { return }
    let id = "path.\(place.wire)"
    let pointer = Pointer.token(place.wire)
    let part = Violation.Part.requestPath
    let name = place.member.name
    let isGreedy =
      model.operation.http?.uri.segments.contains {
        if case .greedyLabel(let label) = $0 { label.isExactly(name) } else { false }
      } ?? false
    func put(_ wire: inout WireRequest, _ raw: [UInt8]) {
      guard let index = wire.segments.firstIndex(where: { $0.member == name }) else { return }
      wire.segments[index].text = raw
    }

    // An empty label at the end leaves a slash there, which is passed over: another URL, and maybe
    // another operation's.
    if let last = model.operation.http?.uri.labels.last, !last.isExactly(name) || hasLiteralAtEnd {
      let breach = Case.Breach(part: part, pointer: "", constraint: .operation)
      addWire(
        frame, "\(id)/operation/empty", .operation, part, "", place.wire, place.member.origin,
        invalid([breach], frame)
      ) { put(&$0, []) }
    }
    addWire(
      frame, "\(id)/encoding/percent-all", .encoding, part, pointer, place.wire,
      place.member.origin, .valid
    ) { put(&$0, Self.escaped(sound.text)) }
    guard case .string = blueprint[place.node].kind else { return }
    let text = String(decoding: sound.text, as: UTF8.self)
    let plain = Percent.encode(sound.text)
    let texts: [(String, String, String)] = [
      ("plus", "+", "+"), ("percent-20", "%20", " "), ("percent-2b", "%2B", "+"),
      ("percent-3f", "%3F", "?"), ("percent-25", "%25", "%"), ("percent-00", "%00", "\u{0}"),
      ("small-hex", "%c3%a9", "\u{E9}"), ("semicolon", ";", ";"), ("colon", ":", ":"),
      ("percent-2f", "%2F", "/"),
    ]
    for (label, raw, middle) in texts where !isGreedy || middle != "/" {
      guard let expectation = judged(text + middle + text, place, part, frame) else { continue }
      addWire(
        frame, "\(id)/encoding/\(label)", .encoding, part, pointer, place.wire,
        place.member.origin, expectation, notes: middle == "/" ? [.unusualHTTP] : []
      ) { put(&$0, plain + Array(raw.utf8) + plain) }
    }
    addBrokenEscapes(id, place, part, pointer, plain, frame.base, frame) { put(&$0, $1) }
  }

  private var hasLiteralAtEnd: Bool {
    if case .literal? = model.operation.http?.uri.segments.last { true } else { false }
  }

  private mutating func addField(_ place: MessageLayout.Place, _ frame: Frame) {
    guard let sound = sound(place, frame), sound.value.isHeaderSafe else { return }
    let id = "header.\(place.wire)"
    let pointer = Pointer.token(place.wire)
    let part = Violation.Part.requestHeader
    func at(_ wire: WireRequest) -> Int? {
      wire.headers.firstIndex { $0.member == place.member.name }
    }
    for (label, name) in [
      ("small-letters", place.wire.lowercased()), ("capitals", place.wire.uppercased()),
    ] {
      addWire(
        frame, "\(id)/required/name.\(label)", .required, part, pointer, place.wire,
        place.member.origin, .valid, message: sound.message
      ) { wire in
        if let index = at(wire) { wire.headers[index].field.name = Array(name.utf8) }
      }
    }
    if isList(place) {
      addWire(
        frame, "\(id)/type/two-fields", .type, part, pointer, place.wire, place.member.origin,
        .either(reason: "whether the list may be longer than it is", policy: nil),
        message: sound.message
      ) { wire in
        if let index = at(wire) { wire.headers.append(wire.headers[index]) }
      }
    } else {
      let twice = open(
        "whether a scalar header field given twice is refused, and which value counts",
        "duplicateMember", [.init(constraint: .duplicateMember)], part, pointer, frame)
      addWire(
        frame, "\(id)/duplicateMember/same", .duplicateMember, part, pointer, place.wire,
        place.member.origin, twice, message: sound.message
      ) { wire in
        if let index = at(wire) { wire.headers.append(wire.headers[index]) }
      }
    }
  }

  private mutating func addQuery(_ frame: Frame) {
    guard !frame.layout.places.contains(where: { $0.location == .queryMap }) else { return }
    let name = Self.unknownName
    let pointer = "/" + name
    let part = Violation.Part.requestQuery
    let expectation: Case.Expectation
    switch judgement(.unknownMember, suffix: "") {
    case .breaks(let breaks): expectation = self.expectation(breaks, part, pointer, frame)
    case .open(let reason, let policy, let strict):
      expectation = open(reason, policy, strict, part, pointer, frame)
    case .valid, .judged: expectation = .valid
    }
    addWire(
      frame, "query/unknownMember/parameter", .unknownMember, part, pointer, "",
      model.operation.origin, expectation
    ) { $0.query.append(.init(name: Array(name.utf8), value: Array("1".utf8))) }
    guard let full = model.members(frame.layout, .typical, 0) else { return }
    addWire(
      frame, "query/encoding/order", .encoding, part, "", "", model.operation.origin, .valid,
      message: full
    ) { wire in
      // Items of one list keep their order; parameters change theirs.
      var groups: [[WireRequest.Parameter]] = []
      for parameter in wire.query {
        if let last = groups.last?.first, last.member == parameter.member, last.member != nil {
          groups[groups.count - 1].append(parameter)
        } else {
          groups.append([parameter])
        }
      }
      wire.query = groups.reversed().flatMap { $0 }
    }
  }

  /// Each byte as an escape, with capitals and small letters in turn.
  static func escaped(_ text: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    for (index, byte) in text.enumerated() {
      let digits = String(byte, radix: 16, uppercase: index % 2 == 0)
      out += Array("%".utf8) + Array((byte < 16 ? "0" + digits : digits).utf8)
    }
    return out
  }
}
