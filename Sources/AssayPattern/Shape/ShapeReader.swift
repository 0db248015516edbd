/// Finds the prefix and the run in a pattern's tree.
enum ShapeReader {
  struct Run: Hashable {
    var prefix: [UInt8] = []
    var source: String
    var minimum: Int
    var maximum: Int?
  }

  /// Every scalar there is.
  static let anything = "(?s:.)"

  static func read(_ node: RegexNode, _ match: PatternMatchMode) -> Run? {
    var items: [RegexNode] = []
    flatten(node, into: &items)
    var startsAtStart = match == .whole
    var endsAtEnd = match == .whole
    while items.first == .anchor(.start) {
      items.removeFirst()
      startsAtStart = true
    }
    while items.last == .anchor(.end) {
      items.removeLast()
      endsAtEnd = true
    }
    var prefix: [UInt8] = []
    while case .literal(let scalar)? = items.first, scalar < 0x80 {
      // A literal that the run repeats too (`aa*`) belongs to either; leave it to the prefix.
      prefix.append(UInt8(truncatingIfNeeded: scalar))
      items.removeFirst()
    }
    var run = Run(prefix: prefix, source: "", minimum: 0, maximum: 0)
    for item in items {
      guard let piece = repetition(item) else { return nil }
      if run.source.isEmpty { run.source = piece.source }
      guard piece.source.utf8.elementsEqual(run.source.utf8),
        let minimum = sum(run.minimum, piece.minimum)
      else { return nil }
      run.minimum = minimum
      if let left = run.maximum, let right = piece.maximum {
        guard let maximum = sum(left, right) else { return nil }
        run.maximum = maximum
      } else {
        run.maximum = nil
      }
    }
    if startsAtStart, endsAtEnd {
      if run.source.isEmpty { run.source = anything }
      return run
    }
    // A search that may stop anywhere: what the run asks beyond its minimum is free.
    guard run.minimum == 0, startsAtStart || run.prefix.isEmpty else { return nil }
    // `…*$` without `^` is found at the end of any string, `^…*` and `…*` at the start of any.
    guard !endsAtEnd || run.prefix.isEmpty else { return nil }
    return Run(prefix: run.prefix, source: anything, minimum: 0, maximum: nil)
  }

  /// Sequences and groups laid out flat; a group that is left has no say any more, since what
  /// follows a run is only the end.
  private static func flatten(_ node: RegexNode, into items: inout [RegexNode]) {
    switch node {
    case .empty: break
    case .sequence(let nodes): for node in nodes { flatten(node, into: &items) }
    case .group(let inner, .plain), .group(let inner, .capture): flatten(inner, into: &items)
    default: items.append(node)
    }
  }

  private static func sum(_ left: Int, _ right: Int) -> Int? {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? nil : sum
  }

  private static func product(_ left: Int, _ right: Int) -> Int? {
    let (product, overflow) = left.multipliedReportingOverflow(by: right)
    return overflow ? nil : product
  }

  /// A class and how often it stands there.
  private static func repetition(_ node: RegexNode) -> Run? {
    switch node {
    case .repeat(let inner, let minimum, let maximum, let kind):
      // A possessive run in front of another of its class would leave nothing for it.
      guard kind != .possessive, let piece = repetition(inner) else { return nil }
      return times(piece, minimum, maximum)
    case .group(let inner, .plain), .group(let inner, .capture):
      return repetition(inner)
    default:
      return single(node).map { Run(source: $0, minimum: 1, maximum: 1) }
    }
  }

  /// `minimum...maximum` times a run, where the numbers of scalars have no gaps.
  private static func times(_ run: Run, _ minimum: Int, _ maximum: Int?) -> Run? {
    // Between k and k + 1 times a...b scalars there is no gap when (k + 1) a ≤ k b + 1; that is
    // hardest at the smallest k.
    if maximum != minimum {
      let isDense: Bool
      if minimum == 0 {
        isDense = run.minimum <= 1
      } else if let most = run.maximum {
        guard let next = product(minimum + 1, run.minimum), let reach = product(minimum, most)
        else {
          return nil
        }
        isDense = next <= reach + 1
      } else {
        isDense = true
      }
      guard isDense else { return nil }
    }
    guard let least = product(minimum, run.minimum) else { return nil }
    var result = Run(source: run.source, minimum: least, maximum: nil)
    if maximum == 0 || run.maximum == 0 {
      result.maximum = 0
    } else if let maximum, let most = run.maximum {
      guard let product = product(maximum, most) else { return nil }
      result.maximum = product
    }
    return result
  }

  /// The source of a node that matches exactly one scalar.
  private static func single(_ node: RegexNode) -> String? {
    switch node {
    case .set(let source): return source
    case .literal(let scalar): return #"\x{\#(String(scalar, radix: 16, uppercase: true))}"#
    case .group(let inner, .plain), .group(let inner, .capture): return single(inner)
    case .alternation(let branches):
      var sources: [String] = []
      for branch in branches {
        guard let source = single(branch) else { return nil }
        sources.append(source)
      }
      return "(?:\(sources.joined(separator: "|")))"
    default: return nil
    }
  }
}
