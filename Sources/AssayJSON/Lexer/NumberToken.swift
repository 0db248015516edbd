/// A JSON number (RFC 8259, section 6) as the lexer sees it.
@usableFromInline
package struct NumberToken {
  /// Position behind the number, or where it stops being one.
  @usableFromInline package var end: Int
  /// Whether the text is a number.
  @usableFromInline package var isValid: Bool
  /// Whether it has a fraction or an exponent.
  @usableFromInline package var isFractional: Bool
  /// The value of a number without fraction and exponent that fits in 64 bits.
  @usableFromInline package var integer: Int64
  /// Whether `integer` holds the value.
  @usableFromInline package var isExact: Bool

  @inlinable
  package init(end: Int, isValid: Bool, isFractional: Bool, integer: Int64, isExact: Bool) {
    self.end = end
    self.isValid = isValid
    self.isFractional = isFractional
    self.integer = integer
    self.isExact = isExact
  }
}

extension ByteIndex {
  /// Reads the number that begins at `start` with a minus sign or a digit.
  @inlinable
  package func number(at start: Int) -> NumberToken {
    var position = start
    let negative = byte(position) == UInt8(ascii: "-")
    if negative { position &+= 1 }
    let first = byte(position)
    guard first &- 48 < 10 else {
      return NumberToken(
        end: position, isValid: false, isFractional: false, integer: 0, isExact: false)
    }
    var magnitude: UInt64 = 0
    let digits = position
    if first == 48 {
      position &+= 1
      guard byte(position) &- 48 >= 10 else {
        return NumberToken(
          end: position, isValid: false, isFractional: false, integer: 0, isExact: false)
      }
    } else {
      var digit = first &- 48
      while digit < 10 {
        magnitude = magnitude &* 10 &+ UInt64(digit)
        position &+= 1
        digit = byte(position) &- 48
      }
    }
    let count = position &- digits
    var fractional = false
    var next = byte(position)
    if next == UInt8(ascii: ".") {
      fractional = true
      position &+= 1
      guard byte(position) &- 48 < 10 else {
        return NumberToken(
          end: position, isValid: false, isFractional: true, integer: 0, isExact: false)
      }
      while byte(position) &- 48 < 10 { position &+= 1 }
      next = byte(position)
    }
    if next | 32 == UInt8(ascii: "e") {
      fractional = true
      position &+= 1
      let sign = byte(position)
      if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { position &+= 1 }
      guard byte(position) &- 48 < 10 else {
        return NumberToken(
          end: position, isValid: false, isFractional: true, integer: 0, isExact: false)
      }
      while byte(position) &- 48 < 10 { position &+= 1 }
    }
    // Nineteen digits fit in 64 bits without a sign; twenty or more may not.
    var integer: Int64 = 0
    var exact = false
    if !fractional, count <= 19 {
      if negative {
        exact = magnitude <= 1 << 63
        integer = Int64(truncatingIfNeeded: 0 &- magnitude)
      } else {
        exact = magnitude < 1 << 63
        integer = Int64(truncatingIfNeeded: magnitude)
      }
    }
    return NumberToken(
      end: position, isValid: true, isFractional: fractional, integer: integer, isExact: exact)
  }
}
