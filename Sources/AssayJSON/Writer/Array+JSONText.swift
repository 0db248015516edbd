extension [UInt8] {
  /// Appends a text as a JSON string: quotes, backslashes and control characters escaped, the short
  /// form where JSON has one, everything else as it is.
  package mutating func appendJSONString(_ text: String) {
    let span = text.utf8Span.span
    // SAFETY: the pointer is used inside the closure only.
    let isPlain = unsafe span.withUnsafeBufferPointer { text in
      guard unsafe !Self.needsEscape(text) else { return false }
      append(addingCapacity: text.count + 2) { out in
        out.append(UInt8(ascii: "\""))
        // SAFETY: capacity was asked for as many bytes as the text has, and two more.
        unsafe out.append(copying: text)
        out.append(UInt8(ascii: "\""))
      }
      return true
    }
    if isPlain { return }
    append(UInt8(ascii: "\""))
    for byte in text.utf8 { appendEscaped(byte) }
    append(UInt8(ascii: "\""))
  }

  /// Appends the name of a member, with the comma before it, if any, and the colon behind it.
  mutating func appendJSONKey(_ name: StaticString, comma: Bool) {
    append(addingCapacity: name.utf8CodeUnitCount + OutputSpan.jsonKeyBytes) { out in
      out.append(jsonKey: name, comma: comma)
    }
  }

  /// Appends a member with a text: most of what reports are made of, in one step.
  mutating func appendJSONField(_ name: StaticString, _ text: String, comma: Bool) {
    let span = text.utf8Span.span
    // SAFETY: the pointer is used inside the closure only.
    let isPlain = unsafe span.withUnsafeBufferPointer { text in
      guard unsafe !Self.needsEscape(text) else { return false }
      let count = name.utf8CodeUnitCount + text.count
      append(addingCapacity: count + OutputSpan.jsonKeyBytes + 2) { out in
        out.append(jsonKey: name, comma: comma)
        out.append(UInt8(ascii: "\""))
        // SAFETY: capacity was asked for as many bytes as both texts have, and those around them.
        unsafe out.append(copying: text)
        out.append(UInt8(ascii: "\""))
      }
      return true
    }
    if isPlain { return }
    appendJSONKey(name, comma: comma)
    appendJSONString(text)
  }

  /// Appends a member with a number.
  mutating func appendJSONField(_ name: StaticString, _ number: Int, comma: Bool) {
    let count = name.utf8CodeUnitCount
    append(addingCapacity: count + OutputSpan.jsonKeyBytes + OutputSpan.decimalBytes) { out in
      out.append(jsonKey: name, comma: comma)
      out.append(decimal: number)
    }
  }

  /// Appends a number's decimal digits.
  package mutating func appendDecimal(_ number: Int) {
    append(addingCapacity: OutputSpan.decimalBytes) { $0.append(decimal: number) }
  }

  /// Whether some byte cannot stand in a JSON string as it is. Without an exit, eight bytes at a time:
  /// most texts need no escape.
  private static func needsEscape(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count >= 8 else {
      var found = false
      for index in text.indices {
        let byte = unsafe text[index]
        found = byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || found
      }
      return found
    }
    let bytes = UnsafeRawBufferPointer(text)
    var found: UInt64 = 0
    // SAFETY: eight bytes follow each place, the last of which is that of the last eight.
    for index in stride(from: 0, to: text.count - 8, by: 8) {
      found |= stops(unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
    }
    found |= stops(unsafe bytes.loadUnaligned(fromByteOffset: text.count - 8, as: UInt64.self))
    return found & 0x8080_8080_8080_8080 != 0
  }

  /// The highest bit of each of eight bytes is set where the lowest such byte needs an escape, and
  /// perhaps behind it. (Hacker's Delight, section 6-1, for the search of a byte in a word.)
  private static func stops(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quote = word ^ ones &* 0x22
    let backslash = word ^ ones &* 0x5C
    return (word &- ones &* 0x20) & ~word | (quote &- ones) & ~quote
      | (backslash &- ones) & ~backslash
  }

  private mutating func appendEscaped(_ byte: UInt8) {
    let short: UInt8
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): short = byte
    case 0x08: short = UInt8(ascii: "b")
    case 0x09: short = UInt8(ascii: "t")
    case 0x0A: short = UInt8(ascii: "n")
    case 0x0C: short = UInt8(ascii: "f")
    case 0x0D: short = UInt8(ascii: "r")
    case 0..<0x20:
      append(contentsOf: "\\u00".utf8)
      append(Self.hexDigit(byte >> 4))
      append(Self.hexDigit(byte & 15))
      return
    default:
      append(byte)
      return
    }
    append(UInt8(ascii: "\\"))
    append(short)
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
  }
}

extension OutputSpan<UInt8> {
  /// What stands around a member's name: comma, quotation marks, colon.
  fileprivate static var jsonKeyBytes: Int { 4 }
  /// Digits and sign of the greatest number.
  fileprivate static var decimalBytes: Int { 20 }

  /// Appends the name of a member, for which there is room.
  @inline(__always)
  fileprivate mutating func append(jsonKey name: StaticString, comma: Bool) {
    if comma { append(UInt8(ascii: ",")) }
    append(UInt8(ascii: "\""))
    // SAFETY: a static string has `utf8CodeUnitCount` bytes, and the caller asked for the capacity.
    unsafe append(
      copying: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    append(UInt8(ascii: "\""))
    append(UInt8(ascii: ":"))
  }

  /// Appends a number's decimal digits, for which there is room.
  @inline(__always)
  fileprivate mutating func append(decimal number: Int) {
    if number < 0 { append(UInt8(ascii: "-")) }
    var rest = number.magnitude
    var digits = 1
    var left = rest / 10
    while left > 0 {
      digits += 1
      left /= 10
    }
    // SAFETY: the caller asked for the capacity.
    unsafe withUnsafeMutableBufferPointer { room, count in
      count += digits
      for place in 1...digits {
        unsafe room[count - place] = UInt8(truncatingIfNeeded: rest % 10) &+ UInt8(ascii: "0")
        rest /= 10
      }
    }
  }

  /// Appends bytes for which there is room.
  @inline(__always)
  fileprivate mutating func append(copying bytes: UnsafeBufferPointer<UInt8>) {
    // SAFETY: the caller asked for the capacity.
    unsafe withUnsafeMutableBufferPointer { room, count in
      unsafe UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(room)[count...])
        .copyMemory(from: UnsafeRawBufferPointer(bytes))
      count += bytes.count
    }
  }
}
