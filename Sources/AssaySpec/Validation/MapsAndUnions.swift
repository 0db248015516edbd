internal import AssayModel

extension ContractValidator {
  /// Keys of maps are strings.
  mutating func checkMapKeys() {
    for shape in contract.shapes {
      guard case .map(let key, _, _) = shape.kind, simpleType(key.target) != .string,
        !isUnknown(key.target)
      else {
        continue
      }
      diagnostics.error(
        "map.key", "the key of a map is a string; found \(kindName(key.target))", at: key.origin,
        notes: definition(of: key.target))
    }
  }

  /// Members of unions are never required: exactly one of them is there.
  mutating func checkUnions() {
    for shape in contract.shapes {
      guard case .union(let members) = shape.kind else { continue }
      for member in members {
        if let required = member.required {
          // Published models have this on event streams, of which only the first event is meant.
          diagnostics.add(
            Diagnostic(
              id: "union.required", severity: shape.traits.isStreaming ? .warning : .error,
              message: "a member of a union is not required: one of them is there",
              origin: required.origin))
        }
        if member.location != .body {
          diagnostics.error(
            "union.place", "a member of a union travels in the body only", at: member.origin)
        }
        if member.defaultValue != nil {
          diagnostics.error(
            "union.default", "a member of a union has no default", at: member.origin)
        }
      }
    }
  }
}
