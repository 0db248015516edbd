/// Which members beyond the first 64 of open structures were seen: a stack of bits.
struct ExtraMembers {
  private var words: [UInt64] = []

  /// Begins a structure; returns its place.
  mutating func begin(_ count: Int) -> Int {
    words.append(contentsOf: repeatElement(0, count: count))
    return words.count - count
  }

  /// Ends the innermost structure.
  mutating func end(_ place: Int) {
    words.removeLast(words.count - place)
  }

  /// Forgets all structures, after a body that broke off.
  mutating func removeAll() {
    if !words.isEmpty { words.removeAll(keepingCapacity: true) }
  }

  /// Marks a member; returns whether it was marked before.
  mutating func mark(_ place: Int, _ member: Int) -> Bool {
    let bit: UInt64 = 1 << UInt64(member & 63)
    let was = words[place + (member >> 6)] & bit != 0
    words[place + (member >> 6)] |= bit
    return was
  }

  func isMarked(_ place: Int, _ member: Int) -> Bool {
    words[place + (member >> 6)] & (1 << UInt64(member & 63)) != 0
  }
}
