import AssayModel
import Testing

@testable import AssayGenerate

/// The proofs that a change of a pattern makes no difference.
@Suite("Languages of patterns")
struct LanguageTests {
  static func rules(
    _ pattern: String, _ match: PatternConstraint.Match = .whole, _ length: ClosedRange<Int>? = nil
  ) -> StringRules {
    var rules = StringRules()
    rules.patterns = [PatternConstraint(source: pattern, match: match)]
    if let length { (rules.minimum, rules.maximum) = (length.lowerBound, length.upperBound) }
    return rules
  }

  static func compare(
    _ one: StringRules, _ other: StringRules
  ) -> LanguageComparison.Outcome { LanguageComparison.compare(one, other) }

  @Test(
    "a pattern with an anchor at both ends of every branch is searched for as it is matched",
    arguments: [
      ("^[0-9]+$", true), (#"\A[0-9]+\z"#, true), ("^$|^arn:.+$", true), ("^(a|b$)$", true),
      ("^(?:a$|b$)", true), ("(^a|^b)$", true), ("^a|b$", false), ("^a$|b", false),
      ("^[0-9]+", false), ("[0-9]+$", false), ("^.*", false), (#"[\s\S]*"#, true), ("a^", true),
    ])
  func anchors(_ pattern: String, _ isSame: Bool) {
    let outcome = Self.compare(Self.rules(pattern, .search), Self.rules(pattern, .whole))
    #expect((outcome == .same) == isSame, "\(outcome)")
  }

  @Test("a line feed at the end is no end")
  func finalLineFeed() {
    // Under other options `$` is true before it, and a search would find what a whole match does not.
    #expect(Self.compare(Self.rules("^a$", .search), Self.rules("a|a\n")) != .same)
    // A construct that says so has no automaton, and no proof.
    guard case .unknown = Self.compare(Self.rules(#"^a\Z"#, .search), Self.rules("a")) else {
      Issue.record("an answer where there is none")
      return
    }
  }

  @Test("the bounds of the length decide with the pattern")
  func lengths() {
    let short = Self.rules("([a-z]){1}([a-z0-9_]){2,254}", .whole, 3...255)
    let long = Self.rules("([a-z]){1,2}([a-z0-9_]){2,254}", .whole, 3...255)
    #expect(Self.compare(short, long) == .same)
    #expect(
      Self.compare(
        Self.rules("([a-z]){1}([a-z0-9_]){2,254}"), Self.rules("([a-z]){1,2}([a-z0-9_]){2,254}"))
        != .same)
    #expect(Self.compare(Self.rules("[0-9]{12}", .whole, 1...20), Self.rules("[0-9]{12}")) == .same)
    #expect(
      Self.compare(Self.rules("(ab)*", .whole, 3...3), Self.rules("(cd)*", .whole, 5...5)) == .same)
    guard
      case .different(let text) = Self.compare(
        Self.rules("a+", .whole, 1...6000), Self.rules("a+", .whole, 1...6001))
    else {
      Issue.record("a string of 6,001 is taken by one of them")
      return
    }
    #expect(text == nil || text?.utf8.count == 6001)
  }

  @Test("what a search passes over makes no difference")
  func searches() {
    #expect(Self.compare(Self.rules("^arn:.*", .search), Self.rules("^arn:", .search)) == .same)
    #expect(
      Self.compare(
        Self.rules("b:([^:]*)", .search), Self.rules("b:((?:(?!a)[^:])*)", .search)) == .same)
    #expect(
      Self.compare(Self.rules("b:([^:]*):", .search), Self.rules("b:([^:a]*):", .search))
        == .different("b:a:"))
  }

  @Test(
    "what is proved holds for PCRE2, and what is told apart is",
    arguments: [
      "^[\\p{L}||\\p{M}||\\p{N}]+$", "^s3://([a-z0-9][a-z0-9-.]{1,6}[a-z0-9])/?((.{1,12})/)?$",
      "arn:([^: ]*):([^: ]*):([0-9]{3}):([^: ]*)", "^$|^arn:.+$", "(a|b)*?c{2,3}(d|)",
      "[0-9]{2}.[0-9]{2}.[0-9]", "(?i)k[^x]?", "a(?=b)[a-c]c+", "x(?!y)\\w",
    ], PatternConstraint.Match.allCases)
  func mutants(_ pattern: String, _ match: PatternConstraint.Match) throws {
    let contract = Samples.native(
      """
      assay: 1
      service: S
      protocol: restJson1
      operations:
        Op:
          http: { method: POST, uri: "/" }
          input: { text: { type: string, length: 1..40, pattern: '\(pattern)', match: \(match.rawValue) } }
      """)
    var mutations = Mutations(contract)
    mutations.enumerate()
    let old = try #require(Self.model(contract))
    var counts = (same: 0, different: 0)
    var unknown: [String] = []
    for index in stride(from: 0, to: mutations.all.count, by: Environment.takesAll ? 1 : 5) {
      let mutation = mutations.all[index]
      var changed = contract
      mutation.apply(&changed)
      guard let new = Self.model(changed), new !== old else { continue }
      switch Self.compare(old.rules, new.rules) {
      case .same:
        counts.same += 1
        for (one, other) in [(old, new), (new, old)] {
          var source = ChoiceSource(seed: 1)
          for _ in 0..<20 {
            guard let text = one.random(&source) else { break }
            #expect(
              one.accepts(text) == other.accepts(text),
              "\(mutation.kind.rawValue) \(mutation.detail): \(text)")
          }
        }
      case .different(let text):
        counts.different += 1
        // Where every length from some on leads to the same states, none is written down.
        guard let text else { continue }
        #expect(
          old.accepts(text) != new.accepts(text),
          "\(mutation.kind.rawValue) \(mutation.detail): \(text)")
      case .unknown(let why): unknown.append("\(mutation.detail): \(why)")
      }
    }
    #expect(unknown.isEmpty, "\(unknown.count): \(unknown.prefix(3))")
    #expect(counts.different > 0)
  }

  /// The strings of the only string there is.
  private static func model(_ contract: Contract) -> StringModel? {
    guard let operation = contract.operations.first else { return nil }
    for node in OperationModel(contract, operation).blueprint.nodes {
      if case .string(let model) = node.kind { return model }
    }
    return nil
  }
}
