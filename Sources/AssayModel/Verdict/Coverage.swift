/// Which constraints of a contract were exercised, and in which polarity.
public struct Coverage: Sendable, Hashable {
  /// One constraint at one place of an operation's traffic.
  public struct Entry: Sendable, Hashable {
    /// Operation it belongs to.
    public var operation: String
    /// Part of the exchange.
    public var part: Violation.Part
    /// Path inside the part as a contract writes it, such as `importJobs[].id`.
    public var path: String
    /// The rule.
    public var constraint: ConstraintKind
    /// The line of the contract.
    public var source: SourceLocation?
    /// Whether a value satisfied it.
    public var satisfied: Bool
    /// Whether a value broke it.
    public var violated: Bool

    /// Creates an entry.
    public init(
      operation: String, part: Violation.Part, path: String, constraint: ConstraintKind,
      source: SourceLocation?, satisfied: Bool = false, violated: Bool = false
    ) {
      self.operation = operation
      self.part = part
      self.path = path
      self.constraint = constraint
      self.source = source
      self.satisfied = satisfied
      self.violated = violated
    }
  }

  /// Every constraint of the operations that were seen, in the contract's order.
  public var entries: [Entry]

  /// Creates a coverage.
  public init(entries: [Entry] = []) { self.entries = entries }

  /// How many constraints there are.
  public var total: Int { entries.count }
  /// How many were satisfied by some value.
  public var satisfied: Int { entries.count { $0.satisfied } }
  /// How many were broken by some value.
  public var violated: Int { entries.count { $0.violated } }
  /// How many were neither satisfied nor broken by any value.
  public var unexercised: Int { entries.count { !$0.satisfied && !$0.violated } }
}
