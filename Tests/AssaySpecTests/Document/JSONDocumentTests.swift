import AssaySpec
import Testing

@Suite("JSON documents")
struct JSONDocumentTests {
  @Test func everyNodeHasItsPlace() {
    let probe = DocumentProbe("{ \"a\": [1, -2.5e3,\r\n  true, null],\n \"é\": {\"x\": \"ü\\n\"} }")
    #expect(
      probe.root?.dump
        == #"{a@1:3+3: [1@1:9+1, -2.5e3@1:12+6, true@2:3+4, null@2:9+4]@1:8+1, "#
        + #"é@3:2+4: {x@3:9+3: "ü\n"@3:14+6}@3:8+1}@1:1+1"#)
    #expect(probe.diagnostics.isEmpty)
  }

  @Test func escapesAreDecoded() {
    let probe = DocumentProbe(#"["\"\\\/\b\f\n\r\t\u0041\ud83d\ude00\u0000"]"#)
    #expect(probe.root?.sequence?.first?.string == "\"\\/\u{8}\u{C}\n\r\tA\u{1F600}\0")
  }

  @Test(arguments: [
    (#"{"a": 1,}"#, "1:9+1 json.syntax (1:1+1)"),
    (#"{"a" 1}"#, "1:6+1 json.syntax"),
    (#"["a" 1]"#, "1:6+1 json.syntax (1:1+1)"),
    (#"[1] x"#, "1:5+1 json.trailing"),
    (#"["a]"#, "1:5+1 json.string (1:2+1)"),
    ("[\"a\nb\"]", "1:4+1 json.string (1:2+1)"),
    (#"["\x"]"#, "1:3+2 json.string"),
    (#"["\u12G4"]"#, "1:3+2 json.string"),
    (#"["\ud800"]"#, "1:3+6 json.string"),
    (#"["\udc00"]"#, "1:3+6 json.string"),
    (#"["\ud800\u0041"]"#, "1:3+6 json.string"),
    ("[01]", "1:3+1 json.number"),
    ("[-]", "1:3+1 json.number"),
    ("[1.]", "1:4+1 json.number"),
    ("[1e]", "1:4+1 json.number"),
    ("[nul]", "1:2+1 json.syntax"),
    ("[NaN]", "1:2+1 json.syntax"),
    ("[ // no\n]", "1:3+1 json.syntax"),
    ("[", "1:2+1 json.syntax"),
    (#"{"a":"#, "1:6+1 json.syntax"),
    (#"{"a":1, "b":2, "a":3}"#, "1:16+3 document.duplicateKey (1:2+3)"),
  ])
  func mistakesHavePlaces(text: String, expected: String) {
    #expect(DocumentProbe(text, path: "a.json").summary == [expected])
  }

  @Test func theFirstOfTwoEqualKeysIsKept() {
    let keys = (0..<20).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
    let probe = DocumentProbe("{\(keys),\"k3\":99}")
    #expect(probe.root?["k3"]?.integer == 3)
    #expect(probe.root?.mapping?.entries.count == 20)
    #expect(probe.summary.count == 1)
  }

  @Test func keysAreComparedScalarByScalar() {
    let probe = DocumentProbe("{\"K\": 1, \"\u{212A}\": 2, \"e\u{301}\": 3, \"\u{E9}\": 4}")
    #expect(probe.diagnostics.isEmpty)
    #expect(probe.root?["\u{E9}"]?.integer == 4)
    #expect(probe.root?["K"]?.integer == 1)
  }

  @Test func nestingIsBounded() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(DocumentProbe(deep).summary == ["1:129+1 document.nesting"])
    let within = String(repeating: "[", count: 128) + String(repeating: "]", count: 128)
    #expect(DocumentProbe(within).diagnostics.isEmpty)
  }

  @Test func jsonTextIsCanonical() {
    let probe = DocumentProbe("{ \"a\" : [ 1.0, \"\\u00e9\\/\\u0001\" ], \"b\" : { } }")
    #expect(probe.root?.jsonText == "{\"a\":[1.0,\"é/\\u0001\"],\"b\":{}}")
  }
}
