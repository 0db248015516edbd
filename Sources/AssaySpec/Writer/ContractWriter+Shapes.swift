internal import AssayModel

extension ContractWriter {
  /// A named shape.
  func shape(_ shape: Shape) -> YAMLItem {
    var entries: [YAMLItem.Entry] = []
    if let documentation = shape.traits.documentation {
      entries.add("documentation", .prose(documentation))
    }
    var others = shape.traits
    others.documentation = nil
    let type = self.type(of: shape) { member in
      comments(.member(shape: shape.name, member: member))
    }
    // Members come last: they are long.
    if shape.members.isEmpty {
      entries += type + constraints(shape.constraints, of: shape.kind) + traits(others)
    } else {
      entries += constraints(shape.constraints, of: shape.kind) + traits(others) + type
    }
    return .map(entries, isBlock: !shape.members.isEmpty)
  }

  /// The keys that say what a shape is.
  private func type(
    of shape: Shape, comments: (String) -> [String]
  ) -> [YAMLItem.Entry] {
    var entries: [YAMLItem.Entry] = []
    switch shape.kind {
    case .simple(let type): entries.add("type", .word(type.rawValue))
    case .refined(let id): entries.add("type", .text(contract[id].name))
    case .enumeration(let values):
      entries.add("enum", .list(values.map { value($0, isNumber: false) }))
    case .intEnumeration(let values):
      entries.add("intEnum", .list(values.map { value($0, isNumber: true) }))
    case .list(let element, let sparse):
      entries.add("list", self.element(element))
      entries.add("sparse", sparse ? .flag(true) : nil)
    case .map(let key, let value, let sparse):
      let parts = [
        YAMLItem.Entry(key: "key", value: element(key)),
        YAMLItem.Entry(key: "value", value: element(value)),
      ]
      entries.add("map", .map(parts))
      entries.add("sparse", sparse ? .flag(true) : nil)
    case .structure(let members): entries.add("members", self.members(members, comments))
    case .union(let members): entries.add("union", self.members(members, comments))
    }
    return entries
  }

  /// The members of a structure or union.
  func members(_ members: [Member], _ comments: (String) -> [String]) -> YAMLItem {
    .map(
      members.map { member in
        YAMLItem.Entry(
          key: member.name, value: .map(self.member(member)), comments: comments(member.name))
      })
  }

  private func member(_ member: Member) -> [YAMLItem.Entry] {
    var entries = target(of: member)
    entries += constraints(member.constraints, of: .refined(member.target))
    if member.location != .body { entries.add("in", .word(member.location.rawValue)) }
    entries.add("as", member.wireName.map { .text($0) })
    if member.required != nil { entries.add("required", .flag(true)) }
    entries.add("default", member.defaultValue.map { json($0) })
    return entries + traits(member.traits)
  }

  /// An element of a list, or a key or value of a map: the name of its type, where that is all.
  private func element(_ member: Member) -> YAMLItem {
    var entries = target(of: member)
    entries += constraints(member.constraints, of: .refined(member.target))
    entries.add("as", member.wireName.map { .text($0) })
    entries += traits(member.traits)
    if entries.count == 1, entries[0].key == "type" { return entries[0].value }
    return .map(entries)
  }

  /// The type of a member: a name, or what an inline shape is.
  private func target(of member: Member) -> [YAMLItem.Entry] {
    let shape = contract[member.target]
    guard shape.isAnonymous else {
      return [YAMLItem.Entry(key: "type", value: .text(shape.name))]
    }
    return type(of: shape) { _ in [] }
  }

  private func value(_ value: EnumValue, isNumber: Bool) -> YAMLItem {
    let text: YAMLItem = isNumber ? .word(value.value) : .text(value.value)
    guard value.name != nil || value.isInternal else { return text }
    var entries = [YAMLItem.Entry(key: "value", value: text)]
    entries.add("name", value.name.map { .text($0) })
    entries.add("internal", value.isInternal ? .flag(true) : nil)
    return .map(entries)
  }

