package import AssayEngine
internal import AssayGenerate
internal import AssayModel
internal import Synchronization

/// The scenarios of all operations of a contract, derived operation by operation when somebody asks.
package final class ContractScenarios: ScenarioSource {
  private struct Derived: Sendable {
    var model: OperationModel
    var list: ScenarioList
  }

  private let plan: Plan
  private let options: ScenarioList.Options
  private let derived = Mutex<[Int: Derived]>([:])

  /// Prepares scenarios; `plan` is the contract's. Nothing is derived yet.
  package init(_ plan: Plan, seed: UInt64 = 0, items: Int? = nil) {
    self.plan = plan
    var options = ScenarioList.Options()
    options.seed = seed
    if let items, items > 0 { options.items = min(items, 100) }
    self.options = options
  }

  package var operations: [String] { plan.contract.operations.map(\.name) }

  package func list(
    _ operation: String
  ) -> (scenarios: [ScenarioSummary], omissions: [String]) {
    guard let index = plan.operationIndex(named: operation) else { return ([], []) }
    let list = derive(index).list
    let summaries = list.scenarios.map { scenario in
      ScenarioSummary(
        id: scenario.id, operation: scenario.operation, category: scenario.category.rawValue,
        expectation: scenario.expectation.rawValue, title: scenario.title,
        source: scenario.source?.description)
    }
    return (summaries, list.omissions)
  }

  package func play(_ id: String) -> (any ScenarioPlay)? {
    // The name of the operation comes first in every identifier.
    let name = String(id.prefix { $0 != "/" })
    guard let index = plan.operationIndex(named: name) else { return nil }
    let derived = derive(index)
    guard let scenario = derived.list.scenarios.first(where: { $0.id.isExactly(id) }) else {
      return nil
    }
    return ScenarioResponder(scenario, derived.model, plan)
  }

  private func derive(_ index: Int) -> Derived {
    if let known = derived.withLock({ $0[index] }) { return known }
    let model = OperationModel(plan.contract, plan.contract.operations[index])
    let made = Derived(model: model, list: ScenarioList(model, plan, options: options))
    derived.withLock { $0[index] = made }
    return made
  }
}

extension ScenarioResponder: ScenarioPlay {
  /// What the record says.
  package var score: ScenarioScore {
    let record = record
    var score = ScenarioScore()
    score.requests = record.total
    score.pages = record.pageCount
    score.pagesServed = record.served.count
    score.mostAttempts = record.mostAttempts
    for asked in record.asked {
      if asked.verdict.outcome == .fail { score.brokenRequests += 1 }
      if case .unknownToken = asked.page { score.unknownTokens += 1 }
    }
    return score
  }
}
