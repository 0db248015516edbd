import AssayModel
import AssaySpec
import AssayTestSupport
import Foundation
import Testing

/// `assay import`, without the command line: documents in, a native file and a report out.
@Suite("Imports")
struct ImporterTests {
  static let model = BotocoreModelText.model(
    shapes: #"""
          "Input": {"type": "structure", "required": ["shop"], "members": {
            "shop": {"shape": "ShopName", "location": "uri", "locationName": "shop"},
            "filter": {"shape": "ItemFilter"},
            "size": {"shape": "PageSize", "location": "querystring", "locationName": "size"},
            "token": {"shape": "Token"},
            "names": {"shape": "Names"}}},
          "Output": {"type": "structure", "members": {
            "items": {"shape": "Items"}, "token": {"shape": "Token"}, "shop": {"shape": "ShopName"}}},
          "ItemFilter": {"type": "structure", "members": {
            "state": {"shape": "State"}, "createdAfter": {"shape": "Time"}}},
          "Items": {"type": "list", "member": {"shape": "Item"}, "max": 100},
          "Item": {"type": "structure", "members": {
            "name": {"shape": "ShopName"}, "state": {"shape": "State"},
            "creationTime": {"shape": "Time"}, "flag": {"shape": "Flag"}}},
          "Flag": {"type": "string", "enum": ["ON", "OFF"]},
          "Names": {"type": "list", "member": {"shape": "ShopName"}},
          "ShopName": {"type": "string", "min": 1, "max": 10},
          "State": {"type": "string", "enum": ["NEW", "OLD"]},
          "Time": {"type": "timestamp", "timestampFormat": "iso8601"},
          "PageSize": {"type": "integer", "min": 1, "max": 100, "box": true},
          "Token": {"type": "string", "pattern": "\\p{Alnum}+"},
          "Unused": {"type": "string", "max": 3},
          "Gone": {"type": "structure", "members": {}, "exception": true,
            "error": {"httpStatusCode": 404}}
      """#,
    operation: #"""
      "http": {"method": "POST", "requestUri": "/shops/{shop}/items"},
      "input": {"shape": "Input"}, "output": {"shape": "Output"}, "errors": [{"shape": "Gone"}]
      """#)

  static let paginators = #"""
    {"pagination": {"Get": {"input_token": "token", "output_token": "token",
      "limit_key": "size", "result_key": "items"}}}
    """#

  static let files = FileAccess.memory([
    SourceFile(path: "shop/service-2.json", bytes: Array(model.utf8)),
    SourceFile(path: "shop/paginators-1.json", bytes: Array(paginators.utf8)),
  ])

  @Test("The file a person would keep: order, inline shapes, comments")
  func text() throws {
    let importer = Importer(["shop"], files: Self.files)
    let text = try #require(importer.text)
    let snapshot = Snapshot(besideTest: #filePath)
    let difference = snapshot.difference(text, named: "import.yaml")
    #expect(difference == nil, "\(difference ?? "")")
  }

  @Test("What is written is read back equal")
  func roundTrip() throws {
    let importer = Importer(["shop"], files: Self.files)
    let text = try #require(importer.text)
    let again = SpecLoader.load([SourceFile(path: "a.yaml", bytes: Array(text.utf8))])
    #expect(again.contract == importer.contract)
    #expect(again.diagnostics.isEmpty)
  }

  @Test("Writing small shapes inline changes no count")
  func counts() throws {
    let contract = try #require(Importer(["shop"], files: Self.files).contract)
    let counts = ContractStatistics(contract)
    #expect(counts.shapes == 14)
    #expect(counts.members == 14)
    #expect(counts.required == 1)
    #expect(counts.length == 3)
    #expect(counts.range == 1)
    #expect(counts.enumeration == 2)
  }

  @Test("The report says what was carried over, translated and left out, with places")
  func report() throws {
    let importer = Importer(["shop"], files: Self.files)
    let contract = try #require(importer.contract)
    let lines = ImportReportText(contract, importer.report, sources: importer.sources).lines
    #expect(lines.first?.hasPrefix("carried over: 1 operation, 14 shapes, 14 members") == true)
    #expect(lines.contains("patterns: 0 as written, 1 translated, 0 not supported"))
    let box = try #require(lines.first { $0.contains("box: ") })
    #expect(box.hasSuffix(", shop/service-2.json:26:59"), "\(box)")
  }

  @Test("One operation, and what it uses")
  func operations() throws {
    let importer = Importer(["shop"], files: Self.files, operations: ["Get"])
    let contract = try #require(importer.contract)
    #expect(contract.type("Token") != nil)
    #expect(contract.type("Unused") == nil)
    let wrong = Importer(["shop"], files: Self.files, operations: ["Gett"])
    #expect(wrong.contract == nil)
    #expect(wrong.diagnostics.map(\.suggestion) == ["Get"])
  }

  @Test("Suggested relations hold up to the checks of contracts")
  func relations() throws {
    var contract = try #require(Importer(["shop"], files: Self.files).contract)
    let suggestions = SuggestedRelations(contract).relations(for: contract.operations[0])
    #expect(
      suggestions.map(\.description) == [
        "every items[].name oneOf input.names",
        "every items[].state equals input.filter.state",
        "every items[].creationTime atLeast input.filter.createdAfter",
        "count items atMost input.size",
        "every shop equals input.shop",
      ])
    contract.operations[0].relations = suggestions
    let text = ContractWriter.write(contract)
    let again = SpecLoader.load([SourceFile(path: "a.yaml", bytes: Array(text.utf8))])
    #expect(again.contract == contract, "\(again.diagnostics.map(\.message))")
  }

  @Test("The protocol of a service that speaks several can be chosen")
  func protocols() {
    let text = BotocoreModelText.model(
      shapes: #""Input": {"type": "structure", "members": {}}"#,
      metadata: #"""
        "protocol": "smithy-rpc-v2-cbor", "protocols": ["smithy-rpc-v2-cbor", "json"],
        "jsonVersion": "1.0"
        """#)
    let files = FileAccess.memory([SourceFile(path: "a.json", bytes: Array(text.utf8))])
    #expect(Importer(["a.json"], files: files).contract?.wireProtocol == .rpcv2Cbor)
    let importer = Importer(["a.json"], files: files, wireProtocol: .awsJson1_0)
    #expect(importer.contract?.wireProtocol == .awsJson1_0)
  }
}
