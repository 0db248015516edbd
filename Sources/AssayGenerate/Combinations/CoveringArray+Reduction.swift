extension CoveringArray {
  /// Takes rows away as long as that works, by tabu search (Nurmela, 2004).
  mutating func reduce() {
    var budget = 1_500_000
    while rows.count > tuples.leastRows, budget > 0 {
      guard let fewer = closed(&budget) else { return }
      rows = fewer
    }
  }

  /// The array with a row less; `nil` where it was not found within the budget.
  private mutating func closed(_ budget: inout Int) -> [[Int]]? {
    var state = Holes(rows, tuples)
    let costs = rows.map { tuples.sole($0, state.covered) }
    guard let cheapest = costs.indices.min(by: { costs[$0] < costs[$1] }) else { return nil }
    state.remove(cheapest)
    // How long a level must not come back to where it was.
    var forbidden = Array(
      repeating: 0, count: state.rows.count * factors.reduce(0) { $0 + $1.levels })
    var bases: [Int] = []
    var width = 0
    for factor in factors {
      bases.append(width)
      width += factor.levels
    }
    var turn = 0
    while budget > 0 {
      guard let hole = state.hole(&source) else { return state.rows }
      turn += 1
      let wanted = tuples.levels(at: hole)
      guard
        let move = bestMove(
          to: wanted, state, &budget,
          isForbidden: { row, factor, level in
            forbidden[row * width + bases[factor] + level] > turn
          }) ?? anyMove(to: wanted, state, &budget)
      else { continue }
      let old = state.rows[move.row]
      state.replace(move.row, by: move.new)
      for factor in factors.indices where old[factor] != move.new[factor] {
        forbidden[move.row * width + bases[factor] + old[factor]] =
          turn + 3 + source.index(state.rows.count / 2 + 4)
      }
    }
    return nil
  }

  /// A row changed into another.
  private struct Move {
    var row: Int
    var new: [Int]
  }

  /// The change of one level that closes a hole and opens fewest others.
  private mutating func bestMove(
    to wanted: [(factor: Int, level: Int)], _ state: Holes, _ budget: inout Int,
    isForbidden: (Int, Int, Int) -> Bool
  ) -> Move? {
    var best: Move?
    var least = Int.max
    var equals = 0
    budget -= state.rows.count
    for (index, row) in state.rows.enumerated() {
      var change: (factor: Int, level: Int)?
      var differences = 0
      for item in wanted where row[item.factor] != item.level {
        differences += 1
        change = item
      }
      guard differences == 1, let change else { continue }
      var new = row
      new[change.factor] = change.level
      let loss: Int
      if isFree || isSound(new) {
        loss = tuples.loss(row, state.covered, setting: change.factor, to: change.level)
        budget -= tuples.weight(of: change.factor)
      } else {
        guard let repaired = repaired(row, setting: change.factor, to: change.level),
          wanted.allSatisfy({ repaired[$0.factor] == $0.level })
        else { continue }
        new = repaired
        loss = tuples.loss(row, state.covered, becoming: new)
        budget -= tuples.weight
      }
      let isLast = state.holes + loss <= 0
      guard isLast || !isForbidden(index, change.factor, change.level) else { continue }
      if loss < least {
        (best, least, equals) = (Move(row: index, new: new), loss, 1)
      } else if loss == least {
        equals += 1
        if source.index(equals) == 0 { best = Move(row: index, new: new) }
      }
    }
    return best
  }

  /// Any row, with the levels of a hole put in.
  private mutating func anyMove(
    to wanted: [(factor: Int, level: Int)], _ state: Holes, _ budget: inout Int
  ) -> Move? {
    budget -= tuples.weight
    let index = source.index(state.rows.count)
    var new = state.rows[index]
    for item in wanted {
      guard let repaired = repaired(new, setting: item.factor, to: item.level) else { return nil }
      new = repaired
    }
    return isSound(new) ? Move(row: index, new: new) : nil
  }

  /// The row with a level set, and what must follow from that: what holds it is there, what it needs
  /// is there, what it held is gone.
  func repaired(_ row: [Int], setting factor: Int, to level: Int) -> [Int]? {
    var row = row
    row[factor] = level
    guard !isFree else { return row }
    var holder = factors[factor].parent
    if level > 0 {
      while let parent = holder {
        if row[parent] == 0 { row[parent] = 1 }
        holder = factors[parent].parent
      }
    }
    // Parents stand before their children, so that once through is enough.
    for index in factors.indices {
      guard let parent = factors[index].parent else { continue }
      if row[parent] == 0 {
        row[index] = 0
      } else if row[index] == 0, factors[index].needed {
        guard index != factor, factors[index].levels > 1 else { return nil }
        row[index] = 1
      }
    }
    return row[factor] == level ? row : nil
  }
}

/// Rows, and the combinations that none of them has.
private struct Holes {
  private(set) var rows: [[Int]]
  private(set) var covered: [Int32]
  private let tuples: TupleIndex
  /// The numbers that are missing, in no order, and where each stands among them.
  private var open: [Int] = []
  private var slots: [Int32]

  init(_ rows: [[Int]], _ tuples: TupleIndex) {
    self.rows = rows
    self.tuples = tuples
    covered = tuples.nothing
    slots = Array(repeating: -1, count: covered.count)
    for row in rows { tuples.add(row, 1, &covered) }
    for place in covered.indices where covered[place] == 0 { add(place) }
  }

  var holes: Int { open.count }

  func hole(_ source: inout ChoiceSource) -> Int? {
    open.isEmpty ? nil : open[source.index(open.count)]
  }

  mutating func remove(_ index: Int) {
    count(rows[index], -1)
    rows.remove(at: index)
  }

  mutating func replace(_ index: Int, by new: [Int]) {
    count(rows[index], -1)
    count(new, 1)
    rows[index] = new
  }

  private mutating func count(_ row: [Int], _ change: Int32) {
    var changed: [Int] = []
    tuples.forEach(of: row) { changed.append($0) }
    for place in changed {
      covered[place] += change
      if change < 0, covered[place] == 0 { add(place) }
      if change > 0, covered[place] == 1 { take(place) }
    }
  }

  private mutating func add(_ place: Int) {
    slots[place] = Int32(truncatingIfNeeded: open.count)
    open.append(place)
  }

  private mutating func take(_ place: Int) {
    let slot = Int(slots[place])
    guard slot >= 0, let last = open.last else { return }
    open[slot] = last
    slots[last] = Int32(truncatingIfNeeded: slot)
    slots[place] = -1
    open.removeLast()
  }
}
