/// A member of a structure or union, the element of a list, or the key or value of a map.
public struct Member: Sendable, Hashable {
  /// Name in the contract; `member`, `key` or `value` in lists and maps.
  public var name: String
  /// The shape of its values: built-in, named or anonymous.
  public var target: ShapeID
  /// Constraints beside the type.
  public var constraints: Constraints
  /// Stated where absence and `null` break the contract.
  public var required: Marker?
  /// Where it travels.
  public var location: Location
  /// Name on the wire where it differs from `name` (`as:`); for `headerMap`, the prefix.
  public var wireName: String?
  /// Value assumed when absent, as JSON text.
  public var defaultValue: String?
  /// What is said about it.
  public var traits: Traits
  /// Where it is defined.
  public var origin: Origin

  /// Creates a member.
  public init(
    name: String, target: ShapeID, constraints: Constraints = Constraints(),
    required: Marker? = nil, location: Location = .body, wireName: String? = nil,
    defaultValue: String? = nil, traits: Traits = Traits(), origin: Origin = .none
  ) {
    self.name = name
    self.target = target
    self.constraints = constraints
    self.required = required
    self.location = location
    self.wireName = wireName
    self.defaultValue = defaultValue
    self.traits = traits
    self.origin = origin
  }

  /// The name on the wire.
  public var nameOnWire: String { wireName ?? name }

  /// Where a member travels in an HTTP message.
  public enum Location: String, Sendable, Hashable, CaseIterable {
    /// A label of the URI path.
    case path
    /// A query parameter.
    case query
    /// A header field.
    case header
    /// A member of the body's document.
    case body
    /// The whole body.
    case payload
    /// The response's status code.
    case status
    /// Every query parameter that no other member takes.
    case queryMap
    /// Every header field with a prefix.
    case headerMap
    /// A label of the host name (Smithy `hostLabel`); it also travels where it otherwise would.
    case host
  }
}
