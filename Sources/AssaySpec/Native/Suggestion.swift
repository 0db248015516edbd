/// Finds nearest names while there is time for it: a file with thousands of wrong names gets some.
package struct Suggester: Sendable {
  /// How many comparisons are left.
  private var comparisons = 300_000

  /// Creates a suggester with all its time.
  package init() {}

  /// The nearest of some names, as ``Suggestion/nearest(to:among:)`` finds it.
  package mutating func nearest(to name: String, among candidates: [String]) -> String? {
    guard comparisons > 0 else { return nil }
    comparisons -= candidates.count
    return Suggestion.nearest(to: name, among: candidates)
  }
}

/// Finds the known name that a wrong one was probably meant to be.
package enum Suggestion {
  /// The nearest of some names, where one is near: equal but for case, or a third of the letters
  /// away at most.
  ///
  /// - Complexity: O(*n* · *m*) for *n* candidates of *m* bytes; candidates of another length are
  ///   passed over.
  package static func nearest(
    to name: String, among candidates: some Sequence<String>
  ) -> String? {
    let wanted = Array(name.lowercased().utf8.prefix(100))
    var best: (distance: Int, name: String)?
    let limit = min(4, wanted.count / 3)
    for candidate in candidates {
      let known = Array(candidate.lowercased().utf8.prefix(100))
      guard abs(known.count - wanted.count) <= limit else { continue }
      let distance = distance(wanted, known)
      guard distance <= limit, distance < (best?.distance ?? .max) else { continue }
      best = (distance, candidate)
      if distance == 0 { break }
    }
    return best?.name
  }

  /// Insertions, deletions, replacements and swaps of neighbours between two texts (optimal string
  /// alignment).
  static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, a) in left.enumerated() {
      var current = [row + 1]
      for (column, b) in right.enumerated() {
        var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (a == b ? 0 : 1))
        if row > 0, column > 0, a == right[column - 1], left[row - 1] == b {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}
