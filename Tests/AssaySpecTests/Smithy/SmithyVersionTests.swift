import AssayModel
import AssaySpec
import Testing

/// What Smithy 1.0 says differently.
@Suite struct SmithyVersionTests {
  static let model = SmithyModelText(
    version: "1.0",
    """
    "test#GetInput": {
      "type": "structure",
      "members": {
        "primitive": {"target": "smithy.api#PrimitiveInteger"},
        "boxed": {"target": "smithy.api#PrimitiveInteger", "traits": {"smithy.api#box": {}}},
        "object": {"target": "smithy.api#Integer"},
        "flag": {"target": "test#Flag"},
        "boxedFlag": {"target": "test#BoxedFlag"},
        "needed": {
          "target": "smithy.api#PrimitiveBoolean", "traits": {"smithy.api#required": {}}
        },
        "set": {"target": "test#Set"}
      }
    },
    "test#Flag": {"type": "boolean"},
    "test#BoxedFlag": {"type": "boolean", "traits": {"smithy.api#box": {}}},
    "test#Set": {"type": "set", "member": {"target": "smithy.api#String"}}
    """)

  @Test func primitivesHaveDefaults() throws {
    let contract = try Self.model.contract()
    #expect(try contract.member("GetInput", "primitive").defaultValue == "0")
    #expect(try contract.member("GetInput", "boxed").defaultValue == nil)
    #expect(try contract.member("GetInput", "object").defaultValue == nil)
    #expect(try contract.member("GetInput", "flag").defaultValue == "false")
    #expect(try contract.member("GetInput", "boxedFlag").defaultValue == nil)
    #expect(try contract.member("GetInput", "needed").defaultValue == nil)
  }

  @Test func otherVersionsAreRefused() {
    let result = SmithyModelText(version: "3.0", SmithyServiceTests.empty).load()
    #expect(result.diagnostics.map(\.id).contains("smithy.version"))
  }
}
