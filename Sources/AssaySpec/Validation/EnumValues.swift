internal import AssayModel

extension ContractValidator {
  /// Values of enumerations that are listed twice, do not fit the type, or can never occur.
  mutating func checkEnumerations() {
    for shape in contract.shapes {
      switch shape.kind {
      case .enumeration(let values):
        checkDuplicates(values)
        checkReachable(values, [shape.constraints], origin: shape.origin)
      case .intEnumeration(let values):
        checkDuplicates(values)
        checkIntegers(values, .integer)
      default:
        break
      }
    }
    var carriers: [Carrier] = []
    forEachCarrier { if $0.constraints.allowed != nil { carriers.append($0) } }
    for carrier in carriers {
      guard let allowed = carrier.constraints.allowed, let type = simpleType(carrier.shape) else {
        continue
      }
      checkDuplicates(allowed.values)
      if type.isInteger { checkIntegers(allowed.values, type) }
      if type == .string {
        checkReachable(
          allowed.values, [carrier.constraints] + carrier.inherited, origin: allowed.origin)
      }
      checkKnown(allowed, of: carrier.shape)
    }
  }

  private mutating func checkDuplicates(_ values: [EnumValue]) {
    var seen: [ExactString: Origin] = [:]
    var names: [ExactString: Origin] = [:]
    for value in values {
      if let first = seen[ExactString(value.value)] {
        diagnostics.error(
          "enum.duplicate", "the value \(quoted(value.value)) is listed twice", at: value.origin,
          notes: [Diagnostic.Note(message: "it is listed here first", origin: first)])
      } else {
        seen[ExactString(value.value)] = value.origin
      }
      guard let name = value.name else { continue }
      if let first = names[ExactString(name)] {
        diagnostics.error(
          "enum.duplicateName", "two values have the name \(quoted(name))", at: value.origin,
          notes: [Diagnostic.Note(message: "the other one is listed here", origin: first)])
      } else {
        names[ExactString(name)] = value.origin
      }
    }
  }

  private mutating func checkIntegers(_ values: [EnumValue], _ type: SimpleType) {
    for value in values {
      guard let number = Numeral(value.value), number.isInteger else {
        diagnostics.error(
          "enum.value",
          "a value of an enumeration of integers is an integer; found "
            + quoted(value.value), at: value.origin)
        continue
      }
      if let bounds = type.integerBounds,
        number < Numeral(bounds.lowerBound) || Numeral(bounds.upperBound) < number
      {
        diagnostics.error(
          "enum.beyondType", "\(quoted(value.value)) is beyond what \(type.rawValue) holds",
          at: value.origin)
      }
    }
  }

  /// Values whose length the constraints beside them exclude. Patterns are left alone: an engine
  /// is needed to apply them.
  private mutating func checkReachable(
    _ values: [EnumValue], _ constraints: [Constraints], origin: Origin
  ) {
    for length in constraints.compactMap(\.length) {
      let excluded = values.filter { value in
        let count = value.value.unicodeScalars.count
        return count < length.min ?? 0 || count > length.max ?? .max
      }
      guard !excluded.isEmpty else { continue }
      let note = Diagnostic.Note(message: "the length is stated here", origin: length.origin)
      if excluded.count == values.count {
        diagnostics.error(
          "enum.noneFits", "no value of the enumeration has the length \(Self.text(length))",
          at: origin, notes: [note])
      } else {
        for value in excluded {
          diagnostics.warning(
            "enum.unreachable",
            "the length \(Self.text(length)) excludes the value \(quoted(value.value))",
            at: value.origin, notes: [note])
        }
      }
    }
  }

  /// Values beside a type that the type, an enumeration itself, does not have.
  private mutating func checkKnown(_ allowed: EnumConstraint, of shape: ShapeID) {
    guard case .enumeration(let known) = base(shape).kind else { return }
    let texts = Set(known.map { ExactString($0.value) })
    for value in allowed.values where !texts.contains(ExactString(value.value)) {
      diagnostics.error(
        "enum.unknownValue", "the type has no value \(quoted(value.value))", at: value.origin,
        notes: definition(of: graph.base(of: shape)),
        suggestion: suggestions.nearest(to: value.value, among: known.map(\.value)))
    }
  }
}
