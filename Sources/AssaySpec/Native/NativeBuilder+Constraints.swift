internal import AssayModel

// Constraints beside a type. What they mean together is checked on the finished contract.

extension NativeBuilder {
  /// Reads the constraints of a shape, member or element.
  mutating func readConstraints(_ mapping: Mapping) -> Constraints {
    var constraints = Constraints()
    if let node = mapping["length"] { constraints.length = readLength(node) }
    if let node = mapping["range"] { constraints.range = readRange(node) }
    constraints.patterns = readPatterns(mapping)
    if mapping["type"] != nil, let node = mapping["enum"] {
      constraints.allowed = EnumConstraint(
        values: readEnumValues(node, "enum", integers: false), origin: node.origin)
    }
    if let entry = mapping.entry("uniqueItems"), flag("uniqueItems", in: mapping) {
      constraints.uniqueItems = Marker(origin: entry.keyOrigin)
    }
    if let node = mapping["format"],
      let format = word(node, "format", TimestampFormat.self, synonyms: Self.formatSynonyms)
    {
      constraints.timestampFormat = TimestampFormatConstraint(format: format, origin: node.origin)
    }
    return constraints
  }

  private static let formatSynonyms = [
    "iso8601": "date-time", "rfc3339": "date-time", "rfc822": "http-date",
    "unixtimestamp": "epoch-seconds", "unix": "epoch-seconds", "epoch": "epoch-seconds",
  ]

  // MARK: Bounds

  private mutating func bounds(_ node: Node, _ key: String) -> Bounds? {
    if let text = node.scalarText, let bounds = Bounds(text),
      bounds.isInterval || Numeral(text) != nil
    {
      return bounds
    }
    var suggestion: String?
    if let lower = node["min"]?.scalarText ?? node["min"].map({ _ in "" }),
      let upper = node["max"]?.scalarText
    {
      suggestion = "\(lower)..\(upper)"
    } else if let items = node.sequence, items.count == 2, let lower = items[0].scalarText,
      let upper = items[1].scalarText
    {
      suggestion = "\(lower)..\(upper)"
    } else if let text = node.string, let dash = text.utf8.firstIndex(of: UInt8(ascii: "-")),
      dash != text.startIndex
    {
      suggestion = text[..<dash] + ".." + text[text.index(after: dash)...]
    }
    let found = node.scalarText.map(quoted) ?? node.kindName
    diagnostics.error(
      "\(key).syntax", "`\(key)` is written `a..b`, `a..`, `..b` or `n`; found \(found)",
      at: node.origin, suggestion: suggestion)
    return nil
  }

  private mutating func readLength(_ node: Node) -> LengthConstraint? {
    guard let bounds = bounds(node, "length") else { return nil }
    var isBroken = false
    func bound(_ text: String?, _ diagnostics: inout DiagnosticSink) -> Int? {
      guard let text else { return nil }
      if let value = Int(text), value >= 0, text.utf8.first != UInt8(ascii: "+") { return value }
      isBroken = true
      if let value = Numeral(text), value.isNegative {
        diagnostics.error(
          "length.negative", "a length is not negative; found \(quoted(text))", at: node.origin)
      } else if let value = Numeral(text), value.isInteger {
        diagnostics.error(
          "length.tooLarge", "no length reaches \(quoted(text))", at: node.origin)
      } else {
        diagnostics.error(
          "length.syntax", "a bound of `length` is an integer; found \(quoted(text))",
          at: node.origin)
      }
      return nil
    }
    let min = bound(bounds.lower, &diagnostics)
    let max = bounds.isInterval ? bound(bounds.upper, &diagnostics) : min
    guard !isBroken, min != nil || max != nil else { return nil }
    return LengthConstraint(min: min, max: max, origin: node.origin)
  }

  private mutating func readRange(_ node: Node) -> RangeConstraint? {
    guard let bounds = bounds(node, "range") else { return nil }
    var isBroken = false
    func bound(_ text: String?, _ diagnostics: inout DiagnosticSink) -> Numeral? {
      guard let text else { return nil }
      if case .number = YAMLDocumentReader.plainKind(text), let value = Numeral(text) {
        return value
      }
      isBroken = true
      diagnostics.error(
        "range.syntax", "a bound of `range` is a number; found \(quoted(text))", at: node.origin)
      return nil
    }
    let min = bound(bounds.lower, &diagnostics)
    let max = bounds.isInterval ? bound(bounds.upper, &diagnostics) : min
    guard !isBroken else { return nil }
    return RangeConstraint(min: min, max: max, origin: node.origin)
  }

