/// The names that Java knows behind `\p`, as sets that PCRE2 can spell.
///
/// The same word means other things to PCRE2: its `\p{Lower}`, `\p{Alpha}` and `\p{Space}` are
/// Unicode's, Java's are ASCII; its `\p{Greek}` goes by script extensions, Java's by script.
enum JavaProperty {
  /// The set of a name as it stands in the braces; `nil` when there is no exact form.
  static func set(named name: String, ignoringCase: Bool) -> JavaClassSet? {
    if let equals = name.firstIndex(of: "=") {
      let value = String(name[name.index(after: equals)...])
      switch asciiLowercased(String(name[..<equals])) {
      case "sc", "script": return script(value)
      case "blk", "block": return block(value)
      case "gc", "general_category": return category(value, ignoringCase)
      default: return nil
      }
    }
    if name.hasPrefix("In") { return block(String(name.dropFirst(2))) }
    if name.hasPrefix("Is") {
      let rest = String(name.dropFirst(2))
      return unicode(rest, ignoringCase) ?? category(rest, ignoringCase)
        ?? java(rest, ignoringCase) ?? script(rest)
    }
    return category(name, ignoringCase) ?? posix(name, ignoringCase) ?? java(name, ignoringCase)
  }

  private static func property(_ name: String) -> JavaClassSet {
    .named("\\p{\(name)}", not: "\\P{\(name)}")
  }

  private static func ranges(_ ranges: ClosedRange<UInt32>...) -> JavaClassSet {
    .ranges(ranges, text: nil)
  }

  private static func union(_ names: String...) -> JavaClassSet { .union(names.map(property)) }

  // MARK: General categories

  private static let categories: Set<String> = [
    "C", "Cc", "Cf", "Cn", "Co", "Cs", "L", "Ll", "Lm", "Lo", "Lt", "Lu", "M", "Mc", "Me", "Mn",
    "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "S", "Sc", "Sk", "Sm",
    "So", "Z", "Zl", "Zp", "Zs",
  ]

  private static func category(_ name: String, _ ignoringCase: Bool) -> JavaClassSet? {
    switch name {
    case "Lu", "Ll", "Lt": property(ignoringCase ? "L&" : name)
    case "LC": property("L&")
    case "LD": union("L", "Nd")
    case "L1": ranges(0...0xFF)
    case "all": property("Any")
    case _ where categories.contains(name): property(name)
    default: posix(name, ignoringCase)
    }
  }

  // MARK: POSIX names, ASCII alone

