internal import AssayJSON
internal import AssayModel
internal import AssayPattern

extension Runner {
  /// Tells which constraints a string breaks, one by one. Where none is broken the quick test was
  /// merely unable to tell.
  @inline(never)
  mutating func explainText(
    _ index: Int, _ content: Bytes, scalars: Int, isASCII: Bool, at offset: Int
  ) {
    let info = plan.infos[index]
    if scalars < tables.nodes[index].lengthMin || scalars > tables.nodes[index].lengthMax {
      reportLengths(index, scalars, unit: .scalars, at: offset)
    }
    for position in info.patterns.indices {
      let (pattern, constraint) = info.patterns[position]
      let outcome =
        matchesQuickly(index, content, scalars: scalars, isASCII: isASCII)
        ?? scratch.matches(pattern, content)
      switch outcome {
      case .matched: break
      case .notMatched:
        scratch.broken(index, .pattern)
        if drops(.pattern, level: outputLevel) { continue }
        let actual = shown(content, index)
        report(
          .pattern, pointer: pointer(), level: outputLevel,
          expected: Excerpt.cut(constraint.source), actual: actual, offset: offset,
          origin: constraint.origin,
          message: constraint.match == .whole
            ? "\(actual) does not match \(Excerpt.cut(constraint.source))"
            : "\(actual) has no match of \(Excerpt.cut(constraint.source))")
      case .limit:
        let reason = plan.patternFailure(pattern) ?? "reaching its limits"
        report(
          .limit, pointer: pointer(), expected: Excerpt.cut(constraint.source),
          actual: "undetermined", offset: offset, origin: constraint.origin,
          message: "the pattern could not be decided: \(reason)")
      }
    }
    for constraint in info.enums
    where !constraint.values.contains(where: { content.equals(Array($0.value.utf8)) }) {
      reportEnum(index, constraint, actual: shown(content, index), at: offset)
    }
  }

  /// What the only pattern of a node comes to by its quick test; `nil` where it has none.
  private mutating func matchesQuickly(
    _ index: Int, _ content: Bytes, scalars: Int, isASCII: Bool
  ) -> PatternOutcome? {
    let node = tables.nodes[index]
    guard node.screen == .set || node.screen == .prefixSet else { return nil }
    // These are no shortcuts: see FastShape.
    let matches =
      isASCII ? passesASCII(node, content) : passesUnicode(node, content, scalars: scalars)
    return matches ? .matched : .notMatched
  }

  mutating func reportEnum(
    _ index: Int, _ constraint: EnumConstraint, actual: String, at offset: Int
  ) {
    scratch.broken(index, .enum)
    let level = isResponse ? plan.contract.policies.unknownEnum : .error
    if drops(.enum, level: level) { return }
    let values = constraint.values.filter { !$0.isInternal }.map(\.value)
    var expected = values.prefix(12).joined(separator: ", ")
    if values.count > 12 { expected += ", … (\(values.count) in all)" }
    report(
      .enum, pointer: pointer(),
      level: level,
      expected: Excerpt.cut(expected, to: 200), actual: actual, offset: offset,
      origin: constraint.origin,
      message: "\(actual) is none of the values of `\(plan.infos[index].typeName)`")
  }

  /// Tells what is wrong with an integer, if anything.
  @inline(never)
  mutating func explainInteger(
    _ index: Int, _ node: NodeRef, _ token: NumberToken, _ digits: Bytes, at offset: Int
  ) {
    let info = plan.infos[index]
    let actual = shownNumber(digits, index)
    var value: Numeral?
    if token.isFractional {
      value = Numeral(utf8: digits.array)
      let isWhole = value?.isInteger ?? false
      let level = plan.contract.policies.integerFraction
      if level == .error || !isWhole {
        scratch.broken(index, .type)
        report(
          .type, pointer: pointer(), expected: info.typeName, actual: actual, offset: offset,
          origin: info.origin,
          message:
            "expected \(info.typeName), found a number with a fraction or exponent: \(actual)")
        return
      }
      report(
        .type, pointer: pointer(), level: level, expected: info.typeName, actual: actual,
        offset: offset, origin: info.origin,
        message: "\(actual) is whole, but written with a fraction or exponent")
    }
    let exact: Int64? =
      token.isExact ? token.integer : (value ?? Numeral(utf8: digits.array))?.int64
    if node.op == .integer {
      let width = plan.widths[index]
      guard let exact, width.contains(exact) else {
        scratch.broken(index, .type)
        report(
          .type, pointer: pointer(), expected: info.typeName, actual: actual, offset: offset,
          origin: info.origin, message: "\(actual) is beyond the width of \(info.typeName)")
        return
      }
    }
    if !info.ranges.isEmpty { explainRange(index, digits, at: offset) }
    if node.flags.contains(.intEnum) {
      let numeral = value ?? Numeral(utf8: digits.array)
      for constraint in info.enums
      where !constraint.values.contains(where: { Numeral($0.value) == numeral }) {
        reportEnum(index, constraint, actual: actual, at: offset)
      }
    }
    if isWatched(node) { tapNumber(node, digits, at: offset) }
  }

  /// Tells which ranges a number is outside of.
  @inline(never)
  mutating func explainRange(_ index: Int, _ digits: Bytes, at offset: Int) {
    let bounds = Magnitude(digits)
    for range in plan.infos[index].ranges {
      if bounds.isBelow(range.min) || bounds.isAbove(range.max) {
        reportRange(index, range, actual: shownNumber(digits, index), at: offset)
      }
    }
  }

  mutating func reportRange(
    _ index: Int, _ range: RangeConstraint, actual: String, at offset: Int
  ) {
    scratch.broken(index, .range)
    if drops(.range, level: outputLevel) { return }
    let expected = Excerpt.bounds(range.min, range.max)
    report(
      .range, pointer: pointer(), level: outputLevel, expected: expected, actual: actual,
      offset: offset, origin: range.origin, message: "\(actual) is not \(expected)")
  }

  private func shownNumber(_ digits: Bytes, _ index: Int) -> String {
    isHidden(index) ? "(hidden)" : Excerpt.plain(digits)
  }
}

/// A number as it stands in a comparison: exponents beyond what ``Numeral`` reads count as
/// infinite or as zero.
private enum Magnitude {
  case finite(Numeral)
  case infinite(isNegative: Bool)

  init(_ digits: Bytes) {
    if let numeral = Numeral(utf8: digits.array) {
      self = .finite(numeral)
    } else {
      let text = digits.array
      let isTiny = zip(text, text.dropFirst()).contains {
        $0.0 | 32 == UInt8(ascii: "e") && $0.1 == UInt8(ascii: "-")
      }
      self = isTiny ? .finite(Numeral(0)) : .infinite(isNegative: text.first == UInt8(ascii: "-"))
    }
  }

  func isBelow(_ bound: Numeral?) -> Bool {
    guard let bound else { return false }
    switch self {
    case .finite(let value): return value < bound
    case .infinite(let isNegative): return isNegative
    }
  }

  func isAbove(_ bound: Numeral?) -> Bool {
    guard let bound else { return false }
    switch self {
    case .finite(let value): return value > bound
    case .infinite(let isNegative): return !isNegative
    }
  }
}
