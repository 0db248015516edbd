internal import AssayEngine
internal import AssayGenerate
internal import AssayModel

/// A run under way: the state between its operations.
struct Round: Sendable {
  let courier: Courier
  let plan: Plan
  let store: FailureStore?
  let lanes: [Lane]
  var report = RunReport()
  var ledger = FailureLedger()
  /// Reasons in the order in which they came up.
  private var skipReasons: [String] = []
  private var skips: [String: [String]] = [:]
  private var kept: [KeptFailure] = []
  private var stillFailing: Set<String> = []
  private var wasRun: Set<String> = []
  /// Coverage is asked of the lanes once, after all.
  private var found: Set<String> = []

  var options: RunOptions { courier.options }
  var progress: RunProgress { courier.progress }

  init(courier: Courier, plan: Plan, store: FailureStore?, lanes: [Lane]) {
    self.courier = courier
    self.plan = plan
    self.store = store
    self.lanes = lanes
  }

  /// Runs all operations.
  consuming func run(_ contract: Contract) async -> Result<RunReport, TestRun.Failure> {
    var round = self
    if let store = round.store { round.kept = store.load() }
    // A door that nobody opens is found out before any case is made.
    if let failure = await round.knock() { return .failure(failure) }
    for operation in contract.operations where !round.courier.isOver {
      await round.run(contract, operation)
    }
    if round.courier.watchdog.isUnreachable, let reason = round.courier.watchdog.verdict {
      return .failure(TestRun.Failure(description: reason))
    }
    await round.finish(contract)
    return .success(round.report)
  }

  /// Tries whether the server can be reached at all.
  private func knock() async -> TestRun.Failure? {
    guard let lane = lanes.first else { return nil }
    return await lane.session.connect().map { TestRun.Failure(description: "\($0)") }
  }

  // MARK: - One operation

  private mutating func run(_ contract: Contract, _ operation: Operation) async {
    progress.begin("deriving the cases of \(operation.name)", more: nil)
    var caseOptions = CaseOptions()
    caseOptions.directions = [.request]
    caseOptions.bindings = options.bindings
    caseOptions.isStrict = options.isStrict
    let generator = CaseGenerator(contract, operation, options: caseOptions)
    let set = generator.derive()
    report.omissions += set.omissions.filter { !$0.place.contains("/response") }
    found.formUnion(options.selection.ids.intersection(set.cases.map(\.id)))
    let mine = kept.filter { $0.operation == operation.name }
    let isExplored =
      options.selection.takesRandom && options.explorationCases > 0
      || options.explorationSeconds != nil || mine.contains { $0.choices != nil }
    let explorer = isExplored ? generator.explorer(.request) : nil

    let oracle = await oracle(for: set, generator)
    guard !courier.isOver else { return }
    await runKept(mine, set.cases, explorer, oracle)
    if !options.replaysOnly {
      let chosen = set.cases.filter { options.selection.takes($0.id) && !wasRun.contains($0.id) }
      progress.begin(operation.name, more: chosen.count)
      take(await runAll(chosen, oracle), listed: true)
      for item in set.cases where !options.selection.takes(item.id) {
        report.coverage.note(item, nil, "its cases were left out")
      }
    }
    await runWalks(generator, oracle)
    if !options.replaysOnly, let explorer { await explore(explorer, operation, oracle) }
    ledger.fold()
    if let explorer { await shrink(explorer, operation, oracle) }
  }

  /// Asks the server what a plain sound request comes to, before it is held to anything.
  private mutating func oracle(for set: CaseSet, _ generator: CaseGenerator) async -> Oracle {
    var oracle = Oracle(plan)
    guard let lane = lanes.first,
      let plain = set.cases.first(where: { $0.expectation == .valid }), let request = plain.request
    else { return oracle }
    let result = await courier.send(request, of: plain.id, on: lane)
    switch result {
    case .success(let answer):
      ledger.noteCommon(plain, oracle.judge(plain, answer, scratch: lane.scratch))
      let status = answer.response.status
      if [401, 403, 404].contains(status) {
        let type = ErrorType.read(answer.response)
        oracle.barrier = Oracle.Barrier(status: status, type: type)
        let shown = type.isEmpty ? "\(status)" : "\(status) \(type)"
        report.remarks.append(
          "a plain request of `\(plain.operation)` is answered with \(shown): "
            + (status == 404
              ? "give values that exist with `--set`, or little can be learned"
              : "without credentials that it takes, little can be learned"))
      }
    case .failure(let failure): ledger.noteCommon(plain, oracle.judge(plain, failure))
    }
    oracle.refusesForeignTokens = await refusesForeignTokens(generator, oracle, lane)
    if oracle.refusesForeignTokens {
      report.remarks.append(
        "`\(plain.operation)` refuses tokens that it did not give out; "
          + "what else it makes of tokens is learned from its own")
    }
    return oracle
  }

  /// Whether a server refuses plain tokens that keep the contract: it looks into them, and what the
  /// contract says of them is only half the truth.
  private func refusesForeignTokens(
    _ generator: CaseGenerator, _ oracle: Oracle, _ lane: Lane
  ) async -> Bool {
    let operation = generator.model.operation
    guard let path = operation.pagination?.input, path.steps.count == 1,
      case .member(let name)? = path.steps.first,
      let base = generator.model.input(.plain, bindings: options.bindings)
    else { return false }
    var refused = 0
    for word in ["assay-invented-token", "abcdefgh", "eyJhc3NheSI6MX0", "aaaaaaaaaaaaaaaa"] {
      var message = base
      message[name] = .string(word)
      let item = Case(
        id: "\(operation.name)/token", operation: operation.name, direction: .request,
        request: generator.model.request(message),
        subject: Case.Subject(
          part: .requestQuery, pointer: "", path: name, constraint: nil, boundary: ""),
        expectation: .valid)
      guard plan.check(item.exchange, scratch: lane.scratch).passes else { continue }
      let (judgement, _) = await courier.put(item, to: oracle, on: lane)
      guard judgement.kind == .refused else { return false }
      refused += 1
    }
    return refused > 0
  }

