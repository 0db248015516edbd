import AssayPattern
import Testing

/// The translation of Java's patterns, held to what Java itself answered.
@Suite struct JavaFactsTests {
  /// Patterns that Java refuses and that are read as ECMA 262 reads them.
  private static let leniencies: Set<String> = ["Illegal repetition", "Unclosed character class"]

  /// Where Java 17 departs from its own documentation, and Assay from Java.
  private static let known: [String: String] = [:]

  @Test func `whole and search answer as Java does`() throws {
    var unsupported: [String: Int] = [:]
    var pairs = 0
    for fact in try JavaFact.committed() where fact.refusal == nil {
      do throws(PatternError) {
        let whole = try CompiledPattern(fact.pattern, match: .whole, dialect: .java)
        let search = try CompiledPattern(fact.pattern, match: .search, dialect: .java)
        guard Self.known[fact.pattern] == nil else { continue }
        pairs += fact.strings.count
        compare(whole, fact.strings, fact.matches)
        compare(search, fact.strings, fact.finds)
      } catch {
        #expect(error.isUnsupported, "\(fact.pattern): \(error)")
        unsupported[error.id.rawValue, default: 0] += 1
      }
    }
    #expect(pairs > 30_000)
    #expect(unsupported.values.reduce(0, +) <= 6, "\(unsupported)")
  }

  private func compare(_ pattern: CompiledPattern, _ strings: [String], _ expected: [Bool]) {
    let scratch = MatchScratch()
    for (text, isMatch) in zip(strings, expected) {
      let answer = pattern.matches(text, scratch)
      guard answer != (isMatch ? .matched : .notMatched) else { continue }
      Issue.record(
        "\(pattern.source) (\(pattern.translation.pcre)), \(pattern.match), \(text.debugDescription)"
      )
    }
  }

  @Test func `what Java refuses is refused, but for what ECMA 262 allows`() throws {
    for fact in try JavaFact.committed() {
      guard let refusal = fact.refusal else { continue }
      let compiled = try? CompiledPattern(fact.pattern, match: .whole, dialect: .java)
      if compiled != nil {
        #expect(
          Self.leniencies.contains(refusal) || fact.pattern.contains("["),
          "\(fact.pattern): \(refusal)")
      }
    }
  }

  @Test func `the tree of a pattern means what the pattern means`() throws {
    var trees = 0
    for fact in try JavaFact.committed() where fact.refusal == nil {
      guard
        case .success(let translation) = translate(fact.pattern, from: .java),
        let node = RegexParser.parse(translation.pcre)
      else { continue }
      trees += 1
      let whole = try CompiledPattern(node.pcre, match: .whole)
      let original = try CompiledPattern(translation.pcre, match: .whole)
      let scratch = MatchScratch()
      for text in fact.strings
      where whole.matches(text, scratch) != original.matches(text, scratch) {
        Issue.record("\(translation.pcre) as \(node.pcre) on \(text.debugDescription)")
      }
    }
    #expect(trees > 500)
  }
}
