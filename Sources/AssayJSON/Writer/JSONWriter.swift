/// Writes JSON (RFC 8259) to the end of a byte buffer.
///
/// ```swift
/// var writer = JSONWriter()
/// writer.beginObject()
/// writer.field("exchange", 17)
/// writer.endObject()
/// writer.bytes  // {"exchange":17}
/// ```
///
/// The writer places commas, colons and white space. It does not hold its caller to the grammar:
/// beginning and ending containers in pairs, and giving every member a key, is the caller's duty.
package struct JSONWriter: Sendable {
  /// How elements are set apart.
  package enum Layout: Sendable {
    /// Without any white space.
    case compact
    /// A line for each element, two spaces a level.
    case indented
  }

  /// What has been written.
  package var bytes: [UInt8]
  private let layout: Layout
  private var depth = 0
  /// Whether the container that is open has an element already.
  private var hasElement = false
  /// Whether a key was just written, so that its value follows on the same line.
  private var isAfterKey = false

  /// Creates a writer with an empty buffer.
  package init(layout: Layout = .compact) {
    bytes = []
    self.layout = layout
  }

  /// Creates a writer that appends to a buffer it takes over; give it back with
  /// ``finish(into:)``. Taking instead of copying keeps the buffer's memory unshared.
  package init(taking buffer: inout [UInt8], layout: Layout = .compact) {
    bytes = buffer
    buffer = []
    self.layout = layout
  }

  /// Gives the bytes to the buffer that the writer took over.
  package consuming func finish(into buffer: inout [UInt8]) {
    buffer = bytes
  }

  // MARK: - Containers

  /// Opens an object.
  package mutating func beginObject() { begin(UInt8(ascii: "{")) }

  /// Closes the object that is open.
  package mutating func endObject() { end(UInt8(ascii: "}")) }

  /// Opens an array.
  package mutating func beginArray() { begin(UInt8(ascii: "[")) }

  /// Closes the array that is open.
  package mutating func endArray() { end(UInt8(ascii: "]")) }

  /// Writes a member's name, in which nothing needs an escape; its value comes next.
  package mutating func key(_ name: StaticString) {
    let comma = layout == .compact && hasElement && !isAfterKey
    if comma { hasElement = true } else { separate() }
    bytes.appendJSONKey(name, comma: comma)
    if layout == .indented { bytes.append(UInt8(ascii: " ")) }
    isAfterKey = true
  }

  /// Writes a member's name that is not known beforehand; its value comes next.
  package mutating func key(named name: String) {
    separate()
    bytes.appendJSONString(name)
    bytes.append(UInt8(ascii: ":"))
    if layout == .indented { bytes.append(UInt8(ascii: " ")) }
    isAfterKey = true
  }

  // MARK: - Values

  /// Writes a string.
  package mutating func value(_ text: String) {
    separate()
    bytes.appendJSONString(text)
  }

  /// Writes bytes as a string; ill-formed UTF-8 is shown as U+FFFD.
  package mutating func value(utf8 text: some Collection<UInt8>) {
    value(String(decoding: text, as: UTF8.self))
  }

  /// Writes an integer.
  package mutating func value(_ number: Int) {
    separate()
    bytes.appendDecimal(number)
  }

  /// Writes a number. What JSON has no number for is written as the strings that AWS protocols use:
  /// `"NaN"`, `"Infinity"`, `"-Infinity"`.
  package mutating func value(_ number: Double) {
    separate()
    if number.isFinite {
      bytes.append(contentsOf: number.description.utf8)
    } else if number.isNaN {
      bytes.appendJSONString("NaN")
    } else {
      bytes.appendJSONString(number < 0 ? "-Infinity" : "Infinity")
    }
  }

  /// Writes `true` or `false`.
  package mutating func value(_ flag: Bool) {
    separate()
    bytes.append(contentsOf: (flag ? "true" : "false").utf8)
  }

  /// Writes `null`.
  package mutating func null() {
    separate()
    bytes.append(contentsOf: "null".utf8)
  }

  /// Writes a value that is JSON already, byte for byte.
  package mutating func raw(_ json: some Collection<UInt8>) {
    separate()
    bytes.append(contentsOf: json)
  }

  /// Ends a line, and with it the document: what follows is a document of its own.
  package mutating func newline() {
    bytes.append(UInt8(ascii: "\n"))
    hasElement = false
  }

  // MARK: - Members

  /// Writes a member with a string.
  package mutating func field(_ name: StaticString, _ text: String) {
    guard layout == .compact, !isAfterKey else {
      key(name)
      return value(text)
    }
    bytes.appendJSONField(name, text, comma: hasElement)
    hasElement = true
  }

  /// Writes a member with a string, or with `null` where there is none.
  package mutating func field(_ name: StaticString, _ text: String?) {
    guard let text else {
      key(name)
      return null()
    }
    field(name, text)
  }

  /// Writes a member with an integer.
  package mutating func field(_ name: StaticString, _ number: Int) {
    guard layout == .compact, !isAfterKey else {
      key(name)
      return value(number)
    }
    bytes.appendJSONField(name, number, comma: hasElement)
    hasElement = true
  }

  /// Writes a member with an integer, or with `null` where there is none.
  package mutating func field(_ name: StaticString, _ number: Int?) {
    guard let number else {
      key(name)
      return null()
    }
    field(name, number)
  }

  /// Writes a member with `true` or `false`.
  package mutating func field(_ name: StaticString, _ flag: Bool) {
    key(name)
    value(flag)
  }

  /// Writes a member whose name is not known beforehand, with a string.
  package mutating func field(named name: String, _ text: String) {
    key(named: name)
    value(text)
  }

  /// Writes a member whose name is not known beforehand, with an integer.
  package mutating func field(named name: String, _ number: Int) {
    key(named: name)
    value(number)
  }

  // MARK: - Layout

  private mutating func begin(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    depth += 1
    hasElement = false
  }

  private mutating func end(_ bracket: UInt8) {
    depth -= 1
    if layout == .indented, hasElement { breakLine() }
    bytes.append(bracket)
    hasElement = true
  }

  /// Writes what must stand before the next key or value.
  private mutating func separate() {
    if isAfterKey {
      isAfterKey = false
    } else {
      if hasElement { bytes.append(UInt8(ascii: ",")) }
      if layout == .indented, depth > 0 { breakLine() }
    }
    hasElement = true
  }

  private mutating func breakLine() {
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<depth { bytes.append(contentsOf: "  ".utf8) }
  }
}
