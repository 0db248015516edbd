internal import AssayModel

extension ContractComparison {
  /// Compares the members of two structures or unions, where both sources have one.
  mutating func compareStructures(
    _ subject: String, _ left: ShapeID?, _ leftOrigin: Origin, _ right: ShapeID?,
    _ rightOrigin: Origin
  ) {
    // No structure and one without members are the same thing.
    let ids = (left.map { first.base(of: $0) }, right.map { second.base(of: $0) })
    if let a = ids.0, let b = ids.1, !begin(a, b, subject) { return }
    let members = (
      ids.0.map { first[$0].members } ?? [], ids.1.map { second[$0].members } ?? []
    )
    let matches = MemberMatching(members.0, members.1)
    for (a, b) in matches.pairs {
      compare("\(subject).\(a.name)", a, b)
    }
    for member in matches.onlyFirst {
      differ(
        "\(subject).\(member.name)", "member", "stated", member.origin, nil, rightOrigin)
    }
    for member in matches.onlySecond {
      differ(
        "\(subject).\(member.name)", "member", nil, leftOrigin, "stated", member.origin)
    }
  }

  private func isOpen(_ facet: ImportReport.Facet, _ left: Member, _ right: Member) -> Bool {
    report.isOpen(facet, at: left.origin) || report.isOpen(facet, at: right.origin)
  }

  private mutating func compare(_ subject: String, _ left: Member, _ right: Member) {
    differ(
      subject, "in", left.location.rawValue, left.origin, right.location.rawValue, right.origin)
    if !isOpen(.required, left, right) {
      differ(
        subject, "required", left.required == nil ? "false" : "true",
        left.required?.origin ?? left.origin, right.required == nil ? "false" : "true",
        right.required?.origin ?? right.origin)
    }
    compareValues(subject, left, right)
  }

  /// Compares the types and constraints of two members or elements.
  private mutating func compareValues(_ subject: String, _ left: Member, _ right: Member) {
    let bases = (first.base(of: left.target), second.base(of: right.target))
    let shapes = (first[bases.0], second[bases.1])
    let isTypeOpen =
      isOpen(.type, left, right) || report.isOpen(.members, at: shapes.0.origin)
      || report.isOpen(.members, at: shapes.1.origin)
    if !isTypeOpen {
      differ(
        subject, "type", shapes.0.kind.word, left.origin, shapes.1.kind.word, right.origin)
    }
    if !isOpen(.constraints, left, right) {
      compareConstraints(subject, left, right)
    }
    guard shapes.0.kind.word == shapes.1.kind.word else { return }
    switch (shapes.0.kind, shapes.1.kind) {
    case (.structure, .structure), (.union, .union):
      compareStructures(subject, bases.0, shapes.0.origin, bases.1, shapes.1.origin)
    case (.list(let a, let sparse), .list(let b, let otherSparse)):
      guard begin(bases.0, bases.1, subject) else { return }
      differ(
        subject, "sparse", String(sparse), shapes.0.origin, String(otherSparse), shapes.1.origin)
      compareValues(subject + "[]", a, b)
    case (.map(let key, let value, let sparse), .map(let otherKey, let other, let otherSparse)):
      guard begin(bases.0, bases.1, subject) else { return }
      differ(
        subject, "sparse", String(sparse), shapes.0.origin, String(otherSparse), shapes.1.origin)
      compareValues(subject + "{key}", key, otherKey)
      compareValues(subject + "{}", value, other)
    default: break
    }
  }

  private mutating func compareConstraints(_ subject: String, _ left: Member, _ right: Member) {
    let constraints = (
      EffectiveConstraints(left.constraints, left.target, in: first),
      EffectiveConstraints(right.constraints, right.target, in: second)
    )
    let aspects = (constraints.0.aspects, constraints.1.aspects)
    let canTellUniqueItems =
      !report.isOpen(.uniqueItems, inFileOf: left.origin)
      && !report.isOpen(.uniqueItems, inFileOf: right.origin)
    let names = ["length", "range", "pattern", "enum"]
    for name in canTellUniqueItems ? names + ["uniqueItems"] : names {
      let a = aspects.0.first { $0.name == name }
      let b = aspects.1.first { $0.name == name }
      differ(
        subject, name, a?.text, a?.origin ?? left.origin, b?.text, b?.origin ?? right.origin)
    }
    guard case .simple(.timestamp) = first[first.base(of: left.target)].kind,
      case .simple(.timestamp) = second[second.base(of: right.target)].kind
    else { return }
    let formats = (
      constraints.0.format?.format ?? first.wireProtocol.timestampFormat(at: left.location),
      constraints.1.format?.format ?? second.wireProtocol.timestampFormat(at: right.location)
    )
    differ(
      subject, "format", formats.0.rawValue, constraints.0.format?.origin ?? left.origin,
      formats.1.rawValue, constraints.1.format?.origin ?? right.origin)
  }
}

/// Members of two structures that mean the same, by their place and name on the wire.
struct MemberMatching {
  var pairs: [(Member, Member)] = []
  var onlyFirst: [Member] = []
  var onlySecond: [Member] = []

  init(_ first: [Member], _ second: [Member]) {
    let byWireName = Dictionary(grouping: second.indices) { ExactString(second[$0].nameOnWire) }
    let byName = Dictionary(grouping: second.indices) { ExactString(second[$0].name) }
    var used: Set<Int> = []
    for member in first {
      let candidates = byWireName[ExactString(member.nameOnWire)] ?? []
      // The same place first: a header and a member of the body may share a name.
      let match =
        candidates.first { !used.contains($0) && second[$0].location == member.location }
        ?? candidates.first { !used.contains($0) }
        ?? byName[ExactString(member.name)]?.first { !used.contains($0) }
      guard let match else {
        onlyFirst.append(member)
        continue
      }
      used.insert(match)
      pairs.append((member, second[match]))
    }
    onlySecond = second.indices.filter { !used.contains($0) }.map { second[$0] }
  }
}

extension Shape.Kind {
  /// What a kind is called where two are compared; enumerations are their values' type, which the
  /// values then tell apart.
  var word: String {
    switch self {
    case .simple(let type): type.rawValue
    case .refined: "shape"
    case .enumeration: "string"
    case .intEnumeration: "integer"
    case .list: "list"
    case .map: "map"
    case .structure: "structure"
    case .union: "union"
    }
  }
}
