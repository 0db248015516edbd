internal import AssayPattern

/// A string before its scalars are chosen: for each place, the set that the scalar is out of.
struct Skeleton: Sendable {
  struct Slot: Sendable {
    var set: ScalarSet
    /// The leaf of the grammar that asks for the scalar; -1 for padding.
    var leaf: Int
    /// The place whose scalar stands here once more (a back-reference).
    var copyOf: Int?
    /// Whether a condition has taken scalars out of the set.
    var isNarrowed = false
  }

  /// A condition on what stands round a place.
  struct Look: Sendable {
    var position: Int
    var piece: Grammar.Piece
    var kind: RegexNode.LookKind
  }

  var slots: [Slot] = []
  var looks: [Look] = []
}

/// Puts skeletons together.
struct SkeletonBuilder {
  let grammar: Grammar
  var lengths: GrammarLengths
  private var skeleton = Skeleton()
  private var groups: [Int: Range<Int>] = [:]
  /// Steps left before the builder gives up: no grammar makes it run on.
  private var budget = 200_000

  init(_ grammar: Grammar, limit: Int) {
    self.grammar = grammar
    lengths = GrammarLengths(limit: limit)
  }

  /// The lengths that there are strings of.
  mutating func allLengths() -> LengthSet { lengths.lengths(of: grammar.root) }

  /// A skeleton of a length: the first branches, as much as possible in the first repetitions.
  mutating func skeleton(length: Int) -> Skeleton? {
    var plain: ChoiceSource?
    return build { $0.expand($0.grammar.root, length, &plain) }
  }

  /// A skeleton of a length, put together at random.
  mutating func skeleton(length: Int, _ source: inout ChoiceSource) -> Skeleton? {
    var choices: ChoiceSource? = source
    defer { if let choices { source = choices } }
    return build { $0.expand($0.grammar.root, length, &choices) }
  }

  /// A skeleton of a piece at random, of whatever length comes out.
  mutating func skeleton(of piece: Grammar.Piece, _ source: inout ChoiceSource) -> Skeleton? {
    build { $0.expandFreely(piece, &source) }
  }

  private mutating func build(_ work: (inout SkeletonBuilder) -> Bool) -> Skeleton? {
    skeleton = Skeleton()
    groups = [:]
    budget = 200_000
    return work(&self) ? skeleton : nil
  }

  // MARK: - To a length

  private mutating func expand(
    _ piece: Grammar.Piece, _ length: Int, _ source: inout ChoiceSource?
  ) -> Bool {
    budget -= 1
    guard budget > 0 else { return false }
    switch piece {
    case .empty: return length == 0
    case .anchor: return length == 0
    case .look(let inner, let kind):
      skeleton.looks.append(.init(position: skeleton.slots.count, piece: inner, kind: kind))
      return length == 0
    case .scalar(let set, let leaf):
      skeleton.slots.append(.init(set: grammar.sets[set], leaf: leaf))
      return length == 1
    case .padding:
      for _ in 0..<length { skeleton.slots.append(.init(set: .all, leaf: -1)) }
      return true
    case .capture(let inner, let number):
      let start = skeleton.slots.count
      guard expand(inner, length, &source) else { return false }
      groups[number] = start..<skeleton.slots.count
      return true
    case .backreference(let number):
      let group = groups[number] ?? 0..<0
      guard group.count == length else { return false }
      copy(group)
      return true
    case .sequence(let pieces): return expand(pieces, length, &source)
    case .alternation(let pieces, _):
      let fitting = pieces.filter { lengths.lengths(of: $0).contains(length) }
      guard !fitting.isEmpty else { return false }
      return expand(fitting[source?.index(fitting.count) ?? 0], length, &source)
    case .repetition(let inner, let minimum, let maximum, _):
      return expand(repeated: inner, minimum, maximum, length, &source)
    }
  }

  private mutating func expand(
    _ pieces: [Grammar.Piece], _ length: Int, _ source: inout ChoiceSource?
  ) -> Bool {
    // What the pieces from each on can still fill.
    var rests = [LengthSet(0, limit: lengths.limit)]
    for piece in pieces.reversed() {
      rests.append(lengths.lengths(of: piece).sum(rests[rests.count - 1]))
    }
    rests.reverse()
    var left = length
    for (index, piece) in pieces.enumerated() {
      let own = lengths.lengths(of: piece)
      let rest = rests[index + 1]
      var fitting: [Int] = []
      if case .backreference(let number) = piece {
        fitting = [groups[number]?.count ?? 0]
      } else if source != nil {
        fitting = (0...max(left, 0)).filter { own.contains($0) && rest.contains(left - $0) }
      } else {
        // The longest the piece can be; padding, the shortest.
        let isPadding = if case .padding = piece { true } else { false }
        let order = isPadding ? Array(0...max(left, 0)) : Array((0...max(left, 0)).reversed())
        if let first = order.first(where: { own.contains($0) && rest.contains(left - $0) }) {
          fitting = [first]
        }
      }
      guard !fitting.isEmpty else { return false }
      let chosen = fitting[source?.index(fitting.count) ?? 0]
      guard expand(piece, chosen, &source) else { return false }
      left -= chosen
    }
    return left == 0
  }

