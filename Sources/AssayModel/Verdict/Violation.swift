/// One way in which an exchange breaks its contract.
public struct Violation: Sendable, Hashable {
  /// The part of an exchange. The raw value is the name in every report.
  public enum Part: String, Sendable, Hashable, CaseIterable {
    case requestPath = "request.path"
    case requestQuery = "request.query"
    case requestHeader = "request.header"
    case requestBody = "request.body"
    case responseStatus = "response.status"
    case responseHeader = "response.header"
    case responseBody = "response.body"
  }

  /// How much a violation matters.
  public enum Severity: String, Sendable, Hashable {
    /// Fails the exchange.
    case error
    /// Does not.
    case warning
  }

  /// The part that is wrong.
  public var part: Part
  /// RFC 6901 pointer inside the part; a parameter's wire name after `/`; empty for all of it.
  public var pointer: String
  /// The rule that is broken.
  public var constraint: ConstraintKind
  /// How much it matters.
  public var severity: Severity
  /// What the contract wants, shortly.
  public var expected: String
  /// What was there, shortly; masked where it is secret.
  public var actual: String
  /// Byte offset in the body, where there is one.
  public var offset: Int?
  /// The line of the contract that is broken, where there is one.
  public var source: SourceLocation?
  /// One sentence for a person.
  public var message: String

  /// Creates a violation.
  public init(
    part: Part, pointer: String, constraint: ConstraintKind, severity: Severity = .error,
    expected: String, actual: String, offset: Int? = nil, source: SourceLocation? = nil,
    message: String
  ) {
    self.part = part
    self.pointer = pointer
    self.constraint = constraint
    self.severity = severity
    self.expected = expected
    self.actual = actual
    self.offset = offset
    self.source = source
    self.message = message
  }
}
