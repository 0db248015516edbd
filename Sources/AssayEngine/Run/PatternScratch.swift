internal import AssayPattern

/// One task's match data, and what it has learned of the classes of a plan's patterns.
final class PatternScratch {
  private let table: PatternTable
  private let match: MatchScratch
  private var classes: [ClassCache?]

  init(_ table: PatternTable) {
    self.table = table
    match = MatchScratch(limits: table.limits)
    classes = Array(repeating: nil, count: table.classes.count)
  }

  /// Whether a pattern matches well-formed text.
  func matches(_ index: Int, _ content: Bytes) -> PatternOutcome {
    guard let pattern = table.pattern(index) else { return .limit }
    // SAFETY: callers pass text that was found well-formed.
    switch unsafe pattern.matches(content.buffer, match) {
    case .matched: return .matched
    case .notMatched: return .notMatched
    case .limit: return .limit
    }
  }

  /// Whether every scalar of well-formed text is in a class.
  func classHolds(_ index: Int, _ content: Bytes) -> Bool {
    let cache: ClassCache
    if let found = classes[index] {
      cache = found
    } else {
      cache = ClassCache(table.classes[index])
      classes[index] = cache
    }
    var position = 0
    let count = content.count
    while position < count {
      let lead = content[position]
      var scalar = UInt32(lead)
      if lead < 0x80 {
        position &+= 1
      } else if lead < 0xE0 {
        scalar = UInt32(lead & 0x1F) &<< 6 | UInt32(content.at(position &+ 1) & 0x3F)
        position &+= 2
      } else if lead < 0xF0 {
        scalar =
          UInt32(lead & 0x0F) &<< 12 | UInt32(content.at(position &+ 1) & 0x3F) &<< 6
          | UInt32(content.at(position &+ 2) & 0x3F)
        position &+= 3
      } else {
        scalar =
          UInt32(lead & 0x07) &<< 18 | UInt32(content.at(position &+ 1) & 0x3F) &<< 12
          | UInt32(content.at(position &+ 2) & 0x3F) &<< 6
          | UInt32(content.at(position &+ 3) & 0x3F)
        position &+= 4
      }
      guard cache.contains(scalar: scalar) else { return false }
    }
    return true
  }
}
