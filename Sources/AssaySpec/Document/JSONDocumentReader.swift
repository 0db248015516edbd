internal import AssayModel

/// Reads JSON (RFC 8259) into nodes with their places.
///
/// The bytes are known to be UTF-8. Reading stops at the first byte that is not JSON; a duplicate
/// key is reported and reading goes on with the first of the two.
struct JSONDocumentReader {
  private let bytes: [UInt8]
  private let file: UInt32
  private let limits: DocumentLimits
  private var index: Int
  private var line: UInt32 = 1
  private var lineStart: Int
  private var depth = 0
  private(set) var diagnostics = DiagnosticSink()

  /// Thrown once the syntax error is in `diagnostics`.
  private struct Stop: Error {}

  init(bytes: [UInt8], file: UInt32, limits: DocumentLimits) {
    self.bytes = bytes
    self.file = file
    self.limits = limits
    index = TextChecker.byteOrderMarkLength(bytes)
    lineStart = index
  }

  /// The document's value, or `nil` where it is not JSON.
  mutating func read() -> Node? {
    do throws(Stop) {
      skipSpace()
      let root = try value()
      skipSpace()
      guard index == bytes.count else {
        throw fail("json.trailing", "expected the end of the file, found \(found)")
      }
      return root
    } catch {
      return nil
    }
  }
}

// MARK: - Values

extension JSONDocumentReader {
  private mutating func value() throws(Stop) -> Node {
    let start = index
    guard let byte = peek else { throw fail("json.syntax", "expected a value, found \(found)") }
    switch byte {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""):
      let text = try string()
      return Node(kind: .string(text), origin: origin(from: start), style: .doubleQuoted)
    case UInt8(ascii: "t"):
      try literal("true")
      return Node(kind: .bool(true), origin: origin(from: start))
    case UInt8(ascii: "f"):
      try literal("false")
      return Node(kind: .bool(false), origin: origin(from: start))
    case UInt8(ascii: "n"):
      try literal("null")
      return Node(kind: .null, origin: origin(from: start))
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      try skipNumber()
      return Node(kind: .number(text(start..<index)), origin: origin(from: start))
    default:
      throw fail("json.syntax", "expected a value, found \(found)")
    }
  }

  private mutating func object() throws(Stop) -> Node {
    let start = origin(at: index, length: 1)
    try enter(start)
    var entries: [Mapping.Entry] = []
    var keys = KeySet()
    skipSpace()
    if peek == UInt8(ascii: "}") {
      index += 1
    } else {
      while true {
        guard peek == UInt8(ascii: "\"") else {
          let comma = peek == UInt8(ascii: "}") ? "; JSON allows no comma before it" : ""
          throw fail(
            "json.syntax", "expected a key in double quotes, found \(found)\(comma)",
            note: "the object begins here", at: start)
        }
        let keyStart = index
        let key = try string()
        let keyOrigin = origin(from: keyStart)
        skipSpace()
        guard peek == UInt8(ascii: ":") else {
          throw fail("json.syntax", "expected `:` after the key \(quoted(key)), found \(found)")
        }
        index += 1
        skipSpace()
        let entry = Mapping.Entry(key: key, keyOrigin: keyOrigin, value: try value())
        if let first = keys.insert(key, at: entries.count, in: entries) {
          diagnostics.duplicateKey(key, at: keyOrigin, first: entries[first].keyOrigin)
        } else {
          entries.append(entry)
        }
        skipSpace()
        if peek == UInt8(ascii: ",") {
          index += 1
          skipSpace()
          continue
        }
        guard peek == UInt8(ascii: "}") else {
          throw fail(
            "json.syntax", "expected `,` or `}`, found \(found)",
            note: "the object begins here", at: start)
        }
        index += 1
        break
      }
    }
    depth -= 1
    return Node(kind: .mapping(Mapping(entries)), origin: start)
  }

  private mutating func array() throws(Stop) -> Node {
    let start = origin(at: index, length: 1)
    try enter(start)
    var items: [Node] = []
    skipSpace()
    if peek == UInt8(ascii: "]") {
      index += 1
    } else {
      while true {
        items.append(try value())
        skipSpace()
        if peek == UInt8(ascii: ",") {
          index += 1
          skipSpace()
          continue
        }
        guard peek == UInt8(ascii: "]") else {
          throw fail(
            "json.syntax", "expected `,` or `]`, found \(found)", note: "the array begins here",
            at: start)
        }
        index += 1
        break
      }
    }
    depth -= 1
    return Node(kind: .sequence(items), origin: start)
  }

  /// Steps over the opening bracket, if nesting allows.
  private mutating func enter(_ start: Origin) throws(Stop) {
    depth += 1
    guard depth <= limits.nesting else {
      throw fail("document.nesting", "nested deeper than \(limits.nesting) levels")
    }
    index += 1
  }
}

// MARK: - Scalars

extension JSONDocumentReader {
  private mutating func literal(_ word: StaticString) throws(Stop) {
    let text = word.description.utf8
    guard index + text.count <= bytes.count,
      bytes[index..<(index + text.count)].elementsEqual(text)
    else { throw fail("json.syntax", "expected `\(word)`, found \(found)") }
    index += text.count
  }

