internal import AssayGenerate
internal import AssayModel

extension Round {
  /// Goes through the sequences of an operation, several at once.
  mutating func runWalks(_ generator: CaseGenerator, _ oracle: Oracle) async {
    let before = Set(keptIDs.compactMap(Self.walkID))
    var walks: [Walk] = []
    for walk in generator.walks() {
      markFound(walk.id)
      guard options.selection.takes(walk.id) else { continue }
      if !options.replaysOnly || before.contains(walk.id) { walks.append(walk) }
    }
    guard !walks.isEmpty, !courier.isOver else { return }
    progress.begin("sequences of \(generator.model.operation.name)", more: walks.count)
    let queue = WorkQueue(walks.count)
    let round = self
    let lanes = lanes
    let list = walks
    let results = await withTaskGroup(of: [WalkResult].self) { group in
      for lane in lanes {
        group.addTask {
          var results: [WalkResult] = []
          while !round.courier.isOver, let index = queue.take() {
            results.append(await round.go(list[index], index, oracle, lane))
          }
          return results
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
    for result in results.sorted(by: { $0.order < $1.order }) { take(result) }
  }

  /// The walk that the identifier of a failure belongs to.
  private static func walkID(_ id: String) -> String? {
    let pieces = id.split(separator: "/", omittingEmptySubsequences: false)
    guard pieces.count > 2, pieces[1] == "walk" else { return nil }
    let isRelation = pieces[2] == "relation"
    return pieces.prefix(isRelation ? 4 : 3).joined(separator: "/")
  }

  struct WalkResult: Sendable {
    var order: Int
    var walk: Walk
    var results: [CaseResult]
    var remarks: [String]
    var isSkipped: Bool
  }

  private func go(_ walk: Walk, _ order: Int, _ oracle: Oracle, _ lane: Lane) async -> WalkResult {
    var run = walk.start()
    var results: [CaseResult] = []
    var seen: Set<String> = []
    func add(_ item: Case, _ judgement: AnswerJudgement, _ answer: Answer?) {
      // One broken answer stands for the others of its kind on the same walk.
      guard judgement.outcome == .fail, seen.insert(judgement.signature + item.id).inserted,
        results.count < 100
      else { return }
      results.append(CaseResult(order: order, item: item, judgement: judgement, answer: answer))
    }
    while !courier.isOver, let request = run.next() {
      let item = Case(
        id: "\(walk.id)/\(run.step)", operation: walk.operation, direction: .request,
        request: request, subject: subject(of: walk, run.step),
        expectation: walk.kind == .inventedToken
          ? .either(reason: "what a server makes of a token that it did not give out", policy: nil)
          : .valid)
      let result = await courier.send(request, of: item.id, on: lane)
      switch result {
      case .failure(let failure):
        add(item, oracle.judge(item, failure), nil)
        return WalkResult(
          order: order, walk: walk, results: results, remarks: run.remarks, isSkipped: false)
      case .success(let answer):
        let judgement = oracle.judge(item, answer, scratch: lane.scratch)
        // That a token or a filter is refused is the walk's to find.
        if judgement.kind != .refused || run.requests == 0 { add(item, judgement, answer) }
        run.receive(answer.response)
      }
    }
    for finding in run.findings {
      guard finding.check != .inventedToken || options.isStrict else { continue }
      let item = Case(
        id: finding.id, operation: walk.operation, direction: .request, request: finding.request,
        subject: finding.subject, expectation: .valid)
      var answer = Answer(status: finding.response.status)
      answer.response = finding.response
      add(
        item,
        AnswerJudgement(
          outcome: .fail, kind: finding.check == .refused ? .refused : .sequence,
          reason: "\(finding.message): \(finding.actual)",
          expected: finding.expected, actual: "\(finding.response.status)",
          signature: finding.check == .refused ? "" : "\(walk.id)|\(finding.check.rawValue)"),
        answer)
    }
    progress.finished(failing: !results.isEmpty)
    return WalkResult(
      order: order, walk: walk, results: results, remarks: run.remarks, isSkipped: run.isSkipped)
  }

  private func subject(of walk: Walk, _ step: String) -> Case.Subject {
    Case.Subject(
      part: .responseBody, pointer: "", path: "", constraint: .relation, boundary: step,
      source: walk.source)
  }

  private mutating func take(_ result: WalkResult) {
    for id in keptIDs where Self.walkID(id) == result.walk.id { markRun(id) }
    for remark in result.remarks { report.remarks.append("`\(result.walk.id)`: \(remark)") }
    guard result.results.isEmpty else { return take(result.results, listed: true) }
    let item = Case(
      id: result.walk.id, operation: result.walk.operation, direction: .request,
      subject: subject(of: result.walk, ""), expectation: .valid)
    let judgement =
      result.isSkipped
      ? AnswerJudgement.skipped("the first answer of the sequence has nothing to go on with")
      : .pass
    take(
      [CaseResult(order: result.order, item: item, judgement: judgement, answer: nil)],
      listed: true)
  }
}
