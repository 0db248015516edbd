internal import AssayModel

extension Deriver {
  /// Derives the cases of one place.
  mutating func derive(_ site: Site, _ frame: Frame) {
    let node = blueprint[site.node]
    guard node.height < .max else {
      omit(
        frame.prefix + site.idPath, "no value of the type `\(node.typeName)` is finite", node.origin
      )
      return
    }
    addPresence(site, node, frame)
    if site.place.location == .status { return addStatuses(site, node, frame) }
    if site.medium == .json, site.role != .key {
      for variant in TypeVariants.variants(node) { add(variant, at: site, frame) }
    }
    switch node.kind {
    case .string(let model): addStrings(site, node, model, frame)
    case .integer, .fractional:
      var numbers = NumberVariants(node, site.medium, contract.policies)
      numbers.derive()
      for var variant in numbers.variants {
        variant.value = variant.value.map(node.written)
        add(variant, at: site, frame)
      }
    case .boolean:
      for variant in BooleanVariants.variants(node, site.medium) { add(variant, at: site, frame) }
    case .timestamp:
      var stamps = TimestampVariants(node, site.medium, contract.policies, frame.direction)
      stamps.derive()
      for variant in stamps.variants { add(variant, at: site, frame) }
    case .blob:
      var blobs = BlobVariants(node, site.medium)
      blobs.derive()
      for variant in blobs.variants { add(variant, at: site, frame) }
      for omission in blobs.omissions { omit(frame.prefix + site.idPath, omission, node.origin) }
    case .document: addDocuments(site, node, frame)
    case .list(let element, let isSparse): addList(site, node, element, isSparse, frame)
    case .map(let key, let value, let isSparse):
      addMap(site, node, key, value, isSparse, frame)
    case .structure(let members): addStructure(site, node, members, frame)
    case .union(let members): addUnion(site, node, members, frame)
    }
  }

  // MARK: - Presence

  private mutating func addPresence(_ site: Site, _ node: ValueNode, _ frame: Frame) {
    switch site.role {
    case .member:
      // The path is there as soon as the URL is the operation's.
      guard site.place.location != .path else { return }
      if site.place.location == .status { return }
      let origin = site.required?.origin ?? site.memberOrigin
      let judgement: Variant.Judgement =
        site.required == nil ? .valid : .breaks([.init(constraint: .required)])
      // Without its payload a message has no body; what then is required is said of the whole.
      add(Variant(.required, "absent", nil, judgement, origin: origin), at: site, frame)
      if site.medium == .json {
        add(Variant(.required, "null", .null, judgement, origin: origin), at: site, frame)
      }
    case .item(let isSparse), .value(let isSparse):
      guard site.medium == .json else { return }
      add(
        Variant(
          .type, "null", .null, isSparse ? .valid : .breaks([.init(constraint: .type)]),
          origin: node.origin), at: site, frame)
    case .key, .choice: break
    }
  }

  // MARK: - Strings

  private mutating func addStrings(
    _ site: Site, _ node: ValueNode, _ model: StringModel, _ frame: Frame
  ) {
    // In a field, a text of some media type travels as base64: any text can.
    let isEncoded = site.medium == .header && node.mediaType != nil
    let medium = isEncoded ? .query : site.medium
    let key = StringKey(node: site.node, medium: medium)
    let variants: StringVariants
    if let known = strings[key] {
      variants = known
    } else {
      var fresh = StringVariants(node, model, medium)
      fresh.derive()
      strings[key] = fresh
      variants = fresh
    }
    for omission in variants.omissions {
      omit(frame.prefix + site.idPath, omission, node.patterns.first?.origin ?? node.origin)
    }
    for variant in variants.variants { add(variant, at: site, frame) }
    if model.problem == nil, let typical = model.typical, medium.holds(typical) {
      add(
        Variant(.type, "string", .string(typical), .valid, origin: node.origin), at: site, frame)
    }
    if node.lengths.isEmpty, node.patterns.isEmpty, node.enums.isEmpty {
      addTexts(site, node, frame)
    }
  }

  /// Texts that a string without constraints must take.
  private mutating func addTexts(_ site: Site, _ node: ValueNode, _ frame: Frame) {
    let texts: [(String, String)] = [
      ("empty", ""), ("space", " "), ("astral", "\u{1F600}"), ("combining", "e\u{301}"),
      ("right-to-left", "\u{202E}abc"), ("quotes", "\"'\\`"), ("markup", "<b>&amp;</b>"),
      ("line-ends", "a\r\nb"), ("nul", "a\u{0}b"), ("percent", "100%25+1"), ("number", "12"),
      ("true", "true"), ("null", "null"), ("long", String(repeating: "a", count: 1000)),
    ]
    for (name, text) in texts where site.medium.holds(text) {
      add(
        Variant(.type, "text.\(name)", .string(text), .valid, origin: node.origin), at: site, frame)
    }
  }

  // MARK: - Documents

  private mutating func addDocuments(_ site: Site, _ node: ValueNode, _ frame: Frame) {
    guard site.medium == .json else { return }
    let values: [(String, JSONValue)] = [
      ("string", .string("text")), ("number", .number("1.5e3")), ("boolean", .boolean(false)),
      ("array", .array([.null, .number("1"), .object([])])),
      ("object", .object([.init("a", .object([.init("b", .null)]))])),
      ("empty-object", .object([])),
    ]
    for (name, value) in values {
      add(Variant(.type, name, value, .valid, origin: node.origin), at: site, frame)
    }
  }
}
