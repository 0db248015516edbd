import Testing

@testable import AssayGenerate

@Suite("Covering arrays")
struct CoveringArrayTests {
  typealias Factor = CoveringArray.Factor

  /// Combinations of `strength` factors that no row has, found by looking at all of them.
  func missing(_ array: CoveringArray, _ factors: [Factor], strength: Int) -> [[Int]] {
    var groups: [[Int]] = [[]]
    for _ in 0..<strength {
      groups = groups.flatMap { group in
        ((group.last ?? -1) + 1..<factors.count).map { group + [$0] }
      }
    }
    var missing: [[Int]] = []
    for group in groups {
      var tuples: [[Int]] = [[]]
      for factor in group {
        tuples = tuples.flatMap { tuple in (0..<factors[factor].levels).map { tuple + [$0] } }
      }
      let found = Set(array.rows.map { row in group.map { row[$0] } })
      missing += tuples.filter { !found.contains($0) }
    }
    return missing
  }

  /// Sizes published in the covering array tables of NIST and of Colbourn.
  @Test(
    "every combination is there, in few rows",
    arguments: [
      ([2, 2, 2], 2, 4, 4), ([3, 3, 3, 3], 2, 9, 9), ([2, 2, 2, 2, 2, 2, 2, 2, 2, 2], 2, 6, 7),
      (Array(repeating: 3, count: 13), 2, 15, 18), ([4, 4, 4, 4, 4], 2, 16, 19),
      ([5, 5, 5, 5, 5, 5], 2, 25, 31), ([5, 4, 3, 2], 2, 20, 20), ([6, 2, 2, 2], 2, 12, 12),
      ([2, 2, 2, 2], 3, 8, 8), ([3, 3, 3, 3], 3, 27, 30), ([2, 2, 2, 2, 2, 2, 2, 2], 3, 12, 14),
      ([4, 3, 2], 3, 24, 24), ([7], 2, 7, 7), ([1, 1, 1], 2, 1, 1),
    ])
  func sizes(_ levels: [Int], _ strength: Int, _ minimum: Int, _ most: Int) {
    let factors = levels.map { Factor(levels: $0) }
    let array = CoveringArray(factors, strength: strength)
    #expect(missing(array, factors, strength: min(strength, levels.count)) == [])
    #expect(array.rows.count >= minimum)
    #expect(array.rows.count <= most, "\(levels): \(array.rows.count) rows, known \(minimum)")
  }

  @Test("a member stands only with what holds it")
  func parents() {
    // A structure, of which one member must be there and one may; two factors beside.
    let factors = [
      Factor(levels: 2), Factor(levels: 3, parent: 0, needed: true), Factor(levels: 3, parent: 0),
      Factor(levels: 4), Factor(levels: 2),
    ]
    let array = CoveringArray(factors, strength: 2)
    for row in array.rows {
      if row[0] == 0 { #expect(row[1] == 0 && row[2] == 0) } else { #expect(row[1] > 0) }
    }
    // What is missing cannot be: a member without its structure, a structure without its member.
    for (a, b) in [(0, 1), (0, 2), (1, 2)] {
      let pairs = Set(array.rows.map { [$0[a], $0[b]] })
      switch (a, b) {
      case (0, 1): #expect(pairs == [[0, 0], [1, 1], [1, 2]])
      case (0, 2): #expect(pairs == [[0, 0], [1, 0], [1, 1], [1, 2]])
      default:
        #expect(pairs == [[0, 0], [1, 0], [1, 1], [1, 2], [2, 0], [2, 1], [2, 2]])
      }
    }
    for other in [3, 4] {
      for factor in [1, 2] {
        let pairs = Set(array.rows.map { [$0[factor], $0[other]] })
        #expect(pairs.count == factors[factor].levels * factors[other].levels)
      }
    }
  }

  @Test("the same factors give the same rows")
  func repeatable() {
    let factors = [3, 4, 2, 5, 3].map { Factor(levels: $0) }
    #expect(
      CoveringArray(factors, strength: 2).rows == CoveringArray(factors, strength: 2).rows)
  }

  @Test("no factors, no rows")
  func empty() {
    #expect(CoveringArray([], strength: 2).rows == [])
  }
}
