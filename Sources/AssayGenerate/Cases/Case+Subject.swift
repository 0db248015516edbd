public import AssayModel

extension Case {
  /// What a case is about: one constraint at one place, and where its value stands to it.
  public struct Subject: Sendable, Hashable {
    /// The part of the exchange.
    public var part: Violation.Part
    /// Pointer to the value inside the part, as a violation has it.
    public var pointer: String
    /// The place as a contract writes it, such as `importJobs[].id`; empty for all of the part.
    public var path: String
    /// The constraint; `nil` where the case is about no single one.
    public var constraint: ConstraintKind?
    /// Where the value stands to it, such as `max+1`.
    public var boundary: String
    /// The line of the contract that states the constraint.
    public var source: SourceLocation?

    /// Creates a subject.
    public init(
      part: Violation.Part, pointer: String, path: String, constraint: ConstraintKind?,
      boundary: String, source: SourceLocation? = nil
    ) {
      self.part = part
      self.pointer = pointer
      self.path = path
      self.constraint = constraint
      self.boundary = boundary
      self.source = source
    }
  }

  /// What an implementation must make of a case.
  public enum Expectation: Sendable, Hashable {
    /// It keeps the contract.
    case valid
    /// It breaks the contract, in these ways and no others. `refusals` are the errors that a server
    /// may refuse a request with, the fitting one first; empty for responses.
    case invalid([Breach], refusals: [Verdict.Refusal])
    /// The standards leave it open: to be taken or refused, but one or the other. `policy` is the
    /// policy of the contract that decides, where there is one.
    case either(reason: String, policy: String?)
  }

  /// One way in which a case breaks the contract.
  public struct Breach: Sendable, Hashable {
    /// The part of the exchange.
    public var part: Violation.Part
    /// Pointer inside the part.
    public var pointer: String
    /// The constraint.
    public var constraint: ConstraintKind

    /// Creates a breach.
    public init(part: Violation.Part, pointer: String, constraint: ConstraintKind) {
      self.part = part
      self.pointer = pointer
      self.constraint = constraint
    }
  }

  /// A circumstance that bears on how an outcome is judged.
  public enum Note: String, Sendable, Hashable, CaseIterable {
    /// The value's character is assigned in some versions of Unicode and not in others.
    case unicodeVersion
    /// The message is long; a server's own limits (413, 414, 431) may come first.
    case large
    /// The value is nested deeper than some parsers go.
    case deep
    /// The message is no HTTP that every proxy lets through.
    case unusualHTTP
  }
}

extension Case.Expectation {
  /// `valid`, `invalid` or `either`.
  public var name: String {
    switch self {
    case .valid: "valid"
    case .invalid: "invalid"
    case .either: "either"
    }
  }

  /// The ways in which the contract is broken; empty unless `invalid`.
  public var breaches: [Case.Breach] {
    if case .invalid(let breaches, _) = self { breaches } else { [] }
  }

  /// The errors that a server may refuse the case with; empty unless `invalid`.
  public var refusals: [Verdict.Refusal] {
    if case .invalid(_, let refusals) = self { refusals } else { [] }
  }
}
