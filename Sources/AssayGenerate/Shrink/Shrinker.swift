/// Makes a failing sequence of choices smaller, as long as what is made of it still fails.
///
/// It asks for nothing: who uses it takes a candidate, tries it in whatever way and time, and reports.
///
/// ```swift
/// var shrinker = Shrinker(failing)
/// while let candidate = shrinker.candidate() {
///   shrinker.report(stillFails: await fails(generator.replay(candidate)))
/// }
/// shrinker.best
/// ```
///
/// Choices are shrunk, never values, so that every candidate stands for a value that could have been
/// generated. Smaller is ``ChoiceSequence``'s order: shorter, then smaller choices.
package struct Shrinker: Sendable {
  /// The smallest sequence that is known to fail.
  package private(set) var best: ChoiceSequence
  /// How many candidates were tried.
  package private(set) var tries = 0
  private let limit: Int
  private var seen: Set<[UInt64]> = []
  private var pending: [UInt64]?
  private var move = Move.first
  private var hasImproved = false

  /// Begins with a sequence that fails; at most `limit` candidates are given out.
  package init(_ failing: ChoiceSequence, limit: Int = 2000) {
    best = failing
    self.limit = limit
    seen.insert(failing.choices)
  }

  /// The next sequence to try; `nil` when nothing is left to try.
  package mutating func candidate() -> ChoiceSequence? {
    while tries < limit {
      guard let next = next() else { return nil }
      // Zeros at the end are what an end stands for.
      var trimmed = next
      while trimmed.last == 0 { trimmed.removeLast() }
      let sequence = ChoiceSequence(trimmed)
      guard sequence < best, seen.insert(trimmed).inserted else {
        advance(afterFailure: false)
        continue
      }
      tries += 1
      pending = trimmed
      return sequence
    }
    return nil
  }

  /// Says whether what was made of the last candidate still fails.
  package mutating func report(stillFails: Bool) {
    guard let pending else { return }
    self.pending = nil
    if stillFails {
      best = ChoiceSequence(pending)
      hasImproved = true
    }
    advance(afterFailure: stillFails)
  }

  // MARK: - Moves

  private struct Move: Sendable {
    enum Kind: Int, Sendable, CaseIterable {
      /// Take choices away.
      case cut
      /// Make a choice one less and take some behind it away: a count and what it counts.
      case cutCounted
      /// Make choices zero.
      case zero
      /// Make one choice smaller, by halves.
      case lower
      /// Exchange two neighbours that stand in falling order.
      case swap
    }

    var kind: Kind
    var size: Int
    var place: Int
    /// For halving: what is known not to fail, or -1.
    var low: Int64 = -1

    static let first = Move(kind: .cut, size: 64, place: .max)
  }

  /// What the current move makes of the best sequence; moves that do not apply are passed over.
  private mutating func next() -> [UInt64]? {
    while true {
      if let choices = apply() { return choices }
      guard step() else { return nil }
    }
  }

  private mutating func apply() -> [UInt64]? {
    var choices = best.choices
    let count = choices.count
    switch move.kind {
    case .cut:
      move.place = min(move.place, count - move.size)
      guard move.place >= 0 else { return nil }
      choices.removeSubrange(move.place..<(move.place + move.size))
      return choices
    case .cutCounted:
      // The place counts pairs: a choice, and a distance behind it.
      let (index, distance) = (move.place / 8, move.place % 8)
      let start = index + 1 + distance
      guard index < count, choices[index] > 0, start + move.size <= count else { return nil }
      choices[index] -= 1
      choices.removeSubrange(start..<(start + move.size))
      return choices
    case .zero:
      let end = min(move.place + move.size, count)
      guard move.place < end, choices[move.place..<end].contains(where: { $0 > 0 }) else {
        return nil
      }
      for index in move.place..<end { choices[index] = 0 }
      return choices
    case .lower:
      guard move.place < count, choices[move.place] > 0 else { return nil }
      let high = Int64(clamping: choices[move.place])
      let middle = move.low + (high - move.low) / 2
      guard middle > move.low, middle < high else { return nil }
      choices[move.place] = UInt64(middle)
      return choices
    case .swap:
      guard move.place + 1 < count, choices[move.place] > choices[move.place + 1] else {
        return nil
      }
      choices.swapAt(move.place, move.place + 1)
      return choices
    }
  }

  /// Goes on after a candidate that was tried, or passed over.
  private mutating func advance(afterFailure stillFails: Bool) {
    switch move.kind {
    case .lower where !stillFails:
      // What was tried does not fail: look above it.
      guard move.place < best.choices.count else { break }
      let high = Int64(clamping: best.choices[move.place])
      let middle = move.low + (high - move.low) / 2
      if middle > move.low, middle < high {
        move.low = middle
        return
      }
    case .lower where stillFails, .cut where stillFails, .cutCounted where stillFails: return
    default: break
    }
    if !step() { tries = limit }
  }

  /// The next place, size or kind; `false` after a round in which nothing got smaller.
  private mutating func step() -> Bool {
    let count = best.choices.count
    move.low = -1
    switch move.kind {
    case .cut:
      move.place = min(move.place, count - move.size) - max(1, move.size / 2)
      if move.place >= 0 { return true }
      if move.size > 1 {
        move = Move(kind: .cut, size: move.size / 2, place: .max)
        return true
      }
      move = Move(kind: .cutCounted, size: 1, place: 0)
    case .cutCounted:
      move.place += 1
      if move.place < min(count, 400) * 8 { return true }
      if move.size < 4 {
        move = Move(kind: .cutCounted, size: move.size + 1, place: 0)
        return true
      }
      move = Move(kind: .zero, size: 8, place: 0)
    case .zero:
      move.place += max(1, move.size / 2)
      if move.place < count { return true }
      if move.size > 1 {
        move = Move(kind: .zero, size: move.size / 2, place: 0)
        return true
      }
      move = Move(kind: .lower, size: 1, place: 0)
    case .lower:
      move.place += 1
      if move.place < count { return true }
      move = Move(kind: .swap, size: 1, place: 0)
    case .swap:
      move.place += 1
      if move.place < count { return true }
      guard hasImproved else { return false }
      hasImproved = false
      move = .first
    }
    return true
  }
}
