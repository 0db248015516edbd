import AssayModel
import AssaySpec
import AssayTestSupport
import Foundation
import Testing

/// Service models that are wrong: diagnostics with their place, and never a trap.
@Suite("botocore: mistakes")
struct BotocoreMistakeTests {
  @Test(
    "Each mistake is reported where it stands",
    arguments: [
      (
        #""Input": {"type": "structure", "members": {"a": {"shape": "Nope"}}}"#,
        ["6:59 botocore.unknownShape"]
      ),
      (#""Input": {"type": "structure", "members": {"a": {}}}"#, ["6:44 botocore.members"]),
      (#""Input": {"type": "structure", "members": 1}"#, ["6:43 botocore.kind"]),
      (#""Input": {"type": "structure", "members": {"a": 1}}"#, ["6:49 botocore.kind"]),
      (#""Input": {"type": "structure"}"#, ["6:1 botocore.members"]),
      (#""Input": {"type": "strukture", "members": {}}"#, ["6:19 botocore.type"]),
      (#""Input": {"members": {}}"#, ["6:1 botocore.type"]),
      (#""Input": 7"#, ["6:10 botocore.kind"]),
      (
        #""Input": {"type": "structure", "members": {}, "required": ["a"]}"#,
        ["6:60 botocore.unknownMember"]
      ),
      (
        #""Input": {"type": "structure", "members": {}, "payload": "a"}"#,
        ["6:58 botocore.unknownMember"]
      ),
      (
        #""Input": {"type": "structure", "members": {"a": {"shape": "B", "location": "sky"}}}, "B": {"type": "string"}"#,
        ["6:76 botocore.location"]
      ),
      (
        #""Input": {"type": "structure", "members": {}}, "B": {"type": "string", "max": "x"}"#,
        ["6:79 botocore.kind"]
      ),
      (
        #""Input": {"type": "structure", "members": {}}, "B": {"type": "string", "min": 2, "max": 1}"#,
        ["6:72 length.inverted"]
      ),
      (
        #""Input": {"type": "structure", "members": {}}, "B": {"type": "integer", "max": 1e99}"#,
        ["6:73 range.beyondType"]
      ),
      (
        #""Input": {"type": "structure", "members": {}}, "B": {"type": "string", "enum": [1]}"#,
        ["6:81 botocore.kind"]
      ),
      (
        #""Input": {"type": "structure", "members": {}}, "B": {"type": "list"}"#,
        ["6:48 botocore.element"]
      ),
      (
        #""Input": {"type": "structure", "members": {}}, "B": {"type": "timestamp", "timestampFormat": "noon"}"#,
        ["6:94 botocore.timestampFormat"]
      ),
      (
        #""Input": {"type": "structure", "members": {}}, "B": {"type": "structure", "members": {}, "error": {"httpStatusCode": 9}}"#,
        ["6:118 botocore.status"]
      ),
    ])
  func mistakes(shapes: String, expected: [String]) {
    let result = BotocoreModelText.load(BotocoreModelText.model(shapes: shapes))
    #expect(result.contract == nil)
    let errors = LoadResult(
      contract: nil, diagnostics: result.diagnostics.filter { $0.severity == .error }, sources: [])
    #expect(errors.places == expected, "\(result.diagnostics.map(\.message))")
  }

  @Test("A dangling reference comes with the nearest name")
  func suggestions() {
    let result = BotocoreModelText.load(
      BotocoreModelText.model(
        shapes: #"""
          "Input": {"type": "structure", "members": {"a": {"shape": "Txt"}}},
          "Text": {"type": "string"}
          """#))
    #expect(result.diagnostics.map(\.suggestion) == ["Text"])
  }

  @Test("Shapes may contain themselves")
  func cycles() throws {
    let contract = try #require(
      BotocoreModelText.contract(
        shapes: #"""
          "Input": {"type": "structure", "members": {"tree": {"shape": "Tree"}}},
          "Tree": {"type": "structure", "members": {"branches": {"shape": "Trees"}}},
          "Trees": {"type": "list", "member": {"shape": "Tree"}}
          """#))
    #expect(contract.type("Tree") != nil)
    let text = ContractWriter.write(contract)
    let again = SpecLoader.load([SourceFile(path: "a.yaml", bytes: Array(text.utf8))])
    #expect(again.contract == contract)
  }

  @Test("A list of itself is a diagnostic or a contract, not a hang")
  func tightCycles() {
    for shapes in [
      #""Input": {"type": "structure", "members": {"a": {"shape": "L"}}}, "L": {"type": "list", "member": {"shape": "L"}}"#,
      #""Input": {"type": "structure", "required": ["a"], "members": {"a": {"shape": "Input"}}}"#,
      #""Input": {"type": "structure", "union": true, "members": {"a": {"shape": "Input"}}}"#,
    ] {
      _ = BotocoreModelText.load(BotocoreModelText.model(shapes: shapes))
    }
  }

  @Test("Half a file is one syntax error")
  func truncated() {
    let text = BotocoreModelText.model(shapes: BotocoreShapeTests.shapes)
    let bytes = Array(text.utf8)
    for end in stride(from: 120, to: bytes.count, by: 7) {
      let file = SourceFile(path: "service-2.json", bytes: Array(bytes[..<end]))
      let result = SpecLoader.load([file])
      #expect(result.contract == nil)
      #expect(result.diagnostics.contains { $0.severity == .error && $0.origin.isKnown })
    }
  }

  @Test("Models broken at random load or are refused; the seed is printed")
  func mutations() {
    let texts = [
      BotocoreModelText.model(shapes: BotocoreShapeTests.shapes),
      BotocoreModelText.model(
        shapes: BotocoreOperationTests.shapes, operation: BotocoreOperationTests.operation),
    ]
    let words = [
      "null", "1", "-1", "1e99", "\"\"", "[]", "{}", "true", "\"Name\"", "\"structure\"",
      "\"list\"", "\"map\"", "\"shape\"", "\"members\"", "\"type\"", "\"required\"", "\"payload\"",
    ]
    let first = UInt64.random(in: 0..<1 << 32)
    for seed in first..<first + 400 {
      var random = SeededGenerator(seed: seed)
      var bytes = Array((texts.randomElement(using: &random) ?? "").utf8)
      // A value in the place of another: mostly still JSON, hardly ever a model.
      let values = bytes.indices.filter { bytes[$0] == UInt8(ascii: ":") }
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        guard let colon = values.randomElement(using: &random), colon < bytes.count else {
          continue
        }
        let end = bytes[colon...].firstIndex { $0 == 0x2C || $0 == 0x7D } ?? colon
        guard end > colon else { continue }
        let word = words.randomElement(using: &random) ?? ""
        bytes.replaceSubrange((colon + 1)..<end, with: Array(word.utf8))
      }
      let result = SpecLoader.load([SourceFile(path: "service-2.json", bytes: bytes)])
      if let contract = result.contract {
        let text = ContractWriter.write(contract)
        let again = SpecLoader.load([SourceFile(path: "a.yaml", bytes: Array(text.utf8))])
        #expect(again.contract == contract, "seed \(seed): \(again.diagnostics.map(\.message))")
      } else {
        #expect(result.diagnostics.contains { $0.severity == .error }, "seed \(seed)")
      }
    }
  }

  @Test("A second model beside the first is refused")
  func several() {
    let text = Array(BotocoreModelText.model(shapes: BotocoreShapeTests.shapes).utf8)
    let result = SpecLoader.load([
      SourceFile(path: "a.json", bytes: text), SourceFile(path: "b.json", bytes: text),
    ])
    #expect(result.diagnostics.map(\.id) == ["botocore.several"])
  }
}
