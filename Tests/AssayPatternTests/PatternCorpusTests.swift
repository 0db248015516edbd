import AssayPattern
import AssayTestSupport
import Testing

/// The published patterns of AWS: 2,174 patterns, 24,907 strings, Java's verdict on each.
@Suite(.enabled(if: SharedFolder.exists, "ASSAY_SHARED names no folder"))
struct PatternCorpusTests {
  @Test func `every pattern translates and compiles`() throws {
    let facts = try JavaFact.corpus()
    #expect(facts.count == 2_174)
    for fact in facts {
      for match in [PatternMatchMode.whole, .search] {
        #expect(throws: Never.self, "\(fact.pattern)") {
          try CompiledPattern(fact.pattern, match: match, dialect: .java)
        }
      }
    }
  }

  /// Every difference is one that the translation has noted: `$` before a final line end (the design
  /// wants the very end alone) or `\b` beside letters beyond ASCII (Java 19 reads it as Assay does).
  @Test func `whole answers as Java's matches, search as its find`() throws {
    var (pairs, wholeDifferences, limits) = (0, 0, 0)
    let scratch = MatchScratch()
    for fact in try JavaFact.corpus() {
      let whole = try CompiledPattern(fact.pattern, match: .whole, dialect: .java)
      let search = try CompiledPattern(fact.pattern, match: .search, dialect: .java)
      let isExact = whole.translation.notes.allSatisfy(\.isExact)
      for (index, text) in fact.strings.enumerated() {
        pairs += 1
        let answers = (whole.matches(text, scratch), search.matches(text, scratch))
        if answers.0 == .limit || answers.1 == .limit { limits += 1 }
        let wholeDiffers = (answers.0 == .matched) != fact.matches[index]
        let searchDiffers = (answers.1 == .matched) != fact.finds[index]
        if wholeDiffers { wholeDifferences += 1 }
        guard wholeDiffers || searchDiffers else { continue }
        #expect(
          !isExact && Self.isExplained(fact.pattern, text),
          "\(fact.pattern) on \(text.debugDescription): \(answers)")
      }
    }
    #expect(pairs == 24_907)
    #expect(limits == 0)
    // 4 pairs, of `(?=.{1,128}$)…` on strings that end in U+2028: 99.98 % agree.
    #expect(wholeDifferences <= pairs / 1000)
  }

  private static func isExplained(_ pattern: String, _ text: String) -> Bool {
    let ends: [Unicode.Scalar] = ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"]
    let isBeforeLineEnd =
      pattern.contains("$") && text.unicodeScalars.last.map(ends.contains) == true
    return isBeforeLineEnd || pattern.contains(#"\b"#) && !text.utf8.allSatisfy { $0 < 0x80 }
  }

  @Test func `fast shapes answer as PCRE2 does`() throws {
    var shapes = 0
    let scratch = MatchScratch()
    for fact in try JavaFact.corpus() {
      for match in [PatternMatchMode.whole, .search] {
        let pattern = try CompiledPattern(fact.pattern, match: match, dialect: .java)
        guard let shape = pattern.fastShape() else { continue }
        shapes += 1
        let cache = ClassCache(shape.characterClass)
        for text in fact.strings
        where shape.matches(text, cache) != (pattern.matches(text, scratch) == .matched) {
          Issue.record("\(fact.pattern) on \(text.debugDescription)")
        }
      }
    }
    #expect(shapes > 1_000)
  }

  @Test func `trees mean what the patterns mean`() throws {
    var trees = 0
    let scratch = MatchScratch()
    for fact in try JavaFact.corpus() {
      let pattern = try CompiledPattern(fact.pattern, match: .search, dialect: .java)
      guard let node = RegexParser.parse(pattern.translation.pcre) else { continue }
      trees += 1
      let printed = try CompiledPattern(node.pcre, match: .search)
      for text in fact.strings
      where printed.matches(text, scratch) != pattern.matches(text, scratch) {
        Issue.record(
          "\(pattern.translation.pcre) as \(node.pcre) on \(text.debugDescription)")
      }
    }
    #expect(trees >= 2_173)
  }
}

extension FastShape {
  /// The shape read as its documentation says.
  fileprivate func matches(_ text: String, _ cache: ClassCache) -> Bool {
    guard text.utf8.starts(with: prefix) else { return false }
    let rest = text.unicodeScalars.dropFirst(prefix.count)
    guard rest.count >= minimum, maximum.map({ rest.count <= $0 }) ?? true else { return false }
    return rest.allSatisfy { cache.contains(scalar: $0.value) }
  }
}
