/// Undoing the escapes of a JSON string (RFC 8259, section 7).
@usableFromInline
package enum StringEscapes {
  /// What one escape sequence stands for.
  @usableFromInline
  package enum Escape {
    /// A scalar, and how many bytes the sequence has.
    case scalar(UInt32, length: Int)
    /// A high or low surrogate without its partner, and how many bytes it has.
    case loneSurrogate(length: Int)
    /// No escape sequence; the position of the first byte that is wrong, from the backslash.
    case invalid(at: Int)
  }

  /// Reads the escape sequence that begins with the reverse solidus at `start`.
  @inlinable
  package static func read(_ text: ByteIndex, at start: Int) -> Escape {
    switch text.byte(start &+ 1) {
    case UInt8(ascii: "\""): return .scalar(0x22, length: 2)
    case UInt8(ascii: "\\"): return .scalar(0x5C, length: 2)
    case UInt8(ascii: "/"): return .scalar(0x2F, length: 2)
    case UInt8(ascii: "b"): return .scalar(0x08, length: 2)
    case UInt8(ascii: "f"): return .scalar(0x0C, length: 2)
    case UInt8(ascii: "n"): return .scalar(0x0A, length: 2)
    case UInt8(ascii: "r"): return .scalar(0x0D, length: 2)
    case UInt8(ascii: "t"): return .scalar(0x09, length: 2)
    case UInt8(ascii: "u"):
      let (high, highEnd) = hex4(text, at: start &+ 2)
      if highEnd < 6 { return .invalid(at: highEnd) }
      if high & 0xF800 != 0xD800 { return .scalar(high, length: 6) }
      if high & 0xFC00 == 0xD800, text.byte(start &+ 6) == UInt8(ascii: "\\"),
        text.byte(start &+ 7) == UInt8(ascii: "u")
      {
        let (low, lowEnd) = hex4(text, at: start &+ 8)
        if lowEnd == 6, low & 0xFC00 == 0xDC00 {
          return .scalar(0x10000 &+ ((high & 0x3FF) &<< 10) &+ (low & 0x3FF), length: 12)
        }
      }
      return .loneSurrogate(length: 6)
    default: return .invalid(at: 1)
    }
  }

  /// Four hexadecimal digits: their value, and the position behind the last good one, counted from
  /// the reverse solidus two bytes before.
  @inlinable @inline(__always)
  static func hex4(_ text: ByteIndex, at start: Int) -> (UInt32, Int) {
    var value: UInt32 = 0
    for offset in 0..<4 {
      let byte = text.byte(start &+ offset)
      let digit: UInt8
      if byte &- 48 < 10 {
        digit = byte &- 48
      } else {
        let letter = (byte | 32) &- 97
        guard letter < 6 else { return (value, offset &+ 2) }
        digit = letter &+ 10
      }
      value = value &<< 4 | UInt32(digit)
    }
    return (value, 6)
  }

  /// Appends a scalar's UTF-8.
  @inlinable @inline(__always)
  package static func appendUTF8(_ scalar: UInt32, to out: inout [UInt8]) {
    if scalar < 0x80 {
      out.append(UInt8(truncatingIfNeeded: scalar))
    } else if scalar < 0x800 {
      out.append(UInt8(truncatingIfNeeded: 0xC0 | scalar &>> 6))
      out.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    } else if scalar < 0x10000 {
      out.append(UInt8(truncatingIfNeeded: 0xE0 | scalar &>> 12))
      out.append(UInt8(truncatingIfNeeded: 0x80 | scalar &>> 6 & 0x3F))
      out.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    } else {
      out.append(UInt8(truncatingIfNeeded: 0xF0 | scalar &>> 18))
      out.append(UInt8(truncatingIfNeeded: 0x80 | scalar &>> 12 & 0x3F))
      out.append(UInt8(truncatingIfNeeded: 0x80 | scalar &>> 6 & 0x3F))
      out.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    }
  }
}
