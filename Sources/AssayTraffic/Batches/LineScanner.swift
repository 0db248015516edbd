import AssayJSON

/// Finds the lines of NDJSON. Blank lines are no documents; a carriage return before the line feed
/// belongs to neither line.
struct LineScanner: DocumentScanner {
  /// Greatest size of a line that is kept.
  let limit: Int
  /// Line feeds that are looked for at once.
  private static let lines = 512
  private let structure = StructureScan()
  /// Number of the line that is being read.
  private(set) var line: Int
  private var start: Int
  private var position: Int
  /// Whether the line that is being read is too long to be kept.
  private(set) var isDropping = false

  /// Begins at a place where a line of a number begins.
  init(limit: Int, line: Int = 1, at start: Int = 0) {
    self.limit = limit
    self.line = line
    self.start = start
    position = start
  }

  /// Whether a line that has begun is not at its end yet.
  var isInsideLine: Bool { isDropping || start < position }

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
        documents.append(addingCapacity: count) { span in
          for index in 0..<count {
            let end = position &+ (unsafe ends[index])
            if let document = unsafe document(text, upTo: end, base: base) { span.append(document) }
            line &+= 1
            start = end &+ 1
            isDropping = false
          }
        }
        position &+= read
      }
    }
    position = text.count
    if isEnd {
      if let last = unsafe document(text, upTo: text.count, base: base) { documents.append(last) }
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

  /// A line that is too long to be kept.
  func dropped(base: Int) -> Batch.Document {
    Batch.Document(start: 0, count: 0, offset: base &+ start, line: line, isOverLimit: true)
  }

  /// The document of the line that ends at a place, if there is one in it.
  @inline(__always)
  private func document(
    _ text: UnsafeBufferPointer<UInt8>, upTo newline: Int, base: Int
  ) -> Batch.Document? {
    if isDropping { return dropped(base: base) }
    var end = newline
    // SAFETY: start <= end <= count.
    if end > start, unsafe text[end &- 1] == 0x0D { end &-= 1 }
    guard end > start else { return nil }
    if unsafe text[start] <= 0x20 {
      guard unsafe text[start..<end].contains(where: { !$0.isWhitespace }) else { return nil }
    }
    guard end &- start <= limit else { return dropped(base: base) }
    return Batch.Document(start: start, count: end &- start, offset: base &+ start, line: line)
  }
}

extension UInt8 {
  /// Whether JSON takes the byte for white space.
  var isWhitespace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}
