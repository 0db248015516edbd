package import AssayGenerate

/// What a run is told beside the contract and the address.
package struct RunOptions: Sendable {
  /// Values that exist on the server.
  package var bindings = Bindings()
  /// Fields for every request.
  package var headers: [Case.Field] = []
  package var selection = CaseFilter()
  package var seed: UInt64 = 0
  /// Seconds of random exploration; `nil` for a number of cases.
  package var explorationSeconds: Double?
  /// Random cases of each operation, where no time is given.
  package var explorationCases = 400
  /// Requests under way at once.
  package var jobs = 4
  /// Requests a second; `nil` for as many as there can be.
  package var rate: Double?
  package var client = HTTPClient.Options()
  package var signer: RequestSigner?
  /// What the standards leave open is held to the contract's policies, and warnings are errors.
  package var isStrict = false
  /// Where failures are kept; `nil` for nowhere.
  package var failureFolder: String?
  /// Only what failed before is run.
  package var replaysOnly = false
  /// Asked often: whether to end early.
  package var isInterrupted: @Sendable () -> Bool = { false }

  package init() {}
}
