import CAssayScan

/// A string where it stands in its text, between its quotation marks.
package struct JSONString: Sendable, Hashable {
  /// Position of the first byte.
  package var start: Int
  /// Number of bytes, escapes not undone.
  package var count: Int
  /// Whether there are escapes.
  package var isEscaped: Bool
}

extension JSONReader {
  /// Reads a member's name and the colon behind it.
  package mutating func name() throws(JSONError) -> JSONString {
    position = text.skipWhitespace(position)
    guard text.byte(position) == UInt8(ascii: "\"") else { throw unexpected(.expectedName) }
    let name = try rawString()
    position = text.skipWhitespace(position)
    guard text.byte(position) == UInt8(ascii: ":") else { throw unexpected(.expectedColon) }
    position &+= 1
    return name
  }

  /// Reads a string and leaves its escapes; they are checked.
  package mutating func string() throws(JSONError) -> JSONString {
    position = text.skipWhitespace(position)
    guard text.byte(position) == UInt8(ascii: "\"") else { throw unexpected(.expectedString) }
    return try rawString()
  }

  /// Reads a string and appends it without its escapes.
  ///
  /// A lone surrogate becomes its three-byte form, which is not UTF-8, and bytes that are not
  /// UTF-8 stay: whoever reads the result can tell that the text was broken.
  package mutating func string(into out: inout [UInt8]) throws(JSONError) {
    position = text.skipWhitespace(position)
    guard text.byte(position) == UInt8(ascii: "\"") else { throw unexpected(.expectedString) }
    position &+= 1
    // SAFETY: position <= count, so the rest lies inside the text.
    let rest = unsafe UnsafeBufferPointer(
      start: text.base + position, count: text.count &- position)
    let (read, status) = unsafe structure.unescape(rest, into: &out)
    position &+= read
    switch status {
    case assay_text_closed: position &+= 1
    case assay_text_control: throw JSONError(.controlCharacter, at: position)
    case assay_text_escape: throw JSONError(.brokenEscape, at: position)
    default: throw JSONError(.unexpectedEnd, at: text.count)
    }
  }

  /// Appends a string that was read, without its escapes.
  package func append(_ string: JSONString, to out: inout [UInt8]) {
    // SAFETY: the string was read from this text.
    let bytes = unsafe UnsafeBufferPointer(start: text.base + string.start, count: string.count)
    if string.isEscaped {
      _ = unsafe structure.unescape(bytes, into: &out)
    } else {
      unsafe out.append(contentsOf: bytes)
    }
  }

  /// Appends a part of the text as it stands.
  package func append(_ range: Range<Int>, to out: inout [UInt8]) {
    guard range.lowerBound >= 0, range.upperBound <= text.count else { return }
    // SAFETY: the guard has shown that the range lies in the text.
    unsafe out.append(
      contentsOf: UnsafeBufferPointer(start: text.base + range.lowerBound, count: range.count))
  }

  /// Whether a string that was read says this, escapes undone.
  package func isName(_ string: JSONString, _ wanted: StaticString) -> Bool {
    if string.isEscaped { return isEscapedName(string, wanted) }
    guard string.count == wanted.utf8CodeUnitCount else { return false }
    // SAFETY: both have `count` bytes.
    for offset in 0..<string.count
    where unsafe text.base[string.start &+ offset] != wanted.utf8Start[offset] {
      return false
    }
    return true
  }

  @inline(never)
  private func isEscapedName(_ string: JSONString, _ wanted: StaticString) -> Bool {
    var plain: [UInt8] = []
    append(string, to: &plain)
    return unsafe plain.elementsEqual(
      UnsafeBufferPointer(start: wanted.utf8Start, count: wanted.utf8CodeUnitCount))
  }

  /// Reads a string whose quotation mark is here.
  @inline(__always)
  mutating func rawString() throws(JSONError) -> JSONString {
    let start = position &+ 1
    let end = text.nextStop(from: start).end
    if text.byte(end) == UInt8(ascii: "\"") {
      position = end &+ 1
      return JSONString(start: start, count: end &- start, isEscaped: false)
    }
    return try escapedString(from: start, stop: end)
  }

  /// Reads the rest of a string that has more than plain text.
  @inline(never)
  private mutating func escapedString(from start: Int, stop: Int) throws(JSONError) -> JSONString {
    var stop = stop
    while true {
      guard stop < text.count else { throw JSONError(.unexpectedEnd, at: text.count) }
      switch text.byte(stop) {
      case UInt8(ascii: "\""):
        position = stop &+ 1
        return JSONString(start: start, count: stop &- start, isEscaped: true)
      case UInt8(ascii: "\\"):
        switch StringEscapes.read(text, at: stop) {
        case .scalar(_, let length), .loneSurrogate(let length): stop &+= length
        case .invalid(let at):
          let wrong = stop &+ at
          guard wrong < text.count else { throw JSONError(.unexpectedEnd, at: text.count) }
          throw JSONError(.brokenEscape, at: wrong)
        }
      default:
        throw JSONError(.controlCharacter, at: stop)
      }
      stop = text.nextStop(from: stop).end
    }
  }
}
