import AssayModel
import AssaySpec
import Testing

/// Advice about contracts that are sound.
@Suite struct LintHintsTests {
  private func contract(_ shapes: String, top: String = "", errors: String = "") throws -> Contract
  {
    let text = """
      assay: 1
      service: Hints
      protocol: http-json
      \(top)
      operations:
        Ask:
          http: { method: POST, uri: "/ask" }
          input:
            value: { type: Value }
      shapes:
      \(shapes.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
      \(errors)
      """
    let result = SpecLoader.load([SourceFile(path: "hints.yaml", bytes: Array(text.utf8))])
    return try #require(result.contract, "\(result.diagnostics)")
  }

  private func ids(_ shapes: String, top: String = "", errors: String = "") throws -> [String] {
    LintHints(try contract(shapes, top: top, errors: errors)).shown.map(\.id)
  }

  // MARK: - Strings

  @Test func aStringWithoutGreatestLengthIsToldOfOnce() throws {
    #expect(try ids("Value: { type: string }") == ["string.unbounded"])
    #expect(try ids("Value: { type: string, length: 1.. }") == ["string.unbounded"])
    #expect(try ids("Value: { type: string, pattern: '[a-z]+' }") == ["string.unbounded"])
    #expect(try ids("Value: { type: string, length: 1..5 }").isEmpty)
    #expect(try ids("Value: { type: string, length: 5 }").isEmpty)
    #expect(try ids("Value: { type: string, pattern: '[a-z]{1,5}' }").isEmpty)
    #expect(try ids("Value: { enum: [a, b] }").isEmpty)
    #expect(try ids("Value: { list: string }") == ["string.unbounded"])
  }

  @Test func itPointsToTheLine() throws {
    let hints = LintHints(try contract("Value: { type: string }"))
    #expect(hints.shown.first?.origin.line == 11)
    #expect(hints.shown.first?.severity == .hint)
    #expect(hints.total == 1)
  }

  @Test func manyAreCountedAndTheFirstShown() throws {
    let members = (0..<50).map { "    m\($0): { type: string }" }.joined(separator: "\n")
    let hints = LintHints(try contract("Value:\n  members:\n\(members)"))
    #expect(hints.total == 50)
    #expect(hints.shown.count == LintHints.shownLimit)
    #expect(hints.counts.map(\.id) == ["string.unbounded"])
    #expect(hints.counts.map(\.count) == [50])
  }

  // MARK: - Patterns

  @Test(arguments: [
    ("[0-9]{5}", "1..4", true), ("[0-9]{5}", "1..5", false), ("[0-9]{5}", "6..9", true),
    ("[0-9]+", "1..9", false), ("a|bb|ccc", "4..9", true), ("a|bb|ccc", "3..9", false),
    ("(ab){3}", "1..5", true), ("(?=a)b", "2..9", true), ("a?b?", "3..9", true),
  ])
  func aPatternThatItsLengthMakesImpossible(pattern: String, length: String, isOne: Bool) throws {
    let found = try ids("Value: { type: string, length: \(length), pattern: '\(pattern)' }")
    #expect(found.contains("pattern.impossible") == isOne)
  }

  @Test func lengthAndPatternMayStandApart() throws {
    #expect(
      try ids(
        """
        Value: { type: Five, length: 1..4 }
        Five: { type: string, pattern: '[0-9]{5}' }
        """
      ).contains("pattern.impossible"))
  }

  @Test(arguments: [
    "(a+)+", "(a*)*", "([a-z]+)*", "(a|a)*", "(a|[ab])*", "(\\w+\\s?)*", "(a|b|ab)*", "(?:a+){2,}",
    "(x+x+)+y", "^(([a-z])+.)+[A-Z]([a-z])+$", "(a?){30}b(.*)*c", "([^,]*,?)*",
  ])
  func aPatternThatCanBacktrackExponentially(pattern: String) throws {
    let found = try ids("Value: { type: string, length: 1..99, pattern: '\(pattern)' }")
    #expect(found == ["pattern.exponential"])
  }

  @Test(arguments: [
    "[a-z]+", "(a+b)+", "([a-z]+-)*[a-z]+", "(a|b)*", "(ab|cd)*", "[a-z]*[a-z]*", "(a{1,5})?",
    "([0-9]{3}[a-z])+", "(a|b)+(a|b)+", "[a-z]+(\\.[a-z]+)*", "((?>a+))+b", "(a++)+b",
    "arn:(aws|aws-cn):[a-z0-9-]+:[0-9]{12}:.*", "([\\p{L}\\p{Z}]|\\n)*",
  ])
  func aPatternThatCannot(pattern: String) throws {
    #expect(
      try ids("Value: { type: string, length: 1..99, pattern: '\(pattern)' }").isEmpty)
  }

  // MARK: - Enumerations and errors

  @Test(arguments: [
    ("[ACTIVE, Active]", true), ("[IN_PROGRESS, IN-PROGRESS]", true), ("['O1', '01']", true),
    ("[caf\u{E9}, cafe]", true), ("[p\u{430}y, pay]", true), ("[active, inactive]", false),
    ("[one, two, three]", false),
  ])
  func valuesThatLookAlike(values: String, isOne: Bool) throws {
    #expect(try ids("Value: { enum: \(values) }") == (isOne ? ["enum.lookAlike"] : []))
  }

  @Test func anErrorWithoutStatus() throws {
    let found = try ids(
      "Value: { enum: [a] }",
      errors:
        "errors: { Oops: { fault: client, common: true }, Fine: { status: 404, common: true } }")
    #expect(found == ["error.noStatus"])
  }

  // MARK: - Silence

  @Test func aReasonSilencesAHint() throws {
    let silenced = LintHints(
      try contract(
        "Value: { type: string, x-assay-allow: { string.unbounded: 'checked by the gateway' } }"))
    #expect(silenced.shown.isEmpty)
    #expect(silenced.silenced == 1)
    #expect(silenced.mistakes.isEmpty)
    #expect(
      try ids(
        "Value: { type: string }", top: "x-assay-allow: { string.unbounded: 'an old service' }"
      ).isEmpty)
  }

  @Test func withoutAReasonItDoesNot() throws {
    let hints = LintHints(
      try contract("Value: { type: string, x-assay-allow: { string.unbounded: '' } }"))
    #expect(hints.shown.map(\.id) == ["string.unbounded"])
    #expect(hints.mistakes.map(\.id) == ["allow.reason"])
  }

  @Test func anUnknownHintIsAMistake() throws {
    let hints = LintHints(
      try contract(
        "Value: { type: string, length: 1..2, x-assay-allow: { string.unbound: why } }"))
    #expect(hints.mistakes.map(\.id) == ["allow.unknown"])
    #expect(hints.mistakes.first?.suggestion == "string.unbounded")
    let list = LintHints(
      try contract("Value: { type: string, length: 1..2, x-assay-allow: [string.unbounded] }"))
    #expect(list.mistakes.map(\.id) == ["allow.kind"])
  }

  @Test func whatIsAtTheTopIsWrittenAndReadAgain() throws {
    let contract = try contract(
      "Value: { type: string }", top: "x-assay-allow: { string.unbounded: why }")
    let text = ContractWriter.write(contract)
    let again = SpecLoader.load([SourceFile(path: "again.yaml", bytes: Array(text.utf8))])
    #expect(again.contract == contract)
    #expect(again.contract?.extensions.map(\.name) == ["x-assay-allow"])
  }
}
