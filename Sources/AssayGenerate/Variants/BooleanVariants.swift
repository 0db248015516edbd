internal import AssayModel

/// Variants of the booleans of a place.
enum BooleanVariants {
  static func variants(_ node: ValueNode, _ medium: Medium) -> [Variant] {
    var found = [
      Variant(.type, "true", .boolean(true), .valid, origin: node.origin),
      Variant(.type, "false", .boolean(false), .valid, origin: node.origin),
    ]
    guard medium.isText else { return found }
    let texts = [
      ("capital", "True"), ("capitals", "TRUE"), ("one", "1"), ("zero", "0"), ("yes", "yes"),
      ("empty", ""), ("space-after", "true "), ("letter", "t"),
    ]
    for (name, text) in texts where medium.holds(text) || text.isEmpty && medium == .query {
      found.append(.breaking(.type, "text.\(name)", .string(text), origin: node.origin))
    }
    return found
  }
}
