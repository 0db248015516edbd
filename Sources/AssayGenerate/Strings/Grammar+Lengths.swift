/// A grammar's lengths, computed once for each piece that is asked for.
struct GrammarLengths {
  let limit: Int
  private var known: [Grammar.Piece: LengthSet] = [:]
  private var groups: [Int: LengthSet] = [:]

  init(limit: Int) { self.limit = limit }

  /// The lengths of a piece's strings.
  mutating func lengths(of piece: Grammar.Piece) -> LengthSet {
    switch piece {
    case .empty, .look, .anchor: return LengthSet(0, limit: limit)
    case .scalar: return LengthSet(1, limit: limit)
    default: break
    }
    if let known = known[piece] { return known }
    let result = compute(piece)
    known[piece] = result
    return result
  }

  private mutating func compute(_ piece: Grammar.Piece) -> LengthSet {
    switch piece {
    case .empty, .look, .anchor: return LengthSet(0, limit: limit)
    case .scalar: return LengthSet(1, limit: limit)
    case .sequence(let pieces):
      var result = LengthSet(0, limit: limit)
      for inner in pieces { result = result.sum(lengths(of: inner)) }
      return result
    case .alternation(let pieces, _):
      var result = LengthSet(limit: limit)
      for inner in pieces { result = result.union(lengths(of: inner)) }
      return result
    case .repetition(let inner, let minimum, let maximum, _):
      return lengths(of: inner).times(minimum, maximum)
    case .capture(let inner, let number):
      let result = lengths(of: inner)
      groups[number] = result
      return result
    case .backreference(let number):
      return groups[number] ?? LengthSet(0, limit: limit)
    case .padding: return LengthSet(1, limit: limit).times(0, nil)
    }
  }
}

extension Grammar {
  /// How long the strings are that have every bounded repetition as often as may be, and every other
  /// one as seldom.
  var reach: Int { Self.reach(root) }

  private static func reach(_ piece: Piece) -> Int {
    // More than any string will have.
    let limit = 1 << 24
    switch piece {
    case .empty, .look, .anchor, .backreference, .padding: return 0
    case .scalar: return 1
    case .sequence(let pieces): return pieces.reduce(0) { min($0 + reach($1), limit) }
    case .alternation(let pieces, _): return pieces.map { reach($0) }.max() ?? 0
    case .capture(let inner, _): return reach(inner)
    case .repetition(let inner, let minimum, let maximum, _):
      return min(reach(inner) * min(maximum ?? minimum, limit), limit)
    }
  }
}
