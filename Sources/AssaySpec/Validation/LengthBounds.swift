internal import AssayModel

extension ContractValidator {
  /// Lengths whose bounds exclude each other, alone or together with those of the type.
  mutating func checkLengths() {
    var found: [Diagnostic] = []
    forEachCarrier { carrier in
      guard let length = carrier.constraints.length else { return }
      if let min = length.min, let max = length.max, min > max {
        found.append(
          Diagnostic(
            id: "length.inverted", severity: .error,
            message: "the least length \(min) is greater than the greatest, \(max)",
            origin: length.origin, suggestion: "\(max)..\(min)"))
        return
      }
      for other in carrier.inherited.compactMap(\.length)
      where Self.exclude(length.min, other.max) || Self.exclude(other.min, length.max) {
        found.append(
          Diagnostic(
            id: "length.disjoint", severity: .error,
            message: "no length is both \(Self.text(length)) and \(Self.text(other))",
            origin: length.origin,
            notes: [
              Diagnostic.Note(message: "the type states its length here", origin: other.origin)
            ]))
        break
      }
    }
    for diagnostic in found { diagnostics.add(diagnostic) }
  }

  private static func exclude(_ min: Int?, _ max: Int?) -> Bool {
    guard let min, let max else { return false }
    return min > max
  }

  static func text(_ length: LengthConstraint) -> String {
    Bounds.text(length.min.map(String.init), length.max.map(String.init))
  }
}
