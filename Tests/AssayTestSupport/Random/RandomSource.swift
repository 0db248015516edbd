/// A seeded source of choices (SplitMix64; Steele, Lea, Flood, 2014): the same seed gives the same
/// tests everywhere.
package struct RandomSource: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Creates a source.
  package init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// A number from 0 up to but not including a positive count.
  package mutating func below(_ count: Int) -> Int {
    Int(next() % UInt64(max(count, 1)))
  }

  /// A number of a range.
  package mutating func int(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  /// True so many times out of a hundred.
  package mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  /// True once in so many times.
  package mutating func once(in count: Int) -> Bool { below(count) == 0 }

  /// One of some items.
  package mutating func pick<Item>(_ items: [Item]) -> Item {
    precondition(!items.isEmpty, "nothing to pick from")
    return items[below(items.count)]
  }
}