  // MARK: - Cases

  /// Puts cases to the server, several at once; the results come back in the cases' order.
  private func runAll(_ cases: [Case], _ oracle: Oracle) async -> [CaseResult] {
    let queue = WorkQueue(cases.count)
    let results = await withTaskGroup(of: [CaseResult].self) { group in
      for lane in lanes {
        group.addTask {
          var results: [CaseResult] = []
          while !courier.isOver, let index = queue.take() {
            results.append(await result(of: cases[index], index, oracle, lane))
          }
          return results
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
    return results.sorted { $0.order < $1.order }
  }

  func result(
    _ item: Case, _ order: Int, _ oracle: Oracle, _ lane: Lane
  ) async -> CaseResult {
    let (judgement, answer) = await courier.put(item, to: oracle, on: lane)
    let isFailing = judgement.outcome == .fail
    progress.finished(failing: isFailing)
    return CaseResult(
      order: order, item: item, judgement: judgement, answer: isFailing ? answer : nil)
  }

  private func result(
    of item: Case, _ order: Int, _ oracle: Oracle, _ lane: Lane
  ) async -> CaseResult { await result(item, order, oracle, lane) }

  /// Counts results. Random cases are listed where they fail, and say nothing of coverage.
  mutating func take(_ results: [CaseResult], listed: Bool) {
    for result in results {
      wasRun.insert(result.item.id)
      report.cases += 1
      switch result.judgement.outcome {
      case .pass: report.pass += 1
      case .fail: report.fail += 1
      case .skipped: skip(result)
      }
      ledger.add(result, isKnown: kept.contains { $0.id == result.item.id })
      if result.judgement.outcome == .fail { stillFailing.insert(result.item.id) }
      if listed {
        report.coverage.note(result.item, result.judgement.outcome, result.judgement.reason)
      }
      guard listed || result.judgement.outcome == .fail else { continue }
      report.lines.append(
        RunReport.Line(
          id: result.item.id, operation: result.item.operation,
          outcome: result.judgement.outcome, reason: result.judgement.reason))
    }
  }

  private mutating func skip(_ result: CaseResult) {
    let reason = result.judgement.reason
    if skips[reason] == nil { skipReasons.append(reason) }
    skips[reason, default: []].append(result.item.id)
  }

  // MARK: - What failed before

  private mutating func runKept(
    _ kept: [KeptFailure], _ cases: [Case], _ explorer: Explorer?, _ oracle: Oracle
  ) async {
    guard !kept.isEmpty else { return }
    var again: [Case] = []
    for failure in kept {
      if let choices = failure.choices {
        if options.selection.takes(failure.id),
          let item = explorer?.makeCase(replaying: choices)
        {
          again.append(item)
        }
      } else if let item = cases.first(where: { $0.id == failure.id }),
        options.selection.takes(item.id)
      {
        again.append(item)
      }
    }
    progress.begin("what failed before", more: again.count)
    take(await runAll(again, oracle), listed: true)
  }

  // MARK: - The end

  private mutating func finish(_ contract: Contract) async {
    report.skipped = skipReasons.map { ($0, skips[$0] ?? []) }
    if !options.replaysOnly {
      report.coverage.note(
        plan.coverage(of: lanes.map(\.scratch)),
        operation: contract.operations.count == 1 ? contract.operations[0].name : "")
    }
    if courier.client.strayCount > 0 {
      report.remarks.append(
        "bytes that belong to no answer came \(courier.client.strayCount) times")
    }
    report.coverage.explain()
    report.isPartial = options.replaysOnly || !options.selection.takesRandom
    report.unfinished = courier.watchdog.verdict
    if options.isInterrupted() { report.unfinished = "interrupted" }
    if report.unfinished == nil, courier.successes.current == 0,
      skipReasons.contains(where: { $0.hasSuffix(Oracle.barrierReason) })
    {
      report.unfinished =
        "no sound request was answered with success, so that little was learned; "
        + "`--set` gives values that exist"
    }
    report.unknown = options.selection.ids.subtracting(found).sorted()
    for index in ledger.groups.indices {
      let group = ledger.groups[index]
      let command =
        group.item.request.map {
          String(decoding: CurlCommand($0, by: courier).text, as: UTF8.self)
        } ?? ""
      let file = store?.keep(group, command: command)
      ledger.complete(index, command: command, file: file)
    }
    report.failures = ledger.groups
    let shown = Set(ledger.groups.map(\.item.id))
    for failure in kept where wasRun.contains(failure.id) && !shown.contains(failure.id) {
      if !stillFailing.contains(failure.id) { report.fixed.append(failure.id) }
      store?.remove(failure)
    }
  }

  mutating func markRun(_ id: String) { wasRun.insert(id) }
  mutating func markFound(_ id: String) {
    if options.selection.ids.contains(id) { found.insert(id) }
  }
  var keptIDs: [String] { kept.map(\.id) }
}
