internal import AssayModel

extension ValueMaker {
  func integer(
    _ node: ValueNode, _ type: SimpleType, _ source: inout ChoiceSource
  ) -> JSONValue? {
    if !node.enums.isEmpty {
      let words = node.integerWords
      return words.isEmpty ? nil : .number(words[source.index(words.count)])
    }
    let bounds = IntegerBounds(node, type)
    guard !bounds.isEmpty else { return nil }
    let plain = min(max(0, bounds.low), bounds.high)
    // Near zero, at the bounds, anywhere.
    switch source.below(4) {
    case 0, 1:
      let room = bounds.high.subtractingReportingOverflow(plain)
      let span = UInt64(clamping: room.overflow ? .max : room.partialValue)
      return .number("\(plain + Int64(source.below(min(span, 99) + 1)))")
    case 2:
      switch source.below(4) {
      case 0: return .number("\(bounds.low)")
      case 1: return .number("\(bounds.high)")
      case 2: return .number("\(bounds.low < bounds.high ? bounds.low + 1 : bounds.low)")
      default: return .number("\(bounds.low < bounds.high ? bounds.high - 1 : bounds.high)")
      }
    default:
      let span = UInt64(bitPattern: bounds.high &- bounds.low)
      let offset = span == .max ? source.below(.max) : source.below(span + 1)
      return .number("\(bounds.low &+ Int64(bitPattern: offset))")
    }
  }

  func fraction(_ node: ValueNode, _ source: inout ChoiceSource) -> JSONValue? {
    let low = node.ranges.compactMap(\.min).max()
    let high = node.ranges.compactMap(\.max).min()
    switch source.below(6) {
    case 0: return scalar(node, .typical, 0)
    case 1: return scalar(node, .smallest, 0)
    case 2: return scalar(node, .largest, 0)
    default:
      let whole = Int64(source.below(2000)) - (low == nil ? 1000 : 0)
      let thousandths = source.below(1000)
      let digits = "\(thousandths)"
      let text =
        "\(whole)." + String(repeating: "0", count: 3 - digits.utf8.count) + digits
      guard let number = Numeral(text), low.map({ number >= $0 }) ?? true,
        high.map({ number <= $0 }) ?? true
      else { return scalar(node, .typical, 0) }
      return .number(text)
    }
  }

  func timestamp(_ node: ValueNode, _ source: inout ChoiceSource) -> JSONValue? {
    let seconds: Int64
    switch source.below(4) {
    case 0, 1: seconds = TimestampText.typical + Int64(source.below(86_400 * 365))
    case 2: seconds = Int64(source.below(4_102_444_800))
    default: seconds = [0, -1, 951_782_400, 1_709_208_000, 253_402_300_799][source.index(5)]
    }
    return TimestampText.value(seconds, node.format)
  }

  func blob(_ node: ValueNode, _ source: inout ChoiceSource) -> JSONValue? {
    let low = node.minimumLength
    guard low <= node.maximumLength, low <= 1 << 20 else { return nil }
    let count = low + source.small(upTo: min(node.maximumLength - low, 256))
    return .string(Base64Text.encode((0..<count).map { _ in UInt8(source.below(256)) }))
  }

  func document(_ source: inout ChoiceSource, depth: Int) -> JSONValue {
    switch source.below(depth > 2 ? 4 : 6) {
    case 0: return .string("text")
    case 1: return .number("\(source.below(1000))")
    case 2: return .boolean(source.below(2) == 1)
    case 3: return .string("\u{1F600}\"\\\n")
    case 4: return .array((0..<source.index(3)).map { _ in document(&source, depth: depth + 1) })
    default:
      return .object(
        (0..<source.index(3)).map { .init("key\($0)", document(&source, depth: depth + 1)) })
    }
  }
}
