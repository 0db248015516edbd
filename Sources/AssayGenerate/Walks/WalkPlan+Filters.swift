internal import AssayModel

/// A choice of values for filters, and what must come of it.
struct FilterRound: Sendable {
  var name: String
  var summary: String
  /// The request without token and size.
  var message: MessageValue
  /// Items that must be there, and those that may be there or not.
  var wanted: [[UInt8]]
  var open: Set<[UInt8]> = []
  var size: Int64?
  var filters: [WalkPlan.Filter]
}

extension WalkPlan {
  /// Rounds that split what was seen by the values of one filter.
  func rounds(_ filter: Filter, _ items: [JSONValue]) -> [FilterRound] {
    let seen = items.flatMap { values($0, filter) }
    let different = distinct(seen, filter)
    guard !different.isEmpty else { return [] }
    var choices: [(String, [JSONValue])] = []
    switch filter.relation.comparison {
    case .equals:
      for (index, value) in spread(different, 4).enumerated() {
        choices.append(("value-\(index + 1)", [value]))
      }
      if let value = unseen(different, filter) { choices.append(("value-unseen", [value])) }
    case .oneOf:
      if let first = different.first { choices.append(("one", [first])) }
      if different.count > 1 { choices.append(("two", Array(different.prefix(2)))) }
      if let value = unseen(different, filter) { choices.append(("value-unseen", [value])) }
    case .atLeast, .atMost:
      guard let first = different.first, let last = different.last else { return [] }
      choices.append(("lowest", [first]))
      choices.append(("middle", [different[different.count / 2]]))
      choices.append(("highest", [last]))
      if let value = stepped(last, filter, by: 1) { choices.append(("above", [value])) }
      if let value = stepped(first, filter, by: -1) { choices.append(("below", [value])) }
    }
    var rounds: [FilterRound] = []
    for (name, values) in choices {
      guard let round = round([(filter, values)], items, name: name) else { continue }
      rounds.append(round)
    }
    // Once more in small pages: filters are forgotten behind the first one.
    let largest = rounds.max { $0.wanted.count < $1.wanted.count }
    if var small = largest, small.wanted.count > 1, limit != nil,
      let size = sizes.compactMap(\.size).min()
    {
      small.name += ",limit=\(size)"
      small.size = size
      rounds.append(small)
    }
    return rounds
  }

  /// A round in which all filters are drawn from one item.
  func together(_ items: [JSONValue]) -> [FilterRound] {
    guard filters.count > 1 else { return [] }
    var rounds: [FilterRound] = []
    for (index, item) in spread(items, 3).enumerated() {
      let chosen = filters.compactMap { filter in
        values(item, filter).first.map { (filter, [$0]) }
      }
      guard chosen.count > 1, let round = round(chosen, items, name: "item-\(index + 1)") else {
        continue
      }
      rounds.append(round)
    }
    return rounds
  }

  private func round(
    _ chosen: [(filter: Filter, values: [JSONValue])], _ items: [JSONValue], name: String
  ) -> FilterRound? {
    var message = base
    var words: [String] = []
    for (filter, values) in chosen {
      let node: Int
      let value: JSONValue
      if case .list(let element, _) = model.blueprint[filter.rightNode].kind {
        node = element
        value = .array(values.map { model.fitted($0, to: element) })
      } else {
        node = filter.rightNode
        guard let first = values.first else { return nil }
        value = model.fitted(first, to: node)
      }
      // A value that the server gave and the filter cannot have splits nothing.
      for value in values {
        let fitted = model.fitted(value, to: node)
        if let broken = Judge(blueprint: model.blueprint).breaks(fitted, at: node), !broken.isEmpty
        {
          return nil
        }
      }
      guard let changed = model.replacing(message, model.input, filter.operand, { _, _ in value })
      else { return nil }
      message = changed
      words.append(
        "`\(filter.operand)` = \(String(decoding: value.json, as: UTF8.self).prefix(60))")
    }
    var wanted: [[UInt8]] = []
    var open: Set<[UInt8]> = []
    for item in items {
      var holds = true
      var isOpen = false
      for (filter, chosen) in chosen {
        let found = values(item, filter)
        // Without its left side a relation says nothing.
        if found.isEmpty { isOpen = true }
        for value in found {
          switch self.holds(value, chosen, filter) {
          case true?: break
          case false?: holds = false
          case nil: isOpen = true
          }
        }
      }
      if !holds { continue }
      if isOpen { open.insert(key(item)) } else { wanted.append(key(item)) }
    }
    return FilterRound(
      name: name, summary: words.joined(separator: ", "), message: message, wanted: wanted,
      open: open, size: sizes.first?.size, filters: chosen.map(\.filter))
  }

  // MARK: - Values

