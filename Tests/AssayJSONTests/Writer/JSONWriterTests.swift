import AssayJSON
import AssayTestSupport
import Foundation
import Testing

@Suite struct JSONWriterTests {
  /// Writes one document and gives its text.
  private func text(
    _ layout: JSONWriter.Layout = .compact, _ write: (inout JSONWriter) -> Void
  ) -> String {
    var writer = JSONWriter(layout: layout)
    write(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private func write(_ writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("a", 1)
    writer.key("b")
    writer.beginArray()
    writer.value(true)
    writer.null()
    writer.beginObject()
    writer.endObject()
    writer.beginArray()
    writer.endArray()
    writer.value("x")
    writer.endArray()
    writer.field("c", nil as String?)
    writer.key("d")
    writer.raw("[1, 2]".utf8)
    writer.field("e", false)
    writer.endObject()
  }

  @Test func compactLayoutHasNoWhiteSpace() {
    #expect(
      text { write(&$0) } == #"{"a":1,"b":[true,null,{},[],"x"],"c":null,"d":[1, 2],"e":false}"#)
  }

  @Test func indentedLayoutHasALineForEachElement() {
    #expect(
      text(.indented) { write(&$0) } == """
        {
          "a": 1,
          "b": [
            true,
            null,
            {},
            [],
            "x"
          ],
          "c": null,
          "d": [1, 2],
          "e": false
        }
        """)
  }

  @Test func linesAreDocumentsOfTheirOwn() {
    let lines = text { writer in
      for number in 0..<2 {
        writer.beginArray()
        writer.value(number)
        writer.endArray()
        writer.newline()
      }
    }
    #expect(lines == "[0]\n[1]\n")
  }

  @Test func everyEscapeIsExact() {
    let source = "\u{0}\u{1}\u{8}\t\n\u{B}\u{C}\r\u{1F} \"\\/\u{7F}\u{80}é\u{2028}😀"
    let expected =
      #""\u0000\u0001\b\t\n\u000b\f\r\u001f \"\\/"# + "\u{7F}\u{80}é\u{2028}😀\""
    #expect(text { $0.value(source) }.utf8.elementsEqual(expected.utf8))
  }

  @Test func illFormedBytesAreShownAsReplacementCharacters() {
    let bytes: [UInt8] = [0x61, 0xFF, 0x62, 0xED, 0xA0, 0x80, 0x22]
    let shown = text { $0.value(utf8: bytes) }
    #expect(shown == "\"a\u{FFFD}b\u{FFFD}\u{FFFD}\u{FFFD}\\\"\"")
  }

  @Test(arguments: [
    (0, "0"), (7, "7"), (-7, "-7"), (10, "10"), (1_234_567_890, "1234567890"),
    (Int.max, "9223372036854775807"), (Int.min, "-9223372036854775808"),
  ])
  func integersAreDecimal(_ number: Int, _ expected: String) {
    #expect(text { $0.value(number) } == expected)
  }

  @Test(arguments: [
    (0.0, "0.0"), (1.5, "1.5"), (-0.1, "-0.1"), (1e300, "1e+300"), (.nan, "\"NaN\""),
    (.infinity, "\"Infinity\""), (-.infinity, "\"-Infinity\""),
  ])
  func doublesAreNumbersOrTheirNames(_ number: Double, _ expected: String) {
    #expect(text { $0.value(number) } == expected)
  }

  @Test func takingABufferAppendsToIt() {
    var bytes = Array("[1]\n".utf8)
    var writer = JSONWriter(taking: &bytes)
    writer.value("x")
    writer.finish(into: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "[1]\n\"x\"")
  }

  @Test func anotherParserReadsBackWhatWasWritten() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let strings = (0..<8).map { _ in randomText(&random) }
      let json = text(Bool.random(using: &random) ? .compact : .indented) { writer in
        writer.beginArray()
        for string in strings { writer.value(string) }
        writer.endArray()
      }
      let read = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String]
      let isSame = read?.elementsEqual(strings) { $0.utf8.elementsEqual($1.utf8) }
      try #require(isSame == true, "seed \(seed): \(strings.debugDescription)")
    }
  }

  /// Text of any length around the sizes that vector code treats apart, of all kinds of scalars.
  private func randomText(_ random: inout SeededGenerator) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...70, using: &random) {
      let range: ClosedRange<UInt32> =
        switch Int.random(in: 0..<12, using: &random) {
        case 0: 0...0x1F
        case 1: 0x22...0x5C
        case 2: 0x80...0xD7FF
        case 3: 0xE000...0x10FFFF
        default: 0x20...0x7E
        }
      // Every range above is clear of surrogates.
      let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random))
      if let scalar { text.unicodeScalars.append(scalar) }
    }
    return text
  }
}
