import AssayModel
import AssaySpec
import Testing

/// Mixins and `apply`: what a shape has without saying so itself.
@Suite struct SmithyMixinTests {
  @Test func membersAndTraitsOfMixinsComeFirst() throws {
    let model = SmithyModelText(
      """
      "test#Base": {
        "type": "structure",
        "members": {
          "a": {"target": "smithy.api#String", "traits": {"smithy.api#required": {}}},
          "b": {"target": "smithy.api#String"}
        },
        "traits": {
          "smithy.api#mixin": {"localTraits": ["smithy.api#deprecated"]},
          "smithy.api#documentation": "From the mixin.",
          "smithy.api#deprecated": {}, "smithy.api#sensitive": {}
        }
      },
      "test#More": {
        "type": "structure",
        "mixins": [{"target": "test#Base"}],
        "members": {"c": {"target": "smithy.api#String"}},
        "traits": {"smithy.api#mixin": {}}
      },
      "test#GetInput": {
        "type": "structure",
        "mixins": [{"target": "test#More"}],
        "members": {
          "d": {"target": "smithy.api#Integer"},
          "b": {"target": "smithy.api#String", "traits": {"smithy.api#length": {"max": 2}}},
          "c": {"traits": {"smithy.api#jsonName": "C"}}
        },
        "traits": {"smithy.api#documentation": "Its own."}
      }
      """)
    let contract = try model.contract()
    let input = try contract.shape("GetInput")
    #expect(input.members.map(\.name) == ["a", "b", "c", "d"])
    #expect(input.members[0].required != nil)
    #expect(input.members[1].constraints.length?.max == 2)
    #expect(input.members[2].wireName == "C")
    #expect(input.traits.documentation == "Its own.")
    #expect(input.traits.isSensitive)
    #expect(input.traits.deprecated == nil)
    #expect(!contract.shapes.contains { $0.name == "Base" })
  }

  @Test func applyReachesInheritedMembers() throws {
    let model = SmithyModelText(
      """
      "test#GetInput$a": {
        "type": "apply", "traits": {"smithy.api#documentation": "Applied."}
      },
      "test#GetInput$own": {"type": "apply", "traits": {"smithy.api#required": {}}},
      "test#Base": {
        "type": "structure", "members": {"a": {"target": "smithy.api#String"}},
        "traits": {"smithy.api#mixin": {}}
      },
      "test#GetInput": {
        "type": "structure", "mixins": [{"target": "test#Base"}],
        "members": {"own": {"target": "smithy.api#String"}}
      }
      """)
    let contract = try model.contract()
    #expect(try contract.member("GetInput", "a").traits.documentation == "Applied.")
    #expect(try contract.member("GetInput", "own").required != nil)
  }

  @Test func mixinsOfOperationsServicesAndCollections() throws {
    let model = SmithyModelText(
      text: """
        {
          "smithy": "2.0",
          "shapes": {
            "test#ServiceBase": {
              "type": "service", "version": "7", "operations": [{"target": "test#First"}],
              "traits": {"smithy.api#mixin": {}, "aws.protocols#awsJson1_0": {}}
            },
            "test#S": {
              "type": "service", "mixins": [{"target": "test#ServiceBase"}],
              "operations": [{"target": "test#Second"}]
            },
            "test#OperationBase": {
              "type": "operation", "errors": [{"target": "test#Bad"}],
              "traits": {"smithy.api#mixin": {}, "smithy.api#readonly": {}}
            },
            "test#First": {"type": "operation"},
            "test#Second": {
              "type": "operation", "mixins": [{"target": "test#OperationBase"}],
              "input": {"target": "test#In"}
            },
            "test#Bad": {
              "type": "structure", "members": {}, "traits": {"smithy.api#error": "client"}
            },
            "test#ListBase": {
              "type": "list", "member": {"target": "smithy.api#String"},
              "traits": {"smithy.api#mixin": {}, "smithy.api#length": {"max": 3}}
            },
            "test#L": {"type": "list", "mixins": [{"target": "test#ListBase"}]},
            "test#In": {"type": "structure", "members": {"l": {"target": "test#L"}}}
          }
        }
        """)
    let result = model.load(service: "S")
    let contract = try #require(result.contract)
    #expect(contract.version == "7")
    #expect(contract.operations.map(\.name) == ["First", "Second"])
    #expect(contract.operations[1].errors.map(\.name) == ["Bad"])
    #expect(contract.operations[1].isReadonly)
    let read = try model.contract()
    #expect(try read.shape("L").constraints.length?.max == 3)
  }

  @Test func theSameTraitTwiceIsAConflictUnlessItIsAList() {
    let model = SmithyModelText(
      """
      "test#GetInput$a": {
        "type": "apply",
        "traits": {"smithy.api#length": {"max": 1}, "smithy.api#tags": ["two"]}
      },
      "test#GetInput": {
        "type": "structure",
        "members": {
          "a": {
            "target": "smithy.api#String",
            "traits": {"smithy.api#length": {"max": 2}, "smithy.api#tags": ["one"]}
          }
        }
      }
      """)
    let result = model.load()
    #expect(
      result.diagnostics.filter { $0.severity == .error }.map(\.id) == ["smithy.traitConflict"])
  }

  @Test(.timeLimit(.minutes(1))) func aFileOfMixinsCannotGrowWithoutBound() {
    // Each mixin has all members of the one before: quadratic, were it not limited.
    var shapes = """
      "test#M0": {
        "type": "structure", "members": {"m": {"target": "smithy.api#String"}},
        "traits": {"smithy.api#mixin": {}}
      }
      """
    for index in 1...3_000 {
      shapes += """
        ,"test#M\(index)": {"type": "structure", "mixins": [{"target": "test#M\(index - 1)"}],
        "members": {"m\(index)": {"target": "smithy.api#String"}},
        "traits": {"smithy.api#mixin": {}}}
        """
    }
    let result = SmithyModelText(get: #""input": {"target": "test#M3000"}"#, shapes).load()
    #expect(result.contract == nil)
    #expect(result.diagnostics.contains { $0.id == "smithy.mixin" })
  }
}
