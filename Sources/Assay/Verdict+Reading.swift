public import AssayModel

extension Verdict {
  /// The violations that fail the exchange.
  public var errors: [Violation] { violations.filter { $0.severity == .error } }

  /// The violations that do not fail the exchange.
  public var warnings: [Violation] { violations.filter { $0.severity == .warning } }

  /// The violations of one constraint.
  public func violations(of constraint: ConstraintKind) -> [Violation] {
    violations.filter { $0.constraint == constraint }
  }
}

// MARK: - CustomStringConvertible

extension Verdict: CustomStringConvertible {
  /// The outcome, the operation and a line for each violation, as a failed test shows them.
  public var description: String {
    var text = outcome.rawValue
    if let operation { text += " \(operation)" }
    for violation in violations { text += "\n  \(violation)" }
    if omittedViolations > 0 { text += "\n  and \(omittedViolations) more" }
    return text
  }
}

extension Violation: CustomStringConvertible {
  /// `error: length: response.body /importJobs/3/id, byte 412: … (omics.yaml:41:20)`.
  public var description: String {
    var text = "\(severity.rawValue): \(constraint.rawValue): \(part.rawValue)"
    if !pointer.isEmpty { text += " \(pointer)" }
    if let offset { text += ", byte \(offset)" }
    text += ": \(message)"
    if let source { text += " (\(source))" }
    return text
  }
}
