import AssayPattern
import Testing

/// The shapes that need no regex machine, and those that only look like one.
@Suite struct FastShapeTests {
  private func describe(_ source: String, _ match: PatternMatchMode) throws -> String? {
    guard let shape = try CompiledPattern(source, match: match).fastShape() else { return nil }
    let prefix = String(decoding: shape.prefix, as: UTF8.self)
    let maximum = shape.maximum.map(String.init) ?? ""
    return "\(prefix) \(shape.characterClass.source) \(shape.minimum)..\(maximum)"
  }

  @Test(arguments: [
    ("[0-9]+", " [0-9] 1.."),
    ("^[0-9]+$", " [0-9] 1.."),
    ("arn:.*", "arn: . 0.."),
    ("[a-zA-Z0-9_-]{1,64}", " [a-zA-Z0-9_-] 1..64"),
    (#"\S+"#, #" \S 1.."#),
    (".*", " . 0.."),
    (#"([\p{L}||\p{M}]+)"#, #" [\p{L}||\p{M}] 1.."#),
    ("(?s).*", " (?s:.) 0.."),
    ("(?i)[a-f]{3}", " (?i:[a-f]) 3..3"),
    ("[a-z][a-z]*", " [a-z] 1.."),
    ("(?:[a-z]{2})+", nil),
    ("(?:[a-z]{1,2}){1,3}", " [a-z] 1..6"),
    ("([a-z]+)*", " [a-z] 0.."),
    (#"(?:.|\n)*"#, #" (?:.|\x{A}) 0.."#),
    ("abc", "abc (?s:.) 0..0"),
    ("", " (?s:.) 0..0"),
    ("[a-z][0-9]", nil), ("a|b+", nil), ("a*b", nil), (#"\bfoo"#, nil), ("(?=a).*", nil),
    ("(?:a{2}){0,3}", nil), ("é.*", nil),
  ])
  func `whole patterns`(_ source: String, _ expected: String?) throws {
    #expect(try describe(source, .whole) == expected)
  }

  @Test(arguments: [
    ("^[0-9]+$", " [0-9] 1.."), (#"\A[0-9]+\z"#, " [0-9] 1.."), ("^arn:.*$", "arn: . 0.."),
    ("^arn:.*", "arn: (?s:.) 0.."), (".*", " (?s:.) 0.."), ("[a-z]*$", " (?s:.) 0.."),
    ("", " (?s:.) 0.."), ("[0-9]+", nil), ("^[0-9]+", nil), ("[0-9]+$", nil), ("arn:.*", nil),
    (#"^[0-9]+\Z"#, nil), ("(?m)^[0-9]+$", nil), ("^a$|^b$", nil), ("a*$", " (?s:.) 0.."),
  ])
  func `searched patterns`(_ source: String, _ expected: String?) throws {
    #expect(try describe(source, .search) == expected)
  }

  @Test func `ASCII verdicts are PCRE2's`() throws {
    let shape = try #require(try CompiledPattern("[a-c~]+", match: .whole).fastShape())
    #expect(shape.characterClass.ascii.0 == 0)
    #expect(shape.characterClass.ascii.1 == 0b111 << 33 | 1 << 62)
    #expect(shape.characterClass.containsASCII(UInt8(ascii: "b")))
    #expect(!shape.characterClass.containsASCII(0xE2))
  }
}
