internal import AssayModel

extension ContractValidator {
  /// Constraints on types that they do not apply to.
  mutating func checkConstraintTypes() {
    var found: [(id: String, message: String, origin: Origin, target: ShapeID?)] = []
    forEachCarrier { carrier in
      func refuse(_ name: String, _ origin: Origin, _ belongs: String) {
        found.append(
          (
            "\(name).type",
            "`\(name)` applies to \(belongs), not to \(kindName(carrier.shape))", origin,
            carrier.target
          ))
      }
      let constraints = carrier.constraints
      let simple = simpleType(carrier.shape)
      let kind = base(carrier.shape).kind
      if let length = constraints.length {
        let isSized: Bool =
          switch kind {
          case .simple(.string), .simple(.blob), .enumeration, .list, .map: true
          default: false
          }
        if !isSized { refuse("length", length.origin, "strings, blobs, lists and maps") }
      }
      if let range = constraints.range, simple?.isNumeric != true {
        refuse("range", range.origin, "numbers")
      }
      if let pattern = constraints.patterns.first, simple != .string {
        refuse("pattern", pattern.origin, "strings")
      }
      if let allowed = constraints.allowed, simple != .string, simple?.isInteger != true {
        refuse("enum", allowed.origin, "strings and integers")
      }
      if let unique = constraints.uniqueItems {
        if case .list = kind {} else { refuse("uniqueItems", unique.origin, "lists") }
      }
      if let format = constraints.timestampFormat, simple != .timestamp {
        refuse("format", format.origin, "timestamps")
      }
    }
    for entry in found {
      diagnostics.error(
        entry.id, entry.message, at: entry.origin,
        notes: entry.target.map { definition(of: $0) } ?? [])
    }
  }

  /// A note where a named shape is defined.
  func definition(of id: ShapeID) -> [Diagnostic.Note] {
    let shape = contract[id]
    guard shape.origin.isKnown, !shape.name.isEmpty else { return [] }
    return [
      Diagnostic.Note(message: "\(quoted(shape.name)) is defined here", origin: shape.origin)
    ]
  }
}
