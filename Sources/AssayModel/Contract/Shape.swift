/// A named or anonymous type of a contract: what values it has and what constrains them.
public struct Shape: Sendable, Hashable {
  /// What kind of values a shape describes.
  public enum Kind: Sendable, Hashable {
    /// A built-in type.
    case simple(SimpleType)
    /// Another shape (or a built-in one), tightened by this shape's constraints.
    case refined(ShapeID)
    /// A string out of a closed set.
    case enumeration([EnumValue])
    /// An integer out of a closed set.
    case intEnumeration([EnumValue])
    /// A JSON array of one kind of element; `sparse` lists may hold `null`.
    case list(element: Member, sparse: Bool)
    /// A JSON object with free keys; `sparse` maps may hold `null` values.
    case map(key: Member, value: Member, sparse: Bool)
    /// A JSON object with known members.
    case structure([Member])
    /// A JSON object with exactly one of its known members.
    case union([Member])
  }

  /// Name, unique in the contract; empty when the shape is written inline.
  public var name: String
  /// What the values are.
  public var kind: Kind
  /// What constrains them.
  public var constraints: Constraints
  /// What is said about the shape without constraining it.
  public var traits: Traits
  /// Where the shape is defined.
  public var origin: Origin

  /// Creates a shape.
  public init(
    name: String, kind: Kind, constraints: Constraints = Constraints(), traits: Traits = Traits(),
    origin: Origin = .none
  ) {
    self.name = name
    self.kind = kind
    self.constraints = constraints
    self.traits = traits
    self.origin = origin
  }

  /// Whether the shape was written inline, where it is used.
  public var isAnonymous: Bool { name.isEmpty }

  /// Members of a structure or union; empty for other kinds.
  public var members: [Member] {
    switch kind {
    case .structure(let members), .union(let members): members
    default: []
    }
  }
}

/// One value of an enumeration.
public struct EnumValue: Sendable, Hashable {
  /// Symbolic name where the source gives one that differs from the value.
  public var name: String?
  /// The value on the wire: a string, or the decimal text of an integer.
  public var value: String
  /// Marked internal by the source: accepted, but left out of messages to callers.
  public var isInternal: Bool
  /// Where the value is listed.
  public var origin: Origin

  /// Creates an enumeration value.
  public init(
    name: String? = nil, value: String, isInternal: Bool = false, origin: Origin = .none
  ) {
    self.name = name
    self.value = value
    self.isInternal = isInternal
    self.origin = origin
  }
}
