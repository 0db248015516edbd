import AssayPattern
import Testing

/// A pattern that cannot be used says why and where, in the text as it was written.
@Suite struct PatternErrorTests {
  private func failure(
    _ source: String, _ match: PatternMatchMode = .whole, _ dialect: PatternDialect = .pcre2
  ) -> PatternError? {
    do throws(PatternError) {
      _ = try CompiledPattern(source, match: match, dialect: dialect)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    ("a)|(b", 1, "`)` without a `(`"),
    ("(a", 2, "expected `)` to end the group"),
    ("[a-z", 4, "expected `]` to end the character class"),
    ("ab[z-a]", 5, "the range in the class runs backwards"),
    ("a{3,1}", 5, "the quantifier's first number is greater than its second"),
    ("+a", 0, "there is nothing before the quantifier to repeat"),
    (#"a\"#, 2, #"`\` at the end of the pattern escapes nothing"#),
    (
      #"[\w-.]"#, 3,
      #"a range in a class needs single characters as its ends; write a literal `-` as `\-`"#
    ),
    (#"(a)\2"#, 4, "reference to a group that does not exist"),
    (#"\p{Nope}"#, 8, #"unknown property after `\p` or `\P`"#),
  ])
  func `the place is the author's`(_ source: String, _ offset: Int, _ message: String) {
    let error = failure(source)
    #expect(error?.offset == offset)
    #expect(error?.message == message)
    #expect(failure(source, .search) == error)
  }

  @Test func `offsets count bytes of the text before translation`() {
    #expect(failure(#"é\u0041[b-a]"#)?.offset == 11)
    #expect(failure(#"\uD83D\uDE00)"#)?.offset == 12)
  }

  @Test(arguments: [#"\u"#, #"\u12"#, #"\u12G4"#, #"\uD800"#, #"\uDC00\uD800"#, #"\u{41}"#])
  func `an escape that names no scalar is refused`(_ source: String) {
    #expect(failure(source)?.id == .unicodeEscape)
    #expect(failure(source)?.offset == 0)
  }

  @Test(arguments: ["(?R)", "(?0)", #"a\g<0>?"#, "a(*ACCEPT)b", #"a\g'0'?"#])
  func `what would reach round the wrapper is refused`(_ source: String) {
    #expect(failure(source)?.id == .unsupportedConstruct)
    #expect(failure(source)?.isUnsupported == true)
  }

  @Test func `single bytes cannot be asked for`() {
    #expect(failure(#"a\C"#)?.id == .unsupportedConstruct)
  }

  @Test func `a pattern that grows too large is refused, not compiled`() {
    #expect(failure("(?:(?:a{1000}){1000}){1000}")?.id == .tooLarge)
    #expect(failure(String(repeating: "(", count: 100_000))?.id == .tooLarge)
  }
}
