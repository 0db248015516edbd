import AssayHTTP
import Testing

@Suite("Choosing cases by their identifiers") struct IDPatternTests {
  @Test(
    "patterns",
    arguments: [
      ("*", "", true), ("*", "a/b", true), ("a*c", "abc", true), ("a*c", "ac", true),
      ("a*c", "acb", false), ("a?c", "abc", true), ("a?c", "ac", false), ("", "", true),
      ("", "a", false), ("*/x/*", "op/x/y", true), ("*/x/*", "op/z/y", false),
      ("**a**", "bab", true), ("a*b*c", "a-b-b-c", true), ("a*b*c", "a-c-b", false),
    ])
  func patterns(pattern: String, text: String, fits: Bool) {
    #expect(IDPattern(pattern).matches(text) == fits)
  }

  @Test("wanted are the cases that are named and those that fit") func choice() {
    var filter = CaseFilter()
    #expect(filter.takes("a") && filter.takesRandom)
    filter.exclude = [IDPattern("a*")]
    #expect(!filter.takes("ab") && filter.takes("b"))
    filter.ids = ["x"]
    filter.include = [IDPattern("b*")]
    #expect(filter.takes("x") && filter.takes("bb") && !filter.takes("c") && !filter.takes("ab"))
    #expect(!filter.takesRandom)
  }
}
