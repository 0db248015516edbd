package import AssayModel

/// Holds a checker against the reference on generated contracts and exchanges.
package struct Differential {
  /// How much and from which seed.
  package struct Settings: Sendable {
    package var seed: UInt64
    package var count: Int
    package var exchangesPerContract = 100
    /// Goes on behind a disagreement and sorts them by kind, to see what there is to do.
    package var surveys = false

    package init(seed: UInt64, count: Int) {
      self.seed = seed
      self.count = count
    }
  }

  /// One question put to both.
  package enum Question: Sendable {
    case exchange(ExchangeDraft)
    case body([UInt8], isRequest: Bool, operation: String)
  }

  /// A contract with what a check may spend.
  package struct Setup: Sendable {
    package var contract: Contract
    package var limits = Limits()
    package var isStrict = false

    package init(contract: Contract) { self.contract = contract }
  }

  /// Two verdicts that differ.
  package struct Disagreement: CustomStringConvertible {
    package var setup: Setup
    package var question: Question
    package var expected: VerdictDigest
    package var actual: VerdictDigest
    package var name: String

    package var description: String {
      var text = "contract:\n" + listing(of: setup.contract)
      let limits = setup.limits
      text += "limits: nesting \(limits.nesting), decompressedBytes \(limits.decompressedBytes), "
      text += "violations \(limits.violations)\(setup.isStrict ? ", strict" : "")\n"
      switch question {
      case .exchange(let draft): text += "exchange:\n\(draft)\n"
      case .body(let bytes, let isRequest, let operation):
        text += "\(isRequest ? "request" : "response") body of \(operation): \(readable(bytes))\n"
      }
      return text + "reference:\n\(expected)\n\(name):\n\(actual)\n"
    }
  }

  /// What a run came to.
  package struct Outcome {
    /// Exchanges compared.
    package var count = 0
    /// Verdicts of the reference, by outcome.
    package var verdicts: [Verdict.Outcome: Int] = [:]
    /// Violations of the reference, by constraint.
    package var violations: [ConstraintKind: Int] = [:]
    /// The first disagreement, shrunk.
    package var disagreement: Disagreement?
    /// With `surveys`: the first disagreement of every kind, shrunk, and how many there were.
    package var kinds: [String: (count: Int, example: Disagreement)] = [:]
  }

  private let checker: CheckerUnderTest
  private let matches: ReferencePattern

  /// Creates a comparison.
  package init(_ checker: CheckerUnderTest, matches: @escaping ReferencePattern) {
    self.checker = checker
    self.matches = matches
  }

  /// Compares until the count is reached or two verdicts differ. `contract` replaces the generated
  /// ones; `filter` picks the disagreements that count.
  package func run(_ settings: Settings, contract: Contract? = nil) -> Outcome {
    var random = RandomSource(seed: settings.seed)
    var outcome = Outcome()
    while outcome.count < settings.count {
      var setup = Setup(contract: contract ?? ContractGenerator.make(&random))
      if random.chance(15) { setup.isStrict = true }
      if random.chance(25) { setup.limits.nesting = random.pick([1, 2, 4, 8]) }
      if random.chance(5) { setup.limits.violations = random.pick([0, 1, 3]) }
      if random.chance(4) { setup.limits.decompressedBytes = random.pick([0, 20, 100]) }
      let prepared = checker.prepare(setup.contract, setup.limits, setup.isStrict)
      let reference = self.reference(setup)
      var generator = ExchangeGenerator(
        setup.contract, random: RandomSource(seed: random.next()), matches: matches)
      for _ in 0..<min(settings.exchangesPerContract, settings.count - outcome.count) {
        let question = generator.question()
        let verdict = ask(reference, question)
        outcome.count += 1
        outcome.verdicts[verdict.outcome, default: 0] += 1
        for violation in verdict.violations {
          outcome.violations[violation.constraint, default: 0] += 1
        }
        let expected = VerdictDigest(verdict)
        let actual = VerdictDigest(ask(prepared, question))
        guard expected != actual else { continue }
        if settings.surveys {
          let kind = expected.difference(from: actual)
          if outcome.kinds[kind] == nil, let example = shrunk(setup, question, budget: 600) {
            let kind = example.expected.difference(from: example.actual)
            outcome.kinds[kind] = (
              outcome.kinds[kind]?.count ?? 0, outcome.kinds[kind]?.example ?? example
            )
          }
          outcome.kinds[kind]?.count += 1
          continue
        }
        outcome.disagreement = shrunk(setup, question)
        return outcome
      }
    }
    return outcome
  }

  /// The disagreement on a question, if there is one.
  package func disagreement(_ setup: Setup, _ question: Question) -> Disagreement? {
    let expected = VerdictDigest(ask(reference(setup), question))
    let actual = VerdictDigest(
      ask(checker.prepare(setup.contract, setup.limits, setup.isStrict), question))
    guard expected != actual else { return nil }
    return Disagreement(
      setup: setup, question: question, expected: expected, actual: actual, name: checker.name)
  }

  private func reference(_ setup: Setup) -> CheckerUnderTest.Prepared {
    ReferenceChecker.underTest(matches: matches)
      .prepare(setup.contract, setup.limits, setup.isStrict)
  }

  private func ask(_ checker: CheckerUnderTest.Prepared, _ question: Question) -> Verdict {
    switch question {
    case .exchange(let draft): checker.exchange(draft.exchange, draft.argument)
    case .body(let bytes, let isRequest, let operation): checker.body(bytes, isRequest, operation)
    }
  }

  // MARK: - Shrinking

  private func shrunk(
    _ setup: Setup, _ question: Question, budget: Int = 4_000
  ) -> Disagreement? {
    var setup = setup
    var question = question
    var budget = budget
    func stillDiffers(_ setup: Setup, _ question: Question) -> Bool {
      budget -= 1
      return budget > 0 && disagreement(setup, question) != nil
    }
    var isShrinking = true
    while isShrinking, budget > 0 {
      isShrinking = false
      for smaller in QuestionShrinker(question) where stillDiffers(setup, smaller) {
        question = smaller
        isShrinking = true
        break
      }
      guard !isShrinking else { continue }
      for smaller in ContractShrinker(setup) where stillDiffers(smaller, question) {
        setup = smaller
        isShrinking = true
        break
      }
    }
    return disagreement(setup, question)
  }
}

extension ExchangeGenerator {
  /// The next exchange, or now and then a body alone.
  mutating func question() -> Differential.Question {
    let draft = next()
    guard random.chance(15) else { return .exchange(draft) }
    let name = draft.operation ?? draft.argument
    let operation =
      name.flatMap { contract.operation(named: $0) }
      ?? contract.operations.randomElement(using: &random)
    guard let operation else { return .exchange(draft) }
    if case .bytes(let bytes)? = draft.response?.body, random.chance(60) {
      return .body(bytes, isRequest: false, operation: operation.name)
    }
    if case .bytes(let bytes)? = draft.request?.body {
      return .body(bytes, isRequest: true, operation: operation.name)
    }
    return .exchange(draft)
  }
}
