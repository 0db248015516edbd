internal import AssayModel

/// What constrains the values of a member all in all: its own constraints and those of the shapes
/// it comes down to.
struct EffectiveConstraints {
  var length: LengthConstraint?
  var range: RangeConstraint?
  var patterns: [PatternConstraint] = []
  var values: EnumConstraint?
  var uniqueItems: Marker?
  var format: TimestampFormatConstraint?

  init(_ own: Constraints, _ target: ShapeID, in contract: Contract) {
    add(own)
    var current = target
    for _ in 0..<ShapeGraph.chainLimit {
      add(contract[current].constraints)
      guard case .refined(let next) = contract[current].kind else { break }
      current = next
    }
    switch contract[current].kind {
    case .enumeration(let own), .intEnumeration(let own):
      if values == nil { values = EnumConstraint(values: own, origin: contract[current].origin) }
    default: break
    }
  }

  private mutating func add(_ more: Constraints) {
    if let other = more.length {
      length = LengthConstraint(
        min: Self.tighter(length?.min, other.min, >), max: Self.tighter(length?.max, other.max, <),
        origin: length?.origin ?? other.origin)
    }
    if let other = more.range {
      range = RangeConstraint(
        min: Self.tighter(range?.min, other.min, >), max: Self.tighter(range?.max, other.max, <),
        origin: range?.origin ?? other.origin)
    }
    for pattern in more.patterns {
      let meaning = PatternMeaning.whole(pattern)
      if !patterns.contains(where: { PatternMeaning.whole($0).isExactly(meaning) }) {
        patterns.append(pattern)
      }
    }
    if values == nil { values = more.allowed }
    if uniqueItems == nil { uniqueItems = more.uniqueItems }
    if format == nil { format = more.timestampFormat }
  }

  private static func tighter<Bound>(
    _ left: Bound?, _ right: Bound?, _ isTighter: (Bound, Bound) -> Bool
  ) -> Bound? {
    guard let left, let right else { return left ?? right }
    return isTighter(left, right) ? left : right
  }

  // MARK: As text

  /// Each constraint in the words of the contract file, with its place.
  var aspects: [(name: String, text: String, origin: Origin)] {
    var result: [(String, String, Origin)] = []
    if let length, length.min ?? 0 > 0 || length.max != nil {
      // No length is below zero, so a least length of zero says nothing.
      let least = length.min.flatMap { $0 > 0 ? String($0) : nil }
      result.append(("length", Bounds.text(least, length.max.map(String.init)), length.origin))
    }
    if let range {
      result.append(
        ("range", Bounds.text(range.min?.description, range.max?.description), range.origin))
    }
    if let first = patterns.first {
      let texts = patterns.map { PatternMeaning.whole($0) }.sorted()
      result.append(("pattern", texts.map { quoted($0) }.joined(separator: " and "), first.origin))
    }
    if let values {
      let texts = values.values.map(\.value).sorted()
      result.append(("enum", Self.list(texts), values.origin))
    }
    if let uniqueItems { result.append(("uniqueItems", "true", uniqueItems.origin)) }
    return result
  }

  private static func list(_ values: [String]) -> String {
    "[" + values.map { $0.replacing(",", with: "\\,") }.joined(separator: ", ") + "]"
  }
}
