import AssayModel
import AssaySpec
import Testing

@Suite("YAML documents")
struct YAMLDocumentTests {
  @Test func everyNodeHasItsPlace() {
    let probe = DocumentProbe(
      """
      # comment
      a: { b: 'it''s', "c d": [1, x y] }
      é: ü  # columns are bytes
      list:
        - one
        - k: |
            block
      """)
    #expect(
      probe.root?.dump
        == #"{a@2:1+1: {b@2:6+1: "it\'s"@2:9+7, c d@2:18+5: [1@2:26+1, "x y"@2:29+3]@2:25+1}@2:4+1, "#
        + #"é@3:1+2: "ü"@3:5+2, "#
        + #"list@4:1+4: ["one"@5:5+3, {k@6:5+1: "block"@6:8+1}@6:5+1]@5:3+1}@2:1+1"#)
    #expect(probe.diagnostics.isEmpty)
  }

  @Test(arguments: [
    "NO", "yes", "on", "0123", "0x1F", "0o17", "1_000", "1:20", "190:20:30", "1..100", "..5", ".5",
    "5.", "+5", ".inf", ".nan", "True", "NULL", "Null", "2024-01-01", "-", "1e", "=",
  ])
  func plainScalarsStayText(text: String) {
    #expect(DocumentProbe("a: \(text)").root?["a"]?.string == (text == "-" ? nil : text))
  }

