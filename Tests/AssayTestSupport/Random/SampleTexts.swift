import AssayModel

/// Characters, patterns and timestamps that tests are made of.
enum SampleTexts {
  static let digits = Array("0123456789".unicodeScalars)
  static let lower = Array("abcdefghijklm".unicodeScalars)
  static let plain = Array(
    "abcXYZ019 -_.~!$&'()*+,;=:@/?#[]{}|^`<>%".unicodeScalars)
  static let letters = Array("aZéßλЖあ漢한𝒜ǆﬁ".unicodeScalars)
  static let mixed = Array("a1 é漢🙂e\u{301}\u{FE0F}ﷺ∑€§\u{A0}-\u{1F468}".unicodeScalars)
  static let hostile: [Unicode.Scalar] = [
    "\"", "\\", "/", "\u{0}", "\u{1F}", "\n", "\r", "\t", "\u{7F}", "\u{85}", "\u{2028}",
    "\u{FEFF}", "\u{FFFF}", "\u{10FFFF}", "\u{800}", "\u{7FF}", "\u{D7FF}", "\u{E000}", "~", "a",
    "\u{202E}", "\u{301}", "İ", "ı", "{", "}", "[", "]", ",", ":",
  ]
  static let pools = [digits, lower, plain, letters, mixed, hostile]

  /// A pattern, how it matches, and characters or texts that are likely to satisfy it.
  struct Pattern {
    var source: String
    var match = PatternConstraint.Match.whole
    var pool: [Unicode.Scalar] = []
    var texts: [String] = []
  }

  static let patterns = [
    Pattern(source: "[0-9]+", pool: digits),
    Pattern(source: "[a-m]*", pool: lower),
    Pattern(source: "^[a-m]+$", match: .search, pool: lower),
    Pattern(source: "\\p{L}+", pool: letters),
    Pattern(source: "[\\p{L}||\\p{M}||\\p{Z}||\\p{S}||\\p{N}||\\p{P}]+", pool: mixed),
    Pattern(source: "(ab|cd)+", texts: ["ab", "cd", "abcd", "cdcdab"]),
    Pattern(source: "[^\\s]+", pool: lower + digits),
    Pattern(source: "\\d{3}-\\d{4}", texts: ["123-4567", "000-0000"]),
    Pattern(source: "(?:.|\\n)*", pool: mixed),
    Pattern(source: ".{2,4}", pool: mixed),
    Pattern(source: "[\\w.-]{1,8}", pool: lower + digits),
    Pattern(source: "a", match: .search, texts: ["a", "bab", "xxa"]),
    Pattern(source: "(?i)abc", match: .search, texts: ["abc", "ABC", "xaBcx"]),
    Pattern(source: "arn:[a-z]+:.*", texts: ["arn:aws:x", "arn:a:", "arn:aws:\u{1F642}/a b"]),
    Pattern(source: "^arn:.*$", match: .search, texts: ["arn:", "arn:x"]),
    Pattern(source: "\\u00e9+", texts: ["é", "éé"]),
    Pattern(source: "[^a]", match: .search, texts: ["b", "aab", "é"]),
    Pattern(source: "(", texts: ["anything"]),
  ]

  static func pattern(_ source: String) -> Pattern? {
    patterns.first { $0.source.utf8.elementsEqual(source.utf8) }
  }

  /// Timestamps in text form, good, doubtful and wrong.
  static let dateTimes = [
    "2024-02-29T12:34:56Z", "2000-01-01T00:00:00Z", "1985-04-12T23:20:50.52Z",
    "1996-12-19T16:39:57-08:00", "1990-12-31T23:59:60Z", "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999999Z", "2019-12-16t22:48:18z", "2024-01-01T00:00:00+00:00",
    "2024-01-01T00:00:00-00:00", "2024-01-01T00:00:00+23:59", "1969-12-31T23:59:59.75Z",
  ]
  static let badDateTimes = [
    "2023-02-29T00:00:00Z", "2024-13-01T00:00:00Z", "2024-00-10T00:00:00Z",
    "2024-04-31T00:00:00Z", "2024-01-01T24:00:00Z", "2024-01-01T23:60:00Z",
    "2024-01-01T23:59:61Z", "2024-01-01 00:00:00Z", "2024-01-01T00:00:00",
    "2024-01-01T00:00:00.Z", "2024-01-01T00:00:00+24:00", "2024-01-01T00:00:00+00:60",
    "2024-01-01T00:00Z", "20240101T000000Z", "2024-01-01T00:00:00+0000", "2024-01-01",
    "1900-02-29T00:00:00Z", "2024-01-01T00:00:00ZZ", " 2024-01-01T00:00:00Z", "",
    "2024-01-01T00:00:00,5Z", "２024-01-01T00:00:00Z", "2024-01-0/T00:00:00Z",
    "2024-01-01T0:00:00Z", "-024-01-01T00:00:00Z", "2024-01-01T00:00:00+01:00[Europe/Paris]",
  ]
  static let httpDates = [
    "Tue, 29 Apr 2014 18:30:38 GMT", "Sun, 02 Jan 2000 20:34:56.456 GMT",
    "Thu, 01 Jan 1970 00:00:00 GMT", "Thu, 29 Feb 2024 23:59:60 GMT",
    "Sun, 06 Nov 1994 08:49:37 GMT", "Wed, 31 Dec 1969 23:59:59 GMT",
  ]
  static let badHTTPDates = [
    "Mon, 29 Apr 2014 18:30:38 GMT", "Tue, 29 apr 2014 18:30:38 GMT",
    "Tue, 29 Apr 2014 18:30:38 UTC", "Tuesday, 29-Apr-14 18:30:38 GMT",
    "Tue Apr 29 18:30:38 2014", "Tue, 9 Apr 2014 18:30:38 GMT", "Tue, 29 Apr 2014 18:30:38",
    "Thu, 29 Feb 2023 00:00:00 GMT", "Tue, 29 Apr 2014 24:30:38 GMT", "",
    "Sun, 02 Jan 2000 20:34:56. GMT", "Tue, 29 Apr 2014 18:30:38 GMT ",
  ]
  static let epochs = ["0", "1576540098", "1398796238.5", "-1", "1.5e9", "1515531081.123"]
  static let badEpochs = ["NaN", "Infinity", "1e", "0x42", "+1", "01", "1.", "", "true", "1 "]

  static let numbers = [
    "0", "-0", "1", "-1", "1.0", "1e2", "1.5", "-1.25", "1E+2", "100e-2", "127", "128", "-128",
    "-129", "32767", "32768", "-32768", "-32769", "2147483647", "2147483648", "-2147483648",
    "-2147483649", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
    "-9223372036854775809", "123456789012345678901234567890", "1e400", "-1e400", "1e-400",
    "0.1", "0e5", "12345678901234567890.5", "1e19", "1e18", "0.0000001", "3.0e0", "1e999999999999",
    "1e-999999999999", "18446744073709551616",
  ]
  static let base64 = ["", "YQ==", "YWI=", "YWJj", "Zm9vYmFyYmF6", "+/+/", "YR=="]
  static let badBase64 = [
    "xyz", "YmxvYg=", "-_==", "YQ", "YQ=", "YQ===", "=", "====", "Y===", "YW Jj", "YWJj\n",
    "YQ==YQ==", "Ÿwó=", "Y=Q=",
  ]
}
