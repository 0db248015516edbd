/// Where random values take their choices from: a seed, or a sequence that is replayed.
///
/// What is drawn is recorded, so that any value can be made again and shrunk.
package struct ChoiceSource: Sendable {
  private var state: UInt64
  private let replay: [UInt64]?
  /// What was drawn so far.
  package private(set) var drawn: [UInt64] = []

  /// Draws from a seed.
  package init(seed: UInt64) {
    state = seed
    replay = nil
    drawn.reserveCapacity(64)
  }

  /// Draws what was drawn before; behind its end, zeros.
  package init(replaying sequence: ChoiceSequence) {
    state = 0
    replay = sequence.choices
  }

  /// The choices so far; zeros at the end are left out, since they are what an end stands for.
  package var sequence: ChoiceSequence {
    var choices = drawn
    while choices.last == 0 { choices.removeLast() }
    return ChoiceSequence(choices)
  }

  /// A number below `bound`; 0 where the bound is 0.
  package mutating func below(_ bound: UInt64) -> UInt64 {
    guard bound > 1 else { return 0 }
    let choice: UInt64
    if let replay {
      // A choice beyond the bound, after shrinking changed what came before, counts as the bound.
      choice = drawn.count < replay.count ? min(replay[drawn.count], bound - 1) : 0
    } else {
      choice = mixed().multipliedFullWidth(by: bound).high
    }
    drawn.append(choice)
    return choice
  }

  /// An index of a collection of `count` elements; 0 for none.
  package mutating func index(_ count: Int) -> Int {
    Int(truncatingIfNeeded: below(UInt64(max(count, 0))))
  }

  /// True once in `odds` times; false is the plain choice.
  package mutating func oneIn(_ odds: UInt64) -> Bool {
    odds > 1 ? below(odds) == odds - 1 : true
  }

  /// A number from 0 to `most`, small ones far more often: half of them are below 4, a quarter
  /// below 16, and now and then one is near `most`.
  package mutating func small(upTo most: Int) -> Int {
    guard most > 0 else { return 0 }
    let span = UInt64(most) &+ 1
    switch below(16) {
    case 0..<9: return Int(below(min(span, 4)))
    case 9..<13: return Int(below(min(span, 16)))
    case 13, 14: return Int(below(min(span, 64)))
    default: return most - Int(below(min(span, 3)))
    }
  }

  /// SplitMix64 (Steele, Lea, Flood, 2014).
  private mutating func mixed() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
