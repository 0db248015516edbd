/// Texts that programs are known to stumble over.
enum HostileText {
  typealias Sample = (name: String, title: String, text: String)

  /// Tokens of pages: whatever a URL has another use for.
  static let tokens: [Sample] = [
    ("plus", "a token with plus signs", "a+b++c"),
    ("slash", "a token with slashes", "a/b//c/../d"),
    ("equals", "a token with equals signs", "YWJj=ZA=="),
    ("ampersand", "a token with ampersands", "a&nextToken=b&&c"),
    ("percent", "a token with percent signs", "100%25%2B%zz%"),
    ("hash", "a token with number signs", "a#b##c"),
    ("question", "a token with question marks", "a?b=c?d"),
    ("semicolon", "a token with semicolons, commas and colons", "a;b,c:d@e!f*g'(h)"),
    ("space", "a token with spaces", "a b  c"),
    ("space-at-ends", "a token that begins and ends with a space", " ab "),
    ("quote", "a token with quotation marks and backslashes", #"a"b\c'd`e\u0041"#),
    ("brackets", "a token with brackets and braces", "{\"a\":[1,2]}<b>|^~"),
    ("dollar", "a token that shells would change", "$HOME `id` $(id) *"),
    ("base64", "a token in base64", "q2+/8x7Zr0/+Aw=="),
    ("latin", "a token with letters of Latin-1", "é ü ß Å ñ"),
    ("nfd", "a token with decomposed letters", "e\u{301}u\u{308}A\u{30A}n\u{303}"),
    (
      "nfc-and-nfd", "a token with a letter composed and decomposed", "\u{E9}e\u{301}\u{212B}\u{C5}"
    ),
    ("han", "a token with Han characters", "参照ストア導入"),
    ("right-to-left", "a token with Hebrew and Arabic letters", "שלום مرحبا"),
    ("emoji", "a token with emoji", "🧬🧪🔬"),
    ("wide-spaces", "a token with spaces beyond ASCII", "a\u{A0}b\u{3000}c\u{2028}d"),
    ("digits", "a token of digits with leading zeros", "0000012"),
    ("zero", "the token `0`", "0"), ("word-null", "the token `null`", "null"),
    ("word-false", "the token `false`", "false"), ("number", "the token `-1e5`", "-1e5"),
    ("case", "a token of letters in both cases", "aAbBcCABCabc"),
  ]

  /// Values of members.
  static let values: [Sample] = [
    ("quotes", "", #"" ' ` « “"#), ("backslashes", "", #"\ \\ \n \u0041 \"#),
    ("html", "", "<script>alert(1)</script>&amp;&#65;"), ("shell", "", "$(id) `id` $HOME *"),
    ("format", "", "%s %d %n %25 {0} {} ${x}"), ("comma", "", "a,b;c\td|e"),
    ("latin-1", "", "é ü ß Å ñ ÿ"), ("nfd", "", "e\u{301}u\u{308}A\u{30A}"),
    ("stacked", "", "a\u{300}\u{301}\u{302}\u{303}\u{304}\u{308}"),
    ("han", "", "参照ゲノム導入"), ("right-to-left", "", "שלום مرحبا \u{202E}abc"),
    ("astral", "", "𝒜𐍈🧬 👩‍🔬🏳️‍🌈"), ("look-alike", "", "аdmіn раypаl"),
    ("line-separators", "", "a\u{2028}b\u{2029}c\u{85}d"),
    ("zero-width", "", "a\u{200B}b\u{FEFF}c"),
    ("controls", "", "a\u{1}b\u{1F}c\u{7F}d"), ("line-breaks", "", "a\nb\r\nc\td"),
    ("spaces-at-ends", "", "  a  "), ("word-null", "", "null"), ("word-true", "", "true"),
    ("word-NaN", "", "NaN"), ("number", "", "1e5"), ("hexadecimal", "", "0x1F"),
    ("json", "", #"{"a":[1,null]}"#), ("noncharacter", "", "a\u{FFFE}b"),
    ("private", "", "\u{E000}\u{F8FF}"),
  ]

  /// Values of digits alone, of every length that may fit.
  static let digits = [
    "0", "00", "007", "0000000000", "0000000001", "9007199254740993", "18446744073709551616",
    "0123456789012345678901234567890123", "999999999999999999999999999999999999", "1e10",
  ]
}
