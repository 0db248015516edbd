internal import AssayModel

/// What values a place of a contract takes: their kind, and all that constrains them there.
struct ValueNode: Sendable {
  /// The kind, with the index of what is inside.
  enum Kind: Sendable {
    case string(StringModel)
    case boolean
    case integer(SimpleType)
    case fractional(SimpleType)
    case timestamp
    case blob
    case document
    case list(element: Int, sparse: Bool)
    case map(key: Int, value: Int, sparse: Bool)
    case structure([MemberNode])
    case union([MemberNode])
  }

  var kind: Kind
  /// The shape that has the kind.
  var shape: ShapeID
  /// Name for people: of the shape, or of the built-in type.
  var typeName: String
  /// Constraints in force, from the shape outwards to the member; those that do not fit are left out.
  var lengths: [LengthConstraint] = []
  var ranges: [RangeConstraint] = []
  var patterns: [PatternConstraint] = []
  var enums: [EnumConstraint] = []
  var uniqueItems: Marker?
  /// How a timestamp travels here, and where that is stated.
  var format = TimestampFormat.dateTime
  var formatOrigin = Origin.none
  var origin = Origin.none
  /// Whether a number travels as a JSON string.
  var isQuoted = false
  var mediaType: String?
  /// How many levels the smallest value has; `Int.max` where there is no finite one.
  var height = Int.max

  /// A number as it travels here.
  func written(_ value: JSONValue) -> JSONValue {
    guard isQuoted, case .number(let text) = value else { return value }
    return .string(text)
  }

  /// Least length that all constraints allow.
  var minimumLength: Int { lengths.reduce(0) { max($0, $1.min ?? 0) } }
  /// Greatest length that all constraints allow; `Int.max` where there is none.
  var maximumLength: Int { lengths.reduce(Int.max) { min($0, $1.max ?? .max) } }

  /// What is inside, by index.
  var children: [Int] {
    switch kind {
    case .list(let element, _): [element]
    case .map(let key, let value, _): [key, value]
    case .structure(let members), .union(let members): members.map(\.node)
    default: []
    }
  }
}

/// A member of a structure or union, with the node of its values.
struct MemberNode: Sendable {
  var member: Member
  var node: Int
  /// Its name in a JSON object.
  var key: String

  var isRequired: Bool { member.required != nil }
}
