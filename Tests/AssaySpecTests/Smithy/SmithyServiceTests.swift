import AssayModel
import AssaySpec
import Testing

/// Services: their operations, errors, names and protocols.
@Suite struct SmithyServiceTests {
  static let empty = #""test#GetInput": {"type": "structure", "members": {}}"#

  // MARK: - Closure

  @Test func resourcesBringTheirOperationsInOrder() throws {
    let model = SmithyModelText(
      service: #""resources": [{"target": "test#City"}]"#,
      """
      "test#GetInput": {"type": "structure", "members": {}},
      "test#City": {
        "type": "resource",
        "identifiers": {"cityId": {"target": "smithy.api#String"}},
        "list": {"target": "test#ListCities"},
        "create": {"target": "test#CreateCity"},
        "operations": [{"target": "test#Rename"}],
        "collectionOperations": [{"target": "test#Purge"}],
        "resources": [{"target": "test#Street"}]
      },
      "test#Street": {"type": "resource", "read": {"target": "test#ReadStreet"}},
      \(Self.operation("ListCities")), \(Self.operation("CreateCity")),
      \(Self.operation("Rename")), \(Self.operation("Purge")), \(Self.operation("ReadStreet")),
      \(Self.operation("Elsewhere"))
      """)
    #expect(
      try model.contract().operations.map(\.name) == [
        "Get", "CreateCity", "ListCities", "Rename", "Purge", "ReadStreet",
      ])
  }

  private static func operation(_ name: String) -> String {
    """
    "test#\(name)": {
      "type": "operation", "input": {"target": "smithy.api#Unit"},
      "traits": {"smithy.api#http": {"method": "POST", "uri": "/\(name)"}}
    }
    """
  }

  @Test func aUnitIsNoInputAndNoOutput() throws {
    let model = SmithyModelText(
      get: #""input": {"target": "smithy.api#Unit"}, "output": {"target": "smithy.api#Unit"}"#,
      Self.empty)
    let operation = try #require(try model.contract().operations.first)
    #expect(operation.input == nil)
    #expect(operation.output == nil)
  }

  @Test func operationsSayWhatTheyAre() throws {
    let model = SmithyModelText(
      text: """
        {
          "smithy": "2",
          "shapes": {
            "test#S": {
              "type": "service", "version": "2024-01-01",
              "operations": [{"target": "test#Get"}],
              "traits": {
                "aws.protocols#restJson1": {},
                "aws.api#service": {"sdkId": "Weather Service"},
                "smithy.api#documentation": "<p>Says <code>rain</code> or sun.</p>"
              }
            },
            "test#Get": {
              "type": "operation",
              "traits": {
                "smithy.api#http": {"method": "GET", "uri": "/"},
                "smithy.api#readonly": {}, "smithy.api#idempotent": {},
                "smithy.api#endpoint": {"hostPrefix": "data-"},
                "smithy.api#deprecated": {"message": "use Fetch", "since": "2.0"},
                "smithy.api#documentation": "Gets."
              }
            }
          }
        }
        """)
    let contract = try model.contract()
    #expect(contract.service == "Weather Service")
    #expect(contract.version == "2024-01-01")
    #expect(contract.documentation == "Says `rain` or sun.")
    #expect(contract.policies.requestOffset == .error)
    let operation = try #require(contract.operations.first)
    #expect(operation.isReadonly && operation.isIdempotent)
    #expect(operation.hostPrefix == "data-")
    #expect(operation.traits.deprecated == "use Fetch (since 2.0)")
    #expect(operation.traits.documentation == "Gets.")
  }

  // MARK: - Errors

  static let errors = SmithyModelText(
    service: #""errors": [{"target": "test#Denied"}], "rename": {"test#Gone": "Vanished"}"#,
    get: #""errors": [{"target": "test#Gone"}, {"target": "test#Slow"}]"#,
    """
    "test#Denied": {
      "type": "structure", "members": {},
      "traits": {"smithy.api#error": "client", "smithy.api#httpError": 403}
    },
    "test#Gone": {
      "type": "structure",
      "members": {
        "id": {"target": "smithy.api#String", "traits": {"smithy.api#httpHeader": "X-Id"}}
      },
      "traits": {
        "smithy.api#error": "client", "smithy.api#documentation": "It is gone.",
        "smithy.api#retryable": {}
      }
    },
    "test#Slow": {
      "type": "structure", "members": {},
      "traits": {
        "smithy.api#error": "server", "smithy.api#httpError": 503,
        "smithy.api#retryable": {"throttling": true}
      }
    }
    """)

  @Test func errorsOfTheServiceAreCommon() throws {
    let contract = try Self.errors.contract()
    #expect(contract.errors.map(\.name) == ["Denied", "Vanished", "Slow"])
    #expect(contract.errors.map(\.isCommon) == [true, false, false])
    #expect(contract.operations.first?.errors.map(\.name) == ["Vanished", "Slow"])
  }

  @Test func errorsHaveStatusFaultAndRetryability() throws {
    let contract = try Self.errors.contract()
    #expect(contract.errors.map(\.status) == [403, nil, 503])
    #expect(contract.errors.map(\.effectiveStatus) == [403, 400, 503])
    #expect(contract.errors.map(\.fault) == [.client, .client, .server])
    #expect(contract.errors.map(\.retryable) == [.no, .yes, .throttling])
    #expect(contract.errors[1].traits.documentation == "It is gone.")
    #expect(contract[contract.errors[1].shape].members.map(\.location) == [.header])
  }

  /// A new name is for people; what travels is the shape's own.
  @Test func aRenamedErrorKeepsItsTypeOnTheWire() throws {
    let error = try #require(try Self.errors.contract().error(named: "Vanished"))
    #expect(error.typeOnWire == "Gone")
  }

  @Test func queryErrorsHaveCodesOfTheirOwn() throws {
    let shapes = """
      "test#GetInput": {"type": "structure", "members": {}},
      "test#Bad": {
        "type": "structure", "members": {},
        "traits": {
          "smithy.api#error": "client",
          "aws.protocols#awsQueryError": {"code": "Bad.Request", "httpResponseCode": 402}
        }
      }
      """
    let get = #""errors": [{"target": "test#Bad"}]"#
    let query = SmithyModelText(protocols: #""aws.protocols#awsQuery": {}"#, get: get, shapes)
    let error = try #require(try query.contract().errors.first)
    #expect(error.typeOnWire == "Bad.Request")
    #expect(error.status == 402)
    let json = SmithyModelText(protocols: #""aws.protocols#awsJson1_0": {}"#, get: get, shapes)
    let other = try #require(try json.contract().errors.first)
    #expect(other.typeOnWire == "Bad")
    #expect(other.status == nil)
  }

  // MARK: - Names

  @Test func shapesOfOneNameAreToldApart() throws {
    let model = SmithyModelText(
      service: #""rename": {"b#Thing": "OtherThing"}"#,
      """
      "test#GetInput": {
        "type": "structure",
        "members": {
          "a": {"target": "a#Thing"}, "b": {"target": "b#Thing"}, "c": {"target": "c#Thing"},
          "d": {"target": "d#string"}
        }
      },
      "a#Thing": {"type": "string"}, "b#Thing": {"type": "string"}, "c#Thing": {"type": "string"},
      "d#string": {"type": "string", "traits": {"smithy.api#length": {"max": 1}}}
      """)
    let contract = try model.contract()
    let names = try contract.shape("GetInput").members.map { contract[$0.target].name }
    #expect(names == ["Thing", "OtherThing", "c.Thing", "string_"])
  }

  // MARK: - Pagination

  @Test func paginationTakesWhatItLacksFromTheService() throws {
    let model = SmithyModelText(
      text: """
        {
          "smithy": "2.0",
          "shapes": {
            "test#S": {
              "type": "service", "operations": [{"target": "test#List"}],
              "traits": {
                "aws.protocols#restJson1": {},
                "smithy.api#paginated": {
                  "inputToken": "token", "outputToken": "page.next", "pageSize": "max"
                }
              }
            },
            "test#List": {
              "type": "operation",
              "traits": {
                "smithy.api#http": {"method": "POST", "uri": "/"},
                "smithy.api#paginated": {"items": "page.items", "inputToken": "start"}
              }
            }
          }
        }
        """)
    let pagination = try #require(try model.contract().operations.first?.pagination)
    #expect(pagination.input.description == "start")
    #expect(pagination.output.description == "page.next")
    #expect(pagination.limit?.description == "max")
    #expect(pagination.items?.description == "page.items")
  }

  // MARK: - Protocols and several services

  @Test(arguments: [
    ("aws.protocols#restJson1", WireProtocol.restJson1), ("aws.protocols#restXml", .restXml),
    ("aws.protocols#awsJson1_0", .awsJson1_0), ("aws.protocols#awsJson1_1", .awsJson1_1),
    ("aws.protocols#awsQuery", .awsQuery), ("aws.protocols#ec2Query", .ec2Query),
    ("smithy.protocols#rpcv2Cbor", .rpcv2Cbor), ("smithy.protocols#rpcv2Json", .rpcv2Json),
  ])
  func everyProtocolIsKnown(_ trait: String, _ wireProtocol: WireProtocol) throws {
    let contract = try SmithyModelText(protocols: "\"\(trait)\": {}", Self.empty).contract()
    #expect(contract.wireProtocol == wireProtocol)
  }

  @Test func aProtocolWhoseBodiesCanBeCheckedIsPreferred() throws {
    let model = SmithyModelText(
      protocols: """
        "smithy.protocols#rpcv2Cbor": {}, "aws.protocols#awsQuery": {},
        "aws.protocols#awsJson1_0": {}
        """, Self.empty)
    #expect(try model.contract().wireProtocol == .awsJson1_0)
    #expect(model.report().remarks(of: .decided).contains { $0.subject == "protocol" })
  }

  @Test func aServiceWithoutKnownProtocolIsPlainJson() {
    let result = SmithyModelText(protocols: #""alloy#simpleRestJson": {}"#, Self.empty).load()
    #expect(result.contract?.wireProtocol == .httpJson)
    #expect(result.diagnostics.contains { $0.id == "smithy.protocol" && $0.severity == .warning })
  }

  @Test func theNameOfAServiceStandsBeforeItsOperations() throws {
    let model = SmithyModelText(
      protocols: #""aws.protocols#awsJson1_1": {}, "aws.api#service": {"sdkId": "My Weather"}"#,
      Self.empty)
    let contract = try model.contract()
    #expect(contract.service == "My Weather")
    #expect(contract.targetPrefix == "Weather")
    let plain = SmithyModelText(protocols: #""aws.protocols#awsJson1_1": {}"#, Self.empty)
    #expect(try plain.contract().targetPrefix == nil)
  }

  static let several = SmithyModelText(
    text: """
      {
        "smithy": "2.0",
        "shapes": {
          "test#Small": {
            "type": "service", "operations": [{"target": "test#A"}],
            "traits": {"aws.protocols#awsJson1_0": {}}
          },
          "test#Large": {
            "type": "service", "operations": [{"target": "test#A"}, {"target": "test#B"}],
            "traits": {"aws.protocols#awsJson1_1": {}, "aws.api#service": {"sdkId": "Big"}}
          },
          "test#A": {"type": "operation"}, "test#B": {"type": "operation"}
        }
      }
      """)

  @Test func ofSeveralServicesTheLargestIsReadAndSaid() {
    let result = Self.several.load()
    #expect(result.contract?.operations.map(\.name) == ["A", "B"])
    let warning = result.diagnostics.first { $0.id == "smithy.services" }
    #expect(warning?.message.contains("`test#Small`, `test#Large`") == true)
  }

  @Test(arguments: [("test#Small", 1), ("Small", 1), ("Big", 2), ("Large", 2)])
  func aServiceIsChosenByName(_ name: String, _ operations: Int) {
    let result = Self.several.load(service: name)
    #expect(result.contract?.operations.count == operations)
    #expect(!result.diagnostics.contains { $0.id == "smithy.services" })
  }

  @Test func aServiceThatIsNotThereIsAnError() {
    let result = Self.several.load(service: "Medium")
    #expect(result.contract == nil)
    #expect(result.diagnostics.map(\.id) == ["smithy.service"])
  }

  @Test func filesOfAFolderAreOneModel() {
    let service = """
      {"smithy": "2.0", "shapes": {"test#S": {
        "type": "service", "operations": [{"target": "other#Get"}],
        "traits": {"aws.protocols#awsJson1_0": {}}
      }}}
      """
    let operation = #"{"smithy": "2.0", "shapes": {"other#Get": {"type": "operation"}}}"#
    let result = SpecLoader.load([
      SourceFile(path: "a.json", bytes: Array(service.utf8)),
      SourceFile(path: "b.json", bytes: Array(operation.utf8)),
    ])
    #expect(result.contract?.operations.map(\.name) == ["Get"])
  }
}
