internal import AssayJSON
internal import AssayModel

extension Runner {
  /// Reads a number that its node waits for.
  mutating func number(_ index: Int, _ node: NodeRef, at start: Int) -> Int {
    let token = text.number(at: start)
    guard token.isValid else {
      // `01`, `1.` and `-` stop being numbers at a byte; `[12x` stops behind a whole number.
      return breakJSON(at: token.end, expected: "a number")
    }
    number(index, node, token, text.bytes(from: start, to: token.end), at: start)
    return token.end
  }

  /// Checks a number against its node.
  @inline(__always)
  mutating func number(
    _ index: Int, _ node: NodeRef, _ token: NumberToken, _ digits: Bytes, at offset: Int
  ) {
    switch node.op {
    case .integer:
      if token.isExact, token.integer >= node.integerMin, token.integer <= node.integerMax,
        !node.flags.contains(.intEnum)
      {
        if isWatched(node) { tapInteger(node, token.integer, digits, at: offset) }
        return
      }
      explainInteger(index, node, token, digits, at: offset)
    case .bigInteger:
      if !token.isFractional, node.flags.isDisjoint(with: [.exactRange, .intEnum]),
        !isWatched(node)
      {
        return
      }
      explainInteger(index, node, token, digits, at: offset)
    default:
      if node.flags.contains(.exactRange), !isSurelyInside(node, token, digits) {
        explainRange(index, digits, at: offset)
      }
      if isWatched(node) { tapNumber(node, digits, at: offset) }
    }
  }

  /// Whether a number is inside its bounds by a margin that no rounding can bridge. The bounds of
  /// such nodes are doubles, in the bits of `integerMin` and `integerMax`.
  private func isSurelyInside(_ node: NodeRef, _ token: NumberToken, _ digits: Bytes) -> Bool {
    let low = Double(bitPattern: UInt64(bitPattern: node.integerMin))
    let high = Double(bitPattern: UInt64(bitPattern: node.integerMax))
    guard let value = digits.roughDouble else { return false }
    let margin = abs(value) * 1e-9 + 1e-300
    return value - margin > low && value + margin < high
  }

  /// `NaN` and the infinities against a range.
  mutating func checkSpecial(
    _ index: Int, _ node: NodeRef, _ special: SpecialFloat, at offset: Int
  ) {
    guard node.flags.contains(.exactRange) else { return }
    for range in plan.infos[index].ranges {
      let breaks =
        switch special {
        case .nan: true
        case .infinity: range.max != nil
        case .negativeInfinity: range.min != nil
        }
      if breaks { reportRange(index, range, actual: "\(special)", at: offset) }
    }
  }
}

extension Bytes {
  /// How the number is written that the text is as a whole, its value left out; `nil` where the text
  /// is no JSON number.
  var numberForm: NumberToken? {
    var index = at(0) == UInt8(ascii: "-") ? 1 : 0
    func digits() -> Int {
      let start = index
      while index < count, self[index] &- 48 < 10 { index &+= 1 }
      return index &- start
    }
    let first = at(index)
    guard case let whole = digits(), whole == 1 || (whole > 1 && first != 48) else { return nil }
    var isFractional = false
    if index < count, self[index] == UInt8(ascii: ".") {
      index &+= 1
      isFractional = true
      guard digits() > 0 else { return nil }
    }
    if index < count, self[index] | 32 == UInt8(ascii: "e") {
      index &+= 1
      isFractional = true
      if index < count, self[index] == UInt8(ascii: "+") || self[index] == UInt8(ascii: "-") {
        index &+= 1
      }
      guard digits() > 0 else { return nil }
    }
    guard index == count else { return nil }
    return NumberToken(
      end: count, isValid: true, isFractional: isFractional, integer: 0, isExact: false)
  }

  /// The value of a short JSON number, good to about fifteen digits; `nil` for a long one.
  var roughDouble: Double? {
    guard count <= 24 else { return nil }
    var mantissa: Double = 0
    var scale = 0
    var index = 0
    let isNegative = at(0) == UInt8(ascii: "-")
    if isNegative { index = 1 }
    var sawPoint = false
    while index < count {
      let byte = self[index]
      if byte &- 48 < 10 {
        mantissa = mantissa * 10 + Double(byte &- 48)
        if sawPoint { scale &-= 1 }
      } else if byte == UInt8(ascii: ".") {
        sawPoint = true
      } else {
        break
      }
      index &+= 1
    }
    if index < count {
      index &+= 1
      let sign = at(index)
      if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { index &+= 1 }
      var exponent = 0
      while index < count {
        exponent = exponent &* 10 &+ Int(self[index] &- 48)
        if exponent > 200 { return nil }
        index &+= 1
      }
      scale &+= sign == UInt8(ascii: "-") ? 0 &- exponent : exponent
    }
    guard scale > -250, scale < 250 else { return nil }
    var factor = 1.0
    for _ in 0..<abs(scale) { factor *= 10 }
    let value = scale < 0 ? mantissa / factor : mantissa * factor
    return isNegative ? -value : value
  }
}
