import AssayModel

/// Constraints in the words of the contract file.
enum ConstraintWording {
  /// `required`, `length 10..36`, `pattern '[0-9]+'`, each a piece.
  static func pieces(_ constraints: Constraints) -> [String] {
    var pieces: [String] = []
    if let length = constraints.length {
      pieces.append("length " + bounds(length.min.map(String.init), length.max.map(String.init)))
    }
    if let range = constraints.range {
      pieces.append("range " + bounds(range.min?.description, range.max?.description))
    }
    for pattern in constraints.patterns {
      pieces.append((pattern.match == .search ? "search " : "pattern ") + "'\(pattern.source)'")
    }
    if let allowed = constraints.allowed { pieces.append("enum " + values(allowed.values)) }
    if constraints.uniqueItems != nil { pieces.append("uniqueItems") }
    if let format = constraints.timestampFormat?.format {
      pieces.append("format \(format.rawValue)")
    }
    return pieces
  }

  /// `[SUBMITTED, FAILED]`.
  static func values(_ values: [EnumValue]) -> String {
    "[" + values.map(\.value).joined(separator: ", ") + "]"
  }

  /// `a..b`, `a..`, `..b`, or `n` where both are the same.
  private static func bounds(_ min: String?, _ max: String?) -> String {
    if let min, min == max { return min }
    return "\(min ?? "")..\(max ?? "")"
  }
}
