/// Constraints that stand on a shape or beside a member's type. All of them apply, and so do those
/// of the target.
public struct Constraints: Sendable, Hashable {
  /// Unicode scalar values of a string, items of a list, entries of a map, bytes of a blob.
  public var length: LengthConstraint?
  /// Least and greatest number.
  public var range: RangeConstraint?
  /// Regular expressions that a string must match, each in its own mode. Usually one.
  public var patterns: [PatternConstraint] = []
  /// Values that a string is limited to. A shape of kind `enumeration` states its own.
  public var allowed: EnumConstraint?
  /// No two items of a list are equal.
  public var uniqueItems: Marker?
  /// How a timestamp travels.
  public var timestampFormat: TimestampFormatConstraint?

  /// Creates a set without constraints.
  public init() {}

  /// Whether nothing is constrained.
  public var isEmpty: Bool { self == Constraints() }
}

/// A constraint that is only there or not.
public struct Marker: Sendable, Hashable {
  /// Where it is stated.
  public var origin: Origin

  /// Creates a marker.
  public init(origin: Origin = .none) { self.origin = origin }
}

/// Bounds of a length, both inclusive; at least one is given.
public struct LengthConstraint: Sendable, Hashable {
  /// Least length.
  public var min: Int?
  /// Greatest length.
  public var max: Int?
  /// Where it is stated.
  public var origin: Origin

  /// Creates bounds.
  public init(min: Int?, max: Int?, origin: Origin = .none) {
    self.min = min
    self.max = max
    self.origin = origin
  }
}

/// Bounds of a number, both inclusive; at least one is given.
public struct RangeConstraint: Sendable, Hashable {
  /// Least value.
  public var min: Numeral?
  /// Greatest value.
  public var max: Numeral?
  /// Where it is stated.
  public var origin: Origin

  /// Creates bounds.
  public init(min: Numeral?, max: Numeral?, origin: Origin = .none) {
    self.min = min
    self.max = max
    self.origin = origin
  }
}

/// A regular expression that strings must match.
public struct PatternConstraint: Sendable, Hashable {
  /// Whether the whole string must match or some part of it.
  public enum Match: String, Sendable, Hashable, CaseIterable {
    /// The whole string, as `\A(?:p)\z`.
    case whole
    /// Any part of the string.
    case search
  }

  /// Whose syntax the text is in.
  public enum Dialect: String, Sendable, Hashable, CaseIterable {
    /// PCRE2, with `\uXXXX` besides.
    case pcre2
    /// `java.util.regex`, which also covers what Smithy's ECMA 262 patterns use.
    case java
  }

  /// The text as the source states it.
  public var source: String
  /// Whole or search.
  public var match: Match
  /// Whose syntax it is.
  public var dialect: Dialect
  /// Where it is stated; the column is that of the first byte of the pattern.
  public var origin: Origin

  /// Creates a pattern constraint.
  public init(
    source: String, match: Match = .whole, dialect: Dialect = .pcre2, origin: Origin = .none
  ) {
    self.source = source
    self.match = match
    self.dialect = dialect
    self.origin = origin
  }
}

/// A closed set of strings (or of integers, as decimal texts) beside a type.
public struct EnumConstraint: Sendable, Hashable {
  /// The values, in the source's order.
  public var values: [EnumValue]
  /// Where it is stated.
  public var origin: Origin

  /// Creates the constraint.
  public init(values: [EnumValue], origin: Origin = .none) {
    self.values = values
    self.origin = origin
  }
}

/// How a timestamp travels. Source: Smithy 2.0, `timestampFormat`.
public enum TimestampFormat: String, Sendable, Hashable, CaseIterable {
  /// RFC 3339, section 5.6.
  case dateTime = "date-time"
  /// RFC 9110, section 5.6.7, the IMF-fixdate form.
  case httpDate = "http-date"
  /// A JSON number of seconds since 1970-01-01T00:00:00Z, with or without a fraction.
  case epochSeconds = "epoch-seconds"
}

/// A timestamp format with its place.
public struct TimestampFormatConstraint: Sendable, Hashable {
  /// The format.
  public var format: TimestampFormat
  /// Where it is stated.
  public var origin: Origin

  /// Creates the constraint.
  public init(format: TimestampFormat, origin: Origin = .none) {
    self.format = format
    self.origin = origin
  }
}
