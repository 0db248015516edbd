internal import AssayModel

extension ValueMaker {
  /// A string of a model.
  func text(_ model: StringModel, _ profile: ValueProfile, _ ordinal: Int) -> String? {
    if let words = model.words {
      guard !words.isEmpty else { return nil }
      return words[Int(ordinal.magnitude % UInt(words.count))]
    }
    let plain =
      switch profile {
      case .smallest: model.shortest
      case .plain, .typical: model.typical
      case .largest: model.longest(cap: stringCap)
      }
    guard ordinal > 0, let plain else { return plain }
    let length = plain.unicodeScalars.count
    if let varied = model.sample(length: length, ordinal: ordinal)?.text, model.accepts(varied) {
      return varied
    }
    return plain
  }

  /// A number, boolean, timestamp, blob or document.
  func scalar(_ node: ValueNode, _ profile: ValueProfile, _ ordinal: Int) -> JSONValue? {
    let step = Int64(clamping: max(ordinal, 0))
    switch node.kind {
    case .boolean: return .boolean(ordinal % 2 == 0)
    case .integer(let type):
      if !node.enums.isEmpty { return word(node, ordinal).map { .number($0) } }
      let bounds = IntegerBounds(node, type)
      guard !bounds.isEmpty else { return nil }
      let start =
        switch profile {
        case .smallest: bounds.low
        case .plain, .typical: bounds.typical
        case .largest: bounds.high
        }
      let span = UInt64(bitPattern: bounds.high &- bounds.low)
      let move = span == .max ? UInt64(step) : UInt64(step) % (span + 1)
      // Upwards where there is room, else on from the lower bound.
      let room = UInt64(bitPattern: bounds.high &- start)
      let value =
        move <= room
        ? start &+ Int64(bitPattern: move) : bounds.low &+ Int64(bitPattern: move - room - 1)
      return .number("\(value)")
    case .fractional:
      let low = node.ranges.compactMap(\.min).max()
      let high = node.ranges.compactMap(\.max).min()
      if let low, let high, low > high { return nil }
      switch (profile, low, high) {
      case (.smallest, let low?, _): return .number(low.description)
      case (.largest, _, let high?): return .number(high.description)
      case (_, nil, nil): return .number("\(step + 1).5")
      case (_, let low?, nil):
        return .number(step == 0 ? low.stepped(by: 1) : "\(low.roundedUp &+ step &+ 1)")
      case (_, nil, let high?):
        return .number(step == 0 ? high.stepped(by: -1) : "\(high.roundedDown &- step &- 1)")
      case (_, let low?, let high?):
        let inner = Numeral(low.stepped(by: 1, thousandths: step % 2 == 0))
        if step < 2, let inner, inner < high { return .number(inner.description) }
        return .number((step % 2 == 0 ? low : high).description)
      }
    case .timestamp:
      let seconds =
        switch profile {
        case .smallest: Int64(0)
        case .plain, .typical: TimestampText.typical
        case .largest: Int64(253_402_300_799)
        }
      let moved = profile == .largest ? seconds - step % 1_000_000 : seconds + step % 1_000_000
      return TimestampText.value(moved, node.format)
    case .blob:
      let low = node.minimumLength
      let high = node.maximumLength
      guard low <= high, low <= 1 << 20 else { return nil }
      let count =
        switch profile {
        case .smallest: low
        case .plain, .typical: min(max(low < high ? low + 1 : low, 12), high)
        case .largest: high < .max ? min(high, max(low, stringCap)) : max(low, 64)
        }
      return .string(Base64Text.encode(Self.bytes(count, ordinal)))
    case .document: return .object([.init("key", .number("\(step)"))])
    default: return nil
    }
  }

  /// Readable bytes of a blob.
  static func bytes(_ count: Int, _ ordinal: Int) -> [UInt8] {
    (0..<max(count, 0)).map { UInt8(ascii: "a") + UInt8(($0 + ordinal % 26) % 26) }
  }

  /// A value of a closed set of integers.
  private func word(_ node: ValueNode, _ ordinal: Int) -> String? {
    let words = node.integerWords
    return words.isEmpty ? nil : words[Int(ordinal.magnitude % UInt(words.count))]
  }
}

extension ValueNode {
  /// The integers of closed sets that keep all other constraints, as decimal texts.
  var integerWords: [String] {
    guard let first = enums.first, case .integer(let type) = kind else { return [] }
    let bounds = IntegerBounds(self, type)
    return first.values.map(\.value).filter { word in
      guard let number = Numeral(word), let value = number.int64 else { return false }
      return value >= bounds.low && value <= bounds.high
        && enums.allSatisfy { $0.values.contains { Numeral($0.value) == number } }
    }
  }
}
