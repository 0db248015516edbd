internal import AssayModel
internal import AssayPattern

/// How long the strings are that a pattern describes, in scalars: bounds that are sure, not exact.
struct PatternLengths {
  var minimum: Int
  /// `nil` where there is none.
  var maximum: Int?

  /// The lengths of a pattern's own strings, not of those that hold one; `nil` where the pattern is
  /// not understood.
  init?(_ pattern: PatternConstraint) {
    guard
      let compiled = try? CompiledPattern(
        pattern.source, match: pattern.match == .whole ? .whole : .search,
        dialect: pattern.dialect == .java ? .java : .pcre2),
      let node = RegexParser.parse(compiled.translation.pcre)
    else { return nil }
    self.init(node)
  }

  init(_ node: RegexNode) {
    switch node {
    case .empty, .anchor, .look:
      self.init(0, 0)
    case .literal, .set: self.init(1, 1)
    case .lineEnding: self.init(1, 2)
    case .cluster: self.init(1, nil)
    case .backreference, .call: self.init(0, nil)
    case .group(let inner, _): self.init(inner)
    case .sequence(let nodes):
      self.init(0, 0)
      for node in nodes {
        let inner = PatternLengths(node)
        minimum = Self.sum(minimum, inner.minimum)
        maximum = maximum.flatMap { own in inner.maximum.map { Self.sum(own, $0) } }
      }
    case .alternation(let nodes):
      let all = nodes.map { PatternLengths($0) }
      self.init(
        all.map(\.minimum).min() ?? 0,
        all.contains { $0.maximum == nil } ? nil : all.compactMap(\.maximum).max() ?? 0)
    case .repeat(let node, let least, let most, _):
      let inner = PatternLengths(node)
      self.init(
        Self.product(inner.minimum, least),
        inner.maximum.flatMap { own in own == 0 ? 0 : most.map { Self.product(own, $0) } })
    }
  }

  private init(_ minimum: Int, _ maximum: Int?) {
    self.minimum = minimum
    self.maximum = maximum
  }

  private static func sum(_ left: Int, _ right: Int) -> Int {
    let (sum, isOver) = left.addingReportingOverflow(right)
    return isOver ? .max : sum
  }

  private static func product(_ left: Int, _ right: Int) -> Int {
    let (product, isOver) = left.multipliedReportingOverflow(by: right)
    return isOver ? .max : product
  }
}
