import AssayModel
import AssaySpec
import Testing

/// Where members travel.
@Suite struct SmithyBindingTests {
  static let shapes = """
    "test#GetInput": {
      "type": "structure",
      "members": {
        "city": {
          "target": "smithy.api#String",
          "traits": {"smithy.api#httpLabel": {}, "smithy.api#required": {}}
        },
        "page": {"target": "smithy.api#Integer", "traits": {"smithy.api#httpQuery": "p"}},
        "rest": {"target": "test#Texts", "traits": {"smithy.api#httpQueryParams": {}}},
        "agent": {"target": "smithy.api#String", "traits": {"smithy.api#httpHeader": "X-Agent"}},
        "more": {"target": "test#Texts", "traits": {"smithy.api#httpPrefixHeaders": "x-"}},
        "renamed": {"target": "smithy.api#String", "traits": {"smithy.api#jsonName": "Renamed"}},
        "zone": {
          "target": "smithy.api#String",
          "traits": {"smithy.api#hostLabel": {}, "smithy.api#required": {}}
        },
        "inner": {"target": "test#Both"}
      }
    },
    "test#Both": {
      "type": "structure",
      "members": {
        "status": {
          "target": "smithy.api#Integer", "traits": {"smithy.api#httpResponseCode": {}}
        },
        "query": {"target": "smithy.api#String", "traits": {"smithy.api#httpQuery": "q"}},
        "etag": {"target": "smithy.api#String", "traits": {"smithy.api#httpHeader": "ETag"}}
      }
    },
    "test#Texts": {
      "type": "map", "key": {"target": "smithy.api#String"},
      "value": {"target": "smithy.api#String"}
    }
    """

  static func model(_ protocols: String = #""aws.protocols#restJson1": {}"#) -> SmithyModelText {
    SmithyModelText(
      protocols: protocols,
      get: #"""
        "input": {"target": "test#GetInput"}, "output": {"target": "test#Both"}
        """#,
      http: #"{"method": "GET", "uri": "/w/{city}?list", "code": 203}"#, shapes)
  }

  @Test func membersTravelWhereTheirTraitsSay() throws {
    let contract = try Self.model().contract()
    func place(_ name: String) throws -> (Member.Location, String?) {
      let member = try contract.member("GetInput", name)
      return (member.location, member.wireName)
    }
    #expect(try place("city") == (.path, nil))
    #expect(try place("page") == (.query, "p"))
    #expect(try place("rest") == (.queryMap, nil))
    #expect(try place("agent") == (.header, "X-Agent"))
    #expect(try place("more") == (.headerMap, "x-"))
    #expect(try place("renamed") == (.body, "Renamed"))
    #expect(try place("zone") == (.host, nil))
  }

  @Test func theOperationHasMethodUriAndStatus() throws {
    let operation = try #require(try Self.model().contract().operation(named: "Get"))
    let http = try #require(operation.http)
    #expect(http.method == "GET")
    #expect(http.uri.segments == [.literal("w"), .label("city")])
    #expect(http.uri.query == [URITemplate.QueryLiteral(name: "list", value: nil)])
    #expect(http.status == 203)
  }

  /// Bindings hold for the outermost structure alone; labels and queries in requests only, the
  /// status in responses only. What a role ignores travels in the body.
  @Test func aStructureInSeveralRolesBecomesSeveral() throws {
    let contract = try Self.model().contract()
    let output = try #require(contract.operation(named: "Get")?.output)
    #expect(contract[output].members.map(\.location) == [.status, .body, .header])
    let inner = try contract.member("GetInput", "inner").target
    #expect(inner != output)
    #expect(contract[inner].members.map(\.location) == [.body, .body, .body])
    #expect(contract[output].name == "Both")
    #expect(contract[inner].name == "BothNested")
  }

  @Test func protocolsWithoutBindingsSendEverythingInTheBody() throws {
    let contract = try Self.model(#""aws.protocols#awsJson1_1": {}"#).contract()
    #expect(contract.operation(named: "Get")?.http == nil)
    let members = try contract.shape("GetInput").members
    #expect(members.filter { $0.location != .body }.map(\.name) == ["zone"])
    // Such protocols use the members' own names.
    #expect(members.allSatisfy { $0.wireName == nil })
    #expect(contract.shapes.count { $0.name.hasPrefix("Both") } == 1)
  }

  @Test func bindingsThatHaveNoEffectAreReported() {
    let ignored = Self.model(#""aws.protocols#awsJson1_1": {}"#).report().remarks(of: .ignored)
    #expect(ignored.contains { $0.subject == "smithy.api#httpQuery" && $0.count == 2 })
  }

  @Test func xmlNamesAreNamesOfXmlProtocols() throws {
    let shapes = """
      "test#GetInput": {
        "type": "structure",
        "members": {
          "a": {
            "target": "smithy.api#String",
            "traits": {
              "smithy.api#xmlName": "A", "smithy.api#xmlAttribute": {},
              "smithy.api#xmlNamespace": {"uri": "http://x", "prefix": "p"}
            }
          },
          "b": {"target": "test#L", "traits": {"smithy.api#xmlFlattened": {}}}
        }
      },
      "test#L": {"type": "list", "member": {"target": "smithy.api#String"}}
      """
    let xml = try SmithyModelText(protocols: #""aws.protocols#restXml": {}"#, shapes).contract()
    let a = try xml.member("GetInput", "a")
    #expect(a.wireName == "A")
    #expect(a.traits.isXMLAttribute)
    #expect(a.traits.xmlNamespace == "p=http://x")
    #expect(try xml.member("GetInput", "b").traits.isFlattened)
    let json = try SmithyModelText(shapes).contract()
    #expect(try json.member("GetInput", "a").wireName == nil)
    #expect(
      try json.member("GetInput", "a").traits.other.map(\.name) == ["smithy.api#xmlName"])
  }

  @Test func payloadsAndStreams() throws {
    let model = SmithyModelText(
      """
      "test#GetInput": {
        "type": "structure",
        "members": {
          "data": {
            "target": "test#Data",
            "traits": {"smithy.api#httpPayload": {}, "smithy.api#required": {}}
          }
        }
      },
      "test#Data": {
        "type": "blob",
        "traits": {
          "smithy.api#streaming": {}, "smithy.api#requiresLength": {},
          "smithy.api#mediaType": "image/png"
        }
      }
      """)
    let contract = try model.contract()
    #expect(try contract.member("GetInput", "data").location == .payload)
    let data = try contract.shape("Data").traits
    #expect(data.isStreaming && data.requiresLength)
    #expect(data.mediaType == "image/png")
  }

  @Test func timestampFormatsOfRpcv2AreKeptAside() throws {
    let shapes = """
      "test#GetInput": {
        "type": "structure",
        "members": {
          "t": {
            "target": "smithy.api#Timestamp",
            "traits": {"smithy.api#timestampFormat": "date-time"}
          }
        }
      }
      """
    let model = SmithyModelText(protocols: #""smithy.protocols#rpcv2Json": {}"#, shapes)
    let member = try model.contract().member("GetInput", "t")
    #expect(member.constraints.timestampFormat == nil)
    #expect(member.traits.other.map(\.name) == ["smithy.api#timestampFormat"])
  }
}
