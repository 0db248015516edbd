internal import AssayPattern
internal import CAssayScan

/// One task's match data, and what it has learned of the classes of a plan's patterns.
@safe
final class PatternScratch {
  private let table: PatternTable
  private let match: MatchScratch
  private let scan: UnsafePointer<assay_scan>
  private var classes: [ClassCache?]

  init(_ table: PatternTable, scan: UnsafePointer<assay_scan>) {
    unsafe self.scan = scan
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
    while true {
      // SAFETY: reads the bytes from `position` on alone; a page is four words or nil.
      position = unsafe scan.pointee.class_span(
        content.base, content.count, position, cache.table)
      if position == content.count { return true }
      guard cache.learnsPage(of: content.scalar(at: position)) else { return false }
    }
  }
}

extension Bytes {
  /// The scalar that begins at an index of well-formed text.
  fileprivate func scalar(at index: Int) -> UInt32 {
    let lead = UInt32(self[index])
    func part(_ offset: Int) -> UInt32 { UInt32(at(index &+ offset) & 0x3F) }
    switch lead {
    case ..<0x80: return lead
    case ..<0xE0: return (lead & 0x1F) &<< 6 | part(1)
    case ..<0xF0: return (lead & 0x0F) &<< 12 | part(1) &<< 6 | part(2)
    default: return (lead & 0x07) &<< 18 | part(1) &<< 12 | part(2) &<< 6 | part(3)
    }
  }
}
