import AssayModel

/// Judges a client that runs inside the process of a test: it returns, or it throws.
package struct TrialJudge: Sendable {
  private static let attemptLimit = FuzzOptions().attemptLimit

  private let judge: FuzzJudge
  private let timeout: Double

  /// Prepares a judge. `followsPages` says whether the client asks for every page.
  package init?(followsPages: Bool, timeout: Double) {
    guard let detector = try? CrashDetector() else { return nil }
    self.timeout = timeout
    judge = FuzzJudge(
      detector: detector, echoes: [], attemptLimit: Self.attemptLimit,
      timeout: timeout, followsPages: followsPages)
  }

  /// More requests than anybody needs for a walk of so many pages.
  package static func requestLimit(pages: Int) -> Int {
    (pages + 2) * (Self.attemptLimit + 2) + 40
  }

  /// What is wrong with a run; `nil` for nothing. `error` is what the client threw.
  package func failure(
    _ scenario: Scenario, _ end: ClientRun.End, error: String?, _ record: ScenarioRecord
  ) -> FuzzFailure? {
    guard var failure = judge.failure(scenario, ClientRun(end: end), record) else { return nil }
    switch failure.kind {
    case .accepted: failure.message = "took the answer for sound"
    case .rejected: failure.message = "failed: \(error ?? "without a word")"
    case .notRetried: failure.message = "did not ask again, and failed: \(error ?? "")"
    case .silent: failure.message = "never sent a request"
    case .incomplete: failure.message = "did not ask for all \(record.pageCount) pages"
    case .hung: failure.message = "was still running after \(timeout) s"
    default: break
    }
    return failure
  }
}
