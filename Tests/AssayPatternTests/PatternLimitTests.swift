import AssayPattern
import Testing

/// No pattern and no text makes a match hang; long texts of plain patterns still get an answer.
@Suite final class PatternLimitTests {
  private let scratch = MatchScratch()

  @Test(arguments: [200_000, 1_000_000, 10_000_000])
  func `dot or line feed covers a long text`(_ count: Int) throws {
    var text = [UInt8](repeating: UInt8(ascii: "a"), count: count)
    text[count / 2] = 0x0A
    for match in [PatternMatchMode.whole, .search] {
      #expect(try CompiledPattern(#"(?:.|\n)*"#, match: match).matches(text, scratch) == .matched)
      #expect(try CompiledPattern(#"^(.|\s)*$"#, match: match).matches(text, scratch) == .matched)
    }
  }

  @Test(arguments: [
    "(a+)+$", "^(a+)+$", "(a|aa)+$", "(a|b?a)+$", "^(([a-z])+.)+[A-Z]([a-z])+$",
    "^(([0-9a-z]+)*$)$", "(x+x+)+y", "^([a-zA-Z0-9])(([-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}$",
  ])
  func `backtracking ends with an answer`(_ source: String) throws {
    for count in [30, 100, 6_144, 50_000] {
      let text = [UInt8](repeating: UInt8(ascii: "a"), count: count) + [UInt8(ascii: "!")]
      for match in [PatternMatchMode.whole, .search] {
        let pattern = try CompiledPattern(source, match: match)
        var result = MatchResult.limit
        let time = ContinuousClock().measure { result = pattern.matches(text, scratch) }
        #expect(result == .notMatched)
        #expect(time < .seconds(10), "\(source) took \(time) on \(count) bytes")
      }
    }
  }

  @Test(arguments: [
    #"(a+)\1+b"#, #"(a|(?=a*+b)a)*"#, "(?:[a-z]{1,50}-?){1,50}[?]", "(?(?=a)a|b)*c",
    #"(?:(a+)(?1)?)*c"#,
    "(?:(?!.*c)a)*c", "(?:(?<=a)a|a)*c", "(?>a|aa)*c", "(?:a*+b?)*c", "(((a*)*)*)*c",
  ])
  func `whatever happens, it happens soon`(_ source: String) throws {
    for count in [30, 6_144, 1_000_000] {
      let text = [UInt8](repeating: UInt8(ascii: "a"), count: count) + [UInt8(ascii: "!")]
      for match in [PatternMatchMode.whole, .search] {
        let pattern = try CompiledPattern(source, match: match)
        var result = MatchResult.limit
        let time = ContinuousClock().measure { result = pattern.matches(text, scratch) }
        #expect(result != .matched || match == .search)
        #expect(time < .seconds(30), "\(source) took \(time) on \(count) bytes")
      }
    }
  }

  @Test func `a long search is linear`() throws {
    let text = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
    let pattern = try CompiledPattern("[^x]*[xy]", match: .search)
    var result = MatchResult.limit
    let time = ContinuousClock().measure { result = pattern.matches(text, scratch) }
    #expect(result == .notMatched)
    #expect(time < .seconds(5))
  }

  @Test func `a limit is told apart from no match`() throws {
    let limits = PatternLimits(matchLimit: 10, workLimit: 1)
    let tight = MatchScratch(limits: limits)
    let pattern = try CompiledPattern("(a|aa)+$", match: .search)
    #expect(pattern.matches(String(repeating: "a", count: 100) + "!", tight) == .limit)
    #expect(pattern.matches("a", tight) == .matched)
  }
}