  private mutating func skipNumber() throws(Stop) {
    if peek == UInt8(ascii: "-") { index += 1 }
    if peek == UInt8(ascii: "0") {
      index += 1
      if isDigit { throw fail("json.number", "a number does not begin with 0") }
    } else {
      try skipDigits()
    }
    if peek == UInt8(ascii: ".") {
      index += 1
      try skipDigits()
    }
    if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
      index += 1
      if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { index += 1 }
      try skipDigits()
    }
  }

  private mutating func skipDigits() throws(Stop) {
    guard isDigit else { throw fail("json.number", "expected a digit, found \(found)") }
    while isDigit { index += 1 }
  }

  private var isDigit: Bool { index < bytes.count && bytes[index] &- 48 < 10 }

  /// Reads a string from its opening quote to behind its closing one.
  private mutating func string() throws(Stop) -> String {
    let start = origin(at: index, length: 1)
    index += 1
    let from = index
    while index < bytes.count, bytes[index] != 0x22, bytes[index] != 0x5C, bytes[index] >= 0x20 {
      index += 1
    }
    if peek == 0x22 {
      index += 1
      return text(from..<(index - 1))
    }
    var decoded = Array(bytes[from..<index])
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case 0x22:
        index += 1
        return String(decoding: decoded, as: UTF8.self)
      case 0x5C:
        try escape(&decoded)
      case 0..<0x20:
        throw fail(
          "json.string",
          byte == 10 || byte == 13
            ? "the string is not closed on its line"
            : "a control character in a string must be escaped",
          note: "the string begins here", at: start)
      default:
        decoded.append(byte)
        index += 1
      }
    }
    throw fail(
      "json.string", "the file ends inside a string", note: "the string begins here", at: start)
  }

  private mutating func escape(_ decoded: inout [UInt8]) throws(Stop) {
    let start = index
    index += 1
    guard let letter = peek else { throw fail("json.string", "the file ends inside a string") }
    index += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(letter)
    case UInt8(ascii: "b"): decoded.append(0x08)
    case UInt8(ascii: "f"): decoded.append(0x0C)
    case UInt8(ascii: "n"): decoded.append(0x0A)
    case UInt8(ascii: "r"): decoded.append(0x0D)
    case UInt8(ascii: "t"): decoded.append(0x09)
    case UInt8(ascii: "u"):
      var unit = try hexadecimal(from: start)
      if (0xD800..<0xDC00).contains(unit), peek == 0x5C, index + 1 < bytes.count,
        bytes[index + 1] == UInt8(ascii: "u")
      {
        index += 2
        let low = try hexadecimal(from: start)
        guard (0xDC00..<0xE000).contains(low) else { throw loneSurrogate(at: start) }
        unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(unit) else { throw loneSurrogate(at: start) }
      decoded.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    default:
      index = start
      throw fail("json.string", "unknown escape sequence", length: 2)
    }
  }

  private mutating func hexadecimal(from start: Int) throws(Stop) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard index < bytes.count, let digit = Self.hexDigit(bytes[index]) else {
        index = min(start, bytes.count)
        throw fail("json.string", "expected four hexadecimal digits after `\\u`", length: 2)
      }
      value = value << 4 | digit
      index += 1
    }
    return value
  }

  private mutating func loneSurrogate(at start: Int) -> Stop {
    index = start
    return fail("json.string", "half of a surrogate pair is no character", length: 6)
  }

  static func hexDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46: UInt32(byte - 0x37)
    case 0x61...0x66: UInt32(byte - 0x57)
    default: nil
    }
  }
}

// MARK: - Places

extension JSONDocumentReader {
  private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipSpace() {
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x09:
        index += 1
      case 0x0D:
        index += 1
        if peek != 0x0A { newLine() }
      case 0x0A:
        index += 1
        newLine()
      default:
        return
      }
    }
  }

  private mutating func newLine() {
    line &+= 1
    lineStart = index
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  private func origin(at offset: Int, length: Int) -> Origin {
    Origin(
      file: file, line: line, column: UInt32(clamping: offset - lineStart + 1),
      length: UInt32(clamping: max(1, length)))
  }

  private func origin(from start: Int) -> Origin { origin(at: start, length: index - start) }

  /// What stands at the cursor, for a message.
  private var found: String {
    guard let byte = peek else { return "the end of the file" }
    guard byte >= 0x21, let (_, length) = UTF8Scalar.decode(bytes, at: index) else {
      return "0x" + TextChecker.hex(UInt32(byte), width: 2)
    }
    let character = quoted(text(index..<(index + length)))
    let isComment = byte == UInt8(ascii: "/") || byte == UInt8(ascii: "#")
    return isComment ? "\(character); JSON has no comments" : character
  }

  private mutating func fail(
    _ id: String, _ message: String, length: Int = 1, note: String? = nil, at place: Origin? = nil
  ) -> Stop {
    let here = origin(at: min(index, max(lineStart, bytes.count)), length: length)
    let notes = note.flatMap { text in place.map { Diagnostic.Note(message: text, origin: $0) } }
    diagnostics.error(id, message, at: here, notes: notes.map { [$0] } ?? [])
    return Stop()
  }
}
