extension [UInt8] {
  /// Appends a text as a JSON string: quotes, backslashes and control characters escaped, the short
  /// form where JSON has one, everything else as it is.
  package mutating func appendJSONString(_ text: String) {
    append(UInt8(ascii: "\""))
    if Self.needsEscape(text) {
      for byte in text.utf8 { appendEscaped(byte) }
    } else {
      append(contentsOf: text.utf8)
    }
    append(UInt8(ascii: "\""))
  }

  /// Appends a number's decimal digits.
  package mutating func appendDecimal(_ number: Int) {
    if number < 0 { append(UInt8(ascii: "-")) }
    var rest = number.magnitude
    let start = count
    repeat {
      append(UInt8(truncatingIfNeeded: rest % 10) &+ UInt8(ascii: "0"))
      rest /= 10
    } while rest > 0
    self[start...].reverse()
  }

  /// Whether some byte cannot stand in a JSON string as it is. Without an exit from the loop, so
  /// that the compiler takes many bytes at a time: most texts need no escape.
  private static func needsEscape(_ text: String) -> Bool {
    let bytes = text.utf8Span.span
    var found = false
    for index in bytes.indices {
      let byte = bytes[index]
      found = (byte < 0x20) || (byte == UInt8(ascii: "\"")) || (byte == UInt8(ascii: "\\")) || found
    }
    return found
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
