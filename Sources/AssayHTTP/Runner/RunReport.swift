package import AssayGenerate

/// What a run came to.
package struct RunReport: Sendable {
  /// A case and what became of it, for formats that list all.
  package struct Line: Sendable {
    package var id: String
    package var operation: String
    package var outcome: AnswerJudgement.Outcome
    /// Why it was skipped, or failed.
    package var reason: String
  }

  /// Every case that was run, in the order of derivation; random cases only where they fail.
  package var lines: [Line] = []
  package var failures: [FailureGroup] = []
  /// Cases that were skipped, by reason.
  package var skipped: [(reason: String, ids: [String])] = []
  package var coverage = RunCoverage()
  /// What no cases could be made for.
  package var omissions: [CaseSet.Omission] = []
  /// What a person should know: nothing fails because of it.
  package var remarks: [String] = []
  /// Why the run ended before its time.
  package var unfinished: String?
  package var cases = 0
  package var pass = 0
  package var fail = 0
  package var random = 0
  package var requests = 0
  package var seconds = 0.0
  /// Failures of former runs that do not fail any more.
  package var fixed: [String] = []
  /// Identifiers that were asked for and that no case has.
  package var unknown: [String] = []

  /// Whether only a part of the cases was asked for, so that coverage says little.
  package var isPartial = false

  package var skippedCount: Int { skipped.reduce(0) { $0 + $1.ids.count } }

  package init() {}
}

/// Failures with one cause, and the one that shows it best.
package struct FailureGroup: Sendable {
  package var item: Case
  package var judgement: AnswerJudgement
  /// The answer, where one came.
  package var answer: Answer?
  /// Identifiers of all that fail for this cause, the first few of them.
  package var ids: [String]
  /// How many there are.
  package var count: Int
  /// What else is concerned: the subjects of the other cases.
  package var subjects: [Case.Subject]
  /// The command that sends the request.
  package var command = ""
  /// The file that keeps it.
  package var file: String?
  /// Whether it failed in a former run.
  package var isKnown = false
  let key: String

  /// Identifiers that are kept of one cause.
  static let idLimit = 100
}
