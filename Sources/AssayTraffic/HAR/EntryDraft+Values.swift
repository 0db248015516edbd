import AssayJSON
import AssayModel

/// The values of an entry. Each function is given the place of the member whose value it reads; the
/// reader stands before the value, or behind its quotation mark where the place says so.
extension EntryDraft {
  /// Reads a string, a number or a literal as text; `nil` where it is `null`.
  @inline(__always)
  mutating func text(
    _ reader: inout JSONReader, _ at: MemberOrder.Place
  ) throws(JSONError) -> ByteRange? {
    guard at.isString else { return try otherText(&reader) }
    if let string = reader.plainRest() { return place(string, &reader) }
    return try escapedText(&reader)
  }

  @inline(never)
  private mutating func escapedText(_ reader: inout JSONReader) throws(JSONError) -> ByteRange {
    flush(&reader)
    let start = bytes.count
    try reader.rest(into: &bytes)
    return ByteRange(start: start, count: bytes.count &- start)
  }

  @inline(never)
  private mutating func otherText(_ reader: inout JSONReader) throws(JSONError) -> ByteRange? {
    switch try reader.kind() {
    case .string:
      if let string = try reader.plainString() { return place(string, &reader) }
      flush(&reader)
      let start = bytes.count
      try reader.string(into: &bytes)
      return ByteRange(start: start, count: bytes.count &- start)
    case .number, .bool:
      let first = reader.position
      try reader.skipValue()
      flush(&reader)
      let start = bytes.count
      reader.append(first..<reader.position, to: &bytes)
      return ByteRange(start: start, count: bytes.count &- start)
    case .null:
      try reader.skipValue()
      return nil
    case .object, .array: throw JSONError(.expectedString, at: reader.position)
    }
  }

  /// Reads text; `nil` where it is empty or the value is no string.
  mutating func textIfAny(
    _ reader: inout JSONReader, _ at: MemberOrder.Place
  ) throws(JSONError) -> ByteRange? {
    if !at.isString, try reader.kind() != .string {
      try reader.skipValue()
      return nil
    }
    let range = try text(&reader, at)
    return range?.count == 0 ? nil : range
  }

  /// Reads a whole number, also one in a string; `nil` where the value is something else.
  @inline(__always)
  mutating func integer(
    _ reader: inout JSONReader, _ at: MemberOrder.Place
  ) throws(JSONError) -> Int? {
    if !at.isString, let plain = reader.plainInteger() { return plain }
    return try otherInteger(&reader, at)
  }

  @inline(never)
  private mutating func otherInteger(
    _ reader: inout JSONReader, _ at: MemberOrder.Place
  ) throws(JSONError) -> Int? {
    var digits: [UInt8] = []
    if at.isString {
      try reader.rest(into: &digits)
    } else {
      switch try reader.kind() {
      case .number:
        let token = try reader.number()
        return token.isExact ? Int(token.integer) : nil
      case .string: try reader.string(into: &digits)
      default: try reader.skipValue()
      }
    }
    return EntryDraft.decimal(digits.span)
  }

  /// A whole number in decimal digits.
  static func decimal(_ digits: Span<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.count <= 18 else { return nil }
    var value = 0
    for index in digits.indices {
      let digit = digits[index] &- 48
      guard digit < 10 else { return nil }
      value = value &* 10 &+ Int(digit)
    }
    return value
  }

  /// Whether a string says `base64`, in letters of any case.
  mutating func isBase64(
    _ reader: inout JSONReader, _ at: MemberOrder.Place
  ) throws(JSONError) -> Bool {
    var name: [UInt8] = []
    if at.isString {
      if let plain = reader.plainRest() {
        guard plain.count == 6 else { return false }
        reader.append(plain, to: &name)
      } else {
        try reader.rest(into: &name)
      }
    } else if try reader.kind() == .string {
      try reader.string(into: &name)
    } else {
      try reader.skipValue()
    }
    return name.count == 6 && EntryDraft.says("base64", at: 0, in: name.span)
  }

  /// Whether these bytes are at `start`, letters in any case; `wanted` is in lower case.
  @inline(__always)
  static func says(_ wanted: StaticString, at start: Int, in bytes: Span<UInt8>) -> Bool {
    let count = wanted.utf8CodeUnitCount
    guard start >= 0, bytes.count &- start >= count else { return false }
    for offset in 0..<count {
      // SAFETY: offset is less than both counts.
      let byte = unsafe bytes[unchecked: start &+ offset]
      let other = unsafe wanted.utf8Start[offset]
      if (byte &- 65 < 26 ? byte | 0x20 : byte) != other { return false }
    }
    return true
  }

  /// Whether the bytes at `start` say this, as the other function has it.
  func says(_ wanted: StaticString, at start: Int) -> Bool {
    EntryDraft.says(wanted, at: start, in: bytes.span)
  }

  // MARK: - Objects and lists

  /// Whether the value is something; `null` is skipped, a string is an error.
  @inline(__always)
  mutating func hasValue(
    _ reader: inout JSONReader, _ at: MemberOrder.Place, orElse problem: JSONError.Problem
  ) throws(JSONError) -> Bool {
    guard at.isString || !reader.isAt(UInt8(ascii: "{")) && !reader.isAt(UInt8(ascii: "[")) else {
      return true
    }
    if at.isString { throw JSONError(problem, at: reader.position &- 1) }
    guard try reader.kind() == .null else { return true }
    try reader.skipValue()
    return false
  }

  /// Skips a list that may be read later and returns where it begins; negative where it is empty.
  mutating func skipList(
    _ reader: inout JSONReader, _ at: MemberOrder.Place
  ) throws(JSONError) -> Int {
    guard !at.isString, try reader.kind() == .array else {
      try skip(&reader, at)
      return -1
    }
    let start = reader.position
    try skip(&reader, at)
    return reader.position &- start > 2 ? start : -1
  }

  /// Skips a value. Its members, where it has some, are expected as they came before.
  @inline(__always)
  mutating func skip(_ reader: inout JSONReader, _ at: MemberOrder.Place) throws(JSONError) {
    if at.isString {
      try reader.skipRest()
    } else if reader.isAt(UInt8(ascii: "{")) || reader.isAt(UInt8(ascii: "[")) {
      try skipNested(&reader, at)
    } else {
      try skipInner(&reader, at)
    }
  }

  @inline(never)
  private mutating func skipNested(
    _ reader: inout JSONReader, _ at: MemberOrder.Place
  ) throws(JSONError) {
    if reader.isAt(UInt8(ascii: "{")) {
      try skipMembers(&reader, at)
    } else {
      try skipElements(&reader, at)
    }
  }

  private mutating func skipMembers(
    _ reader: inout JSONReader, _ at: MemberOrder.Place
  ) throws(JSONError) {
    var place = order.inside(at)
    while try next(&place, &reader, .skipped) != .end { try skipInner(&reader, place) }
  }

  private mutating func skipElements(
    _ reader: inout JSONReader, _ at: MemberOrder.Place
  ) throws(JSONError) {
    var place = order.inside(at)
    while try nextInList(&place, &reader, isLoose: true) != .end {
      try skipInner(&reader, place)
    }
  }

  @inline(__always)
  private mutating func skipInner(
    _ reader: inout JSONReader, _ at: MemberOrder.Place
  ) throws(JSONError) {
    if at.isString { return try reader.skipRest() }
    if try reader.kind() == .number {
      try reader.skipNumber()
    } else {
      try reader.skipValue()
    }
  }
}
