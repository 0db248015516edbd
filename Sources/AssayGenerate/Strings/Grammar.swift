internal import AssayPattern

/// A pattern as a grammar: a tree of pieces that strings are put together from.
///
/// It may describe more than the pattern does (conditions around a place are not part of it), so
/// every string that is made is shown to PCRE2 before it is used.
struct Grammar: Sendable {
  /// A piece of a string.
  indirect enum Piece: Sendable, Hashable {
    case empty
    /// One scalar out of a set, by its index in ``sets``; `leaf` numbers the places of the pattern
    /// that ask for one, in order.
    case scalar(set: Int, leaf: Int)
    case sequence([Piece])
    /// `id` numbers the alternations and repetitions of the pattern, in order.
    case alternation([Piece], id: Int)
    case repetition(Piece, minimum: Int, maximum: Int?, id: Int)
    case capture(Piece, Int)
    case backreference(Int)
    case look(Piece, RegexNode.LookKind)
    case anchor(RegexNode.Anchor)
    /// What may stand before and behind the match of a search.
    case padding(isLeading: Bool)
  }

  /// What a leaf asks for.
  struct Leaf: Sendable, Hashable {
    /// The set, by its index.
    var set: Int
    /// Whether the pattern states the scalar itself.
    var isLiteral: Bool
  }

  var root: Piece
  private(set) var sets: [ScalarSet] = []
  private(set) var leaves: [Leaf] = []
  /// How many alternations and repetitions there are.
  private(set) var branchCount = 0
  private var setIndices: [[UInt8]: Int] = [:]

  /// The grammar of every string.
  static let anything: Grammar = {
    var grammar = Grammar(root: .empty)
    let leaf = grammar.leaf(grammar.index(of: .all, named: "(?s:.)"), isLiteral: false)
    grammar.root = .repetition(leaf, minimum: 0, maximum: nil, id: grammar.branch())
    return grammar
  }()

  /// Groups that a call may stand for, and how many calls there were.
  private var callable: [Int: RegexNode] = [:]
  private var calls = 0

  private init(root: Piece) { self.root = root }

  /// The grammar of a pattern; `nil` where something in it is not understood.
  init?(_ pattern: CompiledPattern) {
    guard let node = RegexParser.parse(pattern.translation.pcre) else { return nil }
    self.init(node, match: pattern.match)
  }

  init?(_ node: RegexNode, match: PatternMatchMode) {
    root = .empty
    guard let whole = piece(node) else { return nil }
    let ends = match == .whole ? (start: true, end: true) : Self.anchors(whole)
    let core = Self.withoutEnds(whole)
    var parts: [Piece] = ends.start ? [] : [.padding(isLeading: true)]
    parts.append(core)
    if !ends.end { parts.append(.padding(isLeading: false)) }
    root = parts.count == 1 ? core : .sequence(parts)
  }

  /// The piece without `^` at its start and `$` at its end, where they ask for nothing.
  private static func withoutEnds(_ piece: Piece) -> Piece {
    guard case .sequence(var pieces) = piece else { return piece }
    while pieces.first == .anchor(.start) { pieces.removeFirst() }
    while pieces.last == .anchor(.end) { pieces.removeLast() }
    return pieces.count == 1 ? pieces[0] : .sequence(pieces)
  }

  // MARK: - From the tree

