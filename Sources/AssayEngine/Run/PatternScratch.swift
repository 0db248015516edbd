internal import AssayPattern
internal import CAssayScan

/// One task's match data, and what it has learned of the classes of a plan's patterns.
@safe
final class PatternScratch {
  private let table: PatternTable
  private let match: MatchScratch
  private let scan: UnsafePointer<assay_scan>
  private var classes: [ClassCache?]
  /// What each class is known to hold, beside it: reading a class from its array would count a
  /// reference for each text.
  private var known: [UnsafePointer<UInt64>?]

  init(_ table: PatternTable, scan: UnsafePointer<assay_scan>) {
    unsafe self.scan = scan
    self.table = table
    match = MatchScratch(limits: table.limits)
    classes = Array(repeating: nil, count: table.classes.count)
    unsafe known = Array(repeating: nil, count: table.classes.count)
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
    var position = 0
    if let members = unsafe known[index] {
      // SAFETY: reads the bytes alone; the members are of a cache that lives as long as this.
      position = unsafe scan.pointee.class_span(content.base, content.count, 0, members)
      if position == content.count { return true }
    }
    return learnsThatClassHolds(index, content, from: position)
  }

  /// The same from a position on, asking about what is not known.
  @inline(never)
  private func learnsThatClassHolds(_ index: Int, _ content: Bytes, from start: Int) -> Bool {
    let cache = classes[index] ?? ClassCache(table.classes[index])
    classes[index] = cache
    unsafe known[index] = cache.known
    var position = start
    while true {
      // SAFETY: reads the bytes from `position` on alone; the cache outlives the call.
      position = unsafe scan.pointee.class_span(
        content.base, content.count, position, cache.known)
      if position == content.count { return true }
      let (scalar, length) = content.scalar(at: position)
      guard cache.contains(scalar: scalar) else { return false }
      position &+= length
    }
  }
}

extension Bytes {
  /// The scalar that begins at an index of well-formed text, and how many bytes it has.
  fileprivate func scalar(at index: Int) -> (scalar: UInt32, length: Int) {
    let lead = UInt32(self[index])
    func part(_ offset: Int) -> UInt32 { UInt32(at(index &+ offset) & 0x3F) }
    switch lead {
    case ..<0x80: return (lead, 1)
    case ..<0xE0: return ((lead & 0x1F) &<< 6 | part(1), 2)
    case ..<0xF0: return ((lead & 0x0F) &<< 12 | part(1) &<< 6 | part(2), 3)
    default:
      return ((lead & 0x07) &<< 18 | part(1) &<< 12 | part(2) &<< 6 | part(3), 4)
    }
  }
}
