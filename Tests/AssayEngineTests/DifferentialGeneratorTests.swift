import AssayModel
import AssayTestSupport
import Testing

/// The generators: deterministic, varied, and shrinking to what matters.
@Suite struct DifferentialGeneratorTests {
  private static let always: ReferencePattern = { _, _ in true }

  @Test func sameSeedGivesTheSameExchanges() {
    func drafts() -> [String] {
      var random = RandomSource(seed: 7)
      let contract = ContractGenerator.make(&random)
      var generator = ExchangeGenerator(contract, random: random, matches: Self.always)
      return (0..<50).map { _ in generator.next().description }
    }
    #expect(drafts() == drafts())
  }

  @Test func reachesEveryOutcomeAndConstraint() {
    let reference = ReferenceChecker.underTest(matches: { pattern, _ in
      pattern.source == "(" ? nil : pattern.source != "a"
    })
    let outcome = Differential(reference) { pattern, _ in
      pattern.source == "(" ? nil : pattern.source != "a"
    }.run(Differential.Settings(seed: 1, count: 4_000))
    #expect(outcome.disagreement == nil)
    for verdict in Verdict.Outcome.allCases {
      #expect(outcome.verdicts[verdict, default: 0] > 40, "\(verdict)")
    }
    for constraint in ConstraintKind.allCases {
      #expect(outcome.violations[constraint, default: 0] > 4, "\(constraint)")
    }
  }

  @Test func shrinksToTheSmallestDifference() throws {
    // A checker that overlooks lone surrogates.
    let careless = CheckerUnderTest(name: "careless") { contract, limits, isStrict in
      let checker = ReferenceChecker(
        contract, limits: limits, isStrict: isStrict, matches: Self.always)
      func overlook(_ verdict: Verdict) -> Verdict {
        var verdict = verdict
        verdict.violations.removeAll { $0.constraint == .encoding && $0.part == .responseBody }
        return verdict
      }
      return CheckerUnderTest.Prepared(
        exchange: { overlook(checker.check($0, operation: $1)) },
        body: { overlook(checker.check(body: $0, request: $1, operation: $2)) })
    }
    let outcome = Differential(careless, matches: Self.always)
      .run(Differential.Settings(seed: 3, count: 20_000))
    let disagreement = try #require(outcome.disagreement)
    switch disagreement.question {
    case .body(let bytes, _, _): #expect(bytes.count <= 16, "\(disagreement)")
    case .exchange(let draft):
      guard let response = draft.response else { return }
      if case .bytes(let bytes) = response.body { #expect(bytes.count <= 16, "\(disagreement)") }
    }
  }
}
