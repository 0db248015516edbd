internal import AssayModel

/// The lines of a source file, found when the first one is asked for.
struct SourceLines {
  let path: String
  private let bytes: [UInt8]
  private var starts: [Int]?

  init(_ source: SourceFile) {
    path = source.path
    bytes = source.bytes
  }

  /// The bytes of a line, counted from 1, without its end; a byte order mark belongs to none.
  mutating func line(_ number: Int) -> [UInt8]? {
    let starts = starts ?? findStarts()
    self.starts = starts
    guard number >= 1, number <= starts.count else { return nil }
    let start = starts[number - 1]
    let end = bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
    return Array(bytes[start..<end])
  }

  private func findStarts() -> [Int] {
    var starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
    for index in bytes.indices {
      let isReturn = bytes[index] == 0x0D
      let isBeforeFeed = index + 1 < bytes.count && bytes[index + 1] == 0x0A
      if bytes[index] == 0x0A || (isReturn && !isBeforeFeed) { starts.append(index + 1) }
    }
    return starts
  }
}
