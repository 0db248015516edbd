internal import AssayModel

/// Finds a byte of a decoded string in the quoted text that it was read from, so that a caret can
/// stand inside a pattern.
struct QuotedOffset {
  let sources: [SourceFile]

  /// The place of some decoded bytes.
  ///
  /// - Parameters:
  ///   - range: Bytes of the decoded string.
  ///   - origin: Where the content begins, behind the quote; its length is that of the raw text.
  ///   - decoded: The decoded string.
  /// - Returns: The place, or that of the whole content where it cannot be told.
  func origin(of range: Range<Int>, in origin: Origin, decoded: String) -> Origin {
    let count = decoded.utf8.count
    let range = min(range.lowerBound, max(0, count - 1))..<min(range.upperBound, max(1, count))
    // Without escapes the two run side by side.
    if Int(origin.length) == count { return origin.inside(range) }
    guard let line = line(of: origin), origin.column >= 2 else { return origin }
    let start = Int(origin.column) - 1
    guard start <= line.count else { return origin }
    let quote = line[start - 1]
    guard quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else { return origin }
    let first = Self.skip(range.lowerBound, in: line, from: start, quote: quote)
    let last = Self.skip(range.count, in: line, from: first, quote: quote)
    guard first < line.count else { return origin }
    return origin.inside(first - start..<max(first + 1, last) - start)
  }

  private func line(of origin: Origin) -> [UInt8]? {
    guard origin.isKnown, Int(origin.file) < sources.count else { return nil }
    let bytes = sources[Int(origin.file)].bytes
    let lines = LineTable(bytes: bytes, file: origin.file)
    guard Int(origin.line) <= lines.starts.count else { return nil }
    let start = lines.starts[Int(origin.line) - 1]
    let end = bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
    return Array(bytes[start..<end])
  }

  /// The raw index behind some decoded bytes.
  private static func skip(_ count: Int, in line: [UInt8], from start: Int, quote: UInt8) -> Int {
    var index = start
    var decoded = 0
    while decoded < count, index < line.count {
      if line[index] == quote, quote == UInt8(ascii: "'") {
        index += 2
        decoded += 1
      } else if line[index] == 0x5C, quote == UInt8(ascii: "\"") {
        let (length, bytes) = escape(line, at: index)
        index += length
        decoded += bytes
      } else {
        index += 1
        decoded += 1
      }
    }
    return index
  }

  /// How long an escape is, and how many bytes it stands for.
  private static func escape(_ line: [UInt8], at index: Int) -> (length: Int, bytes: Int) {
    guard index + 1 < line.count else { return (1, 1) }
    let digits: Int
    switch line[index + 1] {
    case UInt8(ascii: "x"): digits = 2
    case UInt8(ascii: "u"): digits = 4
    case UInt8(ascii: "U"): digits = 8
    default: return (2, 1)
    }
    var value: UInt32 = 0
    for position in index + 2..<index + 2 + digits where position < line.count {
      value = value &<< 4 | (JSONDocumentReader.hexDigit(line[position]) ?? 0)
    }
    // Each half of a surrogate pair is taken for half of the four bytes.
    if (0xD800..<0xE000).contains(value) { return (2 + digits, 2) }
    return (2 + digits, value < 0x80 ? 1 : value < 0x800 ? 2 : value < 0x10000 ? 3 : 4)
  }
}
