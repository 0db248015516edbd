internal import AssayModel

/// Where the lines of a text begin, so that an offset has a line and a column.
///
/// Lines end as editors see it: at a line feed, a carriage return, or both. libyaml also ends them
/// at U+0085, U+2028 and U+2029 (YAML 1.1, section 4.2), so its marks are counted with
/// ``init(bytes:file:yamlBreaks:)``.
struct LineTable: Sendable {
  /// Offset of the first byte of each line.
  private(set) var starts: [Int]
  let count: Int
  let file: UInt32

  /// Finds the lines of a text; a byte order mark is no column.
  init(bytes: [UInt8], file: UInt32, yamlBreaks: Bool = false) {
    self.file = file
    count = bytes.count
    starts = [TextChecker.byteOrderMarkLength(bytes)]
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case 0x0A:
        starts.append(index)
      case 0x0D:
        if index < bytes.count, bytes[index] == 0x0A { index += 1 }
        starts.append(index)
      case 0xC2 where yamlBreaks:
        if index < bytes.count, bytes[index] == 0x85 { starts.append(index + 1) }
      case 0xE2 where yamlBreaks:
        if index + 1 < bytes.count, bytes[index] == 0x80, bytes[index + 1] & 0xFE == 0xA8 {
          starts.append(index + 2)
        }
      default:
        break
      }
    }
  }

  /// Index in ``starts`` of the line that an offset is on.
  func line(of offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The place of a byte.
  func origin(offset: Int, length: Int) -> Origin {
    let line = line(of: offset)
    return Origin(
      file: file, line: UInt32(clamping: line + 1),
      column: UInt32(clamping: max(0, offset - starts[line]) + 1),
      length: UInt32(clamping: max(1, length)))
  }
}
