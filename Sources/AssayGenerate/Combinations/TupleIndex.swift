/// A number for every combination of levels of `strength` factors, and what rows cover of them.
struct TupleIndex: Sendable {
  private let factors: [CoveringArray.Factor]
  /// The groups of factors, in order, and where their combinations begin.
  private var groups: [Group] = []
  /// By factor: the others that it is in a group with.
  private var partners: [[Partners]]
  /// How many numbers there are.
  private(set) var count = 0
  /// What no row covers: 0 of everything, but so much of what cannot stand in a row that nothing
  /// ever seems to be missing or rare there.
  private(set) var nothing: [Int32] = []
  /// How many combinations can stand in a row.
  private(set) var wanted = 0
  /// How many of them the largest group has: no array has fewer rows.
  private(set) var leastRows = 0

  private struct Group {
    var a: Int
    var b: Int
    var c: Int
    var base: Int
    var strideA: Int
    var strideB: Int
  }

  private struct Partners {
    var base: Int
    var stride: Int
    var first: Int
    var firstStride: Int
    var second: Int
    var secondStride: Int
  }

  private static let impossible: Int32 = 1 << 24

  init(_ factors: [CoveringArray.Factor], strength: Int) {
    self.factors = factors
    partners = Array(repeating: [], count: factors.count)
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
    let isFree = factors.allSatisfy { $0.parent == nil }
    nothing = Array(repeating: 0, count: count)
    for group in groups {
      var possible = size(group)
      if !isFree {
        for offset in 0..<size(group) where !stands(levels(group, offset)) {
          nothing[group.base + offset] = Self.impossible
          possible -= 1
        }
      }
      wanted += possible
      leastRows = max(leastRows, possible)
    }
  }

  private mutating func add(_ a: Int, _ b: Int, _ c: Int) {
    let levelsC = c < 0 ? 1 : factors[c].levels
    let levelsB = b < 0 ? 1 : factors[b].levels
    let strideA = levelsB * levelsC
    groups.append(Group(a: a, b: b, c: c, base: count, strideA: strideA, strideB: levelsC))
    let members = [(a, strideA), (b, levelsC), (c, 1)]
    for (index, (factor, stride)) in members.enumerated() where factor >= 0 {
      let others = members.indices.filter { $0 != index }.map { members[$0] }
        .sorted { $0.0 > $1.0 }
      partners[factor].append(
        Partners(
          base: count, stride: stride, first: others[0].0, firstStride: others[0].1,
          second: others[1].0, secondStride: others[1].1))
    }
    count += factors[a].levels * strideA
  }

  private func size(_ group: Group) -> Int { factors[group.a].levels * group.strideA }

  private func levels(_ group: Group, _ offset: Int) -> [(factor: Int, level: Int)] {
    var found = [(factor: group.a, level: offset / group.strideA)]
    if group.b >= 0 { found.append((group.b, offset % group.strideA / group.strideB)) }
    if group.c >= 0 { found.append((group.c, offset % group.strideB)) }
    return found
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

  /// The number of a factor's combination at level 0; `nil` where one of the others is not settled.
  @inline(__always)
  private func place(_ partners: Partners, _ row: [Int]) -> Int? {
    var place = partners.base
    if partners.first >= 0 {
      let level = row[partners.first]
      if level < 0 { return nil }
      place += level * partners.firstStride
    }
    if partners.second >= 0 {
      let level = row[partners.second]
      if level < 0 { return nil }
      place += level * partners.secondStride
    }
    return place
  }

  /// How many groups a factor is in: what a look at one of its levels costs.
  func weight(of factor: Int) -> Int { partners[factor].count }

  /// How many groups there are: what a look at a row costs.
  var weight: Int { groups.count }

  /// How many combinations a row covers that none has covered.
  func gain(_ row: [Int], _ covered: [Int32]) -> Int {
    var sum = 0
    for group in groups where covered[place(group, row)] == 0 { sum += 1 }
    return sum
  }

  /// How many more a row covers with a factor set, counting those whose factors are all set.
  func gain(_ row: [Int], _ covered: [Int32], setting factor: Int, to level: Int) -> Int {
    var sum = 0
    for partners in partners[factor] {
      guard let place = place(partners, row) else { continue }
      if covered[place + level * partners.stride] == 0 { sum += 1 }
    }
    return sum
  }

  /// How many combinations only this row covers.
  func sole(_ row: [Int], _ covered: [Int32]) -> Int {
    var sum = 0
    for group in groups where covered[place(group, row)] == 1 { sum += 1 }
    return sum
  }

  /// How many more are missing when a factor of a row changes its level.
  func loss(_ row: [Int], _ covered: [Int32], setting factor: Int, to level: Int) -> Int {
    var sum = 0
    let old = row[factor]
    for partners in partners[factor] {
      guard let place = place(partners, row) else { continue }
      if covered[place + old * partners.stride] == 1 { sum += 1 }
      if covered[place + level * partners.stride] == 0 { sum -= 1 }
    }
    return sum
  }

  /// How many more are missing when a row becomes another.
  func loss(_ old: [Int], _ covered: [Int32], becoming new: [Int]) -> Int {
    var sum = 0
    for group in groups {
      let from = place(group, old)
      let to = place(group, new)
      guard from != to else { continue }
      if covered[from] == 1 { sum += 1 }
      if covered[to] == 0 { sum -= 1 }
    }
    return sum
  }

  /// Calls with every number that a row covers.
  func forEach(of row: [Int], _ body: (Int) -> Void) {
    for group in groups { body(place(group, row)) }
  }

  /// Counts a row's combinations in or out.
  func add(_ row: [Int], _ change: Int32, _ covered: inout [Int32]) {
    for group in groups { covered[place(group, row)] += change }
  }

  /// The levels that a number stands for.
  func levels(at place: Int) -> [(factor: Int, level: Int)] {
    var low = 0
    var high = groups.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if groups[middle].base <= place { low = middle } else { high = middle }
    }
    return levels(groups[low], place - groups[low].base)
  }

  /// The first combination from a number on that no row covers.
  func uncovered(_ covered: [Int32], startingAt start: Int) -> [(factor: Int, level: Int)]? {
    for place in start..<count where covered[place] == 0 { return levels(at: place) }
    for place in 0..<min(start, count) where covered[place] == 0 { return levels(at: place) }
    return nil
  }
}
