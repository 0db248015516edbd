internal import AssayModel

/// Variants of the numbers of a place.
struct NumberVariants {
  let node: ValueNode
  let medium: Medium
  let policies: Policies
  private(set) var variants: [Variant] = []

  init(_ node: ValueNode, _ medium: Medium, _ policies: Policies) {
    self.node = node
    self.medium = medium
    self.policies = policies
  }

  mutating func derive() {
    addRange()
    switch node.kind {
    case .integer(let type):
      addWords()
      addWidth(type)
      addForms()
    case .fractional(let type): addFractions(type)
    default: break
    }
    if medium.isText { addTexts() }
  }

  private mutating func add(
    _ constraint: ConstraintKind, _ name: String, _ text: String, _ origin: Origin,
    _ judgement: Variant.Judgement = .judged
  ) {
    variants.append(Variant(constraint, name, .number(text), judgement, origin: origin))
  }

  // MARK: - Bounds

  private mutating func addRange() {
    guard !node.ranges.isEmpty else { return }
    let isWhole = if case .integer = node.kind { true } else { false }
    let low = node.ranges.compactMap(\.min).max()
    let high = node.ranges.compactMap(\.max).min()
    if let low {
      let origin = node.ranges.last { $0.min == low }?.origin ?? .none
      if low.isInteger || !isWhole { add(.range, "min", low.description, origin) }
      add(.range, "min-1", low.stepped(by: -1), origin)
      add(.range, "min+1", low.stepped(by: 1), origin)
      if !isWhole { add(.range, "min-0.001", low.stepped(by: -1, thousandths: true), origin) }
    }
    if let high {
      let origin = node.ranges.last { $0.max == high }?.origin ?? .none
      if high.isInteger || !isWhole { add(.range, "max", high.description, origin) }
      add(.range, "max+1", high.stepped(by: 1), origin)
      add(.range, "max-1", high.stepped(by: -1), origin)
      if !isWhole { add(.range, "max+0.001", high.stepped(by: 1, thousandths: true), origin) }
    }
    let origin = node.ranges.last?.origin ?? .none
    add(.range, "zero", "0", origin)
    add(.range, "negative", "-1", origin)
  }

  private mutating func addWords() {
    guard let allowed = node.enums.last else { return }
    let words = node.enums[0].values
    for value in words {
      let origin = value.origin.isKnown ? value.origin : allowed.origin
      add(.enum, NameText.escaped(value.value), value.value, origin)
    }
    let numbers = words.compactMap { Numeral($0.value)?.int64 }
    for number in Set(numbers.flatMap { [$0 &+ 1, $0 &- 1] }).subtracting(numbers).sorted() {
      add(.enum, "not.\(number)", "\(number)", allowed.origin)
    }
  }

  private mutating func addWidth(_ type: SimpleType) {
    guard let width = type.integerBounds else {
      add(.type, "big", "123456789012345678901234567890", node.origin)
      add(.type, "big-negative", "-123456789012345678901234567890", node.origin)
      return
    }
    let low = Numeral(width.lowerBound)
    let high = Numeral(width.upperBound)
    add(.type, "width-max", high.description, node.origin)
    add(.type, "width-min", low.description, node.origin)
    add(.type, "width-max+1", high.stepped(by: 1), node.origin)
    add(.type, "width-min-1", low.stepped(by: -1), node.origin)
    add(.type, "huge", "123456789012345678901234567890", node.origin)
  }

  // MARK: - Forms

  /// `1.0` and `1e2`: a policy says whether they are integers.
  private mutating func addForms() {
    guard let plain = plain else { return }
    let strict = [Variant.Break(constraint: .type)]
    let forms = [
      ("point-zero", plain + ".0"), ("exponent", plain + "e0"), ("big-exponent", "1E400"),
    ]
    for (name, text) in forms {
      if name == "big-exponent" {
        add(.type, name, text, node.origin, .breaks(strict))
        continue
      }
      switch policies.integerFraction {
      case .error: add(.type, name, text, node.origin, .breaks(strict))
      case .warning:
        add(
          .type, name, text, node.origin,
          .open(
            reason: "whether a whole number with a fraction or exponent is an integer",
            policy: "integerFraction", strict: strict))
      case .allow: add(.type, name, text, node.origin, .valid)
      }
    }
    if medium == .json {
      variants.append(
        Variant(.type, "negative-zero", .number("-0"), judgementOfZero, origin: node.origin))
    }
  }

  private var judgementOfZero: Variant.Judgement { .judged }

  /// A sound integer.
  private var plain: String? {
    guard case .integer(let type) = node.kind else { return nil }
    if !node.enums.isEmpty { return node.integerWords.first }
    let bounds = IntegerBounds(node, type)
    return bounds.isEmpty ? nil : "\(bounds.typical)"
  }

  private mutating func addFractions(_ type: SimpleType) {
    add(.type, "integer", "3", node.origin)
    add(.type, "exponent", "25e-1", node.origin)
    add(.type, "big-exponent", "1.5E+10", node.origin)
    add(.type, "negative-zero", "-0.0", node.origin)
    guard type != .bigDecimal else {
      add(.type, "digits", "0.1234567890123456789012345678901234567890", node.origin)
      return
    }
    for word in ["NaN", "Infinity", "-Infinity"] {
      variants.append(
        Variant(
          node.ranges.isEmpty ? .type : .range, word, .string(word),
          origin: node.ranges.last?.origin ?? node.origin))
    }
  }

  // MARK: - Texts

  /// Texts that are no number where a number is a text.
  private mutating func addTexts() {
    let texts: [(String, String)] = [
      ("word", "ten"), ("empty", ""), ("plus", "+12"), ("leading-zero", "012"),
      ("space-before", " 12"), ("space-after", "12 "), ("hexadecimal", "0x1F"),
      ("arabic-digits", "\u{661}\u{662}"), ("wide-digits", "\u{FF11}\u{FF12}"), ("comma", "1,2"),
      ("underscore", "1_2"), ("suffix", "12L"), ("minus", "-"), ("point", "1."),
      ("boolean", "true"), ("quoted", "\"12\""), ("null", "null"),
    ]
    for (name, text) in texts where medium.holds(text) || text.isEmpty && medium == .query {
      variants.append(.breaking(.type, "text.\(name)", .string(text), origin: node.origin))
    }
  }
}
