internal import AssayModel

extension ContractValidator {
  /// Defaults that the member they stand on would refuse.
  mutating func checkDefaults() {
    for shape in contract.shapes {
      for member in shape.members {
        guard let text = member.defaultValue, !isUnknown(member.target) else { continue }
        check(text, of: member)
      }
    }
  }

  private mutating func check(_ text: String, of member: Member) {
    var reader = JSONDocumentReader(bytes: Array(text.utf8), file: 0, limits: DocumentLimits())
    guard let value = reader.read() else {
      diagnostics.error(
        "default.syntax", "the default of \(quoted(member.name)) is not JSON", at: member.origin)
      return
    }
    if value.isNull { return }
    guard fits(value, member.target) else {
      diagnostics.error(
        "default.type",
        "the default \(quoted(text)) of \(quoted(member.name)) is not \(kindName(member.target))",
        at: member.origin, notes: definition(of: member.target))
      return
    }
    for constraints in [member.constraints] + graph.chain(from: member.target) {
      check(value, text, constraints, of: member)
    }
    if case .enumeration(let values) = base(member.target).kind {
      check(value, text, among: values, member, contract[graph.base(of: member.target)].origin)
    }
  }

  private func fits(_ value: Node, _ target: ShapeID) -> Bool {
    switch base(target).kind {
    case .simple(.document), .refined: true
    case .simple(.boolean): value.bool != nil
    case .simple(.string), .simple(.blob), .enumeration: value.string != nil
    case .simple(.timestamp): value.string != nil || value.number != nil
    case .simple(let type):
      if let number = value.number, let numeral = Numeral(number) {
        !type.isInteger || (numeral.isInteger && isWithin(numeral, type))
      } else {
        type.isFractional && ["NaN", "Infinity", "-Infinity"].contains(value.string)
      }
    case .intEnumeration(let values):
      values.contains { value.number.flatMap { Numeral($0) } == Numeral($0.value) }
    case .list: value.sequence != nil
    case .map, .structure, .union: value.mapping != nil
    }
  }

  private func isWithin(_ numeral: Numeral, _ type: SimpleType) -> Bool {
    guard let bounds = type.integerBounds else { return true }
    return !(numeral < Numeral(bounds.lowerBound)) && !(Numeral(bounds.upperBound) < numeral)
  }

  private mutating func check(
    _ value: Node, _ text: String, _ constraints: Constraints, of member: Member
  ) {
    func refuse(_ rule: String, _ origin: Origin) {
      diagnostics.error(
        "default.constraint",
        "the default \(quoted(text)) of \(quoted(member.name)) breaks `\(rule)`",
        at: member.origin,
        notes: [Diagnostic.Note(message: "the constraint is stated here", origin: origin)])
    }
    if let length = constraints.length, let count = count(value, member.target) {
      if count < length.min ?? 0 || count > length.max ?? .max {
        refuse("length: \(Self.text(length))", length.origin)
      }
    }
    if let range = constraints.range, let number = value.number.flatMap({ Numeral($0) }) {
      let isBelow = range.min.map { number < $0 } ?? false
      let isAbove = range.max.map { $0 < number } ?? false
      if isBelow || isAbove { refuse("range: \(Self.text(range))", range.origin) }
    }
    if let allowed = constraints.allowed {
      check(value, text, among: allowed.values, member, allowed.origin)
    }
  }

  private mutating func check(
    _ value: Node, _ text: String, among values: [EnumValue], _ member: Member, _ origin: Origin
  ) {
    // Long lists are not searched for each of many defaults.
    guard values.count <= 5_000 else { return }
    let isKnown = values.contains {
      if let string = value.string { return string.isExactly($0.value) }
      return value.number.flatMap { Numeral($0) } == Numeral($0.value)
    }
    guard !isKnown else { return }
    diagnostics.error(
      "default.enum", "the default \(quoted(text)) of \(quoted(member.name)) is none of the values",
      at: member.origin,
      notes: [Diagnostic.Note(message: "the values are listed here", origin: origin)],
      suggestion: value.string.flatMap {
        suggestions.nearest(to: $0, among: values.map(\.value))
      })
  }

  /// The length of a default, where it can be told without decoding.
  private func count(_ value: Node, _ target: ShapeID) -> Int? {
    switch (value.kind, base(target).kind) {
    case (_, .simple(.blob)): nil
    case (.string(let text), _): text.unicodeScalars.count
    case (.sequence(let items), .list): items.count
    case (.mapping(let mapping), .map): mapping.entries.count
    default: nil
    }
  }
}