  // MARK: Patterns

  private mutating func readPatterns(_ mapping: Mapping) -> [PatternConstraint] {
    let match = readMatch(mapping) ?? file.match
    let dialect = readDialect(mapping) ?? file.dialect
    guard let node = mapping["pattern"] else {
      for key in ["match", "dialect"] {
        if let entry = mapping.entry(key) {
          diagnostics.error(
            "pattern.missing", "`\(key)` says how a `pattern` is read, and there is none",
            at: entry.keyOrigin)
        }
      }
      return []
    }
    guard case .sequence(let items) = node.kind else {
      return pattern(node, match, dialect).map { [$0] } ?? []
    }
    var patterns: [PatternConstraint] = []
    for item in items {
      guard let inner = item.mapping else {
        if let pattern = pattern(item, match, dialect) { patterns.append(pattern) }
        continue
      }
      checkKeys(inner, NativeKeys.pattern, of: "a pattern")
      guard let text = inner["pattern"] else {
        diagnostics.error("pattern.missing", "the item has no `pattern`", at: item.origin)
        continue
      }
      let innerMatch = readMatch(inner) ?? match
      let innerDialect = readDialect(inner) ?? dialect
      if let pattern = pattern(text, innerMatch, innerDialect) { patterns.append(pattern) }
    }
    return patterns
  }

  private mutating func pattern(
    _ node: Node, _ match: PatternConstraint.Match, _ dialect: PatternConstraint.Dialect
  ) -> PatternConstraint? {
    guard let text = text(node, "pattern") else { return nil }
    var origin = node.origin
    if node.style == .singleQuoted || node.style == .doubleQuoted {
      origin.column &+= 1
      origin.length = max(1, origin.length &- 2)
    }
    return PatternConstraint(source: text, match: match, dialect: dialect, origin: origin)
  }

  /// `match:` of a mapping.
  mutating func readMatch(_ mapping: Mapping) -> PatternConstraint.Match? {
    mapping["match"].flatMap {
      word(
        $0, "match", PatternConstraint.Match.self,
        synonyms: ["full": "whole", "anchored": "whole", "find": "search", "partial": "search"])
    }
  }

  /// `dialect:` of a mapping.
  mutating func readDialect(_ mapping: Mapping) -> PatternConstraint.Dialect? {
    mapping["dialect"].flatMap {
      word(
        $0, "dialect", PatternConstraint.Dialect.self,
        synonyms: ["pcre": "pcre2", "perl": "pcre2", "ecmascript": "java", "javascript": "java"])
    }
  }

  // MARK: Enumerations

  /// Reads the values of `enum` or `intEnum`: scalars, or mappings with a name.
  mutating func readEnumValues(_ node: Node, _ key: String, integers: Bool) -> [EnumValue] {
    guard let items = sequence(node, key) else { return [] }
    if items.isEmpty {
      diagnostics.error("enum.empty", "`\(key)` has no value", at: node.origin)
    }
    return items.compactMap { item in
      guard let mapping = item.mapping else {
        return enumText(item, key, integers).map { EnumValue(value: $0, origin: item.origin) }
      }
      checkKeys(mapping, NativeKeys.enumValue, of: "a value of an enumeration")
      guard let valueNode = mapping["value"] else {
        diagnostics.error("enum.value", "the item has no `value`", at: item.origin)
        return nil
      }
      guard let value = enumText(valueNode, key, integers) else { return nil }
      let name = text(of: "name", in: mapping).flatMap { $0.isExactly(value) ? nil : $0 }
      return EnumValue(
        name: name, value: value, isInternal: flag("internal", in: mapping),
        origin: valueNode.origin)
    }
  }

  private mutating func enumText(_ node: Node, _ key: String, _ integers: Bool) -> String? {
    if integers {
      if let text = node.number, let value = Numeral(text)?.int64 { return String(value) }
    } else if let text = node.scalarText {
      // As it is written: `1.0` is another string than `1`.
      return text
    }
    let found = node.scalarText.map(quoted) ?? node.kindName
    let hint = node.isNull ? "; quote it if the word itself is meant" : ""
    diagnostics.error(
      "enum.value",
      "a value of `\(key)` is \(integers ? "an integer" : "a string"); found \(found)"
        + hint, at: node.origin)
    return nil
  }
}
