internal import AssayModel

/// What a check has found so far.
struct Findings {
  /// What was kept, in the order it was found, warnings that have to go again among it.
  private var kept: [Violation] = []
  /// How many of it are warnings.
  private var warnings = 0
  /// How many of these have to go: the last ones.
  private var crowdedOut = 0
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
    count == 0 && relations.isEmpty && omitted == 0
  }

  var fails: Bool { requestFails || responseFails || strictFails }
  var isLimited: Bool { requestLimited || responseLimited }
}

// MARK: - What is kept

extension Findings {
  /// How many violations are kept.
  var count: Int { kept.count - crowdedOut }

  /// Whether one more violation would be left out.
  func isFull(for severity: Violation.Severity, limit: Int) -> Bool {
    count >= limit && (severity == .warning || warnings == crowdedOut)
  }

  /// Whether one more violation is to be kept; counts it where it is not. Errors are not crowded out
  /// by warnings: where there is no room, the last of these goes.
  mutating func makeRoom(for severity: Violation.Severity, limit: Int) -> Bool {
    guard count >= limit else { return true }
    omitted += 1
    guard severity == .error, warnings > crowdedOut else { return false }
    crowdedOut += 1
    return true
  }

  mutating func keep(_ violation: Violation) {
    if violation.severity == .warning { warnings += 1 }
    kept.append(violation)
  }

  /// What is kept, in the order it was found.
  var violations: [Violation] {
    if crowdedOut == 0 { return kept }
    // Once one has to go there is no room for another: those that were the last ones still are.
    var left = warnings - crowdedOut
    return kept.filter { violation in
      guard violation.severity == .warning else { return true }
      left -= 1
      return left >= 0
    }
  }

  /// Forgets everything, and keeps the memory.
  mutating func removeAll() {
    var empty = Findings()
    swap(&empty.kept, &kept)
    empty.kept.removeAll(keepingCapacity: true)
    self = empty
  }
}
