/// Rows that hold every combination of the levels of any two (or three) factors, with few rows.
///
/// Greedy, a row at a time (AETG: Cohen, Dalal, Fredman, Patton, 1997), or from an orthogonal array
/// where that begins with fewer rows; then reduced: as long as a row can be taken away and the holes
/// that it leaves be closed by changing the others, it is.
/// Chance comes from a fixed seed, so that the same factors give the same rows everywhere.
struct CoveringArray: Sendable {
  /// A factor of an experiment.
  struct Factor: Sendable, Hashable {
    /// How many levels it has.
    var levels: Int
    /// The factor that must not be at level 0 for this one to have any level but 0.
    var parent: Int?
    /// Whether it must not be at level 0 when the parent is not.
    var needed = false

    init(levels: Int, parent: Int? = nil, needed: Bool = false) {
      self.levels = levels
      self.parent = parent
      self.needed = needed
    }
  }

  let factors: [Factor]
  let strength: Int
  var rows: [[Int]] = []
  let tuples: TupleIndex
  var source = ChoiceSource(seed: 0x636F_7665_72)
  /// Whether any level may stand beside any other.
  let isFree: Bool

  /// Makes the rows. Parents must stand before their children.
  init(_ factors: [Factor], strength: Int) {
    self.factors = factors
    self.strength = min(max(strength, 1), max(factors.count, 1), 3)
    tuples = TupleIndex(factors, strength: self.strength)
    isFree = factors.allSatisfy { $0.parent == nil }
    guard !factors.isEmpty else { return }
    rows = built(from: [])
    if let start = orthogonal() {
      let other = built(from: start)
      if other.count < rows.count { rows = other }
    }
    reduce()
  }

  // MARK: - Greedy

  /// Rows that cover everything, those given among them as far as they are needed.
  private mutating func built(from start: [[Int]]) -> [[Int]] {
    var covered = tuples.nothing
    var left = tuples.wanted
    var rows: [[Int]] = []
    for row in start {
      let gain = tuples.gain(row, covered)
      guard gain > 0 else { continue }
      tuples.add(row, 1, &covered)
      left -= gain
      rows.append(row)
    }
    let size = factors.reduce(0) { $0 + $1.levels }
    let candidates = size * strength > 120 ? 3 : size > 40 ? 6 : 12
    while left > 0, rows.count < 100_000 {
      var best: ([Int], Int)?
      for _ in 0..<candidates {
        guard let row = candidate(covered) else { continue }
        let gain = tuples.gain(row, covered)
        if gain > best?.1 ?? 0 { best = (row, gain) }
      }
      guard let (row, gain) = best else { break }
      tuples.add(row, 1, &covered)
      left -= gain
      rows.append(row)
    }
    return rows
  }

  /// The rows of an orthogonal array that has enough levels and columns, made to fit.
  private func orthogonal() -> [[Int]]? {
    guard strength > 1, let most = factors.map(\.levels).max() else { return nil }
    for levels in max(most, 2)..<14 where factors.count <= levels + 1 {
      guard let array = OrthogonalArray(levels: levels, strength: strength) else { continue }
      // A level that a factor does not have may as well be any other.
      return array.rows.compactMap { row in
        var fitted = factors.indices.map { row[$0] < factors[$0].levels ? row[$0] : row[$0] % 2 }
        for index in fitted.indices {
          fitted[index] = min(fitted[index], factors[index].levels - 1)
        }
        for (factor, level) in fitted.enumerated() where !isSound(fitted) {
          if let repaired = repaired(fitted, setting: factor, to: level) { fitted = repaired }
        }
        return isSound(fitted) ? fitted : nil
      }
    }
    return nil
  }

  /// A row around an uncovered combination, each other factor at the level that covers most.
  private mutating func candidate(_ covered: [Int32]) -> [Int]? {
    var row = [Int](repeating: -1, count: factors.count)
    guard let seed = tuples.uncovered(covered, startingAt: source.index(tuples.count)) else {
      return nil
    }
    for (factor, level) in seed where !put(level, at: factor, in: &row) { return nil }
    var order = Array(factors.indices)
    for index in order.indices.dropLast() {
      order.swapAt(index, index + source.index(order.count - index))
    }
    for factor in order where row[factor] < 0 {
      var best = -1
      var bestGain = -1
      let shift = source.index(factors[factor].levels)
      for offset in 0..<factors[factor].levels {
        let level = (offset + shift) % factors[factor].levels
        guard allows(level, at: factor, in: row) else { continue }
        let gain = tuples.gain(row, covered, setting: factor, to: level)
        if gain > bestGain {
          best = level
          bestGain = gain
        }
      }
      guard best >= 0, put(best, at: factor, in: &row) else { return nil }
    }
    return row
  }

  // MARK: - What may stand together

  /// Whether a level may stand in a row whose other levels are (in part) settled.
  private func allows(_ level: Int, at factor: Int, in row: [Int]) -> Bool {
    if let parent = factors[factor].parent {
      if row[parent] == 0, level != 0 { return false }
      if row[parent] > 0, level == 0, factors[factor].needed { return false }
      if row[parent] < 0 {
        if level != 0, !canBePresent(parent, in: row) { return false }
      }
    }
    for child in factors.indices where factors[child].parent == factor && row[child] >= 0 {
      if level == 0, row[child] > 0 { return false }
      if level > 0, row[child] == 0, factors[child].needed { return false }
    }
    return true
  }

  private func canBePresent(_ factor: Int, in row: [Int]) -> Bool {
    if row[factor] >= 0 { return row[factor] > 0 }
    return factors[factor].parent.map { canBePresent($0, in: row) } ?? true
  }

  /// Sets a level and what follows from it; `false` where that cannot be.
  private func put(_ level: Int, at factor: Int, in row: inout [Int]) -> Bool {
    if row[factor] >= 0 { return row[factor] == level }
    guard allows(level, at: factor, in: row) else { return false }
    row[factor] = level
    if level > 0, let parent = factors[factor].parent, row[parent] < 0 {
      guard put(1, at: parent, in: &row) else { return false }
    }
    for child in factors.indices where factors[child].parent == factor && row[child] < 0 {
      if level == 0 {
        guard put(0, at: child, in: &row) else { return false }
      } else if factors[child].needed, factors[child].levels == 2 {
        guard put(1, at: child, in: &row) else { return false }
      }
    }
    return true
  }

  func isSound(_ row: [Int]) -> Bool {
    factors.indices.allSatisfy { factor in
      guard let parent = factors[factor].parent else { return true }
      if row[parent] == 0 { return row[factor] == 0 }
      return !factors[factor].needed || row[factor] > 0
    }
  }
}
