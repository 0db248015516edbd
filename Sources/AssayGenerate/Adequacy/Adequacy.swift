package import AssayModel

/// How good cases are: which small changes of a contract they would show.
///
/// A change is killed by a case that the changed contract makes something else of than the case
/// expects: sound for unsound, unsound for sound, or another refusal. What the standards leave open
/// kills nothing. The changed contracts are judged from outside, so that the cases are not measured by
/// who made them.
package struct Adequacy: Sendable {
  /// What a contract makes of a case: given by who has a checker.
  package typealias Judge = (Contract) -> (Exchange) -> Verdict

  /// A change that no case shows.
  package struct Survivor: Sendable, Hashable {
    /// The operation whose cases were tried.
    package var operation: String
    /// What kind of change.
    package var kind: Mutation.Kind
    /// Where.
    package var place: String
    /// What was changed to what.
    package var detail: String
    /// The line of the contract.
    package var source: SourceLocation?
    /// Why no case shows it.
    package var reason: String
    /// Whether no case can: nothing that can be sent tells the two contracts apart.
    package var isEquivalent: Bool

    /// The reason where none was found.
    package static let unexplained = "no case tells the two contracts apart"
  }

  /// Killed and all, by kind.
  package struct Score: Sendable, Hashable {
    /// Changes that some case shows.
    package var killed = 0
    /// Changes that were made.
    package var total = 0

    /// Creates a score of nothing.
    package init() {}
  }

  /// What came out.
  package struct Report: Sendable {
    /// By kind, in the order of the kinds.
    package var scores: [Mutation.Kind: Score] = [:]
    /// What survived.
    package var survivors: [Survivor] = []
    /// Cases that the contract itself judges otherwise than they expect: faults of the cases or of
    /// the judge.
    package var misjudged: [String] = []

    /// Creates an empty report.
    package init() {}

    /// All kinds together.
    package var total: Score {
      scores.values.reduce(into: Score()) {
        $0.killed += $1.killed
        $0.total += $1.total
      }
    }

    /// Adds what came out of another operation.
    package mutating func add(_ other: Report) {
      for (kind, score) in other.scores {
        scores[kind, default: Score()].killed += score.killed
        scores[kind, default: Score()].total += score.total
      }
      survivors += other.survivors
      misjudged += other.misjudged
    }
  }

  private let contract: Contract
  private let model: OperationModel
  private let cases: [Case]
  private let exchanges: [Exchange]

  /// Prepares the cases of an operation.
  package init(_ generator: CaseGenerator) {
    contract = generator.model.contract.alone(generator.model.operation)
    model = OperationModel(contract, generator.model.operation)
    cases = generator.derive().cases.filter {
      if case .either = $0.expectation { false } else { true }
    }
    exchanges = cases.map(\.exchange)
  }

  /// Changes the contract in every way and looks for a case that shows it.
  ///
  /// With `step` only every so many-th change is made, for a quick look.
  package func run(every step: Int = 1, _ judge: Judge) -> Report {
    var report = Report()
    let original = judge(contract)
    var refusals: [Verdict.Refusal?] = []
    var isSound = Array(repeating: true, count: cases.count)
    for index in cases.indices {
      let verdict = original(exchanges[index])
      refusals.append(verdict.refusal)
      if !agrees(verdict, cases[index], refusal: nil) {
        isSound[index] = false
        report.misjudged.append(cases[index].id)
      }
    }
    var mutations = Mutations(contract)
    mutations.enumerate()
    for index in stride(from: 0, to: mutations.all.count, by: max(step, 1)) {
      let mutation = mutations.all[index]
      report.scores[mutation.kind, default: Score()].total += 1
      var changed = contract
      mutation.apply(&changed)
      let judged = judge(changed)
      let isKilled = order(for: mutation).contains { index in
        isSound[index]
          && !agrees(judged(exchanges[index]), cases[index], refusal: .some(refusals[index]))
      }
      if isKilled {
        report.scores[mutation.kind, default: Score()].killed += 1
      } else {
        report.survivors.append(survivor(mutation))
      }
    }
    return report
  }

  /// Whether a verdict is what a case expects.
  private func agrees(
    _ verdict: Verdict, _ expected: Case, refusal: Verdict.Refusal??
  ) -> Bool {
    switch (expected.expectation, verdict.outcome) {
    case (.valid, .pass), (.either, _), (_, .undetermined): return true
    case (.valid, _), (.invalid, .pass): return false
    case (.invalid, .fail), (.invalid, .unmatched):
      guard let refusal, expected.direction == .request else { return true }
      return verdict.refusal == refusal
    }
  }

  /// The cases, those about the changed line first.
  private func order(for mutation: Mutation) -> [Int] {
    let line = contract.sources.location(of: mutation.origin)
    guard let line else { return Array(cases.indices) }
    var near: [Int] = []
    var far: [Int] = []
    for index in cases.indices {
      if cases[index].subject.source == line { near.append(index) } else { far.append(index) }
    }
    return near + far
  }

  private func survivor(_ mutation: Mutation) -> Survivor {
    let excuse = mutation.excuse.map { .same($0) } ?? Excuses(contract, model).excuse(for: mutation)
    return Survivor(
      operation: model.operation.name, kind: mutation.kind, place: mutation.place,
      detail: mutation.detail, source: contract.sources.location(of: mutation.origin),
      reason: excuse?.reason ?? Survivor.unexplained,
      isEquivalent: excuse?.isEquivalent ?? false)
  }
}
