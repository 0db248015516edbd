import AssayEngine
import AssayModel
import AssayTestSupport
import Testing

/// Which violations are kept where there are more than may be.
@Suite struct KeptViolationsTests {
  /// Warnings and errors of several kinds, in turn: `a` is a string, and the others are unknown.
  private static let body = Array(
    #"{"u":1,"a":2,"v":1,"a":3,"w":{},"x":"\ud800","y":1,"a":"s","z":[]}"#.utf8)

  private static func verdict(limit: Int) -> Verdict {
    var options = Plan.Options()
    options.limits.violations = limit
    let plan = Plan(
      .sample(input: [Member(name: "a", target: SimpleType.string.shapeID)]), options: options)
    let exchange = Exchange(
      request: HTTPRequest(
        method: "POST", target: "/op", headers: [("Content-Type", "application/json")],
        body: body))
    return plan.check(exchange, scratch: Scratch(for: plan))
  }

  /// The rule in its plainest form: where there is no room, an error takes that of the last warning.
  @Test(arguments: 0...14)
  func errorsTakeTheRoomOfWarnings(_ limit: Int) {
    let all = Self.verdict(limit: 1_000)
    #expect(all.violations.contains { $0.severity == .warning })
    #expect(all.errors.count > 2)
    var kept: [Violation] = []
    var omitted = 0
    for violation in all.violations {
      if kept.count >= limit {
        omitted += 1
        guard violation.severity == .error,
          let last = kept.lastIndex(where: { $0.severity == .warning })
        else { continue }
        kept.remove(at: last)
      }
      kept.append(violation)
    }
    let verdict = Self.verdict(limit: limit)
    #expect(verdict.violations == kept)
    #expect(verdict.omittedViolations == omitted)
    #expect(verdict.outcome == all.outcome)
    #expect(verdict.refusal == all.refusal)
  }
}

extension Verdict {
  fileprivate var errors: [Violation] { violations.filter { $0.severity == .error } }
}
