/// Scalars that a number of sets cannot tell apart, as one letter each: what automata of these sets
/// read instead of a million scalars.
struct Alphabet {
  /// The scalars of each letter.
  let letters: [ScalarSet]
  /// Whether a set has a letter: `memberships[set][letter]`.
  let memberships: [[Bool]]

  init(_ sets: [ScalarSet]) {
    var boundaries: Set<UInt32> = [0, 0xD800, 0xE000]
    for set in sets {
      for range in set.ranges {
        boundaries.insert(range.lowerBound)
        boundaries.insert(range.upperBound + 1)
      }
    }
    let starts = boundaries.filter { $0 < 0x11_0000 }.sorted()
    var cursors = [Int](repeating: 0, count: sets.count)
    var known: [[Bool]: Int] = [:]
    var ranges: [[ClosedRange<UInt32>]] = []
    var rows: [[Bool]] = []
    for (index, start) in starts.enumerated() {
      let end = (index + 1 < starts.count ? starts[index + 1] : 0x11_0000) - 1
      if (0xD800...0xDFFF).contains(start) { continue }
      var row = [Bool](repeating: false, count: sets.count)
      for set in sets.indices {
        let all = sets[set].ranges
        while cursors[set] < all.count, all[cursors[set]].upperBound < start { cursors[set] += 1 }
        row[set] = cursors[set] < all.count && all[cursors[set]].contains(start)
      }
      let letter: Int
      if let found = known[row] {
        letter = found
      } else {
        letter = rows.count
        known[row] = letter
        rows.append(row)
        ranges.append([])
      }
      if let last = ranges[letter].last, last.upperBound + 1 == start {
        ranges[letter][ranges[letter].count - 1] = last.lowerBound...end
      } else {
        ranges[letter].append(start...end)
      }
    }
    letters = ranges.map { ScalarSet($0) }
    memberships = sets.indices.map { set in rows.map { $0[set] } }
  }
}
