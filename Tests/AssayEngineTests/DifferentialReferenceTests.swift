import AssayModel
import AssayTestSupport
import Testing

/// What the reference itself is held to: cases worked out by hand.
@Suite struct DifferentialReferenceTests {
  // MARK: - Reading

  @Test(arguments: [
    (#"{"a":}"#, "/a", 5), ("[1,]", "/1", 3), ("[1 2]", "", 3), (#"{"a" 1}"#, "", 5),
    (#"{"a":01}"#, "/a", 6), (#"{"a":1.x}"#, "/a", 7), (#"{"a":tru}"#, "/a", 8),
    (#"{"a":truex}"#, "", 9), (#"{"a":"\q"}"#, "/a", 7), ("[", "/0", 1), ("{", "", 1), (" ", "", 1),
    (#"{"a/b":{"c~":["#, "/a~1b/c~0/0", 14), ("{} x", "", 3), ("\u{FEFF}{}", "", 0),
    (#"{"a":1,}"#, "", 7), (#"{"a":12x}"#, "", 7), (#"["\u12"]"#, "/0", 6), ("[\"a\nb\"]", "/0", 3),
    (#"{"a"#, "", 3), (#"["a"#, "/0", 3), ("-", "", 1), ("nul", "", 3), ("[1.5.2]", "", 4),
  ])
  func breaksWhereNothingCanFollow(text: String, pointer: String, offset: Int) {
    let reading = JSONTreeReader.read(Array(text.utf8), nesting: 128)
    #expect(reading.failure?.pointer == pointer)
    #expect(reading.failure?.offset == offset)
    #expect(reading.failure?.isLimit == false)
  }

  @Test func countsNestingFromTheOutermost() {
    #expect(JSONTreeReader.read(Array("[[1]]".utf8), nesting: 2).failure == nil)
    let reading = JSONTreeReader.read(Array(#"[{"a":[]}]"#.utf8), nesting: 2)
    #expect(reading.failure?.pointer == "/0/a")
    #expect(reading.failure?.offset == 6)
    #expect(reading.failure?.isLimit == true)
  }

  @Test(arguments: [
    (#""\ud83d\ude00""#, "😀", true), (#""\ud83d""#, "\u{FFFD}", false),
    (#""\ude00\ud83d""#, "\u{FFFD}\u{FFFD}", false), (#""\ud83d\u0061""#, "\u{FFFD}a", false),
    (#""a\/\"\\\b\f\n\r\t\u00e9""#, "a/\"\\\u{8}\u{C}\n\r\té", true),
    (#""\ud83dx\ude00""#, "\u{FFFD}x\u{FFFD}", false),
  ])
  func undoesEscapes(text: String, display: String, isWellFormed: Bool) throws {
    let reading = JSONTreeReader.read(Array(text.utf8), nesting: 1)
    guard case .string(let string)? = reading.root?.kind else {
      Issue.record("no string in \(text)")
      return
    }
    #expect(string.display.unicodeScalars.elementsEqual(display.unicodeScalars))
    #expect(string.isWellFormed == isWellFormed)
  }

  // MARK: - Timestamps

  @Test(arguments: [
    ("1970-01-01T00:00:00Z", "0"), ("2024-02-29T12:34:56Z", "1709210096"),
    ("1996-12-19T16:39:57-08:00", "851042397"), ("1985-04-12T23:20:50.52Z", "482196050.52"),
    ("1969-12-31T23:59:59.75Z", "-0.25"), ("1969-12-31T23:59:58Z", "-2"),
    ("1990-12-31T23:59:60Z", "662688000"), ("0000-01-01T00:00:00Z", "-62167219200"),
    ("9999-12-31T23:59:59Z", "253402300799"), ("2019-12-16t22:48:18z", "1576536498"),
  ])
  func readsDateTimes(text: String, seconds: String) {
    #expect(readTimestamp(Array(text.utf8), as: .dateTime)?.numeral == Numeral(seconds))
  }

  @Test(arguments: [
    "2023-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2024-01-01T24:00:00Z",
    "2024-01-01T00:00:61Z", "2024-01-01 00:00:00Z", "2024-01-01T00:00:00", "2024-01-01T00:00Z",
    "2024-01-01T00:00:00.Z", "2024-01-01T00:00:00+24:00", "2024-01-01T00:00:00+0100",
    "2024-01-01T00:00:00Z ", "", "2024-1-01T00:00:00Z", "２024-01-01T00:00:00Z",
  ])
  func refusesOtherTexts(text: String) {
    #expect(readTimestamp(Array(text.utf8), as: .dateTime) == nil)
  }

  @Test(arguments: [
    ("Tue, 29 Apr 2014 18:30:38 GMT", "1398796238"), ("Thu, 01 Jan 1970 00:00:00 GMT", "0"),
    ("Sun, 02 Jan 2000 20:34:56.456 GMT", "946845296.456"),
    ("Sun, 06 Nov 1994 08:49:37 GMT", "784111777"),
    ("Wed, 31 Dec 1969 23:59:59 GMT", "-1"),
  ])
  func readsHTTPDates(text: String, seconds: String) {
    #expect(readTimestamp(Array(text.utf8), as: .httpDate)?.numeral == Numeral(seconds))
  }

  @Test(arguments: [
    "Mon, 29 Apr 2014 18:30:38 GMT", "Tue, 29 apr 2014 18:30:38 GMT",
    "Tue, 9 Apr 2014 18:30:38 GMT",
    "Tuesday, 29-Apr-14 18:30:38 GMT", "Tue Apr 29 18:30:38 2014", "Tue, 29 Apr 2014 18:30:38 UTC",
  ])
  func refusesOtherDates(text: String) {
    #expect(readTimestamp(Array(text.utf8), as: .httpDate) == nil)
  }

  // MARK: - Texts

  @Test func decodesBase64() {
    #expect(decodedBase64(Array("".utf8)) == [])
    #expect(decodedBase64(Array("Zm9v".utf8)) == Array("foo".utf8))
    #expect(decodedBase64(Array("Zm8=".utf8)) == Array("fo".utf8))
    #expect(decodedBase64(Array("Zg==".utf8)) == Array("f".utf8))
    for text in ["xyz", "YmxvYg=", "-_==", "====", "Y===", "YQ==YQ==", "YW Jj", "Y=Q=", "YQ"] {
      #expect(decodedBase64(Array(text.utf8)) == nil, "\(text)")
    }
  }

  @Test func undoesPercentEncoding() {
    #expect(percentDecoded(Array("a%2Fb%zz%4+".utf8)[...]) == Array("a/b%zz%4+".utf8))
    #expect(percentDecoded(Array("a+%2B".utf8)[...], plusIsSpace: true) == Array("a +".utf8))
  }
}
