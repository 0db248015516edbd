internal import AssayModel

extension BotocoreModel {
  /// The constraints that stand in a shape, or beside a member's reference to one.
  mutating func constraints(_ definition: Mapping, of type: BotocoreType) -> Constraints {
    var constraints = Constraints()
    var min: Mapping.Entry?
    var max: Mapping.Entry?
    for entry in definition.entries {
      switch entry.key {
      case "min": min = entry
      case "max": max = entry
      case "pattern" where type == .simple(.string):
        if let source = text(entry) {
          constraints.patterns = [
            PatternConstraint(
              source: source, match: .whole, dialect: .java, origin: contentOrigin(entry.value))
          ]
        }
      case "enum" where type == .simple(.string) || type == .simple(.integer):
        let values = enumValues(entry, integers: type == .simple(.integer))
        if !values.isEmpty {
          constraints.allowed = EnumConstraint(values: values, origin: entry.keyOrigin)
        }
      case "timestampFormat" where type == .simple(.timestamp):
        constraints.timestampFormat = timestampFormat(entry)
      default: break
      }
    }
    let origin = (min ?? max)?.keyOrigin ?? .none
    switch type.bounds {
    case .length:
      let bounds = (min.flatMap { length($0) }, max.flatMap { length($0) })
      if bounds.0 != nil || bounds.1 != nil {
        constraints.length = LengthConstraint(min: bounds.0, max: bounds.1, origin: origin)
      }
    case .range:
      let bounds = (min.flatMap { number($0) }, max.flatMap { number($0) })
      if bounds.0 != nil || bounds.1 != nil {
        constraints.range = RangeConstraint(min: bounds.0, max: bounds.1, origin: origin)
      }
    case nil: break
    }
    return constraints
  }

  private mutating func length(_ entry: Mapping.Entry) -> Int? {
    guard let text = entry.value.number, let value = Numeral(text), value.isInteger else {
      return wrongKind(entry, expected: "an integer")
    }
    // Lengths below zero say nothing; lengths beyond all memory say nothing either.
    guard !value.isNegative else {
      report.add(
        .decided, entry.key, "a length below zero is left out", at: entry.value.origin)
      return nil
    }
    return Int(exactly: value.int64 ?? .max) ?? Int.max
  }

  private mutating func number(_ entry: Mapping.Entry) -> Numeral? {
    guard let text = entry.value.number, let value = Numeral(text) else {
      return wrongKind(entry, expected: "a number")
    }
    return value
  }

  /// The values of `enum`, each once.
  private mutating func enumValues(_ entry: Mapping.Entry, integers: Bool) -> [EnumValue] {
    guard let items = list(entry) else { return [] }
    if items.isEmpty {
      report.add(
        .decided, entry.key, "an empty list of values forbids nothing", at: entry.keyOrigin)
    }
    var seen: Set<ExactString> = []
    var values: [EnumValue] = []
    for item in items {
      let value = integers ? item.integer.map { String($0) } : item.string
      guard let value else {
        sink.error(
          "botocore.kind",
          "expected \(integers ? "an integer" : "a string") in `enum`, found \(item.kindName)",
          at: item.origin)
        continue
      }
      guard seen.insert(ExactString(value)).inserted else {
        report.add(.decided, quoted(value), "given twice in `enum`; kept once", at: item.origin)
        continue
      }
      values.append(EnumValue(value: value, origin: item.origin))
    }
    return values
  }

  private mutating func timestampFormat(_ entry: Mapping.Entry) -> TimestampFormatConstraint? {
    guard let word = text(entry) else { return nil }
    let format: TimestampFormat
    switch word.lowercased() {
    case "iso8601": format = .dateTime
    case "rfc822": format = .httpDate
    case "unixtimestamp": format = .epochSeconds
    default:
      sink.error(
        "botocore.timestampFormat",
        "expected `iso8601`, `rfc822` or `unixTimestamp`, found \(quoted(word))",
        at: entry.value.origin,
        suggestion: Suggestion.nearest(to: word, among: ["iso8601", "rfc822", "unixTimestamp"]))
      return nil
    }
    return TimestampFormatConstraint(format: format, origin: entry.value.origin)
  }

  /// Where the content of a string begins, behind its quote.
  func contentOrigin(_ node: Node) -> Origin {
    guard node.style != .plain, node.style != .block else { return node.origin }
    var origin = node.origin
    origin.column &+= 1
    origin.length = max(1, origin.length &- 2)
    return origin
  }
}
