package import AssayEngine
package import AssayGenerate
package import AssayModel

/// The scenarios of one operation, derived from its contract.
///
/// The same contract and options give the same scenarios with the same identifiers; the seed only
/// changes the data that is served.
package struct ScenarioList: Sendable {
  /// What scenarios are made of.
  package struct Options: Sendable, Hashable {
    /// Chooses the data.
    package var seed: UInt64 = 0
    /// Items of the data set.
    package var items = 7
    /// What is expected of invalid answers; `nil` for what sense demands: that what cannot be read
    /// at all is rejected, and that nobody comes to harm over the rest.
    package var invalid: Scenario.Expectation?

    /// Creates the options that hold where nobody states others.
    package init() {}
  }

  /// The scenarios in order, the plainest one first.
  package private(set) var scenarios: [Scenario] = []
  /// What no scenarios could be made of, and why.
  package private(set) var omissions: [String] = []

  /// Creates a list without scenarios.
  package init() {}

  /// Derives the scenarios of an operation. `plan` is the contract's.
  package init(
    _ model: OperationModel, _ plan: Plan, options: Options = Options()
  ) {
    guard model.contract.wireProtocol.hasJSONBodies else {
      omissions.append(
        "scenarios of the protocol \(model.contract.wireProtocol.rawValue) cannot be written yet")
      return
    }
    var maker = ScenarioMaker(model, plan, options)
    maker.make()
    scenarios = maker.scenarios
    omissions = maker.omissions
  }

  /// Derives the scenarios of an operation.
  package init(
    _ contract: Contract, operation: Operation, options: Options = Options()
  ) {
    self.init(OperationModel(contract, operation), Plan(contract), options: options)
  }
}
