internal import CAssaySystem
import CAssayScan

/// A string where it stands in its text, between its quotation marks.
@usableFromInline
package struct JSONString: Sendable, Hashable {
  /// Position of the first byte.
  @usableFromInline package var start: Int
  /// Number of bytes, escapes not undone.
  @usableFromInline package var count: Int
  /// Whether there are escapes.
  @usableFromInline package var isEscaped: Bool

  @inlinable
  init(start: Int, count: Int, isEscaped: Bool) {
    self.start = start
    self.count = count
    self.isEscaped = isEscaped
  }
}

extension JSONReader {
  /// Reads a member's name and the colon behind it.
  @inlinable
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

  /// Reads a string that has no escapes; `nil` where it has, and nothing is read then.
  @inlinable @inline(__always)
  package mutating func plainString() throws(JSONError) -> JSONString? {
    position = text.skipWhitespace(position)
    guard text.byte(position) == UInt8(ascii: "\"") else { throw unexpected(.expectedString) }
    let start = position &+ 1
    let end = text.nextStop(from: start).end
    guard text.byte(end) == UInt8(ascii: "\"") else { return nil }
    position = end &+ 1
    return JSONString(start: start, count: end &- start, isEscaped: false)
  }

  /// Reads a string and appends it without its escapes.
  ///
  /// A lone surrogate becomes its three-byte form, which is not UTF-8, and bytes that are not
  /// UTF-8 stay: whoever reads the result can tell that the text was broken.
  package mutating func string(into out: inout [UInt8]) throws(JSONError) {
    position = text.skipWhitespace(position)
    guard text.byte(position) == UInt8(ascii: "\"") else { throw unexpected(.expectedString) }
    position &+= 1
    while true {
      let isGiant = givesBack && text.count &- position > JSONReader.giantPiece
      let end =
        isGiant ? text.pieceEnd(from: position, count: JSONReader.giantPiece) : text.count
      // SAFETY: position <= end <= count, so the piece lies inside the text.
      let rest = unsafe UnsafeBufferPointer(start: text.base + position, count: end &- position)
      let (read, status) = unsafe structure.unescape(rest, into: &out)
      if isGiant { giveBack(position..<position &+ read) }
      position &+= read
      switch status {
      case assay_text_closed:
        position &+= 1
        return
      case assay_text_control: throw JSONError(.controlCharacter, at: position)
      case assay_text_escape: throw JSONError(.brokenEscape, at: position)
      default:
        guard end < text.count else { throw JSONError(.unexpectedEnd, at: text.count) }
      }
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
    guard givesBack, range.count > JSONReader.giantBytes else {
      unsafe out.append(contentsOf: part(range))
      return
    }
    var start = range.lowerBound
    while start < range.upperBound {
      let end = min(start + JSONReader.giantPiece, range.upperBound)
      unsafe out.append(contentsOf: part(start..<end))
      giveBack(start..<end)
      start = end
    }
  }

  private func part(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    // SAFETY: the callers have shown that the range lies in the text.
    unsafe UnsafeBufferPointer(start: text.base + range.lowerBound, count: range.count)
  }

  // MARK: - Giants

  /// Bytes from which on a string is a giant, and those that are taken of it at once.
  private static let giantBytes = 4 << 20
  private static let giantPiece = 1 << 20

  /// Takes the whole pages of a part of the text out of memory.
  private func giveBack(_ range: Range<Int>) {
    // SAFETY: who set `givesBack` owns the memory and does not read it again.
    unsafe assay_give_back(
      UnsafeMutableRawPointer(mutating: text.base + range.lowerBound), range.count)
  }

  /// Whether a string that was read says this, escapes undone.
  @inlinable @inline(__always)
  package func isName(_ string: JSONString, _ wanted: StaticString) -> Bool {
    let count = wanted.utf8CodeUnitCount
    guard string.count == count, !string.isEscaped else {
      return string.isEscaped && isEscapedName(string, wanted)
    }
    // SAFETY: both have `count` bytes.
    return unsafe isEqual(text.base + string.start, wanted.utf8Start, count)
  }

  /// Whether `count` bytes are the same.
  ///
  /// The words that are compared overlap, so that up to sixteen bytes take two comparisons, and
  /// constant bytes become part of the code.
  @inlinable @inline(__always)
  func isEqual(_ one: UnsafePointer<UInt8>, _ other: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    let one = unsafe UnsafeRawPointer(one)
    let other = unsafe UnsafeRawPointer(other)
    switch count {
    case 8...16:
      return unsafe isEqual(one, other, 0, as: UInt64.self)
        && isEqual(one, other, count &- 8, as: UInt64.self)
    case 4..<8:
      return unsafe isEqual(one, other, 0, as: UInt32.self)
        && isEqual(one, other, count &- 4, as: UInt32.self)
    default:
      for offset in 0..<count where unsafe !isEqual(one, other, offset, as: UInt8.self) {
        return false
      }
      return true
    }
  }

  @inlinable @inline(__always)
  func isEqual<Word: FixedWidthInteger & BitwiseCopyable>(
    _ one: UnsafeRawPointer, _ other: UnsafeRawPointer, _ offset: Int, as: Word.Type
  ) -> Bool {
    // SAFETY: the caller has shown that a word is there.
    unsafe one.loadUnaligned(fromByteOffset: offset, as: Word.self)
      == other.loadUnaligned(fromByteOffset: offset, as: Word.self)
  }

  @usableFromInline @inline(never)
  func isEscapedName(_ string: JSONString, _ wanted: StaticString) -> Bool {
    var plain: [UInt8] = []
    append(string, to: &plain)
    return unsafe plain.elementsEqual(
      UnsafeBufferPointer(start: wanted.utf8Start, count: wanted.utf8CodeUnitCount))
  }

  /// Reads a string whose quotation mark is here.
  @inlinable @inline(__always)
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
  @usableFromInline @inline(never)
  mutating func escapedString(from start: Int, stop: Int) throws(JSONError) -> JSONString {
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
