/// Reads a JSON text value by value, as the caller asks, without building a tree.
///
///     var more = try reader.openObject()
///     while more {
///       let name = try reader.name()
///       if reader.isName(name, "status") { … reader.integer() … } else { try reader.skipValue() }
///       more = try reader.nextMember()
///     }
///
/// White space is skipped where it may stand. What is read is checked in full (RFC 8259), what is
/// skipped as well; only UTF-8 is not looked at: bytes are kept as they are. Every function that
/// throws leaves the reader unfit for more.
@safe
@usableFromInline
package struct JSONReader {
  @usableFromInline var text: ByteIndex
  let structure: StructureScan
  // The index points into it.
  private let buffer: IndexBuffer
  /// Where the reader stands.
  @usableFromInline package internal(set) var position = 0
  /// Objects and arrays that are open.
  @usableFromInline package internal(set) var depth = 0
  /// Greatest nesting.
  package let depthLimit: Int
  /// Whether the text is read once, in memory that nobody else looks at: then what was appended of a
  /// giant string leaves it, so that no more than one giant is there.
  package var givesBack = false

  /// Greatest ``depthLimit`` there can be.
  package static let greatestDepth = 512

  /// Begins at the start of a text.
  ///
  /// - Parameters:
  ///   - text: The text; it must outlive the reader.
  ///   - buffer: Memory for the index; it serves one reader at a time.
  ///   - structure: The scanning functions.
  ///   - depthLimit: Objects and arrays that may be open, at most ``greatestDepth``.
  package init(
    _ text: UnsafeBufferPointer<UInt8>, buffer: IndexBuffer,
    structure: StructureScan = StructureScan(), depthLimit: Int = JSONReader.greatestDepth
  ) {
    unsafe self.text = buffer.index(text)
    self.structure = structure
    self.buffer = buffer
    self.depthLimit = min(max(depthLimit, 0), JSONReader.greatestDepth)
  }

  /// What a value is, told by its first byte.
  @usableFromInline
  package enum Kind: Sendable, Hashable {
    case object, array, string, number, bool, null
  }

  /// What the next value is.
  @inlinable @inline(__always)
  package mutating func kind() throws(JSONError) -> Kind {
    position = text.skipWhitespace(position)
    switch text.byte(position) {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
    case UInt8(ascii: "n"): return .null
    default: throw unexpected(.expectedValue)
    }
  }

  /// Expects nothing but white space.
  package mutating func end() throws(JSONError) {
    position = text.skipWhitespace(position)
    guard position >= text.count else { throw JSONError(.expectedEnd, at: position) }
  }

  /// An error at the reader's place: what was expected, or that the text is over.
  @usableFromInline @inline(never)
  func unexpected(_ problem: JSONError.Problem) -> JSONError {
    JSONError(position < text.count ? problem : .unexpectedEnd, at: position)
  }
}

// MARK: - Objects and arrays

extension JSONReader {
  /// Goes into an object; `false` where it has no members and is left again.
  package mutating func openObject() throws(JSONError) -> Bool {
    try open(UInt8(ascii: "{"), close: UInt8(ascii: "}"), .expectedObject)
  }

  /// Goes into an array; `false` where it has no elements and is left again.
  package mutating func openArray() throws(JSONError) -> Bool {
    try open(UInt8(ascii: "["), close: UInt8(ascii: "]"), .expectedArray)
  }

  /// Goes on to the next member; `false` where there is none and the object is left.
  @inlinable
  package mutating func nextMember() throws(JSONError) -> Bool {
    try next(close: UInt8(ascii: "}"), .expectedCommaOrBrace)
  }

  /// Goes on to the next element; `false` where there is none and the array is left.
  @inlinable
  package mutating func nextElement() throws(JSONError) -> Bool {
    try next(close: UInt8(ascii: "]"), .expectedCommaOrBracket)
  }

  @inline(__always)
  private mutating func open(
    _ bracket: UInt8, close: UInt8, _ problem: JSONError.Problem
  ) throws(JSONError) -> Bool {
    position = text.skipWhitespace(position)
    guard text.byte(position) == bracket else { throw unexpected(problem) }
    guard depth < depthLimit else { throw JSONError(.tooDeep, at: position) }
    position = text.skipWhitespace(position &+ 1)
    if text.byte(position) == close {
      position &+= 1
      return false
    }
    depth &+= 1
    return true
  }

  @inlinable @inline(__always)
  mutating func next(
    close: UInt8, _ problem: JSONError.Problem
  ) throws(JSONError) -> Bool {
    position = text.skipWhitespace(position)
    let byte = text.byte(position)
    if byte == UInt8(ascii: ",") {
      position &+= 1
      return true
    }
    guard byte == close else { throw unexpected(problem) }
    position &+= 1
    depth &-= 1
    return false
  }
}
