import AssayPattern
import Testing

/// How Java's constructs are written for PCRE2, and which have no exact form.
@Suite struct JavaTranslationTests {
  private func pcre(_ source: String) throws -> String {
    try translate(source, from: .java).get().pcre
  }

  @Test(arguments: [
    "[0-9]+", #"^arn:\S+$"#, #"[\p{L}||\p{M}||\p{Z}||\p{S}||\p{N}||\p{P}]+"#, #"[\S]*"#,
    #"[\w+=,@-]+"#,
    #"(?!aws:)[a-zA-Z0-9_-]{1,64}"#, #"(a)(b)\2"#, "(?<name>a+?)", #"[^\x00-\x1F]*"#, "(?s)a",
    #"\x{1F600}"#, #"[a-z-\d]"#, "a|b||c", "[]a]", "[a-z-_]", #"\p{Lu}\P{L}"#, "[-a]", "[:/]",
    ##"[a-zA-Z0-9!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~]"##, "a{2}+b*?", "é中😀", #"\/\_\:"#, "[^]a]",
  ])
  func `what PCRE2 reads alike is kept`(_ source: String) throws {
    let translation = try translate(source, from: .java).get()
    #expect(translation.pcre == source)
    #expect(!translation.isTranslated)
    #expect(translation.notes.allSatisfy { !$0.isExact })
  }

  @Test(arguments: [
    (#"\p{Print}+"#, "[ -~]+"), (#"[\p{Alnum}_]"#, "[0-9A-Za-z_]"),
    (#"\p{IsAlphabetic}"#, #"\p{Alphabetic}"#),
    (#"[\p{all}]"#, #"[\p{Any}]"#), (#"\p{LD}"#, #"[\p{L}\p{Nd}]"#),
    (#"\p{IsLatin}"#, #"\p{sc:Latin}"#),
    (#"\p{InGreek}"#, #"[\x{370}-\x{3FF}]"#), (#"\P{javaLetterOrDigit}"#, #"[^\p{L}\p{Nd}]"#),
    (#"[\w-.]"#, #"[\w\-.]"#), (#"[a-z\s-_]"#, #"[a-z\s\-_]"#),
    (#"[\p{Print}&&[^|:/]]+"#, "[ -.0-9;-{}~]+"),
    ("[a[bc]d]", "[abcd]"), ("[a&&b]", "(?!)"), (#"\u0041\uD83D\uDE00"#, #"\x{41}\x{1F600}"#),
    (#"[\u0020-\uD7FF\uD800\uDC00-\uDBFF\uDFFF]"#, #"[\x{20}-\x{D7FF}\x{10000}-\x{10FFFF}]"#),
    (#"[a\uD800\uDBFF-\uDC00\uDFFF]"#, "[a]"), ("a.b", #"a[^\n\r\x{85}\x{2028}\x{2029}]b"#),
    ("(?s).", "(?s)."),
    ("${1,128}", "(?:$){1,128}"), ("[0-9]{11}{0,9}", "[0-9]{11}"), ("(?i)true", "[Tt][Rr][Uu][Ee]"),
    ("(?i:[a-c])d", "(?:[a-cA-C])d"), (#"\Qa.b\E"#, #"a\.b"#), (#"\0101"#, #"\x{41}"#),
    (#"\ca"#, #"\x{21}"#),
    ("{a", #"\{a"#), ("[[]", #"[\[]"#), (#"[\Q[:\E]"#, #"[\[\:]"#),
    ("a{1,100000}", "(?:a{1}a{0,65535}a{0,34464})"),
    ("(?:a|b){2}+", "(?>(?:a|b)){2}+"), ("(?x) a # b", "a"), ("[[:digit:]]", #"[\:digit:]"#),
    (#"\h\v"#, #"[\h][\v]"#), (#"(a)\2"#, "(a)(?!)"), (#"(a)\11"#, #"(a)\g{1}1"#),
  ])
  func `what PCRE2 reads otherwise is rewritten`(_ source: String, _ expected: String) throws {
    let translation = try translate(source, from: .java).get()
    #expect(translation.pcre == expected)
    #expect(source == "(?s)." || !translation.notes.isEmpty)
    #expect(try CompiledPattern(source, match: .search, dialect: .java).source == source)
  }

  @Test func `a large group is called, not copied`() throws {
    let source = "(" + String(repeating: "abc|", count: 40) + "d){0,900}"
    let pattern = try CompiledPattern(source, match: .whole, dialect: .java)
    #expect(pattern.translation.pcre.hasSuffix("|d)(?1){0,899})?"))
    let scratch = MatchScratch()
    #expect(pattern.matches("", scratch) == .matched)
    #expect(pattern.matches("abcdabc", scratch) == .matched)
    #expect(pattern.matches(String(repeating: "d", count: 900), scratch) == .matched)
    #expect(pattern.matches(String(repeating: "d", count: 901), scratch) == .notMatched)
  }

  @Test(arguments: [
    (#"a\p{javaMirrored}"#, "unsupportedProperty", 1, 16),
    (#"[\p{Nope}]"#, "unsupportedProperty", 1, 8),
    ("(?iu)a", "unsupportedConstruct", 0, 4), ("(?U)a", "unsupportedConstruct", 2, 1),
    (#"é\N{DIGIT ONE}"#, "unsupportedConstruct", 2, 2), (#"\b{g}"#, "unsupportedConstruct", 0, 5),
    (#"(?i)(a)\1"#, "unsupportedConstruct", 7, 2), ("[a&&]", "unsupportedConstruct", 2, 2),
    ("(?<=a+)b", "unsupportedConstruct", 0, 1),
  ])
  func `what has no exact form is named, with its place`(
    _ source: String, _ id: String, _ offset: Int, _ length: Int
  ) {
    do throws(PatternError) {
      let pattern = try CompiledPattern(source, match: .whole, dialect: .java)
      Issue.record("\(pattern.translation.pcre)")
    } catch {
      #expect(error.isUnsupported)
      #expect(error.id.rawValue == id)
      #expect(error.length == length)
      if source != "(?<=a+)b" { #expect(error.offset == offset) }
    }
  }

  @Test func `what is kept with another reading is noted once`() throws {
    let notes = try translate(#"^a$|\bb$"#, from: .java).get().notes
    #expect(notes.map(\.isExact) == [false, false])
    #expect(notes.map(\.offset) == [2, 4])
  }

  @Test func `offsets lead back to the source`() throws {
    let translation = try translate(#"\u0041\p{Alpha}[z-\u0041]"#, from: .pcre2).get()
    #expect(translation.sourceOffset(ofPCRE: 6) == 6)
    do throws(PatternError) {
      _ = try CompiledPattern(#"..(?<=x{1,3})y"#, match: .search, dialect: .java)
      Issue.record("compiled")
    } catch {
      #expect((2...13).contains(error.offset))
    }
  }

  @Test func `depth is bounded`() {
    for open in ["(", "(?:", "[", "[a&&[", "(?=", "a|("] {
      let text = String(repeating: open, count: 50_000)
      do throws(PatternError) {
        _ = try CompiledPattern(text, match: .whole, dialect: .java)
        Issue.record("compiled")
      } catch {
        #expect(error.id == .tooLarge, "\(open): \(error)")
      }
    }
  }
}
