internal import AssayModel

/// A line of a source as a terminal shows it, and the marks under it.
///
/// Tabs become spaces, control characters and bytes that are no text become `·`, and of a long line
/// only what stands around the first mark is shown.
package struct Snippet {
  /// What is marked, in bytes of the line.
  package struct Mark {
    var range: Range<Int>
    var sign: Character

    /// Marks a range of bytes.
    package init(_ range: Range<Int>, _ sign: Character) {
      self.range = range
      self.sign = sign
    }

    init(_ origin: Origin, _ sign: Character) {
      let start = max(0, Int(origin.column) - 1)
      range = start..<start + max(1, Int(origin.length))
      self.sign = sign
    }
  }

  /// How many characters of a line are shown.
  static let width = 110

  /// The line.
  package private(set) var text = ""
  /// Spaces, and signs under what is marked.
  package private(set) var underline = ""

  /// Makes a line fit for a terminal.
  package init(line: [UInt8], marks: [Mark]) {
    let focus = marks.first?.range.lowerBound ?? 0
    // Far more bytes than can be shown are not even decoded.
    var start = max(0, min(focus, line.count) - 4 * Self.width)
    while start > 0, start < line.count, line[start] & 0xC0 == 0x80 { start -= 1 }
    let end = min(line.count, start + 8 * Self.width)
    let cells = Self.cells(Array(line[start..<max(start, end)]), from: start)
    let focusCell = cells.firstIndex { $0.offset + $0.length > focus } ?? cells.count
    var first = 0
    if focusCell > Self.width * 2 / 3 || start > 0 {
      first = max(0, min(focusCell - Self.width / 3, cells.count - Self.width))
    }
    let last = min(cells.count, first + Self.width)
    let isCutBefore = first > 0 || start > 0
    if isCutBefore {
      text += "…"
      underline += " "
    }
    for cell in cells[first..<last] {
      text.unicodeScalars.append(contentsOf: cell.scalars)
      let mark = marks.first { $0.range.overlaps(cell.offset..<cell.offset + cell.length) }
      underline += String(repeating: mark?.sign ?? " ", count: cell.columns)
    }
    if last < cells.count || end < line.count { text += "…" }
    // A mark behind the last byte, where something is missing.
    if let mark = marks.first, mark.range.lowerBound >= line.count {
      underline.append(mark.sign)
    }
    while underline.last == " " { underline.removeLast() }
  }

  private struct Cell {
    var scalars: String.UnicodeScalarView
    var offset: Int
    var length: Int
    var columns: Int
  }

  private static func cells(_ bytes: [UInt8], from base: Int) -> [Cell] {
    var cells: [Cell] = []
    var index = 0
    while index < bytes.count {
      var length = 1
      while length < 4, index + length < bytes.count, bytes[index + length] & 0xC0 == 0x80 {
        length += 1
      }
      let isText = bytes[index] < 0x80 ? length == 1 : length > 1
      if bytes[index] < 0x80 { length = 1 }
      let decoded = String(decoding: bytes[index..<index + length], as: UTF8.self).unicodeScalars
      let scalar = decoded.first ?? "·"
      let shown: Unicode.Scalar
      if bytes[index] == 0x09 {
        shown = " "
      } else if scalar.value < 0x20 || scalar.value == 0x7F || scalar == "\u{FFFD}"
        || !isText
          && bytes[index] >= 0x80
      {
        shown = "·"
      } else {
        shown = isHidden(scalar) ? "·" : scalar
      }
      let isMark = scalar.properties.generalCategory == .nonspacingMark
      let columns = isMark ? 0 : isWide(scalar) ? 2 : 1
      cells.append(
        Cell(
          scalars: String.UnicodeScalarView([shown]), offset: base + index, length: length,
          columns: columns))
      index += length
    }
    return cells
  }

  /// Characters that would move or hide the text around them.
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned: true
    default: false
    }
  }

  /// Characters that take two columns (UAX 11, the common ranges).
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
