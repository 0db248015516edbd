/// A decimal number kept exactly: `± 0.d₁d₂…dₙ × 10^exponent`, without leading or trailing zeros.
///
/// Big numbers keep their digits, so bounds of `bigInteger` and `bigDecimal` compare exactly.
public struct Numeral: Sendable, Hashable {
  /// Whether the number is below zero; false for zero.
  public let isNegative: Bool
  /// Significant decimal digits, each 0...9, first and last not 0; empty for zero.
  public let digits: [UInt8]
  /// Power of ten that `0.digits` is scaled by; 0 for zero.
  public let exponent: Int

  /// Reads a number in JSON's syntax (RFC 8259, section 6), leading `+` and zeros allowed.
  ///
  /// Returns `nil` when the text is no number, or its exponent is beyond ±1,000,000,000.
  public init?(_ text: some StringProtocol) {
    self.init(utf8: Array(text.utf8))
  }

  /// Reads a number from ASCII text, by the same rules.
  public init?(utf8 text: [UInt8]) {
    var index = 0
    var negative = false
    if index < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
      negative = text[index] == UInt8(ascii: "-")
      index += 1
    }
    var digits: [UInt8] = []
    var point = 0
    var sawDigit = false
    while index < text.count, text[index] &- 48 < 10 {
      sawDigit = true
      if !digits.isEmpty || text[index] != 48 {
        digits.append(text[index] &- 48)
        point += 1
      }
      index += 1
    }
    if index < text.count, text[index] == UInt8(ascii: ".") {
      index += 1
      guard index < text.count, text[index] &- 48 < 10 else { return nil }
      while index < text.count, text[index] &- 48 < 10 {
        sawDigit = true
        if digits.isEmpty, text[index] == 48 {
          point -= 1
        } else {
          digits.append(text[index] &- 48)
        }
        index += 1
      }
    }
    guard sawDigit else { return nil }
    if index < text.count, text[index] | 32 == UInt8(ascii: "e") {
      index += 1
      var negativeExponent = false
      if index < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
        negativeExponent = text[index] == UInt8(ascii: "-")
        index += 1
      }
      var value = 0
      var count = 0
      while index < text.count, text[index] &- 48 < 10 {
        if value <= 1_000_000_000 { value = value * 10 + Int(text[index] &- 48) }
        count += 1
        index += 1
      }
      guard count > 0, digits.isEmpty || value <= 1_000_000_000 else { return nil }
      point += negativeExponent ? -value : value
    }
    guard index == text.count else { return nil }
    while digits.last == 0 { digits.removeLast() }
    self.digits = digits
    self.isNegative = negative && !digits.isEmpty
    self.exponent = digits.isEmpty ? 0 : point
  }

  /// An integer as a numeral.
  public init(_ value: Int64) {
    var digits: [UInt8] = []
    var rest = value.magnitude
    while rest > 0 {
      digits.append(UInt8(rest % 10))
      rest /= 10
    }
    let count = digits.count
    digits.reverse()
    while digits.last == 0 { digits.removeLast() }
    self.digits = digits
    self.isNegative = value < 0
    self.exponent = digits.isEmpty ? 0 : count
  }

  /// Whether the number has no fraction.
  public var isInteger: Bool { digits.count <= exponent || digits.isEmpty }

  /// The value, where it is whole and fits.
  public var int64: Int64? {
    guard isInteger, exponent <= 19 else { return nil }
    var magnitude: UInt64 = 0
    for position in 0..<exponent {
      let digit = position < digits.count ? UInt64(digits[position]) : 0
      let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(digit)
      guard !overflow, !carry else { return nil }
      magnitude = sum
    }
    if isNegative {
      guard magnitude <= UInt64(Int64.max) + 1 else { return nil }
      return Int64(truncatingIfNeeded: 0 &- magnitude)
    }
    return Int64(exactly: magnitude)
  }
}

// MARK: - Comparable

extension Numeral: Comparable {
  /// Exact numeric order.
  public static func < (left: Numeral, right: Numeral) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    return left.isNegative
      ? magnitudeIsLess(right, left)
      : magnitudeIsLess(left, right)
  }

  private static func magnitudeIsLess(_ left: Numeral, _ right: Numeral) -> Bool {
    if left.digits.isEmpty || right.digits.isEmpty {
      return left.digits.isEmpty && !right.digits.isEmpty
    }
    if left.exponent != right.exponent { return left.exponent < right.exponent }
    return left.digits.lexicographicallyPrecedes(right.digits)
  }
}

// MARK: - CustomStringConvertible

extension Numeral: CustomStringConvertible {
  /// Plain decimal text where that is short, scientific otherwise.
  public var description: String {
    guard !digits.isEmpty else { return "0" }
    let sign = isNegative ? "-" : ""
    let text = String(decoding: digits.map { $0 &+ 48 }, as: UTF8.self)
    if exponent >= digits.count, exponent <= 40 {
      return sign + text + String(repeating: "0", count: exponent - digits.count)
    }
    if exponent > 0, exponent < digits.count {
      return sign + text.prefix(exponent) + "." + text.dropFirst(exponent)
    }
    if exponent <= 0, exponent > -12 {
      return sign + "0." + String(repeating: "0", count: -exponent) + text
    }
    let head = text.prefix(1)
    let tail = text.dropFirst()
    return sign + head + (tail.isEmpty ? "" : "." + tail) + "e\(exponent - 1)"
  }
}
