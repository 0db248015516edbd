internal import AssayModel

extension Deriver {
  /// Derives the cases of a body that is a JSON object: its text, its members as a whole.
  mutating func deriveDocument(_ frame: Frame) {
    addObject(frame)
    addSyntax(frame)
    addUnknownText(frame)
    addText(frame)
    for (name, text) in [
      ("array", "[]"), ("string", "\"text\""), ("number", "12"), ("boolean", "true"),
      ("null", "null"), ("array-of-object", "[{}]"),
    ] {
      addBody(
        frame, "type/\(name)", .type, Array(text.utf8), .breaks([.init(constraint: .type)]))
    }
    addAbsence(frame)
  }

  /// Adds the case of a body as bytes.
  mutating func addBody(
    _ frame: Frame, _ name: String, _ constraint: ConstraintKind, _ body: [UInt8]?,
    _ judgement: Variant.Judgement, notes: [Case.Note] = []
  ) {
    let boundary = name.split(separator: "/", maxSplits: 1).last.map(String.init) ?? name
    let subject = Case.Subject(
      part: frame.bodyPart, pointer: "", path: "", constraint: constraint, boundary: boundary,
      source: location(frame.layout.shape.map { contract[$0].origin } ?? model.operation.origin))
    let expectation: Case.Expectation
    switch judgement {
    case .breaks(let breaks): expectation = self.expectation(breaks, frame.bodyPart, "", frame)
    case .open(let reason, let policy, let strict):
      expectation = open(reason, policy, strict, frame.bodyPart, "", frame)
    case .valid, .judged: expectation = .valid
    }
    let type = contract.wireProtocol.contentType
    let id = "body/\(name)"
    switch frame.kind {
    case .request:
      var wire = model.writer.request(frame.base, model.operation, frame.layout)
      wire.body = body
      wire.setHeader("Content-Type", body == nil ? nil : type)
      add(wire, frame, id, subject, expectation, notes: notes)
    case .response:
      var wire = model.writer.response(frame.base, status: model.successStatus, frame.layout)
      wire.body = body
      wire.setHeader("Content-Type", body == nil ? nil : type)
      add(wire, frame, id, subject, expectation, notes: notes)
    case .error(let index):
      // Without a body to read it from, the type must stand in the header.
      guard contract.wireProtocol == .restJson1 || contract.wireProtocol == .httpJson else {
        return
      }
      var wire = model.errorWire(index, frame.base, form: .usual)
      wire.body = body
      wire.setHeader("Content-Type", body == nil ? nil : type)
      add(wire, frame, id, subject, expectation, notes: notes)
    }
  }

  // MARK: - Members

  private mutating func addObject(_ frame: Frame) {
    guard case .object(let base) = model.writer.document(frame.base, frame.layout) else { return }
    for (name, value) in Self.unknownValues {
      addBody(
        frame, "unknownMember/\(name)", .unknownMember,
        JSONValue.object(base + [.init(Self.unknownName, value)]).json,
        judgement(.unknownMember, suffix: "/" + Self.unknownName))
    }
    let deep = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
    addBody(
      frame, "unknownMember/deep", .unknownMember,
      JSONValue.object(base + [.init(Self.unknownName, .raw(Array(deep.utf8)))]).json,
      judgement(.unknownMember, suffix: "/" + Self.unknownName), notes: [.deep])
    var first: JSONValue.Entry?
    for place in frame.layout.document where first == nil {
      let value = base.first { $0.key.isExactly(place.wire) }?.value
      first = (value ?? model.maker.value(place.node, .plain)).map { .init(place.wire, $0) }
    }
    if let first {
      let others = base.filter { !$0.key.isExactly(first.key) }
      addBody(
        frame, "duplicateMember/same", .duplicateMember,
        JSONValue.object(others + [first, first]).json,
        judgement(.duplicateMember, suffix: Pointer.token(first.key)))
      let isRequired = frame.layout.document.first { $0.wire.isExactly(first.key) }?.member.required
      if isRequired == nil {
        addBody(
          frame, "duplicateMember/null", .duplicateMember,
          JSONValue.object(others + [first, .init(first.key, .null)]).json,
          judgement(.duplicateMember, suffix: Pointer.token(first.key)))
      }
    }
    if let full = model.members(frame.layout, .typical, 0),
      case .object(let entries) = model.writer.document(full, frame.layout), entries.count > 1
    {
      addBody(frame, "json/order", .json, JSONValue.object(entries.reversed()).json, .valid)
    }
  }

  private mutating func addAbsence(_ frame: Frame) {
    let missing = frame.layout.document.filter { $0.member.required != nil }
      .map { Variant.Break(constraint: .required, suffix: Pointer.token($0.wire)) }
    let judgement: Variant.Judgement = missing.isEmpty ? .valid : .breaks(missing)
    addBody(frame, "required/absent", .required, nil, judgement)
    addBody(frame, "required/empty-object", .required, Array("{}".utf8), judgement)
  }
}
