/// Rows that hold every combination of the levels of any two (or three) factors, with few rows.
///
/// Greedy, a row at a time (AETG: Cohen, Dalal, Fredman, Patton, 1997), then annealed: as long as a
/// row can be taken away and the holes that it leaves be closed by changing the others, it is.
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
  private(set) var rows: [[Int]] = []
  private var tuples: TupleIndex
  private var source = ChoiceSource(seed: 0x636F_7665_72)

  /// Makes the rows. Parents must stand before their children.
  init(_ factors: [Factor], strength: Int) {
    self.factors = factors
    self.strength = min(max(strength, 1), max(factors.count, 1), 3)
    tuples = TupleIndex(factors, strength: self.strength)
    guard !factors.isEmpty else { return }
    build()
    reduce()
  }

  // MARK: - Greedy

  private mutating func build() {
    var covered = [Int32](repeating: 0, count: tuples.count)
    var left = tuples.wanted
    let size = factors.reduce(0) { $0 + $1.levels }
    let candidates = size * strength > 200 ? 4 : size > 60 ? 12 : 40
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

  private func isSound(_ row: [Int]) -> Bool {
    factors.indices.allSatisfy { factor in
      guard let parent = factors[factor].parent else { return true }
      if row[parent] == 0 { return row[factor] == 0 }
      return !factors[factor].needed || row[factor] > 0
    }
  }

  // MARK: - Annealing

  private mutating func reduce() {
    var budget = 1_200_000 / max(1, factors.count * (strength == 3 ? factors.count : 1))
    while rows.count > 1, budget > 0 {
      guard let fewer = annealed(&budget) else { return }
      rows = fewer
    }
  }

  /// The array with a row less; `nil` where it was not found within the budget.
  private mutating func annealed(_ budget: inout Int) -> [[Int]]? {
    var rows = self.rows
    // The row that fewest combinations need.
    var covered = [Int32](repeating: 0, count: tuples.count)
    for row in rows { tuples.add(row, 1, &covered) }
    let costs = rows.map { tuples.sole($0, covered) }
    guard let cheapest = costs.indices.min(by: { costs[$0] < costs[$1] }) else { return nil }
    tuples.add(rows[cheapest], -1, &covered)
    rows.remove(at: cheapest)
    var holes = costs[cheapest]
    var temperature = 1.5
    let tries = min(budget, 60_000)
    for _ in 0..<tries {
      if holes == 0 { return rows }
      budget -= 1
      temperature *= 0.9998
      let index = source.index(rows.count)
      let factor = source.index(factors.count)
      guard factors[factor].levels > 1 else { continue }
      let old = rows[index]
      var new = old
      var level = source.index(factors[factor].levels - 1)
      if level >= old[factor] { level += 1 }
      new[factor] = level
      guard isSound(new) else { continue }
      let lost = tuples.sole(old, covered, at: factor)
      tuples.add(old, -1, &covered, at: factor)
      let gained = tuples.gain(new, covered, setting: factor, to: level)
      let change = lost - gained
      let isTaken = change <= 0 || Self.chance(source.below(1 << 20), change, temperature)
      if isTaken {
        tuples.add(new, 1, &covered, at: factor)
        rows[index] = new
        holes += change
      } else {
        tuples.add(old, 1, &covered, at: factor)
      }
    }
    return holes == 0 ? rows : nil
  }

  /// Whether a change for the worse is taken: with probability 2^(-change / temperature), by
  /// integers alone, since the last digit of `exp` is not the same on every machine.
  private static func chance(_ draw: UInt64, _ change: Int, _ temperature: Double) -> Bool {
    let steps = Double(change) / max(temperature, 0.001)
    guard steps < 20 else { return false }
    return draw < (1 << 20) >> UInt64(steps.rounded(.up))
  }
}
