package import AssayEngine
import AssayGenerate
package import AssayModel
import Synchronization

/// Runs a client once for every scenario and judges it.
package struct FuzzRunner: Sendable {
  private let contract: Contract
  private let plan: Plan
  private let options: FuzzOptions
  private let detector: CrashDetector
  private let list: ScenarioList?

  /// Prepares a run; `plan` is the contract's. Who runs many clients can give the scenarios, so that
  /// they are derived once.
  package init(
    _ contract: Contract, _ plan: Plan, _ options: FuzzOptions, list: ScenarioList? = nil
  ) throws(FuzzError) {
    self.list = list
    self.contract = contract
    self.plan = plan
    self.options = options
    do {
      detector = try CrashDetector(adding: options.crashPatterns)
    } catch {
      throw .badPattern(error.pattern)
    }
  }

  /// Puts the client to the scenarios of an operation; of the one that it calls, where `operation`
  /// is `nil`.
  /// `progress` is told after each scenario how many are done, how many there are, how many failed.
  package func run(
    operation name: String?,
    progress: @escaping @Sendable (_ done: Int, _ total: Int, _ failed: Int) -> Void = { _, _, _ in
    }
  ) async throws(FuzzError) -> FuzzReport {
    let clock = ContinuousClock()
    let start = clock.now
    let bench = try await bench(operation: name)
    for path in options.echoes where bench.model.outputValue(at: path) == nil {
      throw .badEcho(path.description, bench.model.operation.name)
    }
    var report = FuzzReport(operation: bench.model.operation.name)
    report.omissions = bench.list.omissions
    guard let plainest = bench.list.scenarios.first else {
      throw .noScenarios(
        bench.list.omissions.first ?? "no scenarios of \(bench.model.operation.name)")
    }
    var judge = FuzzJudge(
      detector: detector, echoes: options.echoes, attemptLimit: options.attemptLimit,
      timeout: options.timeout, followsPages: false)
    try await warmUp(bench, plainest, judge)
    judge.followsPages = try await followsPages(bench)
    report.followsPages = judge.followsPages

    let wanted = bench.list.scenarios.filter(options.isChosen)
    let chosen = ordered(wanted.filter { report.followsPages || !$0.isBeyondFirstPage })
    report.skipped = wanted.count - chosen.count
    let results = await runAll(chosen, bench, judge, progress)
    let isEnough = results.count { $0.failure != nil } >= options.failureLimit
    report.unfinished = isEnough ? 0 : chosen.count - results.count
    let places = Dictionary(
      bench.list.scenarios.enumerated().map { ($0.element.id, $0.offset) }
    ) { first, _ in first }
    report.results = results.sorted {
      places[$0.scenario.id, default: 0] < places[$1.scenario.id, default: 0]
    }
    report.causes = await causes(report.results, bench, judge)
    let spent = (clock.now - start).components
    report.seconds = Double(spent.seconds) + Double(spent.attoseconds) / 1e18
    return report
  }

  /// Runs some scenarios and nothing before them, for who knows that the client works. Results come in
  /// the order of the scenarios; those behind the limit of failures are missing.
  package func results(
    of scenarios: [Scenario], operation: Operation, followsPages: Bool
  ) async -> [FuzzResult] {
    let bench = FuzzBench(contract, operation, plan, options, list ?? ScenarioList())
    let judge = FuzzJudge(
      detector: detector, echoes: options.echoes, attemptLimit: options.attemptLimit,
      timeout: options.timeout, followsPages: followsPages)
    let results = await runAll(scenarios, bench, judge) { _, _, _ in }
    let places = Dictionary(scenarios.enumerated().map { ($0.element.id, $0.offset) }) { first, _ in
      first
    }
    return results.sorted {
      places[$0.scenario.id, default: 0] < places[$1.scenario.id, default: 0]
    }
  }

  // MARK: - Before

  private func bench(operation name: String?) async throws(FuzzError) -> FuzzBench {
    if let name, let operation = contract.operation(named: name) {
      return FuzzBench(contract, operation, plan, options, list)
    }
    if contract.operations.count == 1 {
      return FuzzBench(contract, contract.operations[0], plan, options, list)
    }
    // The client says itself which operation it calls: whatever it asks first is answered.
    guard let any = contract.operations.first else { throw .noOperation(nil) }
    let bench = FuzzBench(contract, any, plan, options, ScenarioList())
    let silent = Scenario(
      id: "warm-up", operation: any.name, category: .valid, expectation: .accept,
      title: "the plainest answer of whatever is asked for",
      script: Script(pages: []))
    let result = try await started(bench, silent)
    for asked in result.record.asked {
      if let name = asked.verdict.operation, let operation = contract.operation(named: name) {
        return FuzzBench(contract, operation, plan, options, list)
      }
    }
    throw .noOperation(result)
  }

  private func started(
    _ bench: FuzzBench, _ scenario: Scenario
  ) async throws(FuzzError) -> FuzzResult {
    let result = try await bench.run(scenario)
    if case .notStarted(let reason) = result.run.end { throw .notStarted(reason) }
    if options.isInterrupted() { throw .interrupted }
    return result
  }

  /// The plainest scenario: a client that fails it does not work, and needs no other.
  private func warmUp(
    _ bench: FuzzBench, _ plainest: Scenario, _ judge: FuzzJudge
  ) async throws(FuzzError) {
    var result = try await started(bench, plainest)
    result.failure = judge.failure(plainest, result.run, result.record)
    if result.failure?.kind == .hung {
      // A first start may have to read everything from disk.
      result = try await started(bench, plainest)
      result.failure = judge.failure(plainest, result.run, result.record)
    }
    if result.failure != nil { throw .notWorking(result) }
  }

  /// Whether the client asks for a second page at all; one that never does is only judged by first
  /// pages.
  private func followsPages(_ bench: FuzzBench) async throws(FuzzError) -> Bool {
    for name in ["page/two", "page/of-one"] {
      guard let scenario = bench.list.scenarios.first(where: { $0.id.hasSuffix("/valid/\(name)") })
      else { continue }
      let result = try await started(bench, scenario)
      let asksOn = result.record.asked.contains { asked in
        switch asked.page {
        case .page(let page): page > 0
        case .unknownToken: true
        default: false
        }
      }
      if asksOn { return true }
    }
    return false
  }

  /// What failed before comes first.
  private func ordered(_ scenarios: [Scenario]) -> [Scenario] {
    let first = Set(options.first)
    return scenarios.filter { first.contains($0.id) } + scenarios.filter { !first.contains($0.id) }
  }

  // MARK: - All scenarios

  private func runAll(
    _ scenarios: [Scenario], _ bench: FuzzBench, _ judge: FuzzJudge,
    _ progress: @Sendable (Int, Int, Int) -> Void
  ) async -> [FuzzResult] {
    var results: [FuzzResult] = []
    var failed = 0
    await withTaskGroup(of: FuzzResult?.self) { group in
      var next = 0
      func add() {
        guard next < scenarios.count, failed < options.failureLimit, !options.isInterrupted()
        else { return }
        let scenario = scenarios[next]
        next += 1
        group.addTask { await judged(scenario, bench, judge) }
      }
      for _ in 0..<max(1, options.jobs) { add() }
      while let result = await group.next() {
        if let result, !options.isInterrupted() {
          results.append(result)
          if result.failure != nil { failed += 1 }
          progress(results.count, scenarios.count, failed)
        }
        add()
      }
    }
    return results
  }

  private func judged(
    _ scenario: Scenario, _ bench: FuzzBench, _ judge: FuzzJudge
  ) async -> FuzzResult? {
    guard var result = try? await bench.run(scenario) else { return nil }
    result.failure = judge.failure(scenario, result.run, result.record)
    if result.failure?.kind == .hung, !options.isInterrupted(), scenario.category != .transport {
      // A machine that is busy makes clients slow: a second time tells.
      guard var again = try? await bench.run(scenario) else { return result }
      again.failure = judge.failure(scenario, again.run, again.record)
      return again
    }
    return result
  }

  // MARK: - Causes

  private func causes(
    _ results: [FuzzResult], _ bench: FuzzBench, _ judge: FuzzJudge
  ) async -> [FuzzCause] {
    var causes: [FuzzCause] = []
    var places: [String: Int] = [:]
    for result in results {
      guard let failure = result.failure else { continue }
      if let place = places[failure.cause] {
        causes[place].scenarios.append(result.scenario.id)
        if result.scenario.script.weight < causes[place].example.scenario.script.weight {
          causes[place].example = result
        }
      } else {
        places[failure.cause] = causes.count
        causes.append(FuzzCause(example: result, scenarios: [result.scenario.id]))
      }
    }
    guard options.shrinkLimit > 0 else { return causes }
    for index in causes.indices.prefix(40) where !options.isInterrupted() {
      await shrink(&causes[index], bench, judge)
    }
    return causes
  }

  /// Makes the example of a cause smaller, as long as the client fails in the same way.
  private func shrink(_ cause: inout FuzzCause, _ bench: FuzzBench, _ judge: FuzzJudge) async {
    guard let wanted = cause.example.failure else { return }
    // Every attempt at a client that hangs takes all the time there is.
    var left = wanted.kind == .hung || wanted.kind == .unbounded ? 2 : options.shrinkLimit
    var hasImproved = true
    while hasImproved, left > 0, !options.isInterrupted() {
      hasImproved = false
      for candidate in bench.reductions(of: cause.example.scenario) {
        guard left > 0, !options.isInterrupted() else { return }
        left -= 1
        guard var result = try? await bench.run(candidate) else { return }
        result.failure = judge.failure(candidate, result.run, result.record)
        guard result.failure?.cause == wanted.cause else { continue }
        cause.example = result
        cause.isShrunk = true
        hasImproved = true
        break
      }
    }
  }
}
