internal import AssayModel

/// The integers that a place takes.
struct IntegerBounds: Sendable, Hashable {
  var low: Int64
  var high: Int64

  init(_ node: ValueNode, _ type: SimpleType) {
    let width = type.integerBounds ?? Int64.min...Int64.max
    low = width.lowerBound
    high = width.upperBound
    for range in node.ranges {
      if let min = range.min { low = max(low, min.roundedUp) }
      if let max = range.max { high = min(high, max.roundedDown) }
    }
  }

  var isEmpty: Bool { low > high }

  /// A number that nobody would wonder at: away from the bounds.
  var typical: Int64 {
    let inner = low < high ? low + 1 : low
    let outer = low < high ? max(inner, high - 1) : high
    return min(max(10, inner), outer)
  }
}

extension Numeral {
  /// The least whole number that is not below; the nearest there is at the ends of 64 bits.
  var roundedUp: Int64 {
    if let value = int64 { return value }
    guard exponent < 19 else { return isNegative ? .min : .max }
    let cut = truncated
    return isNegative ? cut : cut + 1
  }

  /// The greatest whole number that is not above; the nearest there is at the ends of 64 bits.
  var roundedDown: Int64 {
    if let value = int64 { return value }
    guard exponent < 19 else { return isNegative ? .min : .max }
    let cut = truncated
    return isNegative ? cut - 1 : cut
  }

  /// The whole part, of at most 18 digits.
  private var truncated: Int64 {
    var value: Int64 = 0
    for digit in digits.prefix(max(exponent, 0)) { value = value * 10 + Int64(digit) }
    return isNegative ? -value : value
  }

  /// The exact sum with ±1 (or ±0.001, `thousandths`), as decimal text.
  func stepped(by sign: Int, thousandths: Bool = false) -> String {
    // As a whole number of units of the last place that matters.
    let places = max(digits.count - exponent, thousandths ? 3 : 0, 0)
    guard exponent + places < 4096, places < 4096 else { return description }
    var units = digits + [UInt8](repeating: 0, count: max(exponent + places - digits.count, 0))
    if units.isEmpty { units = [0] }
    let step = thousandths ? places - 3 : places
    while units.count <= step { units.insert(0, at: 0) }
    let grows = isNegative == (sign < 0) || digits.isEmpty
    var negative = digits.isEmpty ? sign < 0 : isNegative
    var place = units.count - 1 - step
    if grows {
      while true {
        if place < 0 {
          units.insert(1, at: 0)
          break
        }
        if units[place] < 9 {
          units[place] += 1
          break
        }
        units[place] = 0
        place -= 1
      }
    } else if units[...place].allSatisfy({ $0 == 0 }) {
      // Smaller than the step: the sign turns. Nines' complement of what is behind the place.
      negative.toggle()
      var one = [UInt8](repeating: 0, count: units.count)
      one[place] = 1
      units = Self.difference(one, units)
    } else {
      while units[place] == 0 {
        units[place] = 9
        place -= 1
      }
      units[place] -= 1
    }
    return Self.text(units, places: places, isNegative: negative)
  }

  /// `left - right`, digit by digit; `left` is not smaller.
  private static func difference(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
    var result = left
    var borrow: UInt8 = 0
    for index in left.indices.reversed() {
      let lower = right[index] + borrow
      borrow = left[index] < lower ? 1 : 0
      result[index] = left[index] + borrow * 10 - lower
    }
    return result
  }

  private static func text(_ units: [UInt8], places: Int, isNegative: Bool) -> String {
    var whole = units.dropLast(places)[...]
    while whole.count > 1, whole.first == 0 { whole = whole.dropFirst() }
    var fraction = units.suffix(places)
    while fraction.last == 0 { fraction = fraction.dropLast() }
    let isZero = whole.allSatisfy { $0 == 0 } && fraction.isEmpty
    var text = isNegative && !isZero ? "-" : ""
    text += whole.isEmpty ? "0" : String(decoding: whole.map { $0 + 48 }, as: UTF8.self)
    if !fraction.isEmpty {
      text += "." + String(decoding: fraction.map { $0 + 48 }, as: UTF8.self)
    }
    return text
  }
}
