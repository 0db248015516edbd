internal import AssayEngine
internal import AssayGenerate
internal import AssayModel

extension Round {
  /// Puts random cases to the server, beyond the derived ones.
  mutating func explore(_ explorer: Explorer, _ operation: Operation, _ oracle: Oracle) async {
    guard options.selection.takesRandom, !explorer.isEmpty, !courier.isOver else { return }
    // The time is for all operations.
    let seconds = options.explorationSeconds.map {
      $0 / Double(max(1, plan.contract.operations.count))
    }
    let count = seconds == nil ? options.explorationCases : nil
    guard count != 0, seconds != 0 else { return }
    progress.begin("\(operation.name), at random", more: count)
    let end = ContinuousClock.now + .seconds(seconds ?? 10)
    let seed = options.seed
    let queue = WorkQueue(count)
    let courier = courier
    let lanes = lanes
    let round = self
    let (results, tried) = await withTaskGroup(
      of: ([CaseResult], [AnswerJudgement.Outcome: Int]).self
    ) {
      group in
      for lane in lanes {
        group.addTask {
          var failures: [CaseResult] = []
          var outcomes: [AnswerJudgement.Outcome: Int] = [:]
          while !courier.isOver, ContinuousClock.now < end, let index = queue.take() {
            let number = seed &* 0x1_0000_0001 &+ UInt64(truncatingIfNeeded: index)
            guard let item = explorer.makeCase(seed: number) else { continue }
            let result = await round.result(item, index, oracle, lane)
            outcomes[result.judgement.outcome, default: 0] += 1
            if result.judgement.outcome == .fail, failures.count < 2000 {
              failures.append(result)
            }
          }
          return (failures, outcomes)
        }
      }
      return await group.reduce(into: ([CaseResult](), [AnswerJudgement.Outcome: Int]())) {
        $0.0 += $1.0
        $0.1.merge($1.1) { $0 + $1 }
      }
    }
    let sorted = results.sorted { $0.order < $1.order }
    take(sorted, listed: false)
    let passed = (tried[.pass] ?? 0) + (tried[.skipped] ?? 0)
    report.random += tried.values.reduce(0, +)
    report.cases += passed + (tried[.fail] ?? 0) - sorted.count
    report.pass += passed
    report.fail += (tried[.fail] ?? 0) - sorted.count
  }

  /// Makes the random cases that are shown as small as they get and still fail for the same cause.
  mutating func shrink(_ explorer: Explorer, _ operation: Operation, _ oracle: Oracle) async {
    guard let lane = lanes.first, !courier.isOver else { return }
    var left = 12
    for index in ledger.groups.indices {
      let group = ledger.groups[index]
      guard group.item.operation == operation.name, group.item.id.contains("/random/"),
        let choices = group.item.choices, left > 0
      else { continue }
      left -= 1
      progress.begin("making failures small", more: nil)
      let end = ContinuousClock.now + .seconds(group.judgement.kind == .timeout ? 15 : 4)
      var shrinker = Shrinker(choices, limit: 400)
      var best: CaseResult?
      while ContinuousClock.now < end, !courier.isOver, let candidate = shrinker.candidate() {
        guard let item = explorer.makeCase(replaying: candidate) else {
          shrinker.report(stillFails: false)
          continue
        }
        let (judgement, answer) = await courier.put(item, to: oracle, on: lane)
        let stillFails =
          judgement.outcome == .fail && ledger.key(item, judgement) == group.key
        shrinker.report(stillFails: stillFails)
        if stillFails {
          best = CaseResult(order: 0, item: item, judgement: judgement, answer: answer)
        }
      }
      if let best { ledger.replace(index, best) }
    }
  }
}
