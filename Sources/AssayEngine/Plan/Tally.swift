/// Counts by key, quick where the same one comes many times in a row.
struct Tally<Key: Hashable & Sendable>: Sendable {
  private var counts: [Key: Int] = [:]
  /// The key that came last, and how often without another.
  private var last: Key?
  private var run = 0

  /// Counts one more of a key.
  mutating func add(_ key: Key) {
    if key != last {
      if let last { counts[last, default: 0] += run }
      last = key
      run = 0
    }
    run += 1
  }

  /// How often a key came.
  subscript(key: Key) -> Int { (counts[key] ?? 0) + (key == last ? run : 0) }
}
