internal import AssayModel
internal import AssayPattern

extension HintFinder {
  /// Patterns that their length makes impossible, and those that can be made to backtrack.
  mutating func findPatterns() {
    let graph = ShapeGraph(contract)
    var known: [String: PatternFacts] = [:]
    for (index, shape) in contract.shapes.enumerated() where !shape.constraints.isEmpty {
      let chain = graph.chain(from: ShapeID(index))
      inspect(
        shape.constraints, beside: chain, [shape.traits], &known,
        inherited: Array(chain.dropFirst()))
    }
    for shape in contract.shapes {
      for member in shape.allMembers where !member.constraints.isEmpty {
        // A length beside a type meets the patterns of the type, and the other way round.
        inspect(
          member.constraints, beside: graph.chain(from: member.target) + [member.constraints],
          [member.traits, shape.traits], &known, inherited: graph.chain(from: member.target))
      }
    }
  }

  private mutating func inspect(
    _ own: Constraints, beside chain: [Constraints], _ traits: [Traits],
    _ known: inout [String: PatternFacts], inherited: [Constraints] = []
  ) {
    for pattern in own.patterns {
      let facts = facts(of: pattern, &known)
      if facts.isExponential {
        add(
          "pattern.exponential",
          "a long string that does not match can take exponentially many attempts; nested repeats "
            + "describe the same text in many ways",
          at: pattern.origin, about: traits)
      }
      for length in chain.compactMap(\.length) { compare(pattern, facts, length, traits) }
    }
    guard let length = own.length else { return }
    for pattern in inherited.flatMap(\.patterns) {
      compare(pattern, facts(of: pattern, &known), length, traits, at: length.origin)
    }
  }

  private mutating func compare(
    _ pattern: PatternConstraint, _ facts: PatternFacts, _ length: LengthConstraint,
    _ traits: [Traits], at origin: Origin? = nil
  ) {
    guard let lengths = facts.lengths else { return }
    let isTooShort =
      pattern.match == .whole && length.min.map { $0 > lengths.maximum ?? .max } == true
    guard isTooShort || length.max.map({ $0 < lengths.minimum }) == true else { return }
    add(
      "pattern.impossible",
      isTooShort
        ? "the pattern matches at most \(lengths.maximum ?? 0) characters, and the length is at "
          + "least \(length.min ?? 0): no value is valid"
        : "the pattern matches at least \(lengths.minimum) characters, and the length is at most "
          + "\(length.max ?? 0): no value is valid",
      at: origin ?? pattern.origin, about: traits)
  }

  private func facts(
    of pattern: PatternConstraint, _ known: inout [String: PatternFacts]
  ) -> PatternFacts {
    let key = "\(pattern.match.rawValue) \(pattern.dialect.rawValue) \(pattern.source)"
    if let facts = known[key] { return facts }
    let facts = PatternFacts(pattern)
    known[key] = facts
    return facts
  }
}

/// What is known of a pattern without running it.
struct PatternFacts {
  var lengths: PatternLengths?
  var isExponential = false

  init(_ pattern: PatternConstraint) {
    guard
      let compiled = try? CompiledPattern(
        pattern.source, match: pattern.match == .whole ? .whole : .search,
        dialect: pattern.dialect == .java ? .java : .pcre2),
      let node = RegexParser.parse(compiled.translation.pcre)
    else { return }
    lengths = PatternLengths(node)
    isExponential = Ambiguity.isExponential(node)
  }
}
