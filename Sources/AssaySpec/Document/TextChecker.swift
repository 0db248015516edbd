internal import AssayModel

/// What every document must be before it is read: UTF-8 text of a bounded size, and not nothing.
///
/// A UTF-8 byte order mark is accepted with a warning. UTF-16, compressed files and, in YAML, the
/// control characters that YAML does not allow are errors.
struct TextChecker {
  let bytes: [UInt8]
  let format: Document.Format
  let file: UInt32
  let limits: DocumentLimits

  /// 3 where the text begins with a UTF-8 byte order mark, else 0.
  static func byteOrderMarkLength(_ bytes: [UInt8]) -> Int {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// Reports what is wrong; `false` where the text cannot be read any further.
  func check(_ diagnostics: inout DiagnosticSink) -> Bool {
    let start = Origin(file: file, line: 1, column: 1)
    guard bytes.count <= limits.bytes else {
      diagnostics.error(
        "document.tooLarge",
        "the file has \(bytes.count) bytes; at most \(limits.bytes) are read", at: start)
      return false
    }
    guard !bytes.starts(with: [0xFE, 0xFF]), !bytes.starts(with: [0xFF, 0xFE]) else {
      diagnostics.error(
        "document.encoding", "the file is UTF-16; contracts are read as UTF-8", at: start)
      return false
    }
    guard !bytes.starts(with: [0x1F, 0x8B]) else {
      diagnostics.error("document.encoding", "the file is compressed; expected text", at: start)
      return false
    }
    let mark = Self.byteOrderMarkLength(bytes)
    guard checkCharacters(from: mark, &diagnostics) else { return false }
    let content = bytes.dropFirst(mark)
    if content.allSatisfy({ [0x20, 0x09, 0x0A, 0x0D].contains($0) }) {
      diagnostics.error("document.empty", "the file is empty", at: start)
      return false
    }
    if mark > 0 {
      diagnostics.warning(
        "document.byteOrderMark", "the file begins with a byte order mark; UTF-8 needs none",
        at: start)
    }
    return true
  }

  /// Reports the first byte that is not UTF-8 and the first character that no text may hold.
  private func checkCharacters(from start: Int, _ diagnostics: inout DiagnosticSink) -> Bool {
    let isYAML = format == .yaml
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        guard isYAML, byte < 0x20 || byte == 0x7F, byte != 9, byte != 10, byte != 13 else {
          index += 1
          continue
        }
        report(
          "document.control", "the character \(Self.name(UInt32(byte))) is not allowed in text",
          at: index, &diagnostics)
        return false
      }
      guard let (scalar, length) = UTF8Scalar.decode(bytes, at: index) else {
        report(
          "document.encoding",
          "invalid UTF-8 at byte \(index): 0x\(Self.hex(UInt32(byte), width: 2))",
          at: index, &diagnostics)
        return false
      }
      let isAllowed =
        scalar >= 0xA0 ? scalar != 0xFEFF && scalar != 0xFFFE && scalar != 0xFFFF : scalar == 0x85
      guard isAllowed || !isYAML else {
        let what = scalar == 0xFEFF ? "a byte order mark inside the text" : "the character"
        report(
          "document.control", "\(what) \(Self.name(scalar)) is not allowed in text", at: index,
          &diagnostics)
        return false
      }
      index += length
    }
    return true
  }

  private func report(
    _ id: String, _ message: String, at offset: Int, _ diagnostics: inout DiagnosticSink
  ) {
    let lines = LineTable(bytes: bytes, file: file)
    diagnostics.error(id, message, at: lines.origin(offset: offset, length: 1))
  }

  private static func name(_ scalar: UInt32) -> String { "U+" + hex(scalar, width: 4) }

  static func hex(_ value: UInt32, width: Int) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

/// Strict decoding of one scalar value (Unicode 15, table 3-7).
enum UTF8Scalar {
  /// The scalar at an index and its length, or `nil` where the bytes are not UTF-8.
  static func decode(_ bytes: [UInt8], at index: Int) -> (scalar: UInt32, length: Int)? {
    let first = UInt32(bytes[index])
    func continuation(_ distance: Int) -> UInt32? {
      let position = index + distance
      guard position < bytes.count, bytes[position] & 0xC0 == 0x80 else { return nil }
      return UInt32(bytes[position] & 0x3F)
    }
    switch first {
    case 0..<0x80:
      return (first, 1)
    case 0xC2..<0xE0:
      guard let a = continuation(1) else { return nil }
      return ((first & 0x1F) << 6 | a, 2)
    case 0xE0..<0xF0:
      guard let a = continuation(1), let b = continuation(2) else { return nil }
      let scalar = (first & 0x0F) << 12 | a << 6 | b
      guard scalar >= 0x800, !(0xD800..<0xE000).contains(scalar) else { return nil }
      return (scalar, 3)
    case 0xF0..<0xF5:
      guard let a = continuation(1), let b = continuation(2), let c = continuation(3) else {
        return nil
      }
      let scalar = (first & 0x07) << 18 | a << 12 | b << 6 | c
      guard (0x10000..<0x110000).contains(scalar) else { return nil }
      return (scalar, 4)
    default:
      return nil
    }
  }
}
