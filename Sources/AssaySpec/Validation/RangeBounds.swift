internal import AssayModel

extension ContractValidator {
  /// Ranges whose bounds exclude each other, or that no value of the type can reach.
  mutating func checkRanges() {
    var found: [Diagnostic] = []
    forEachCarrier { carrier in
      guard let range = carrier.constraints.range,
        let type = simpleType(carrier.shape), type.isNumeric
      else { return }
      func report(_ id: String, _ message: String, _ notes: [Diagnostic.Note] = []) {
        found.append(
          Diagnostic(
            id: id, severity: .error, message: message, origin: range.origin, notes: notes))
      }
      if let min = range.min, let max = range.max, max < min {
        report("range.inverted", "the least value \(min) is greater than the greatest, \(max)")
        return
      }
      if type.isInteger,
        let bound = [range.min, range.max].compactMap({ $0 })
          .first(where: { !$0.isInteger })
      {
        report("range.fraction", "a bound of \(kindName(carrier.shape)) is whole; found \(bound)")
      }
      if let bounds = type.integerBounds {
        let least = Numeral(bounds.lowerBound)
        let greatest = Numeral(bounds.upperBound)
        if let bound = [range.min, range.max].compactMap({ $0 })
          .first(where: { $0 < least || greatest < $0 })
        {
          report(
            "range.beyondType",
            "\(kindName(carrier.shape)) holds \(least) to \(greatest); found the bound \(bound)")
        }
      }
      for other in carrier.inherited.compactMap(\.range)
      where Self.exclude(range.min, other.max) || Self.exclude(other.min, range.max) {
        report(
          "range.disjoint", "no number is both in \(Self.text(range)) and in \(Self.text(other))",
          [Diagnostic.Note(message: "the type states its range here", origin: other.origin)])
        break
      }
    }
    for diagnostic in found { diagnostics.add(diagnostic) }
  }

  private static func exclude(_ min: Numeral?, _ max: Numeral?) -> Bool {
    guard let min, let max else { return false }
    return max < min
  }

  static func text(_ range: RangeConstraint) -> String {
    Bounds.text(range.min?.description, range.max?.description)
  }
}
