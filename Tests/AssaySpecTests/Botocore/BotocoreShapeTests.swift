import AssayModel
import AssaySpec
import Testing

/// Shapes of service models, and what constrains them.
@Suite("botocore: shapes")
struct BotocoreShapeTests {
  static let shapes = #"""
        "Input": {
          "type": "structure",
          "required": ["name", "size"],
          "members": {
            "name": {"shape": "Name", "documentation": "<p>The <code>name</code>.</p>"},
            "size": {"shape": "Size"},
            "ratio": {"shape": "Ratio"},
            "kind": {"shape": "Kind"},
            "tags": {"shape": "Tags"},
            "names": {"shape": "Names"},
            "data": {"shape": "Data"},
            "when": {"shape": "When"},
            "day": {"shape": "Day"},
            "choice": {"shape": "Choice"},
            "anything": {"shape": "Anything"},
            "json": {"shape": "Name", "jsonvalue": true},
            "level": {"shape": "string", "enum": ["LOW", "HIGH"]},
            "token": {"shape": "Name", "idempotencyToken": true, "deprecated": true,
              "deprecatedMessage": "use <b>name</b>"},
            "other": {"shape": "Name", "sensitive": true, "locationName": "o"}
          }
        },
        "Name": {"type": "string", "min": 1, "max": 64, "pattern": "[a-z]+\\\\w"},
        "Size": {"type": "integer", "min": -5, "max": 100},
        "Ratio": {"type": "double", "max": 0.5},
        "Kind": {"type": "string", "enum": ["A", "B", "C", "D", "E"], "max": 3, "sensitive": true},
        "Tags": {"type": "map", "key": {"shape": "Name"}, "value": {"shape": "Name"}, "max": 50,
          "documentation": "Tags."},
        "Names": {"type": "list", "member": {"shape": "Name"}, "min": 1, "sparse": true,
          "documentation": "Names."},
        "Data": {"type": "blob", "max": 1000},
        "When": {"type": "timestamp", "timestampFormat": "iso8601"},
        "Day": {"type": "timestamp"},
        "Choice": {"type": "structure", "union": true, "members": {"one": {"shape": "Name"}}},
        "Anything": {"type": "structure", "members": {}, "document": true},
        "string": {"type": "string", "box": true}
    """#

  private func contract() throws -> Contract {
    let result = BotocoreModelText.load(BotocoreModelText.model(shapes: Self.shapes))
    #expect(result.diagnostics.isEmpty, "\(result.diagnostics)")
    return try #require(result.contract)
  }

  @Test("min and max are a length or a range, by the type")
  func bounds() throws {
    let contract = try contract()
    func length(_ name: String) -> [Int?] {
      let length = contract.type(name)?.constraints.length
      return [length?.min, length?.max]
    }
    #expect(length("Name") == [1, 64])
    #expect(length("Kind") == [nil, 3])
    #expect(length("Tags") == [nil, 50])
    #expect(length("Names") == [1, nil])
    #expect(length("Data") == [nil, 1000])
    #expect(contract.type("Size")?.constraints.range?.min == Numeral(-5))
    #expect(contract.type("Size")?.constraints.range?.max == Numeral(100))
    #expect(contract.type("Ratio")?.constraints.range?.max == Numeral("0.5"))
    #expect(contract.type("Size")?.constraints.length == nil)
  }

  @Test("Patterns are Java's and match the whole string")
  func patterns() throws {
    let pattern = try #require(try contract().type("Name")?.constraints.patterns.first)
    #expect(pattern.source == #"[a-z]+\\w"#)
    #expect(pattern.match == .whole)
    #expect(pattern.dialect == .java)
  }

  @Test("Enumerations, lists, maps, unions, documents and timestamps")
  func kinds() throws {
    let contract = try contract()
    guard case .enumeration(let values) = contract.type("Kind")?.kind else {
      Issue.record("Kind is no enumeration")
      return
    }
    #expect(values.map(\.value) == ["A", "B", "C", "D", "E"])
    #expect(contract.type("Kind")?.traits.isSensitive == true)
    guard case .list(let element, sparse: true) = contract.type("Names")?.kind,
      case .map(let key, let value, sparse: false) = contract.type("Tags")?.kind,
      case .union(let members) = contract.type("Choice")?.kind
    else {
      Issue.record("a kind is wrong")
      return
    }
    #expect([element, key, value].map { contract[$0.target].name } == ["Name", "Name", "Name"])
    #expect(members.map(\.name) == ["one"])
    #expect(contract.type("Anything")?.kind == .simple(.document))
    #expect(contract.type("When")?.constraints.timestampFormat?.format == .dateTime)
    #expect(contract.type("Day")?.constraints.timestampFormat == nil)
  }

  @Test("What stands beside a reference is the member's")
  func members() throws {
    let contract = try contract()
    #expect(contract.input("name")?.required != nil)
    #expect(contract.input("size")?.required != nil)
    #expect(contract.input("ratio")?.required == nil)
    #expect(contract.input("name")?.traits.documentation == "The `name`.")
    #expect(contract.input("json")?.traits.mediaType == "application/json")
    #expect(contract.input("level")?.constraints.allowed?.values.map(\.value) == ["LOW", "HIGH"])
    #expect(contract.input("token")?.traits.isIdempotencyToken == true)
    #expect(contract.input("token")?.traits.deprecated == "use name")
    #expect(contract.input("other")?.traits.isSensitive == true)
    #expect(contract.input("other")?.wireName == "o")
  }

  @Test("A shape called like a built-in type gets another name, and is counted")
  func builtInNames() throws {
    let contract = try contract()
    let level = try #require(contract.input("level"))
    #expect(contract[level.target].name == "String")
    #expect(ContractStatistics(contract).shapes == 13)
  }

  @Test("Every value knows its place")
  func places() throws {
    let contract = try contract()
    let name = try #require(contract.type("Name"))
    #expect(name.origin.line == 28)
    #expect(name.origin.column == 5)
    #expect(name.constraints.patterns.first?.origin.column == 65)
    #expect(contract.input("name")?.required?.origin.line == 8)
    #expect(contract.input("token")?.origin.line == 23)
  }

  @Test("What constrains nothing is listed, what is not known too")
  func report() throws {
    var text = BotocoreModelText.model(shapes: Self.shapes)
    text.replace(#""max": 64,"#, with: #""max": 64, "colour": "red","#)
    let report = BotocoreModelText.load(text).report
    let ignored = report.remarks(of: .ignored).map(\.subject)
    #expect(ignored == ["box"])
    let unknown = try #require(report.remarks(of: .unknown).first)
    #expect(unknown.subject == "colour")
    #expect(unknown.origins.first?.line == 28)
  }
}
