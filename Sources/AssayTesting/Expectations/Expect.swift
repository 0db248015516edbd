internal import Assay
internal import AssayModel
internal import AssayReport
internal import AssaySpec

/// Checks an exchange and records what is wrong with it.
func expect(
  _ exchange: Exchange, _ operation: String?, _ checker: Checker, at place: TestPlace
) -> Verdict {
  var exchange = exchange
  if let operation {
    guard checker.contract.operation(named: operation) != nil else {
      return record(unknown: operation, checker, at: place)
    }
    exchange.operation = exchange.append(operation)
  }
  let verdict = checker.check(exchange)
  if let operation, let found = verdict.operation, !found.utf8.elementsEqual(operation.utf8) {
    IssueRecorder.record(
      "operation: request.path: the request belongs to `\(found)`, not to `\(operation)`",
      at: place)
  }
  record(verdict, IssueText(exchange, verdict, checker), at: place)
  return verdict
}

/// Checks the body of a response and records what is wrong with it.
func expect(
  body: [UInt8], _ status: Int, _ operation: String, _ checker: Checker, at place: TestPlace
) -> Verdict {
  guard checker.contract.operation(named: operation) != nil else {
    return record(unknown: operation, checker, at: place)
  }
  let verdict = checker.check(response: body, status: status, for: operation)
  let exchange = Exchange(response: HTTPResponse(status: status, body: body))
  record(verdict, IssueText(exchange, verdict, checker), at: place)
  return verdict
}

/// Records one issue for each violation.
func record(_ verdict: Verdict, _ texts: IssueText, at place: TestPlace) {
  for (index, violation) in verdict.violations.enumerated() {
    var text = texts.text(of: violation)
    if verdict.omittedViolations > 0, index == verdict.violations.count - 1 {
      text += "\n  and \(Wording.counted(verdict.omittedViolations, "further violation"))"
    }
    IssueRecorder.record(text, violation.severity == .error ? .error : .warning, at: place)
  }
}

/// An operation that the contract does not have is the test's mistake, and no reason to pass.
private func record(
  unknown operation: String, _ checker: Checker, at place: TestPlace
) -> Verdict {
  IssueRecorder.record(checker.contract.lacks(operation), at: place)
  return checker.check(response: [], for: operation)
}

extension Contract {
  /// What is said of an operation that the contract does not have.
  func lacks(_ operation: String) -> String {
    var text = "the contract of `\(service)` has no operation `\(Wording.visible(operation))`"
    let names = operations.map(\.name)
    if let nearest = Suggestion.nearest(to: operation, among: names) {
      text += "; did you mean `\(nearest)`?"
    } else if names.count <= 10 {
      text += "; it has \(names.map { "`\($0)`" }.joined(separator: ", "))"
    }
    return text
  }
}
