import AssayPattern
import Testing

/// Nothing that is handed in traps, and tasks do not disturb each other.
@Suite struct PatternRobustnessTests {
  @Test func `random text compiles or is refused with a place inside it`() throws {
    let alphabet =
      Array(#"abA09_-.:^$|?*+(){}[]\\\pLuxQEdwsbRXkcg<>=!&#,~éß😀"#.unicodeScalars) + ["\n", "\0"]
    var random = SplitMix(seed: 20_240_817)
    let scratch = MatchScratch()
    for _ in 0..<30_000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 1...14, using: &random) {
        text.append(alphabet[Int.random(in: 0..<alphabet.count, using: &random)])
      }
      let source = String(text)
      for dialect in [PatternDialect.pcre2, .java] {
        for match in [PatternMatchMode.whole, .search] {
          do throws(PatternError) {
            let pattern = try CompiledPattern(source, match: match, dialect: dialect)
            _ = pattern.matches("aA0_-é😀\nab", scratch)
            if let shape = pattern.fastShape() { #expect(shape.prefix.allSatisfy { $0 < 0x80 }) }
          } catch {
            #expect(
              (0...source.utf8.count).contains(error.offset), "\(source.debugDescription): \(error)"
            )
            #expect(error.length >= 1 && !error.message.isEmpty && !error.message.hasSuffix("."))
          }
        }
      }
    }
  }

  @Test func `many tasks share one pattern`() async throws {
    let pattern = try CompiledPattern("([a-z]+-?)*[0-9]", match: .search)
    let fits = String(repeating: "ab-", count: 3_000) + "7"
    let other = String(repeating: "ab-", count: 3_000)
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask {
          let scratch = MatchScratch()
          return (0..<20).allSatisfy { _ in
            pattern.matches(fits, scratch) == .matched
              && pattern.matches(other, scratch) == .notMatched
          }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }

  @Test func `a handle answers as its pattern does`() throws {
    let pattern = try CompiledPattern("[0-9]+", match: .whole)
    let scratch = MatchScratch()
    for text in ["", "0", "12a", "1234567890"] {
      let bytes = Array(text.utf8)
      let answer = unsafe bytes.withUnsafeBufferPointer {
        unsafe PatternHandle(pattern).matches($0, scratch)
      }
      #expect(answer == pattern.matches(text, scratch))
    }
  }

  /// Faults of PCRE2 10.42 that a pattern must not fall into.
  @Test func `faults of the library stay outside`() throws {
    let scratch = MatchScratch()
    // The machine code for a search skips places where it would have matched.
    #expect(try CompiledPattern("(?:ab|a)c*b", match: .search).matches("ab", scratch) == .matched)
    // A search leaves out the LF of a CR LF.
    #expect(try CompiledPattern(#"[^a]$"#, match: .search).matches("\r\n", scratch) == .matched)
    // A negated class loses what is beyond ASCII, and `\h` claims to share nothing with `\S`.
    let negated = try CompiledPattern(#"[^\p{L}\D]"#, match: .whole, dialect: .java)
    #expect(negated.matches("\u{2028}", scratch) == .notMatched)
    let spaces = try CompiledPattern(#"\h*\S"#, match: .whole, dialect: .java)
    #expect(spaces.matches("\u{A0}", scratch) == .matched)
  }

  @Test func `the library says what it is`() {
    #expect(PCRE2Info.version.hasPrefix("10."))
    #expect(PCRE2Info.unicodeVersion.contains("."))
  }
}

/// A small generator with a seed, so that a failure can be seen again.
private struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }
}
