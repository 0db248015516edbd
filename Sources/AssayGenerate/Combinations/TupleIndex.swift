/// A number for every combination of levels of `strength` factors, and what rows cover of them.
struct TupleIndex: Sendable {
  private let factors: [CoveringArray.Factor]
  private let strength: Int
  /// The groups of factors, in order, and where their combinations begin.
  private var groups: [Group] = []
  /// The groups that a factor is in.
  private var groupsOf: [[Int]]
  /// How many numbers there are.
  private(set) var count = 0
  /// Combinations that can stand in a row at all.
  private var isPossible: [Bool] = []
  /// How many of those there are.
  private(set) var wanted = 0

  private struct Group {
    var a: Int
    var b: Int
    var c: Int
    var base: Int
    var strideA: Int
    var strideB: Int
  }

  init(_ factors: [CoveringArray.Factor], strength: Int) {
    self.factors = factors
    self.strength = strength
    groupsOf = Array(repeating: [], count: factors.count)
    let last = factors.count
    for a in 0..<last {
      if strength == 1 { add(a, -1, -1) }
      guard strength > 1 else { continue }
      for b in (a + 1)..<max(last, a + 1) {
        if strength == 2 { add(a, b, -1) }
        guard strength > 2 else { continue }
        for c in (b + 1)..<max(last, b + 1) { add(a, b, c) }
      }
    }
    isPossible = Array(repeating: false, count: count)
    for group in groups {
      let size = size(group)
      for offset in 0..<size where stands(levels(group, offset)) {
        isPossible[group.base + offset] = true
        wanted += 1
      }
    }
  }

  private mutating func add(_ a: Int, _ b: Int, _ c: Int) {
    let levelsC = c < 0 ? 1 : factors[c].levels
    let levelsB = b < 0 ? 1 : factors[b].levels
    let index = groups.count
    groups.append(
      Group(a: a, b: b, c: c, base: count, strideA: levelsB * levelsC, strideB: levelsC))
    for factor in [a, b, c] where factor >= 0 { groupsOf[factor].append(index) }
    count += factors[a].levels * levelsB * levelsC
  }

  private func size(_ group: Group) -> Int { factors[group.a].levels * group.strideA }

  private func levels(_ group: Group, _ offset: Int) -> [(factor: Int, level: Int)] {
    var found = [(group.a, offset / group.strideA)]
    if group.b >= 0 { found.append((group.b, offset % group.strideA / group.strideB)) }
    if group.c >= 0 { found.append((group.c, offset % group.strideB)) }
    return found.map { (factor: $0.0, level: $0.1) }
  }

  /// Whether levels can stand together: no child without its parent.
  private func stands(_ levels: [(factor: Int, level: Int)]) -> Bool {
    var settled: [Int: Bool] = [:]
    for (factor, level) in levels {
      guard settle(factor, level > 0, &settled) else { return false }
    }
    // What must be there with a parent that is there.
    for (factor, level) in levels where level == 0 && factors[factor].needed {
      if let parent = factors[factor].parent, settled[parent] == true { return false }
    }
    return true
  }

  private func settle(_ factor: Int, _ isPresent: Bool, _ settled: inout [Int: Bool]) -> Bool {
    if let known = settled[factor] { return known == isPresent }
    settled[factor] = isPresent
    guard let parent = factors[factor].parent else { return true }
    if isPresent { return settle(parent, true, &settled) }
    // Something that is needed is only missing where its parent is.
    return factors[factor].needed ? settle(parent, false, &settled) : true
  }

  // MARK: - Rows

  @inline(__always)
  private func place(_ group: Group, _ row: [Int]) -> Int {
    var place = group.base + row[group.a] * group.strideA
    if group.b >= 0 { place += row[group.b] * group.strideB }
    if group.c >= 0 { place += row[group.c] }
    return place
  }

  @inline(__always)
  private func isSet(_ group: Group, _ row: [Int]) -> Bool {
    row[group.a] >= 0 && (group.b < 0 || row[group.b] >= 0) && (group.c < 0 || row[group.c] >= 0)
  }

  /// How many combinations a row covers that none has covered.
  func gain(_ row: [Int], _ covered: [Int32]) -> Int {
    groups.reduce(0) { sum, group in
      let place = place(group, row)
      return sum + (covered[place] == 0 && isPossible[place] ? 1 : 0)
    }
  }

  /// How many more a row covers with a factor set, counting those whose factors are all set.
  func gain(_ row: [Int], _ covered: [Int32], setting factor: Int, to level: Int) -> Int {
    var row = row
    row[factor] = level
    var sum = 0
    for index in groupsOf[factor] where isSet(groups[index], row) {
      let place = place(groups[index], row)
      if covered[place] == 0, isPossible[place] { sum += 1 }
    }
    return sum
  }

  /// How many combinations only this row covers.
  func sole(_ row: [Int], _ covered: [Int32]) -> Int {
    groups.reduce(0) { sum, group in
      let place = place(group, row)
      return sum + (covered[place] == 1 && isPossible[place] ? 1 : 0)
    }
  }

  /// The same for the combinations of one factor.
  func sole(_ row: [Int], _ covered: [Int32], at factor: Int) -> Int {
    groupsOf[factor].reduce(0) { sum, index in
      let place = place(groups[index], row)
      return sum + (covered[place] == 1 && isPossible[place] ? 1 : 0)
    }
  }

  /// Counts a row's combinations in or out.
  func add(_ row: [Int], _ change: Int32, _ covered: inout [Int32]) {
    for group in groups { covered[place(group, row)] += change }
  }

  /// The same for the combinations of one factor.
  func add(_ row: [Int], _ change: Int32, _ covered: inout [Int32], at factor: Int) {
    for index in groupsOf[factor] { covered[place(groups[index], row)] += change }
  }

  /// The first combination from a number on that no row covers.
  func uncovered(_ covered: [Int32], startingAt start: Int) -> [(factor: Int, level: Int)]? {
    for step in 0..<count {
      let place = (start + step) % count
      guard isPossible[place], covered[place] == 0 else { continue }
      var low = 0
      var high = groups.count
      while high - low > 1 {
        let middle = (low + high) / 2
        if groups[middle].base <= place { low = middle } else { high = middle }
      }
      return levels(groups[low], place - groups[low].base)
    }
    return nil
  }
}
