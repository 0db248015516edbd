internal import AssayModel

extension Deriver {
  /// A name that no contract is likely to have.
  static let unknownName = "assayUnknownMember"

  // MARK: - Structures

  mutating func addStructure(
    _ site: Site, _ node: ValueNode, _ members: [MemberNode], _ frame: Frame
  ) {
    guard site.medium == .json else { return }
    let base = required(members, site.steps)
    add(Variant(.type, "plain", .object(base), .valid, origin: node.origin), at: site, frame)
    if let all = model.maker.value(site.node, .typical), case .object(let entries) = all {
      add(Variant(.type, "all-members", all, .valid, origin: node.origin), at: site, frame)
      if entries.count > 1 {
        add(
          Variant(.json, "order", .object(entries.reversed()), .valid, origin: node.origin),
          at: site, frame)
      }
    }
    for (name, value) in Self.unknownValues {
      add(
        Variant(
          .unknownMember, name, .object(base + [.init(Self.unknownName, value)]),
          judgement(.unknownMember, suffix: "/" + Self.unknownName), origin: node.origin),
        at: site, frame)
    }
    if let repeated = repeated(members, base) {
      add(
        Variant(
          .duplicateMember, "same", .object(repeated.entries),
          judgement(.duplicateMember, suffix: Pointer.token(repeated.key)), origin: node.origin),
        at: site, frame)
    }
  }

  /// Values of a member that the contract does not know.
  static let unknownValues: [(String, JSONValue)] = [
    ("string", .string("text")), ("null", .null),
    ("nested", .object([.init("a", .array([.object([.init("b", .number("1e5"))])]))])),
  ]

  /// The members with one of them given twice.
  func repeated(
    _ members: [MemberNode], _ base: [JSONValue.Entry]
  ) -> (entries: [JSONValue.Entry], key: String)? {
    if let first = base.first { return (base + [first], first.key) }
    for member in members {
      guard let value = model.maker.value(member.node, .plain) else { continue }
      let entry = JSONValue.Entry(member.key, value)
      return (base + [entry, entry], member.key)
    }
    return nil
  }

  // MARK: - Unions

  mutating func addUnion(
    _ site: Site, _ node: ValueNode, _ members: [MemberNode], _ frame: Frame
  ) {
    guard site.medium == .json else { return }
    let sound = members.compactMap { member in
      model.maker.value(member.node, .plain).map { JSONValue.Entry(member.key, $0) }
    }
    let origin = node.origin
    for entry in sound {
      add(
        Variant(
          .type, "member.\(NameText.escaped(entry.key))", .object([entry]), .valid, origin: origin),
        at: site, frame)
    }
    let wrong = Variant.Judgement.breaks([.init(constraint: .type)])
    add(Variant(.type, "no-member", .object([]), wrong, origin: origin), at: site, frame)
    guard let first = sound.first else { return }
    let null = JSONValue.Entry(members.first { $0.key != first.key }?.key ?? first.key, .null)
    let isKnown = members.contains { $0.key.isExactly("__type") }
    if null.key != first.key {
      add(
        Variant(.type, "null-beside", .object([first, null]), .valid, origin: origin), at: site,
        frame)
    }
    add(
      Variant(.type, "null-alone", .object([.init(first.key, .null)]), wrong, origin: origin),
      at: site, frame)
    if sound.count > 1 {
      add(
        Variant(.type, "two-members", .object(Array(sound.prefix(2))), wrong, origin: origin),
        at: site, frame)
    }
    if !isKnown {
      add(
        Variant(
          .type, "__type-beside", .object([.init("__type", .string("x")), first]), .valid,
          origin: origin), at: site, frame)
    }
    let unknown = JSONValue.Entry(Self.unknownName, .string("text"))
    let suffix = "/" + Self.unknownName
    let isUnknown = Variant.Break(constraint: .unknownMember, suffix: suffix)
    add(
      Variant(.unknownMember, "alone", .object([unknown]), .breaks([isUnknown]), origin: origin),
      at: site, frame)
    add(
      Variant(
        .unknownMember, "beside", .object([first, unknown]),
        .breaks([isUnknown, .init(constraint: .type)]), origin: origin), at: site, frame)
  }
}
