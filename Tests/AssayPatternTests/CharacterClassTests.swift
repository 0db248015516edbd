import AssayPattern
import Testing

/// Classes are PCRE2's word on scalars, page by page or whole.
@Suite struct CharacterClassTests {
  private static let sources = [
    "[a-z]", #"\d"#, #"\p{L}"#, #"\P{L}"#, ".", "(?s:.)", #"[^\x{10000}-\x{10FFFF}]"#, #"(?i:k)"#,
    #"[\p{L}||\p{M}||\p{Z}||\p{S}||\p{N}||\p{P}]"#, #"(?:.|\n)"#, #"[\x{D7FF}-\x{E000}]"#, "[^a]",
    #"[\x{10FFFF}]"#, #"\h"#, #"(?!a)a"#,
  ]

  @Test(arguments: sources)
  func `cache, set and ASCII words agree with single matches`(_ source: String) throws {
    let characterClass = try #require(CharacterClass(source))
    let cache = ClassCache(characterClass)
    let pattern = try CompiledPattern("(?:\(source))", match: .whole)
    let scratch = MatchScratch()
    var ranges = scalars(of: characterClass)[...]
    // The first two planes' beginnings whole, then one scalar in 29 and the last ones.
    let values =
      Array(UInt32(0)..<0x1_2000) + stride(from: UInt32(0x1_2000), to: 0x10_FF00, by: 29)
      + (UInt32(0x10_FF00)..<0x11_0000)
    for value in values {
      while let first = ranges.first, first.upperBound < value { ranges.removeFirst() }
      let inSet = ranges.first?.contains(value) ?? false
      guard let scalar = Unicode.Scalar(value) else {
        #expect(!cache.contains(scalar: value))
        #expect(!inSet)
        continue
      }
      let expected = cache.contains(scalar: value)
      guard expected == inSet else {
        Issue.record("U+\(String(value, radix: 16)): cache \(expected), set \(inSet)")
        return
      }
      if value < 128 {
        #expect(characterClass.containsASCII(UInt8(value)) == expected)
      }
      // Every scalar up to U+3000, then one in 61.
      if value < 0x3000 || value % 61 == 0 || value > 0x10_FF00 {
        let isMatch = pattern.matches(String(Character(scalar)), scratch) == .matched
        guard isMatch == expected else {
          Issue.record("U+\(String(value, radix: 16)): cache \(expected), PCRE2 \(isMatch)")
          return
        }
      }
    }
    for block in 0..<4_096 {
      // SAFETY: as many words, of bits as the scanning functions read them, then 16 of their blocks.
      let word = unsafe cache.known[block]
      let inside = (0..<64).map { cache.contains(scalar: UInt32(block * 64 + $0)) }
      let bits = inside.indices.reduce(0 as UInt64) { $0 | (inside[$1] ? 1 << UInt64($1) : 0) }
      // A page that nobody asked for before is known now.
      guard word & ~bits == 0, unsafe cache.known[block] == bits else {
        Issue.record("block \(block)")
        return
      }
      guard block < 1_024 else { continue }
      let isWhole = unsafe cache.known[4_096 + block / 64] >> UInt64(block % 64) & 1 != 0
      #expect(isWhole == (bits == .max), "block \(block)")
    }
    #expect(!cache.contains(scalar: 0x11_0000))
    #expect(!cache.contains(scalar: .max))
  }

  @Test func `ranges neither touch nor overlap, and leave surrogates out`() throws {
    let all = try #require(CharacterClass("(?s:.)"))
    #expect(scalars(of: all) == [0...0xD7FF, 0xE000...0x10_FFFF])
    let letters = scalars(of: try #require(CharacterClass(#"\p{L}"#)))
    for (left, right) in zip(letters, letters.dropFirst()) {
      #expect(left.upperBound + 1 < right.lowerBound)
    }
    #expect(scalars(of: try #require(CharacterClass("(?!a)a"))).isEmpty)
  }

  @Test func `a text that does not compile is no class`() {
    #expect(CharacterClass("[a") == nil)
  }
}