  private mutating func expand(
    repeated inner: Grammar.Piece, _ minimum: Int, _ maximum: Int?, _ length: Int,
    _ source: inout ChoiceSource?
  ) -> Bool {
    if case .scalar(let set, let leaf) = inner {
      guard length >= minimum, length <= maximum ?? length else { return false }
      let slot = Skeleton.Slot(set: grammar.sets[set], leaf: leaf)
      skeleton.slots.append(contentsOf: repeatElement(slot, count: length))
      return true
    }
    var rests = RestLengths(lengths.lengths(of: inner), minimum, maximum)
    var left = length
    var count = 0
    while count < minimum || left > 0 {
      budget -= 1
      guard budget > 0, count < maximum ?? .max else { return false }
      count += 1
      guard let chosen = rests.choose(left: left, after: count, &source) else { return false }
      guard expand(inner, chosen, &source) else { return false }
      left -= chosen
    }
    return left == 0
  }

  private mutating func copy(_ group: Range<Int>) {
    for place in group {
      var slot = skeleton.slots[place]
      slot.copyOf = slot.copyOf ?? place
      skeleton.slots.append(slot)
    }
  }

  // MARK: - To any length

  private mutating func expandFreely(
    _ piece: Grammar.Piece, _ source: inout ChoiceSource
  ) -> Bool {
    budget -= 1
    guard budget > 0 else { return false }
    switch piece {
    case .empty, .anchor, .look, .scalar:
      var choices: ChoiceSource?
      let length = if case .scalar = piece { 1 } else { 0 }
      return expand(piece, length, &choices)
    case .padding:
      var choices: ChoiceSource?
      return expand(piece, source.small(upTo: 8), &choices)
    case .capture(let inner, let number):
      let start = skeleton.slots.count
      guard expandFreely(inner, &source) else { return false }
      groups[number] = start..<skeleton.slots.count
      return true
    case .backreference(let number):
      copy(groups[number] ?? 0..<0)
      return true
    case .sequence(let pieces):
      for inner in pieces where !expandFreely(inner, &source) { return false }
      return true
    case .alternation(let pieces, _):
      return expandFreely(pieces[source.index(pieces.count)], &source)
    case .repetition(let inner, let minimum, let maximum, _):
      let most = min(maximum ?? .max, minimum + 24)
      let count = minimum + source.small(upTo: most - minimum)
      guard skeleton.slots.count + count <= lengths.limit else { return false }
      for _ in 0..<count where !expandFreely(inner, &source) { return false }
      return true
    }
  }
}

/// What the items of a repetition can still fill once some of them stand.
private struct RestLengths {
  let item: LengthSet
  let minimum: Int
  let maximum: Int?
  /// The item's lengths where they have no gap: then a sum does for a set.
  private let interval: ClosedRange<Int>?
  private var known: [Int: LengthSet] = [:]

  init(_ item: LengthSet, _ minimum: Int, _ maximum: Int?) {
    self.item = item
    self.minimum = minimum
    self.maximum = maximum
    let intervals = item.intervals
    interval = intervals.count == 1 ? intervals[0] : nil
  }

  /// A length for the next item, the `count`-th; the shortest where nothing is left to chance, so
  /// that there are several items: that is what a repetition is about.
  mutating func choose(left: Int, after count: Int, _ source: inout ChoiceSource?) -> Int? {
    let first = count <= minimum ? 0 : 1
    guard first <= left else { return nil }
    var fitting: [Int] = []
    for length in first...left where item.contains(length) && fits(left - length, after: count) {
      if source == nil { return length }
      fitting.append(length)
    }
    guard !fitting.isEmpty else { return nil }
    return fitting[source?.index(fitting.count) ?? 0]
  }

  private mutating func fits(_ left: Int, after count: Int) -> Bool {
    let least = max(minimum - count, 0)
    let most = maximum.map { max($0 - count, 0) }
    if let interval {
      if left == 0, least == 0 || interval.lowerBound == 0 { return true }
      let enough = interval.upperBound == 0 ? .max : (left - 1) / interval.upperBound + 1
      let needed = max(least, enough)
      if let most, needed > most { return false }
      return interval.lowerBound == 0 || needed <= left / interval.lowerBound
    }
    // The same for all that come after many; what a bound forbids then is found out at the end.
    let key = least > 0 || maximum != nil && count < 64 ? count : -1
    if let set = known[key] { return set.contains(left) }
    let set = item.times(least, key == -1 ? nil : most)
    known[key] = set
    return set.contains(left)
  }
}
