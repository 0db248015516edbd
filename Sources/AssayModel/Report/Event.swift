/// What a run says to its reports, in order.
public enum Event: Sendable {
  /// An exchange was checked.
  case exchange(ExchangeResult)
  /// The input broke off; everything before the break has been reported.
  case inputError(InputError)
  /// The run is over, or was interrupted.
  case summary(Summary)
}

/// A checked exchange.
public struct ExchangeResult: Sendable, Hashable {
  /// Position over all inputs, from 0.
  public var index: Int
  /// `_id`, `comment` or line of the entry.
  public var id: String?
  /// Method and target of the request, for people; absent for bare bodies.
  public var title: String?
  /// What was found.
  public var verdict: Verdict

  /// Creates a result.
  public init(index: Int, id: String? = nil, title: String? = nil, verdict: Verdict) {
    self.index = index
    self.id = id
    self.title = title
    self.verdict = verdict
  }
}

/// Why an input could not be read to its end.
public struct InputError: Sendable, Hashable {
  /// Path of the input; `-` for standard input.
  public var path: String
  /// Byte offset (in the decompressed stream) of the break.
  public var offset: Int?
  /// One sentence for a person.
  public var message: String

  /// Creates an input error.
  public init(path: String, offset: Int? = nil, message: String) {
    self.path = path
    self.offset = offset
    self.message = message
  }
}

/// What a run came to.
public struct Summary: Sendable, Hashable {
  /// Exchanges checked.
  public var exchanges = 0
  /// Verdicts by outcome.
  public var pass = 0
  /// Exchanges that broke the contract.
  public var fail = 0
  /// Exchanges that belong to no operation.
  public var unmatched = 0
  /// Exchanges that a limit kept from a verdict.
  public var undetermined = 0
  /// Violations by constraint, errors and warnings alike.
  public var violations: [ConstraintKind: Int] = [:]
  /// Bytes read of the (decompressed) inputs.
  public var bytes = 0
  /// Seconds from first to last.
  public var seconds = 0.0
  /// Whether the run was interrupted before its end.
  public var isInterrupted = false
  /// Which constraints were exercised.
  public var coverage: Coverage?

  /// Creates an empty summary.
  public init() {}
}
