/// What a check found out about an exchange.
public struct Verdict: Sendable, Hashable {
  /// The verdict in one word. The raw value is the name in every report.
  public enum Outcome: String, Sendable, Hashable, CaseIterable {
    /// No error.
    case pass
    /// At least one error.
    case fail
    /// No operation has that method and path.
    case unmatched
    /// A limit stopped the check and nothing else was wrong.
    case undetermined
  }

  /// How a conforming server refuses a request that breaks its contract.
  public struct Refusal: Sendable, Hashable {
    /// HTTP status.
    public var status: Int
    /// Type of the error.
    public var type: String

    /// Creates a refusal.
    public init(status: Int, type: String) {
      self.status = status
      self.type = type
    }
  }

  /// The verdict in one word.
  public var outcome: Outcome
  /// Name of the operation that the exchange belongs to.
  public var operation: String?
  /// What is wrong, in the order it was found: request before response.
  public var violations: [Violation]
  /// How many violations were found beyond those kept.
  public var omittedViolations: Int
  /// How the request is to be refused, where it breaks the contract.
  public var refusal: Refusal?

  /// Creates a verdict.
  public init(
    outcome: Outcome, operation: String? = nil, violations: [Violation] = [],
    omittedViolations: Int = 0, refusal: Refusal? = nil
  ) {
    self.outcome = outcome
    self.operation = operation
    self.violations = violations
    self.omittedViolations = omittedViolations
    self.refusal = refusal
  }

  /// Whether nothing is wrong.
  public var passes: Bool { outcome == .pass }
}
