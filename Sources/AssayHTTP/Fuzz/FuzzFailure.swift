/// What a client did wrong in a scenario.
package struct FuzzFailure: Sendable, Hashable {
  /// The kind of mistake. The raw value is the name in every report.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// It fell, by a signal or with the words of its run-time system.
    case crashed
    /// It did not end in time.
    case hung
    /// It sent more requests than anybody needs.
    case unbounded
    /// It sent a token that it was not given.
    case wrongToken
    /// Its request breaks the contract.
    case badRequest
    /// It sent no request at all.
    case silent
    /// It failed where it should not have.
    case rejected
    /// It ended well where it should not have.
    case accepted
    /// It did not ask again where it should have.
    case notRetried
    /// It asked again where it should not have.
    case retried
    /// It did not ask for all pages.
    case incomplete
    /// A value that it was served is not in its output.
    case lost
    /// A value is in its output more often than it was served.
    case repeated
    /// Values are in its output in another order than they were served.
    case disordered
  }

  /// The kind of mistake.
  package var kind: Kind
  /// What it did, in one clause for a person.
  package var message: String
  /// What failures of one cause have in common.
  package var cause: String
}

/// A scenario with what came of it.
package struct FuzzResult: Sendable {
  /// The scenario.
  package var scenario: Scenario
  /// The client's run.
  package var run: ClientRun
  /// What was asked and answered.
  package var record: ScenarioRecord
  /// What was wrong; `nil` for nothing.
  package var failure: FuzzFailure?
}

/// Failures that seem to have one cause.
package struct FuzzCause: Sendable {
  /// The failure that is shown, made as small as could be.
  package var example: FuzzResult
  /// Identifiers of all scenarios that fail for it, in order.
  package var scenarios: [String]
  /// Whether the example is smaller than the scenario of its name.
  package var isShrunk = false
}

/// What came of a whole run.
package struct FuzzReport: Sendable {
  /// How many scenarios of a class passed, and how many there were.
  package struct Score: Sendable, Hashable {
    package var pass = 0
    package var total = 0
  }

  /// Name of the operation that the client calls.
  package var operation: String
  /// Every scenario that was run, in the list's order.
  package var results: [FuzzResult] = []
  /// The failures by cause.
  package var causes: [FuzzCause] = []
  /// Scenarios that were to be run and were not, because the run was interrupted.
  package var unfinished = 0
  /// Scenarios of later pages, which a client that never asks for one cannot meet.
  package var skipped = 0
  /// Whether the client follows tokens from page to page.
  package var followsPages = false
  /// What no scenarios could be made of.
  package var omissions: [String] = []
  /// How long it took.
  package var seconds = 0.0

  /// Results by class, in the order of the classes.
  package var scores: [(category: Scenario.Class, score: Score)] {
    Scenario.Class.allCases.compactMap { category in
      let these = results.filter { $0.scenario.category == category }
      guard !these.isEmpty else { return nil }
      return (category, Score(pass: these.count { $0.failure == nil }, total: these.count))
    }
  }

  /// How many scenarios failed.
  package var failed: Int { results.count { $0.failure != nil } }
}

/// Why a client could not be put to scenarios at all.
package enum FuzzError: Error, Sendable {
  /// It could not be started, for this reason.
  case notStarted(String)
  /// It fails the plainest scenario.
  case notWorking(FuzzResult)
  /// It asked for nothing that the contract knows.
  case noOperation(FuzzResult?)
  /// No server could be started, for this reason.
  case noServer(String)
  /// There are no scenarios, for this reason.
  case noScenarios(String)
  /// A pattern for crashes is none.
  case badPattern(String)
  /// A path whose values are to appear leads nowhere in the output of the operation.
  case badEcho(String, String)
  /// The person ended the run before it had begun.
  case interrupted
}
