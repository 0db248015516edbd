internal import AssayModel

/// Shows single values to the constraints of their place. Made for the values that variants make
/// (one thing at a time), not for whole messages.
struct Judge: Sendable {
  let blueprint: Blueprint

  /// The constraints that a value breaks, one for each statement that does not hold; `nil` where
  /// that could not be found out.
  func breaks(_ value: JSONValue, at index: Int) -> [ConstraintKind]? {
    let node = blueprint[index]
    var value = value
    if node.isQuoted {
      guard case .string(let text) = value else { return [.type] }
      value = .number(text)
    }
    switch (node.kind, value) {
    case (.string(let model), .string(let text)): return breaks(text, node, model)
    case (.integer(let type), .number(let text)): return integer(text, node, type)
    case (.fractional(let type), .number(let text)): return fraction(text, node, type)
    case (.fractional(let type), .string(let text)): return word(text, node, type)
    case (.boolean, .boolean), (.document, _): return []
    case (.blob, .string(let text)):
      return lengths(Base64Text.decode(text).count, node)
    case (.list, .array(let items)): return list(items, node)
    case (.map, .object(let entries)): return lengths(entries.count, node)
    case (.structure, .object), (.union, .object): return []
    case (.timestamp, _), (_, .raw): return nil
    default: return [.type]
    }
  }

  private func breaks(
    _ text: String, _ node: ValueNode, _ model: StringModel
  ) -> [ConstraintKind]? {
    var found = lengths(text.scalarCount, node)
    for index in node.patterns.indices {
      guard let matches = model.matches(text, pattern: index) else { return nil }
      if !matches { found.append(.pattern) }
    }
    for allowed in node.enums
    where !allowed.values.contains(where: { $0.value.isExactly(text) }) {
      found.append(.enum)
    }
    return found
  }

  private func lengths(_ count: Int, _ node: ValueNode) -> [ConstraintKind] {
    node.lengths.compactMap { length in
      count < length.min ?? 0 || count > length.max ?? .max ? .length : nil
    }
  }

  private func integer(
    _ text: String, _ node: ValueNode, _ type: SimpleType
  ) -> [ConstraintKind]? {
    guard let number = Numeral(text) else { return nil }
    guard number.isInteger, !text.utf8.contains(where: { $0 == 0x2E || $0 | 0x20 == 0x65 }) else {
      return [.type]
    }
    if let width = type.integerBounds {
      guard let value = number.int64, width.contains(value) else { return [.type] }
    }
    return ranges(number, node) + words(number, node)
  }

  private func fraction(
    _ text: String, _ node: ValueNode, _ type: SimpleType
  ) -> [ConstraintKind]? {
    guard let number = Numeral(text) else { return nil }
    return ranges(number, node)
  }

  /// `"NaN"` and the infinities, which are beyond every bound.
  private func word(
    _ text: String, _ node: ValueNode, _ type: SimpleType
  ) -> [ConstraintKind]? {
    guard type != .bigDecimal else { return [.type] }
    switch text {
    case "NaN": return node.ranges.map { _ in .range }
    case "Infinity": return node.ranges.compactMap { $0.max == nil ? nil : .range }
    case "-Infinity": return node.ranges.compactMap { $0.min == nil ? nil : .range }
    default: return [.type]
    }
  }

  private func ranges(_ number: Numeral, _ node: ValueNode) -> [ConstraintKind] {
    node.ranges.compactMap { range in
      (range.min.map { number < $0 } ?? false) || (range.max.map { number > $0 } ?? false)
        ? .range : nil
    }
  }

  private func words(_ number: Numeral, _ node: ValueNode) -> [ConstraintKind] {
    node.enums.compactMap { allowed in
      allowed.values.contains { Numeral($0.value) == number } ? nil : .enum
    }
  }

  private func list(_ items: [JSONValue], _ node: ValueNode) -> [ConstraintKind] {
    var found = lengths(items.count, node)
    if node.uniqueItems != nil {
      var seen: Set<[UInt8]> = []
      if items.contains(where: { !seen.insert($0.json).inserted }) { found.append(.uniqueItems) }
    }
    return found
  }
}
