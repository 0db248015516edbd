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
