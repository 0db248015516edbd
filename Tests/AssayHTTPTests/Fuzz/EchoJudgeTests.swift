import Testing

@testable import AssayHTTP

@Suite("Values on standard output")
struct EchoJudgeTests {
  private func flaw(
    _ output: String, _ values: [String], counts: [String: Int] = [:]
  ) -> EchoJudge.Flaw? {
    var byBytes: [[UInt8]: Int] = [:]
    for (text, count) in counts { byBytes[Array(text.utf8)] = count }
    return EchoJudge.flaw(in: Array(output.utf8), values, counts: byBytes)
  }

  @Test("lines, tables and JSON are all read")
  func forms() {
    #expect(flaw("a1\nb2\n", ["a1", "b2"]) == nil)
    #expect(flaw("| a1 | x |\n| b2 | y |", ["a1", "b2"]) == nil)
    #expect(flaw(#"[{"id":"a1"},{"id":"b2"}]"#, ["a1", "b2"]) == nil)
    #expect(flaw(#"["caf\u00e9","\ud83e\uddec","a\/b\"c"]"#, ["café", "🧬", "a/b\"c"]) == nil)
    #expect(flaw("", []) == nil)
  }

  @Test("what is lost, repeated or out of order is told")
  func flaws() {
    #expect(flaw("a1\n", ["a1", "b2"]) == .lost("b2", index: 1))
    #expect(flaw("a1\nb2\na1\n", ["a1", "b2"]) == .repeated("a1"))
    #expect(flaw("b2\na1\n", ["a1", "b2"]) == .disordered("b2", after: ""))
    #expect(flaw("a1\nc3\nb2\n", ["a1", "b2", "c3"]) == .disordered("c3", after: "a1"))
  }

  @Test("a value inside another is not that value")
  func words() {
    #expect(flaw("0012\n12\n", ["0012", "12"]) == nil)
    #expect(flaw("0012\n", ["12"]) == .lost("12", index: 0))
    #expect(flaw("12.0\n012\n", ["12"]) == nil)
    #expect(flaw("e\u{301}\n", ["\u{E9}"]) == .lost("\u{E9}", index: 0))
  }

  @Test("a value that stands elsewhere in the answer may be printed as often as it was served")
  func ambiguous() {
    #expect(flaw("7 7 8", ["7", "8"], counts: ["7": 2, "8": 1]) == nil)
    #expect(flaw("7 7 7 8", ["7", "8"], counts: ["7": 2, "8": 1]) == .repeated("7"))
    #expect(flaw("8", ["7", "8"], counts: ["7": 2, "8": 1]) == .lost("7", index: 0))
  }

  @Test("values that were served twice are wanted twice")
  func twice() {
    #expect(flaw("a b a", ["a", "b", "a"]) == nil)
    #expect(flaw("a b", ["a", "b", "a"]) == .lost("a", index: 2))
  }
}
