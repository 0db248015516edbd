import AssayModel
import AssayReport
import Testing

@Suite("Diagnostics as text")
struct DiagnosticTextTests {
  static func render(
    _ line: String, column: UInt32, length: UInt32 = 1, colour: Bool = false
  ) -> String {
    let diagnostic = Diagnostic(
      id: "a.b", severity: .error, message: "wrong",
      origin: Origin(file: 0, line: 1, column: column, length: length))
    return DiagnosticText.render(
      [diagnostic], sources: [SourceFile(path: "f", bytes: Array(line.utf8))], usesColour: colour)
  }

  @Test func theCaretStandsUnderTheBytes() {
    #expect(
      Self.render("é: x", column: 5) == "f:1:5: error: wrong [a.b]\n1 │ é: x\n  │    ^\n")
    #expect(
      Self.render("日本: x", column: 9) == "f:1:9: error: wrong [a.b]\n1 │ 日本: x\n  │       ^\n")
    #expect(
      Self.render("e\u{301}: x", column: 6)
        == "f:1:6: error: wrong [a.b]\n1 │ e\u{301}: x\n  │    ^\n")
  }

  @Test func whatWouldMoveTheCursorIsReplaced() {
    #expect(
      Self.render("\ta\u{1}\u{202E}b", column: 7)
        == "f:1:7: error: wrong [a.b]\n1 │  a··b\n  │     ^\n")
  }

  @Test func theEndOfALineCanBeMarked() {
    #expect(Self.render("ab", column: 3) == "f:1:3: error: wrong [a.b]\n1 │ ab\n  │   ^\n")
    #expect(Self.render("", column: 1) == "f:1:1: error: wrong [a.b]\n1 │ \n  │ ^\n")
  }

  @Test func longLinesAreCutAroundTheMark() {
    let line = String(repeating: "a", count: 100_000) + "X" + String(repeating: "b", count: 100_000)
    let text = Self.render(line, column: 100_001)
    #expect(text.utf8.count < 400)
    #expect(text.contains("aXb"))
    let lines = text.split(separator: "\n")
    let column = lines[1].firstIndex(of: "X").map {
      lines[1].distance(from: lines[1].startIndex, to: $0)
    }
    let caret = lines[2].firstIndex(of: "^").map {
      lines[2].distance(from: lines[2].startIndex, to: $0)
    }
    #expect(column == caret)
  }

  @Test func placesOutsideOfTheFileDoNoHarm() {
    for (line, column) in [(0, 0), (0, 5), (9, 1), (UInt32.max, UInt32.max)] as [(UInt32, UInt32)] {
      for file in [0, 1, UInt32.max] as [UInt32] {
        let diagnostic = Diagnostic(
          id: "a.b", severity: .warning, message: "m",
          origin: Origin(file: file, line: line, column: column, length: .max),
          notes: [.init(message: "n", origin: Origin(file: file, line: 1, column: .max))])
        let text = DiagnosticText.render(
          [diagnostic], sources: [SourceFile(path: "f", bytes: [0xFF, 0xE9, 0x0A])],
          usesColour: false)
        #expect(text.contains("warning: m [a.b]"))
      }
    }
  }

  @Test func colourIsWrittenOnlyWhereItIsWanted() {
    #expect(!Self.render("a", column: 1).contains("\u{1B}"))
    #expect(Self.render("a", column: 1, colour: true).contains("\u{1B}[1;31merror:\u{1B}[0m"))
  }

  @Test func aRecordHasItsPlacesResolved() {
    let diagnostic = Diagnostic(
      id: "a.b", severity: .error, message: "m",
      origin: Origin(file: 0, line: 2, column: 3, length: 4),
      notes: [.init(message: "n", origin: Origin(file: 1, line: 5, column: 6))], suggestion: "s")
    let sources = [SourceFile(path: "f", bytes: []), SourceFile(path: "g", bytes: [])]
    let record = DiagnosticRecord(diagnostic, sources: sources)
    #expect(record.file == "f")
    #expect(record.line == 2)
    #expect(record.column == 3)
    #expect(record.suggestion == "s")
    #expect(record.notes.first?.location?.description == "g:5:6")
  }
}