  /// Whether a value fits a filter; `nil` where the two cannot be compared.
  private func holds(_ value: JSONValue, _ chosen: [JSONValue], _ filter: Filter) -> Bool? {
    switch filter.relation.comparison {
    case .equals, .oneOf:
      for other in chosen {
        if value == other { return true }
        if let one = order(value, filter.leftNode), let two = order(other, filter.leftNode),
          one == two
        {
          return true
        }
      }
      return false
    case .atLeast, .atMost:
      guard let other = chosen.first, let one = order(value, filter.leftNode),
        let two = order(cut(other, filter), filter.leftNode)
      else { return nil }
      return filter.relation.comparison == .atLeast ? one >= two : one <= two
    }
  }

  /// The value as the filter has it: written in another format, it may have lost its fraction.
  private func cut(_ value: JSONValue, _ filter: Filter) -> JSONValue {
    let fitted = model.fitted(value, to: filter.rightNode)
    return fitted == value ? value : model.fitted(fitted, to: filter.leftNode)
  }

  /// Where a value stands in its order.
  private func order(_ value: JSONValue, _ node: Int) -> Numeral? {
    if case .timestamp = model.blueprint[node].kind { return TimestampText.instant(value) }
    if case .number(let text) = value { return Numeral(text) }
    return nil
  }

  /// The values without repetitions, those with an order in it.
  private func distinct(_ values: [JSONValue], _ filter: Filter) -> [JSONValue] {
    var seen: Set<JSONValue> = []
    let different = values.filter { seen.insert($0).inserted }
    let ordered = different.compactMap { value in
      order(value, filter.leftNode).map { (value, $0) }
    }
    guard ordered.count == different.count else {
      let needsOrder = [.atLeast, .atMost].contains(filter.relation.comparison)
      return needsOrder ? [] : different
    }
    return ordered.sorted { $0.1 < $1.1 }.map(\.0)
  }

  /// Some of many, from all over.
  private func spread(_ values: [JSONValue], _ count: Int) -> [JSONValue] {
    guard values.count > count else { return values }
    return (0..<count).map { values[$0 * (values.count - 1) / max(count - 1, 1)] }
  }

  /// A sound value that did not occur.
  private func unseen(_ seen: [JSONValue], _ filter: Filter) -> JSONValue? {
    var node = filter.rightNode
    if case .list(let element, _) = model.blueprint[node].kind { node = element }
    for ordinal in 0..<64 {
      guard let value = model.maker.value(node, .typical, ordinal: ordinal) else { return nil }
      let fitted = model.fitted(value, to: filter.leftNode)
      if holds(fitted, seen, filter) == false { return fitted }
    }
    return nil
  }

  private func stepped(_ value: JSONValue, _ filter: Filter, by step: Int64) -> JSONValue? {
    let node = filter.leftNode
    if case .timestamp = model.blueprint[node].kind {
      guard let instant = TimestampText.instant(value) else { return nil }
      let whole = step > 0 ? instant.roundedUp : instant.roundedDown
      return TimestampText.value(whole &+ step, model.blueprint[node].format)
    }
    guard case .number(let text) = value, let number = Numeral(text)?.int64 else { return nil }
    return .number("\(number &+ step)")
  }
}

extension TimestampText {
  /// The instant of a timestamp in a body, as seconds since 1970.
  static func instant(_ value: JSONValue) -> Numeral? {
    switch value {
    case .number(let text): return Numeral(text)
    case .string(let text):
      let bytes = Array(text.utf8)
      guard bytes.count >= 20, bytes[10] | 0x20 == UInt8(ascii: "t"),
        var seconds = seconds(
          .string(
            String(
              decoding: bytes[..<10] + Array("T".utf8) + bytes[11..<19] + Array("Z".utf8),
              as: UTF8.self)))
      else { return nil }
      var index = 19
      var fraction = ""
      if bytes[index] == UInt8(ascii: ".") {
        index += 1
        while index < bytes.count, (0x30...0x39).contains(bytes[index]) {
          if fraction.utf8.count < 18 {
            fraction.unicodeScalars.append(Unicode.Scalar(bytes[index]))
          }
          index += 1
        }
      }
      let zone = bytes[index...]
      if zone.count == 6, let sign = zone.first, sign != UInt8(ascii: "Z") {
        let digits = zone.split { !(0x30...0x39).contains($0) }.compactMap {
          Int64(String(decoding: $0, as: UTF8.self))
        }
        guard digits.count == 2 else { return nil }
        let offset = digits[0] * 3600 + digits[1] * 60
        seconds -= sign == UInt8(ascii: "-") ? -offset : offset
      }
      return Numeral(seconds >= 0 && !fraction.isEmpty ? "\(seconds).\(fraction)" : "\(seconds)")
    default: return nil
    }
  }
}
