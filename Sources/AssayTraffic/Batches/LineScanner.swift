import AssayJSON

/// Finds the lines of NDJSON. Blank lines are no documents; a carriage return before the line feed
/// belongs to neither line.
struct LineScanner: DocumentScanner {
  /// Greatest size of a line that is kept.
  let limit: Int
  /// Line feeds that are looked for at once.
  private static let lines = 512
  private let structure = StructureScan()
  private var line = 1
  private var start = 0
  private var position = 0
  private var isDropping = false

  init(limit: Int) {
    self.limit = limit
  }

  mutating func rebase(by count: Int) {
    start -= count
    position -= count
  }

  mutating func scan(
    _ text: UnsafeBufferPointer<UInt8>, base: Int, isEnd: Bool,
    into documents: inout [Batch.Document]
  ) -> ScanStep {
    unsafe withUnsafeTemporaryAllocation(of: Int.self, capacity: LineScanner.lines) { ends in
      while position < text.count {
        let rest = unsafe UnsafeBufferPointer(rebasing: text[position...])
        let (count, read) = unsafe structure.lines(of: rest, into: ends)
        for index in 0..<count {
          let end = position &+ (unsafe ends[index])
          unsafe take(text, upTo: end, base: base, &documents)
          line &+= 1
          start = end &+ 1
          isDropping = false
        }
        position &+= read
      }
    }
    position = text.count
    if isEnd {
      unsafe take(text, upTo: text.count, base: base, &documents)
      start = text.count
      return ScanStep(keepFrom: text.count)
    }
    // A line that is too long is counted and not kept.
    if isDropping || position &- start > limit {
      isDropping = true
      return ScanStep(keepFrom: position)
    }
    return ScanStep(keepFrom: start)
  }

  @inline(__always)
  private func take(
    _ text: UnsafeBufferPointer<UInt8>, upTo newline: Int, base: Int,
    _ documents: inout [Batch.Document]
  ) {
    if isDropping {
      documents.append(
        Batch.Document(start: 0, count: 0, offset: base &+ start, line: line, isOverLimit: true))
      return
    }
    var end = newline
    // SAFETY: start <= end <= count.
    if end > start, unsafe text[end &- 1] == 0x0D { end &-= 1 }
    guard end > start else { return }
    if unsafe text[start] <= 0x20 {
      guard unsafe text[start..<end].contains(where: { !$0.isWhitespace }) else { return }
    }
    guard end &- start <= limit else {
      documents.append(
        Batch.Document(start: 0, count: 0, offset: base &+ start, line: line, isOverLimit: true))
      return
    }
    documents.append(
      Batch.Document(start: start, count: end &- start, offset: base &+ start, line: line))
  }
}

extension UInt8 {
  /// Whether JSON takes the byte for white space.
  var isWhitespace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}
