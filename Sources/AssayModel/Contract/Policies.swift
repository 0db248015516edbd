/// Rules that a person may want otherwise, each `error`, `warning` or `allow`.
public struct Policies: Sendable, Hashable {
  /// What a broken rule amounts to.
  public enum Level: String, Sendable, Hashable, CaseIterable {
    /// A violation that fails the exchange.
    case error
    /// A violation that does not.
    case warning
    /// Nothing.
    case allow
  }

  /// Members, and query parameters, that the contract does not know.
  public var unknownMember = Level.warning
  /// Enumeration values that the contract does not know, in responses.
  public var unknownEnum = Level.error
  /// The same member twice in an object, or a scalar parameter given twice.
  public var duplicateMember = Level.error
  /// A timestamp with a UTC offset other than `Z` in a request.
  public var requestOffset = Level.allow
  /// A fraction or exponent form, such as `1.0`, where an integer belongs.
  public var integerFraction = Level.error
  /// Constraint traits (length, range, pattern, uniqueItems) of what comes out.
  public var outputConstraints = Level.error
  /// Names of the error types that count as a refusal of an invalid request; empty for the
  /// protocol's own.
  public var invalid: [String] = []

  /// Creates the policies that hold where a contract states none.
  public init() {}
}
