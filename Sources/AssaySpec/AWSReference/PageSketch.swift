internal import AssayModel

/// A value as the syntax of a page sketches it.
indirect enum PageSketch {
  /// `"string"`.
  case string
  /// `number`.
  case number
  /// `boolean`.
  case boolean
  /// `blob`.
  case blob
  /// `"Name"`: a shape that contains itself.
  case named(String)
  /// `{ … }` with its members.
  case object([Member])
  /// `{ "string": value }`.
  case map(PageSketch)
  /// `[ value ]`.
  case list(PageSketch)
  /// `{ ... }` and whatever else says nothing.
  case elided

  struct Member {
    var name: String
    var range: Range<Int>
    var value: PageSketch
  }

  /// The members of an object.
  var members: [Member] {
    if case .object(let members) = self { members } else { [] }
  }
}

/// Reads the JSON-like sketches of requests and answers. It is forgiving: what it does not
/// understand says nothing.
struct PageSketchReader {
  private let text: PageText
  private(set) var index: Int
  private let end: Int
  private var depth = 0
  private static let depthLimit = 64

  init(_ text: PageText, _ range: Range<Int>) {
    self.text = text
    index = range.lowerBound
    end = range.upperBound
  }

  /// The value at the cursor.
  mutating func value() -> PageSketch {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else {
      index = end
      return .elided
    }
    switch peek() {
    case UInt8(ascii: "{"):
      if let word = placeholder() { return Self.word(word) }
      return object()
    case UInt8(ascii: "["):
      index += 1
      if peek() == UInt8(ascii: "]") {
        index += 1
        return .list(.elided)
      }
      let element = value()
      skip(to: [UInt8(ascii: "]")])
      return .list(element)
    case UInt8(ascii: "\""):
      let (string, _) = quoted()
      return string == "string" ? .string : .named(string)
    case nil:
      return .elided
    default:
      return Self.word(bareWord())
    }
  }

  private mutating func object() -> PageSketch {
    index += 1
    var members: [PageSketch.Member] = []
    var names: Set<ExactString> = []
    while let byte = peek() {
      if byte == UInt8(ascii: "}") {
        index += 1
        break
      }
      guard byte == UInt8(ascii: "\"") else {
        // Commas, and the dots of `{ ... }`.
        index += 1
        continue
      }
      let (name, range) = quoted()
      guard peek() == UInt8(ascii: ":") else { continue }
      index += 1
      let value = value()
      if names.insert(ExactString(name)).inserted {
        members.append(PageSketch.Member(name: name, range: range, value: value))
      }
    }
    guard let first = members.first else { return .elided }
    if members.count == 1, first.name == "string" { return .map(first.value) }
    return .object(members)
  }

  private static func word(_ word: String) -> PageSketch {
    switch word.lowercased() {
    case "number": .number
    case "boolean": .boolean
    case "blob": .blob
    case "string": .string
    default: .elided
    }
  }

  // MARK: Characters

  private mutating func peek() -> UInt8? {
    index = text.skipSpace(index, to: end)
    return index < end ? text.bytes[index] : nil
  }

  /// Behind the next of some bytes on this level; brackets in between are skipped whole.
  private mutating func skip(to wanted: [UInt8]) {
    while let byte = peek() {
      if wanted.contains(byte) {
        index += 1
        return
      }
      if byte == UInt8(ascii: "}") { return }
      if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
        _ = value()
      } else {
        index += 1
      }
    }
  }

  /// A string without its quotes and without the marks around placeholders.
  private mutating func quoted() -> (String, Range<Int>) {
    index += 1
    let start = index
    while index < end, text.bytes[index] != UInt8(ascii: "\"") { index += 1 }
    let range = start..<index
    if index < end { index += 1 }
    let marks = "{}*_` ".utf8
    var trimmed = text.bytes[range]
    while let byte = trimmed.first, marks.contains(byte) { trimmed.removeFirst() }
    while let byte = trimmed.last, marks.contains(byte) { trimmed.removeLast() }
    return (String(decoding: trimmed, as: UTF8.self), trimmed.startIndex..<trimmed.endIndex)
  }

  /// `{{word}}`, where that stands at the cursor.
  private mutating func placeholder() -> String? {
    guard index + 1 < end, text.bytes[index + 1] == UInt8(ascii: "{") else { return nil }
    var close = index + 2
    while close < end, PageText.isNameByte(text.bytes[close]) { close += 1 }
    guard close > index + 2, close + 1 < end, text.bytes[close] == UInt8(ascii: "}"),
      text.bytes[close + 1] == UInt8(ascii: "}")
    else { return nil }
    defer { index = close + 2 }
    return String(decoding: text.bytes[(index + 2)..<close], as: UTF8.self)
  }

  private mutating func bareWord() -> String {
    while index < end, "*_`".utf8.contains(text.bytes[index]) { index += 1 }
    let start = index
    while index < end, PageText.isNameByte(text.bytes[index]) { index += 1 }
    let word = String(decoding: text.bytes[start..<index], as: UTF8.self)
    while index < end, "*_`".utf8.contains(text.bytes[index]) { index += 1 }
    if index == start { index += 1 }
    return word
  }
}