  @Test func plainScalarsThatJSONKnows() {
    let root = DocumentProbe("[~, null, , true, false, 0, -1, 1.5, 1e3, 'true', \"1\", !!str 5]")
      .root
    #expect(
      root?.sequence?.map(\.kindName) == [
        "nothing", "nothing", "a boolean", "a boolean", "a number", "a number", "a number",
        "a number", "a string", "a string", "a string",
      ] || root == nil)
    let nothing = DocumentProbe("a:\nb: ~").root
    #expect(nothing?["a"]?.isNull == true)
    #expect(nothing?["b"]?.isNull == true)
  }

  @Test(arguments: [
    ("\tx: 1", "1:1+1 yaml.tab"),
    ("a:\n  b: 1\n\tc: 2", "3:1+1 yaml.tab"),
    ("a: 1\n b: 2", "2:3+1 yaml.syntax"),
    ("a: [1, 2", "1:9+1 yaml.syntax (1:4+1)"),
    ("a: 'x", "1:6+1 yaml.syntax"),
    ("a: *b", "1:4+2 yaml.alias"),
    ("a: * b", "1:5+1 yaml.syntax"),
    ("a: &x 1\n<<: *x", "2:1+2 yaml.mergeKey"),
    ("a: !!int 5", "1:4+1 yaml.tag"),
    ("a: !mine {}", "1:4+1 yaml.tag"),
    ("? [a]\n: 1", "1:3+1 yaml.key"),
    ("a: 1\n---\nb: 2", "3:1+1 yaml.documents"),
    ("# nothing\n", "1:1+1 document.empty"),
    ("", "1:1+1 document.empty"),
    ("\n \n", "1:1+1 document.empty"),
    ("a: 1\nb: 2\na: 3", "3:1+1 document.duplicateKey (1:1+1)"),
    ("x:\n  a: 1\n  'b': 2\n  \"b\": 3\n  a: 4\ny: 1", "5:3+1 document.duplicateKey (2:3+1)"),
    ("a: { b: 1, c: [b, {b: 2}], b: 3 }", "1:28+1 document.duplicateKey (1:6+1)"),
    ("a: \u{1}", "1:4+1 document.control"),
    ("a: \u{0}b", "1:4+1 document.control"),
    ("a: é\u{7F}", "1:6+1 document.control"),
  ])
  func mistakesHavePlaces(text: String, expected: String) {
    let summary = DocumentProbe(text, path: "a.yaml").summary
    #expect(summary.contains(expected), "\(summary)")
  }

  @Test func everyDuplicateKeyIsReported() {
    let probe = DocumentProbe("a: 1\nb: 2\na: 3\nc: { x: 1, x: 2 }\na: 5\nb: 6\n")
    #expect(probe.root?["a"]?.integer == 1)
    #expect(probe.root?.mapping?.entries.map(\.key) == ["a", "b", "c"])
    #expect(
      Set(probe.summary) == [
        "3:1+1 document.duplicateKey (1:1+1)", "5:1+1 document.duplicateKey (1:1+1)",
        "6:1+1 document.duplicateKey (2:1+1)", "4:12+1 document.duplicateKey (4:6+1)",
      ])
  }

  @Test func bytesThatAreNoText() {
    #expect(
      DocumentProbe(bytes: [0x61, 0x3A, 0x0A, 0x20, 0xFF]).summary == ["2:2+1 document.encoding"])
    #expect(DocumentProbe(bytes: [0x61, 0xC0, 0x80]).summary == ["1:2+1 document.encoding"])
    #expect(DocumentProbe(bytes: [0x61, 0xED, 0xA0, 0x80]).summary == ["1:2+1 document.encoding"])
    #expect(DocumentProbe(bytes: [0xFF, 0xFE, 0x61, 0]).summary == ["1:1+1 document.encoding"])
    #expect(DocumentProbe(bytes: [0x1F, 0x8B, 8, 0]).summary == ["1:1+1 document.encoding"])
  }

  @Test func aByteOrderMarkIsAcceptedWithAWarning() {
    for text in ["\u{FEFF}a: 1", "\u{FEFF}{\"a\": 1}"] {
      let probe = DocumentProbe(text)
      #expect(probe.root?["a"]?.integer == 1)
      #expect(probe.summary == ["1:1+1 document.byteOrderMark"])
      #expect(probe.diagnostics.first?.severity == .warning)
    }
    #expect(DocumentProbe("\u{FEFF}a: 1").root?["a"]?.origin.column == 4)
  }

  @Test func aliasesStandForTheirAnchors() {
    let probe = DocumentProbe("a: &x { k: [1, 2] }\nb: *x\nc: [*x, '*x', \"*x\", a *x]")
    #expect(probe.diagnostics.isEmpty)
    #expect(probe.root?["b"]?.jsonText == "{\"k\":[1,2]}")
    #expect(probe.root?["c"]?.jsonText == "[{\"k\":[1,2]},\"*x\",\"*x\",\"a *x\"]")
  }

  @Test func aliasBombsAreBounded() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<30 {
      let items = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(items)]\n"
    }
    let probe = DocumentProbe(text)
    #expect(probe.diagnostics.contains { $0.id == "yaml.aliasLimit" })
    // As keys, where hashing them would take for ever.
    let keys = text + "? *a29\n: 1\n? [*a28, *a29]\n: 2\n"
    #expect(DocumentProbe(keys).diagnostics.contains { $0.id == "yaml.aliasLimit" })
  }

  @Test func aliasesDeepenWithinTheLimit() {
    var text = "a0: &a0 [x]\n"
    for level in 1..<200 { text += "a\(level): &a\(level) [*a\(level - 1)]\n" }
    let probe = DocumentProbe(text)
    #expect(probe.diagnostics.contains { $0.id == "document.nesting" })
  }

  @Test func nestingIsBounded() {
    for (open, count) in [("[", 50_000), ("- ", 50_000), ("{a: ", 50_000), ("? ", 50_000)] {
      let probe = DocumentProbe(String(repeating: open, count: count))
      #expect(!probe.diagnostics.isEmpty)
    }
    let flow = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
    #expect(
      DocumentProbe(flow, path: "a.yaml").diagnostics.contains { $0.id == "document.nesting" })
  }

  @Test func oddLineEndsKeepTheirPlaces() {
    let probe = DocumentProbe("a: \"x\u{2028}y\"\r\nb: 1\rc: 2\nd: é\u{85}\n")
    #expect(probe.root?["b"]?.origin.line == 2)
    #expect(probe.root?["c"]?.origin.line == 3)
    #expect(probe.root?["d"]?.origin.line == 4)
  }

  @Test func sizeIsBounded() {
    var limits = DocumentLimits()
    limits.bytes = 10
    #expect(
      DocumentProbe("a: 12345678901", limits: limits).summary == ["1:1+1 document.tooLarge"])
  }

  @Test func jsonOrYAMLByContent() {
    let format = { (text: String, path: String) in
      DocumentReader.format(of: .init(path: path, bytes: Array(text.utf8)))
    }
    #expect(format(" {\n\"a\": 1}", "x") == .json)
    #expect(format("{a: 1}", "x") == .yaml)
    #expect(format("{a: 1}", "x.json") == .json)
    #expect(format("{\"a\": 1}", "x.yaml") == .yaml)
    #expect(format("[1]", "x") == .json)
    #expect(format("a: 1", "x.json") == .yaml)
  }
}
