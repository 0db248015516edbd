import AssayModel

/// A number as the reference compares it: exact, with the values that floats have besides.
enum Amount {
  case finite(Numeral)
  case infinite(isNegative: Bool)
  case notANumber

  /// Reads text in JSON's number syntax; exponents that no `Numeral` holds become infinite or zero.
  init(json text: [UInt8]) {
    if let numeral = Numeral(utf8: text) {
      self = .finite(numeral)
    } else if let mark = text.firstIndex(where: { $0 | 32 == UInt8(ascii: "e") }),
      text.dropFirst(mark + 1).first == UInt8(ascii: "-")
    {
      self = .finite(Numeral(0))
    } else {
      self = .infinite(isNegative: text.first == UInt8(ascii: "-"))
    }
  }

  /// The values that floats write as strings.
  init?(word: [UInt8]) {
    switch text(word) {
    case "NaN": self = .notANumber
    case "Infinity": self = .infinite(isNegative: false)
    case "-Infinity": self = .infinite(isNegative: true)
    default: return nil
    }
  }

  func breaks(_ range: RangeConstraint) -> Bool {
    switch self {
    case .notANumber: true
    case .infinite(let isNegative): isNegative ? range.min != nil : range.max != nil
    case .finite(let value):
      range.min.map { value < $0 } ?? false || range.max.map { $0 < value } ?? false
    }
  }
}

/// Whether text is a number in JSON's syntax.
func isJSONNumber(_ text: [UInt8]) -> Bool {
  guard let first = text.first, first == UInt8(ascii: "-") || (48...57).contains(first) else {
    return false
  }
  let reading = JSONTreeReader.read(text, nesting: 1)
  guard reading.failure == nil, case .number(let whole)? = reading.root?.kind else { return false }
  return whole.count == text.count
}

/// Whether a JSON number has a fraction or an exponent.
func hasFractionOrExponent(_ number: [UInt8]) -> Bool {
  number.contains { $0 == UInt8(ascii: ".") || $0 | 32 == UInt8(ascii: "e") }
}
