internal import AssayModel

/// Values of every other JSON type than the one that belongs in a place.
enum TypeVariants {
  static func variants(_ node: ValueNode) -> [Variant] {
    let others = node.isQuoted ? othersOfQuoted : others(node)
    return others.map { name, value in
      Variant.breaking(.type, name, value, origin: node.origin)
    }
  }

  /// What belongs in no place of a number that travels as a string.
  private static let othersOfQuoted: [(String, JSONValue)] = [
    ("number", .number("12")), ("boolean", .boolean(true)), ("array", .array([])),
    ("object", .object([])), ("string-empty", .string("")), ("string-word", .string("ten")),
    ("string-plus", .string("+12")), ("string-leading-zero", .string("012")),
  ]

  private static func others(_ node: ValueNode) -> [(String, JSONValue)] {
    let string = ("string", JSONValue.string("text"))
    let number = ("number", JSONValue.number("12"))
    let boolean = ("boolean", JSONValue.boolean(true))
    let array = ("array", JSONValue.array([]))
    let object = ("object", JSONValue.object([]))
    let no = ("false", JSONValue.boolean(false))
    let zero = ("zero", JSONValue.number("0"))
    switch node.kind {
    case .string: return [number, boolean, array, object, no, zero]
    case .boolean:
      return [
        ("string-true", .string("true")), ("one", .number("1")), zero, array, object,
        ("string-empty", .string("")),
      ]
    case .integer:
      return [
        ("string-number", .string("12")), boolean, array, object, ("string-empty", .string("")),
        ("fraction", .number("1.5")), ("small-exponent", .number("1e-1")),
      ]
    case .fractional(let type):
      var found = [
        ("string-number", JSONValue.string("1.5")), boolean, array, object,
        ("string-empty", .string("")), ("string-nan", .string("nan")),
        ("string-plus-infinity", .string("+Infinity")),
      ]
      if type == .bigDecimal { found.append(("string-NaN", .string("NaN"))) }
      return found
    case .timestamp:
      return node.format == .epochSeconds
        ? [
          ("string-number", .string("1714979289")),
          ("string-date", .string("2024-05-06T07:08:09Z")), boolean, array, object,
        ] : [("number", .number("1714979289")), boolean, array, object, zero]
    case .blob: return [number, boolean, array, object]
    case .document: return []
    case .list: return [string, number, boolean, object, ("string-list", .string("[]"))]
    case .map: return [string, number, boolean, array]
    case .structure, .union:
      return [string, number, boolean, array, ("string-object", .string("{}"))]
    }
  }
}
