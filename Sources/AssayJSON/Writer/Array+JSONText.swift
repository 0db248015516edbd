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
    let count = name.utf8CodeUnitCount
    append(addingCapacity: count + 4) { out in
      if comma { out.append(UInt8(ascii: ",")) }
      out.append(UInt8(ascii: "\""))
      // SAFETY: a static string has `utf8CodeUnitCount` bytes; there is room for four more.
      unsafe out.append(copying: UnsafeBufferPointer(start: name.utf8Start, count: count))
      out.append(UInt8(ascii: "\""))
      out.append(UInt8(ascii: ":"))
    }
  }

  /// Appends a number's decimal digits.
  package mutating func appendDecimal(_ number: Int) {
    // From the last digit on, as many as the greatest number has, and a sign.
    var digits: InlineArray<20, UInt8> = .init(repeating: 0)
    var first = digits.count
    var rest = number.magnitude
    repeat {
      first -= 1
      digits[first] = UInt8(truncatingIfNeeded: rest % 10) &+ UInt8(ascii: "0")
      rest /= 10
    } while rest > 0
    if number < 0 {
      first -= 1
      digits[first] = UInt8(ascii: "-")
    }
    append(addingCapacity: digits.count - first) { out in
      for index in first..<digits.count { out.append(digits[index]) }
    }
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
