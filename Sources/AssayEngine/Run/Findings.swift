internal import AssayModel

/// What a check has found so far.
struct Findings {
  /// What is kept, and how many were found before each.
  private var errors: [Violation] = []
  private var warnings: [Violation] = []
  private var errorOrder: [Int] = []
  private var warningOrder: [Int] = []
  private var order = 0
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
  var count: Int { errors.count + warnings.count }

  /// Whether one more violation would be left out.
  func isFull(for severity: Violation.Severity, limit: Int) -> Bool {
    count >= limit && (severity == .warning || warnings.isEmpty)
  }

  /// Whether one more violation is to be kept; counts it where it is not. Errors are not crowded out
  /// by warnings: where there is no room, the last of these goes.
  mutating func makeRoom(for severity: Violation.Severity, limit: Int) -> Bool {
    guard count >= limit else { return true }
    omitted += 1
    guard severity == .error, !warnings.isEmpty else { return false }
    warnings.removeLast()
    warningOrder.removeLast()
    return true
  }

  mutating func keep(_ violation: Violation) {
    if violation.severity == .error {
      errors.append(violation)
      errorOrder.append(order)
    } else {
      warnings.append(violation)
      warningOrder.append(order)
    }
    order += 1
  }

  /// What is kept, in the order it was found.
  var violations: [Violation] {
    if warnings.isEmpty { return errors }
    if errors.isEmpty { return warnings }
    var merged: [Violation] = []
    merged.reserveCapacity(count)
    var error = 0
    var warning = 0
    while error < errors.count || warning < warnings.count {
      let isError =
        warning == warnings.count
        || error < errors.count && errorOrder[error] < warningOrder[warning]
      merged.append(isError ? errors[error] : warnings[warning])
      if isError { error += 1 } else { warning += 1 }
    }
    return merged
  }
}