  /// A JSON text as YAML.
  func json(_ text: String) -> YAMLItem {
    var reader = JSONDocumentReader(bytes: Array(text.utf8), file: 0, limits: DocumentLimits())
    return reader.read().map { YAMLItem($0) } ?? .text(text)
  }
}

// MARK: - Constraints and traits

extension ContractWriter {
  private func constraints(
    _ constraints: Constraints, of kind: Shape.Kind
  ) -> [YAMLItem.Entry] {
    var entries: [YAMLItem.Entry] = []
    if let allowed = constraints.allowed {
      entries.add(
        "enum", .list(allowed.values.map { value($0, isNumber: isInteger(kind, $0.value)) }))
    }
    if let length = constraints.length {
      let text = Bounds.text(length.min.map(String.init), length.max.map(String.init))
      entries.add("length", .word(text))
    }
    if let range = constraints.range {
      entries.add(
        "range", .word(Bounds.text(range.min?.description, range.max?.description)))
    }
    entries += patterns(constraints.patterns)
    entries.add("uniqueItems", constraints.uniqueItems.map { _ in .flag(true) })
    entries.add("format", constraints.timestampFormat.map { .word($0.format.rawValue) })
    return entries
  }

  /// Whether a value beside a type is written as a number.
  private func isInteger(_ kind: Shape.Kind, _ text: String) -> Bool {
    var kind = kind
    if case .refined(let id) = kind { kind = contract[contract.base(of: id)].kind }
    switch kind {
    case .simple(let type): return type.isInteger && Int64(text).map(String.init) == text
    case .intEnumeration: return Int64(text).map(String.init) == text
    default: return false
    }
  }

  private func patterns(_ patterns: [PatternConstraint]) -> [YAMLItem.Entry] {
    func settings(_ pattern: PatternConstraint) -> [YAMLItem.Entry] {
      var entries: [YAMLItem.Entry] = []
      if pattern.match != match { entries.add("match", .word(pattern.match.rawValue)) }
      if pattern.dialect != dialect { entries.add("dialect", .word(pattern.dialect.rawValue)) }
      return entries
    }
    func entry(_ pattern: PatternConstraint) -> [YAMLItem.Entry] {
      [YAMLItem.Entry(key: "pattern", value: .quoted(pattern.source))] + settings(pattern)
    }
    guard let first = patterns.first else { return [] }
    guard patterns.count > 1 else { return entry(first) }
    let items = patterns.map { pattern -> YAMLItem in
      settings(pattern).isEmpty ? .quoted(pattern.source) : .map(entry(pattern))
    }
    return [YAMLItem.Entry(key: "pattern", value: .list(items))]
  }

  /// What is said without constraining.
  func traits(_ traits: Traits) -> [YAMLItem.Entry] {
    var entries: [YAMLItem.Entry] = []
    func flag(_ key: String, _ value: Bool) { entries.add(key, value ? .flag(true) : nil) }
    flag("sensitive", traits.isSensitive)
    entries.add("mediaType", traits.mediaType.map { .text($0) })
    flag("streaming", traits.isStreaming)
    flag("requiresLength", traits.requiresLength)
    flag("flattened", traits.isFlattened)
    flag("xmlAttribute", traits.isXMLAttribute)
    entries.add("xmlNamespace", traits.xmlNamespace.map { .text($0) })
    flag("idempotencyToken", traits.isIdempotencyToken)
    entries.add("deprecated", traits.deprecated.map { $0.isEmpty ? .flag(true) : .prose($0) })
    entries.add("documentation", traits.documentation.map { .prose($0) })
    let others = traits.other.map { YAMLItem.Entry(key: $0.name, value: json($0.json)) }
    // `x-…` keys stand by themselves, unless the order would be lost.
    if traits.other.allSatisfy({ $0.name.hasPrefix("x-") }) {
      entries += others
    } else {
      entries.add("traits", .map(others))
    }
    return entries
  }
}
