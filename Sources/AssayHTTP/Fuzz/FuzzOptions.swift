package import AssayModel

/// How a client is put to scenarios.
package struct FuzzOptions: Sendable {
  /// Program and arguments; `{endpoint}` in an argument stands for the address of the server.
  package var command: [String] = []
  /// Seconds that a run may take.
  package var timeout = 10.0
  /// Runs at a time.
  package var jobs = 1
  /// Regular expressions that are signs of a crash, beside the known ones.
  package var crashPatterns: [String] = []
  /// Paths of the output whose values must appear on standard output.
  package var echoes: [MemberPath] = []
  /// How often one page may be asked for.
  package var attemptLimit = 10
  /// What scenarios are made of.
  package var list = ScenarioList.Options()
  /// Runs that making one failure smaller may take; 0 leaves failures as they are.
  package var shrinkLimit = 16
  /// Scenarios that may fail before the run ends early.
  package var failureLimit = Int.max
  /// Which scenarios to run, by name; all but the warm-up may be left out.
  package var isChosen: @Sendable (Scenario) -> Bool = { _ in true }
  /// Identifiers of scenarios to run before all others.
  package var first: [String] = []
  /// Whether the person wants the run to end.
  package var isInterrupted: @Sendable () -> Bool = { false }

  /// Creates the options that hold where nobody states others.
  package init() {}
}
