import AssayModel
import AssaySpec
import Testing

/// Shapes of a Smithy model and what they become.
@Suite struct SmithyShapeTests {
  /// A model whose only input has members of many types.
  static let types = SmithyModelText(
    """
    "test#GetInput": {
      "type": "structure",
      "members": {
        "text": {"target": "smithy.api#String"},
        "count": {"target": "smithy.api#Integer"},
        "primitive": {"target": "smithy.api#PrimitiveLong"},
        "anything": {"target": "smithy.api#Document"},
        "name": {"target": "test#Name"},
        "list": {"target": "test#Names"},
        "set": {"target": "test#NameSet"},
        "map": {"target": "test#NameMap"},
        "choice": {"target": "test#Choice"},
        "color": {"target": "test#Color"},
        "old": {"target": "test#OldColor"},
        "level": {"target": "test#Level"},
        "again": {"target": "test#GetInput"}
      }
    },
    "test#Name": {"type": "string"},
    "test#Names": {
      "type": "list", "member": {"target": "test#Name"}, "traits": {"smithy.api#sparse": {}}
    },
    "test#NameSet": {"type": "set", "member": {"target": "test#Name"}},
    "test#NameMap": {
      "type": "map", "key": {"target": "smithy.api#String"}, "value": {"target": "test#Name"}
    },
    "test#Choice": {
      "type": "union",
      "members": {"a": {"target": "test#Name"}, "nothing": {"target": "smithy.api#Unit"}}
    },
    "test#Color": {
      "type": "enum",
      "members": {
        "RED": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "red"}},
        "BLUE": {"target": "smithy.api#Unit"},
        "SECRET": {
          "target": "smithy.api#Unit",
          "traits": {"smithy.api#enumValue": "s", "smithy.api#internal": {}}
        },
        "TAGGED": {
          "target": "smithy.api#Unit", "traits": {"smithy.api#tags": ["internal"]}
        }
      }
    },
    "test#OldColor": {
      "type": "string",
      "traits": {
        "smithy.api#enum": [
          {"value": "red", "name": "RED"}, {"value": "x"},
          {"value": "y", "tags": ["internal"]}
        ],
        "smithy.api#length": {"max": 3}
      }
    },
    "test#Level": {
      "type": "intEnum",
      "members": {
        "LOW": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": 1}},
        "HIGH": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": -7}}
      }
    },
    "test#Unused": {"type": "string"}
    """)

  @Test func shapesOfThePreludeAreBuiltInTypes() throws {
    let contract = try Self.types.contract()
    #expect(try contract.member("GetInput", "text").target == SimpleType.string.shapeID)
    #expect(try contract.member("GetInput", "count").target == SimpleType.integer.shapeID)
    #expect(try contract.member("GetInput", "primitive").target == SimpleType.long.shapeID)
    #expect(try contract.member("GetInput", "anything").target == SimpleType.document.shapeID)
  }

  @Test func shapesKeepTheirNamesAndTheOrderOfTheSource() throws {
    let contract = try Self.types.contract()
    let named = contract.shapes.dropFirst(Contract.builtInShapeCount).map(\.name)
    #expect(
      named == [
        "GetInput", "Name", "Names", "NameSet", "NameMap", "Choice", "Color", "OldColor", "Level",
        "Unit",
      ])
  }

  @Test func shapesThatTheServiceDoesNotUseAreLeftOutAndCounted() throws {
    let contract = try Self.types.contract()
    #expect(!contract.shapes.contains { $0.name == "Unused" })
    let remark = Self.types.report().remarks(of: .ignored).first { $0.subject == "shapes" }
    #expect(remark?.count == 1)
    #expect(remark?.origins.first?.isKnown == true)
  }

  @Test func collectionsHaveElements() throws {
    let contract = try Self.types.contract()
    guard case .list(let element, let sparse) = try contract.shape("Names").kind else {
      Issue.record("no list")
      return
    }
    #expect(contract[element.target].name == "Name")
    #expect(sparse)
    guard case .map(let key, let value, false) = try contract.shape("NameMap").kind else {
      Issue.record("no map")
      return
    }
    #expect(key.target == SimpleType.string.shapeID)
    #expect(contract[value.target].name == "Name")
  }

  @Test func aSetIsAListOfUniqueItems() throws {
    let shape = try Self.types.contract().shape("NameSet")
    guard case .list = shape.kind else {
      Issue.record("no list")
      return
    }
    #expect(shape.constraints.uniqueItems != nil)
  }

  @Test func unitInAUnionIsAnEmptyStructure() throws {
    let contract = try Self.types.contract()
    let target = try contract.member("Choice", "nothing").target
    #expect(contract[target].kind == .structure([]))
  }

  @Test func enumShapesHaveTheirMembersNamesForValues() throws {
    let contract = try Self.types.contract()
    let expected: [EnumValue] = [
      EnumValue(name: "RED", value: "red"), EnumValue(value: "BLUE"),
      EnumValue(name: "SECRET", value: "s", isInternal: true),
      EnumValue(value: "TAGGED"),
    ]
    #expect(try contract.shape("Color").kind == .enumeration(expected))
  }

  @Test func theEnumTraitMakesAnEnumeration() throws {
    let shape = try Self.types.contract().shape("OldColor")
    let expected = [
      EnumValue(name: "RED", value: "red"), EnumValue(value: "x"),
      EnumValue(value: "y", isInternal: true),
    ]
    #expect(shape.kind == .enumeration(expected))
    #expect(shape.constraints.length == LengthConstraint(min: nil, max: 3))
  }

  @Test func integerEnumsHaveDecimalTexts() throws {
    let shape = try Self.types.contract().shape("Level")
    let expected = [EnumValue(name: "LOW", value: "1"), EnumValue(name: "HIGH", value: "-7")]
    #expect(shape.kind == .intEnumeration(expected))
  }

  @Test func recursionIsAReference() throws {
    let contract = try Self.types.contract()
    let target = try contract.member("GetInput", "again").target
    #expect(contract[target].name == "GetInput")
  }

  @Test func everyValueKnowsItsPlace() throws {
    let contract = try Self.types.contract()
    for shape in contract.shapes.dropFirst(Contract.builtInShapeCount) where shape.name != "Unit" {
      #expect(shape.origin.isKnown, "\(shape.name)")
      for member in shape.members { #expect(member.origin.isKnown, "\(member.name)") }
    }
    let lines = Self.types.text.split(separator: "\n", omittingEmptySubsequences: false)
    let origin = try contract.shape("Level").origin
    #expect(
      lines[Int(origin.line) - 1].dropFirst(Int(origin.column) - 1).hasPrefix("\"test#Level\""))
  }
}