  private mutating func piece(_ node: RegexNode) -> Piece? {
    switch node {
    case .empty: return .empty
    case .literal(let scalar):
      guard Unicode.Scalar(scalar) != nil else { return nil }
      return leaf(index(of: ScalarSet(scalar), named: "\(scalar)"), isLiteral: true)
    case .set(let source):
      guard let set = ScalarSet.of(source) else { return nil }
      return leaf(index(of: set, named: source), isLiteral: false)
    case .sequence(let nodes):
      var pieces: [Piece] = []
      for node in nodes {
        guard let piece = piece(node) else { return nil }
        pieces.append(piece)
      }
      return .sequence(pieces)
    case .alternation(let nodes):
      let id = branch()
      var pieces: [Piece] = []
      for node in nodes {
        guard let piece = piece(node) else { return nil }
        pieces.append(piece)
      }
      return .alternation(pieces, id: id)
    case .group(let inner, let kind):
      let before = calls
      guard let piece = piece(inner) else { return nil }
      guard case .capture(let number) = kind else { return piece }
      // What calls inside called groups grow to is not bounded.
      if calls == before { callable[number] = inner }
      return .capture(piece, number)
    case .call(let number):
      calls += 1
      return callable[number].flatMap { piece($0) }
    case .repeat(let inner, let minimum, let maximum, _):
      let id = branch()
      guard let piece = piece(inner) else { return nil }
      if let maximum, maximum < minimum { return nil }
      return .repetition(piece, minimum: minimum, maximum: maximum, id: id)
    case .anchor(let anchor): return .anchor(anchor)
    case .look(let inner, let kind):
      guard let piece = piece(inner) else { return nil }
      return .look(piece, kind)
    case .backreference(let number): return .backreference(number)
    case .lineEnding: return piece(.set(#"[\n\x0B\f\r\x{85}\x{2028}\x{2029}]"#))
    case .cluster: return piece(.set("(?s:.)"))
    }
  }

  private mutating func index(of set: ScalarSet, named name: String) -> Int {
    let key = Array(name.utf8)
    if let known = setIndices[key] { return known }
    sets.append(set)
    setIndices[key] = sets.count - 1
    return sets.count - 1
  }

  private mutating func leaf(_ set: Int, isLiteral: Bool) -> Piece {
    leaves.append(Leaf(set: set, isLiteral: isLiteral))
    return .scalar(set: set, leaf: leaves.count - 1)
  }

  private mutating func branch() -> Int {
    branchCount += 1
    return branchCount - 1
  }

  /// Whether a match can only begin at the start of the string, and only end at its end.
  private static func anchors(_ piece: Piece) -> (start: Bool, end: Bool) {
    switch piece {
    case .anchor(.start), .anchor(.lineStart), .anchor(.matchStart): return (true, false)
    case .anchor(.end), .anchor(.endOrFinalLineFeed), .anchor(.lineEnd): return (false, true)
    case .capture(let inner, _): return anchors(inner)
    case .sequence(let pieces):
      let solid = pieces.filter { if case .look = $0 { false } else { true } }
      return (
        solid.first.map { anchors($0).start } ?? false, solid.last.map { anchors($0).end } ?? false
      )
    case .alternation(let pieces, _):
      let all = pieces.map { anchors($0) }
      return (all.contains { $0.start }, all.contains { $0.end })
    default: return (false, false)
    }
  }
}

// MARK: - Variation

extension Grammar {
  /// The grammar with one alternation or repetition settled: everything on the way to it stands
  /// at least once.
  func settling(_ id: Int, to choice: Choice) -> Grammar? {
    guard let piece = Self.settle(root, id, choice) else { return nil }
    var grammar = self
    grammar.root = piece
    return grammar
  }

  /// How an alternation or repetition is settled.
  enum Choice {
    case branch(Int)
    case count(Int)
  }

  /// The piece with the choice made, or `nil` where the choice is not inside.
  private static func settle(_ piece: Piece, _ id: Int, _ choice: Choice) -> Piece? {
    switch piece {
    case .sequence(let pieces):
      for (index, inner) in pieces.enumerated() {
        guard let settled = settle(inner, id, choice) else { continue }
        var pieces = pieces
        pieces[index] = settled
        return .sequence(pieces)
      }
      return nil
    case .alternation(let pieces, let own):
      if own == id, case .branch(let branch) = choice, pieces.indices.contains(branch) {
        return pieces[branch]
      }
      for inner in pieces {
        if let settled = settle(inner, id, choice) { return settled }
      }
      return nil
    case .repetition(let inner, let minimum, let maximum, let own):
      if own == id, case .count(let count) = choice {
        return .repetition(inner, minimum: count, maximum: count, id: own)
      }
      guard let settled = settle(inner, id, choice), maximum != 0 else { return nil }
      let rest = Piece.repetition(
        inner, minimum: max(minimum - 1, 0), maximum: maximum.map { $0 - 1 }, id: own)
      return .sequence([settled, rest])
    case .capture(let inner, let number):
      return settle(inner, id, choice).map { .capture($0, number) }
    default: return nil
    }
  }

  /// The grammar in which a leaf stands at least once.
  func requiring(leaf: Int) -> Grammar? {
    guard let piece = Self.require(root, leaf) else { return nil }
    var grammar = self
    grammar.root = piece
    return grammar
  }

  private static func require(_ piece: Piece, _ leaf: Int) -> Piece? {
    switch piece {
    case .scalar(_, let own): return own == leaf ? piece : nil
    case .sequence(let pieces):
      for (index, inner) in pieces.enumerated() {
        guard let required = require(inner, leaf) else { continue }
        var pieces = pieces
        pieces[index] = required
        return .sequence(pieces)
      }
      return nil
    case .alternation(let pieces, _):
      for inner in pieces {
        if let required = require(inner, leaf) { return required }
      }
      return nil
    case .repetition(let inner, let minimum, let maximum, let id):
      guard maximum != 0 else { return nil }
      // A run of single scalars is asked for as it is: three of them where it may have three.
      if case .scalar(_, let own) = inner {
        guard own == leaf else { return nil }
        return .repetition(
          inner, minimum: max(minimum, min(3, maximum ?? 3)), maximum: maximum, id: id)
      }
      guard let required = require(inner, leaf) else { return nil }
      let rest = Piece.repetition(
        inner, minimum: max(minimum - 1, 0), maximum: maximum.map { $0 - 1 }, id: id)
      return .sequence([required, rest])
    case .capture(let inner, let number): return require(inner, leaf).map { .capture($0, number) }
    default: return nil
    }
  }

  /// The leaf that a repetition of one scalar repeats.
  func leaf(ofRepetition id: Int) -> Int? { Self.leaf(root, id) }

  private static func leaf(_ piece: Piece, _ id: Int) -> Int? {
    switch piece {
    case .sequence(let pieces), .alternation(let pieces, _):
      for inner in pieces {
        if let found = leaf(inner, id) { return found }
      }
      return nil
    case .repetition(let inner, _, _, let own):
      if own == id, case .scalar(_, let leaf) = inner { return leaf }
      return leaf(inner, id)
    case .capture(let inner, _): return leaf(inner, id)
    default: return nil
    }
  }

  /// The alternations and repetitions, with what they offer: number of branches, or bounds.
  var branches: [(id: Int, offer: Offer)] {
    var found: [(id: Int, offer: Offer)] = []
    Self.collect(root, into: &found)
    return found
  }

  enum Offer {
    case branches(Int)
    case counts(minimum: Int, maximum: Int?, isScalar: Bool)
  }

  private static func collect(_ piece: Piece, into found: inout [(id: Int, offer: Offer)]) {
    switch piece {
    case .sequence(let pieces): for inner in pieces { collect(inner, into: &found) }
    case .alternation(let pieces, let id):
      found.append((id, .branches(pieces.count)))
      for inner in pieces { collect(inner, into: &found) }
    case .repetition(let inner, let minimum, let maximum, let id):
      let isScalar = if case .scalar = inner { true } else { false }
      found.append((id, .counts(minimum: minimum, maximum: maximum, isScalar: isScalar)))
      collect(inner, into: &found)
    case .capture(let inner, _): collect(inner, into: &found)
    default: break
    }
  }
}
