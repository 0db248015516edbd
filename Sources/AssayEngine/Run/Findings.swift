internal import AssayModel

/// What a check has found so far.
struct Findings {
  var violations: [Violation] = []
  /// Found beyond the limit and not kept.
  var omitted = 0
  /// The first limit that was reached, kept or not.
  var limit: Violation?
  /// Whether some error other than a limit was found in the request; in the response.
  var requestFails = false
  var responseFails = false
  /// Whether a warning was found that strictness makes an error.
  var strictFails = false
  /// Whether a limit was reached, in the request; in the response.
  var requestLimited = false
  var responseLimited = false
  /// Faults of the request by the kind of refusal that they call for.
  var badMediaType = false
  var notAcceptable = false
  var unparsable = false
  /// Relations found broken, kept back until the body has been read to its end.
  var relations: [Violation] = []

  /// Whether there is nothing to be said, not even a warning.
  var isEmpty: Bool {
    // A limit that was reached is among the violations, or among those that were left out.
    violations.isEmpty && relations.isEmpty && omitted == 0
  }

  var fails: Bool { requestFails || responseFails || strictFails }
  var isLimited: Bool { requestLimited || responseLimited }
}
