import AssayPattern
import Testing

/// What a pattern means, as the design fixes it: UTF without UCP, `$` only at the very end, newline
/// ANYCRLF.
@Suite final class PatternSemanticsTests {
  private let scratch = MatchScratch()

  private func answer(
    _ pattern: String, _ text: String, _ match: PatternMatchMode = .whole
  ) throws -> MatchResult {
    try CompiledPattern(pattern, match: match).matches(text, scratch)
  }

  @Test(arguments: [
    ("[0-9]+", "1234567890", true), ("[0-9]+", "12a", false), ("[0-9]+", "", false),
    ("", "", true), ("", "a", false), ("a|ab", "ab", true), ("a|b", "ab", false),
  ])
  func `a whole match covers the string`(_ pattern: String, _ text: String, _ expected: Bool) throws
  {
    #expect(try answer(pattern, text) == (expected ? .matched : .notMatched))
  }

  @Test(arguments: [
    ("b", "abc", true), ("^b", "abc", false), ("a|b$", "xa", true), ("", "abc", true),
    ("x", "abc", false),
  ])
  func `a search may match anywhere`(_ pattern: String, _ text: String, _ expected: Bool) throws {
    #expect(try answer(pattern, text, .search) == (expected ? .matched : .notMatched))
  }

  @Test func `dollar is only the very end`() throws {
    #expect(try answer("^abc$", "abc", .search) == .matched)
    #expect(try answer("^abc$", "abc\n", .search) == .notMatched)
    #expect(try answer("abc$", "abc\n", .whole) == .notMatched)
    #expect(try answer(#"abc\Z"#, "abc\n", .search) == .matched)
  }

  @Test func `a prefix with dot star refuses a line feed`() throws {
    for match in [PatternMatchMode.whole, .search] {
      #expect(try answer("^arn:.*$", "arn:aws:iam", match) == .matched)
      #expect(try answer("^arn:.*$", "arn:aws\niam", match) == .notMatched)
      #expect(try answer("^arn:.*$", "arn:aws\r", match) == .notMatched)
      #expect(try answer("^arn:.*$", "arn:aws\n", match) == .notMatched)
    }
  }

  @Test func `dot stops at CR and LF alone`() throws {
    for scalar in ["\n", "\r", "\r\n"] { #expect(try answer(".+", scalar) == .notMatched) }
    for scalar in ["\u{85}", "\u{2028}", "\u{2029}", "\u{B}", "\u{C}"] {
      #expect(try answer(".", scalar) == .matched)
    }
    #expect(try answer("(?s).", "\n") == .matched)
  }

  @Test func `digits, words and spaces are ASCII`() throws {
    #expect(try answer(#"\d"#, "7") == .matched)
    #expect(try answer(#"\d"#, "\u{0667}") == .notMatched)
    #expect(try answer(#"\w"#, "é") == .notMatched)
    #expect(try answer(#"\s"#, "\u{A0}") == .notMatched)
    #expect(try answer(#"\s"#, "\u{B}") == .matched)
    #expect(try answer(#"a\bé"#, "aé") == .matched)
  }

  @Test func `properties are Unicode`() throws {
    #expect(try answer(#"\p{L}+"#, "aéЖ中") == .matched)
    #expect(try answer(#"\p{Lu}"#, "Ж") == .matched)
    #expect(try answer(#"\P{L}"#, "Ж") == .notMatched)
  }

  @Test func `a double bar inside a class is a literal bar`() throws {
    #expect(try answer("[a||b]", "|") == .matched)
    #expect(try answer(#"[\p{L}||\p{M}||\p{Z}||\p{S}||\p{N}||\p{P}]+"#, "a b|c é") == .matched)
    #expect(try answer(#"[\p{L}||\p{M}||\p{Z}||\p{S}||\p{N}||\p{P}]+"#, "a\tb") == .notMatched)
  }

  @Test func `four-digit escapes are translated`() throws {
    #expect(try answer(#"\u0041"#, "A") == .matched)
    #expect(try answer(#"[\u0020-\u007E]+"#, "az~") == .matched)
    #expect(try answer(#"\uD83D\uDE00"#, "😀") == .matched)
    #expect(try answer(#"[\uD83D\uDE00-\uD83D\uDE4F]"#, "😁") == .matched)
    #expect(try answer(#"\\u0041"#, #"\u0041"#) == .matched)
    #expect(try answer(#"\Q\u0041\E"#, #"\u0041"#) == .matched)
    #expect(try answer(#"\x{41}\x{1F600}"#, "A😀") == .matched)
  }

  @Test func `length is counted in scalars by a quantifier`() throws {
    #expect(try answer(".{2}", "e\u{301}") == .matched)
    #expect(try answer(".{1}", "😀") == .matched)
  }

  @Test func `a pattern is wrapped as one`() throws {
    #expect(try answer("a|b", "b") == .matched)
    // What is left open cannot swallow the end of the wrapper.
    #expect(try answer("(?x)a # comment", "a") == .matched)
    #expect(try answer("(?x)a # comment", "ab") == .notMatched)
    #expect(try answer(#"\Qa|b"#, "a|b") == .matched)
    #expect(try answer(#"\Qa|b"#, "a") == .notMatched)
    #expect(try answer("(?m)^a$", "a\nb") == .notMatched)
    #expect(try answer("(?i)abc", "aBC") == .matched)
    #expect(try answer(#"(a)(b)\2\1"#, "abba") == .matched)
  }

  @Test func `text that is not UTF-8 matches nothing`() throws {
    let pattern = try CompiledPattern("(?s).*", match: .search)
    #expect(pattern.matches([0x61, 0xFF], scratch) == .notMatched)
    #expect(pattern.matches([0xED, 0xA0, 0x80], scratch) == .notMatched)
    #expect(pattern.matches([0xC3, 0xA9], scratch) == .matched)
    #expect(pattern.matches([UInt8](), scratch) == .matched)
  }
}
