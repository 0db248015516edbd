package import AssayModel

/// What is made of the answer to a case.
package struct AnswerJudgement: Sendable, Hashable {
  package enum Outcome: String, Sendable, Hashable {
    case pass, fail, skipped
  }

  /// In which way a server fails a case.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A request that breaks the contract was answered as if it were sound.
    case accepted
    /// A sound request was refused as invalid.
    case refused
    /// A request that breaks the contract was refused with another error than it should be.
    case wrongRefusal = "wrong-refusal"
    /// The answer breaks the contract itself.
    case badAnswer = "bad-answer"
    /// The answer is a server's own failure.
    case serverError = "server-error"
    /// The connection ended instead.
    case closed
    /// No answer came in time.
    case timeout
    /// What came is not HTTP.
    case notHTTP = "not-http"
    /// Answers do not fit each other: pages, filters.
    case sequence
  }

  package var outcome: Outcome
  /// `nil` unless it fails.
  package var kind: Kind?
  /// One sentence for a person, or why the case was skipped.
  package var reason: String
  /// What was expected, short.
  package var expected = ""
  /// What came, short.
  package var actual = ""
  /// In which ways the answer breaks the contract.
  package var violations: [Violation] = []
  /// What all failures with one cause have in common, beside what the case is about.
  package var signature = ""

  package static let pass = AnswerJudgement(outcome: .pass, reason: "")

  package static func skipped(_ reason: String, actual: String = "") -> AnswerJudgement {
    AnswerJudgement(outcome: .skipped, reason: reason, actual: actual)
  }
}