  private static func posix(_ name: String, _ ignoringCase: Bool) -> JavaClassSet? {
    switch name {
    case "ASCII": property("ASCII")
    case "Lower", "Upper", "Alpha":
      ignoringCase || name == "Alpha"
        ? ranges(0x41...0x5A, 0x61...0x7A)
        : name == "Lower"
          ? ranges(0x61...0x7A)
          : ranges(0x41...0x5A)
    case "Digit": .named(#"\d"#, not: #"\D"#)
    case "Alnum": ranges(0x30...0x39, 0x41...0x5A, 0x61...0x7A)
    case "Punct": ranges(0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E)
    case "Graph": ranges(0x21...0x7E)
    case "Print": ranges(0x20...0x7E)
    case "Blank": ranges(0x09...0x09, 0x20...0x20)
    case "Cntrl": ranges(0...0x1F, 0x7F...0x7F)
    case "XDigit": ranges(0x30...0x39, 0x41...0x46, 0x61...0x66)
    case "Space": .named(#"\s"#, not: #"\S"#)
    default: nil
    }
  }

  // MARK: Unicode's binary properties, behind `Is`

  private static func unicode(_ name: String, _ ignoringCase: Bool) -> JavaClassSet? {
    switch asciiLowercased(name) {
    case "alphabetic", "alpha": property("Alphabetic")
    case "letter": property("L")
    case "ideographic": property("Ideographic")
    case "lowercase", "lower": ignoringCase ? cased : property("Lowercase")
    case "uppercase", "upper": ignoringCase ? cased : property("Uppercase")
    case "titlecase": ignoringCase ? cased : property("Lt")
    case "white_space", "whitespace", "space": property("White_Space")
    case "control", "cntrl": property("Cc")
    case "punctuation", "punct": property("P")
    case "hex_digit", "hexdigit", "xdigit": .union([property("Nd"), property("Hex_Digit")])
    case "assigned": .named(#"\P{Cn}"#, not: #"\p{Cn}"#)
    case "noncharacter_code_point", "noncharactercodepoint":
      property("Noncharacter_Code_Point")
    case "digit": property("Nd")
    case "alnum": union("Alphabetic", "Nd")
    case "blank": .union([property("Zs"), ranges(0x09...0x09)])
    case "graph": graph
    case "print": .union([graph, property("Zs")])
    case "word": union("Alphabetic", "Mn", "Me", "Mc", "Nd", "Pc", "Join_Control")
    case "join_control", "joincontrol": property("Join_Control")
    default: nil
    }
  }

  private static let cased = union("Lowercase", "Uppercase", "Lt")
  private static let graph = JavaClassSet.complement(union("Z", "Cc", "Cs", "Cn"))

  // MARK: Methods of java.lang.Character

  private static func java(_ name: String, _ ignoringCase: Bool) -> JavaClassSet? {
    switch name {
    case "javaLowerCase": ignoringCase ? cased : property("Lowercase")
    case "javaUpperCase": ignoringCase ? cased : property("Uppercase")
    case "javaTitleCase": ignoringCase ? cased : property("Lt")
    case "javaAlphabetic": property("Alphabetic")
    case "javaIdeographic": property("Ideographic")
    case "javaDigit": property("Nd")
    case "javaDefined": .named(#"\P{Cn}"#, not: #"\p{Cn}"#)
    case "javaLetter": property("L")
    case "javaLetterOrDigit": union("L", "Nd")
    case "javaSpaceChar": property("Z")
    case "javaWhitespace":
      .union([
        ranges(0x09...0x0D, 0x1C...0x1F),
        .intersection(
          property("Z"), .complement(ranges(0xA0...0xA0, 0x2007...0x2007, 0x202F...0x202F))),
      ])
    case "javaISOControl": property("Cc")
    case "javaMirrored": property("Bidi_Mirrored")
    case "javaIdentifierIgnorable": ignorable
    case "javaJavaIdentifierStart": union("L", "Nl", "Sc", "Pc")
    case "javaJavaIdentifierPart":
      .union([union("L", "Nl", "Sc", "Pc", "Nd", "Mc", "Mn"), ignorable])
    case "javaUnicodeIdentifierStart": property("ID_Start")
    case "javaUnicodeIdentifierPart": .union([property("ID_Continue"), ignorable])
    default: nil
    }
  }

  private static let ignorable = JavaClassSet.union([
    ranges(0...0x08, 0x0E...0x1B, 0x7F...0x9F), property("Cf"),
  ])

  // MARK: Scripts and blocks

  /// A script, by Unicode's name or ISO's; PCRE2 says whether there is one.
  private static func script(_ name: String) -> JavaClassSet? {
    guard !name.isEmpty, name.utf8.allSatisfy({ $0 == 0x5F || $0 == 0x20 || isLetter($0) }) else {
      return nil
    }
    let text = "\\p{sc:\(name)}"
    guard CharacterClass(text) != nil else { return nil }
    return .named(text, not: "\\P{sc:\(name)}")
  }

  private static func block(_ name: String) -> JavaClassSet? {
    UnicodeBlock.range(named: name).map { range in
      JavaClassText.withoutSurrogates(range).map { .ranges([$0], text: nil) } ?? .empty
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  private static func asciiLowercased(_ text: String) -> String {
    String(decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }
}
