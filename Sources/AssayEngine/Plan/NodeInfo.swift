internal import AssayModel
internal import AssayPattern

/// What is said about a node when a value breaks it: each constraint by itself, with its place.
struct NodeInfo: Sendable {
  /// Name of the type, for messages.
  var typeName: String
  /// Where the shape or member states its type.
  var origin: Origin
  /// Path in the contract's words, such as `ImportReferenceJobItem.id`.
  var path: String
  /// Every length that applies, the target's first.
  var lengths: [LengthConstraint] = []
  /// Every range that applies.
  var ranges: [RangeConstraint] = []
  /// Every pattern that applies, by index into the plan's patterns.
  var patterns: [(index: Int, constraint: PatternConstraint)] = []
  /// Every closed set that applies.
  var enums: [EnumConstraint] = []
  /// Where unique items are asked for.
  var uniqueItems: [Marker] = []
  /// Where the timestamp's format is stated.
  var formatOrigin: Origin = .none
}

/// What is said about a member when it is missing or unknown.
struct MemberInfo: Sendable {
  /// Name on the wire.
  var wireName: String
  /// Where the member is required, or defined.
  var origin: Origin
}

/// What is said about a structure.
struct StructInfo: Sendable {
  let name: String
  let origin: Origin
  /// What is expected where a member is unknown.
  let aMember: String

  init(name: String, origin: Origin) {
    self.name = name
    self.origin = origin
    aMember = "a member of `\(name)`"
  }
}
