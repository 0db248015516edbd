import AssayModel
import AssaySpec
import Testing

/// Operations of service models: where they are, what they answer, how they fail and go on.
@Suite("botocore: operations")
struct BotocoreOperationTests {
  static let shapes = #"""
        "Input": {
          "type": "structure",
          "required": ["Store"],
          "members": {
            "Store": {"shape": "Text", "location": "uri", "locationName": "storeId"},
            "page": {"shape": "Text", "location": "querystring", "locationName": "p"},
            "rest": {"shape": "Texts", "location": "querystring"},
            "agent": {"shape": "Text", "location": "header", "locationName": "X-Agent"},
            "more": {"shape": "Texts", "location": "headers", "locationName": "x-meta-"},
            "limit": {"shape": "Number"},
            "body": {"shape": "Text", "locationName": "b"}
          }
        },
        "Output": {
          "type": "structure",
          "payload": "content",
          "members": {
            "status": {"shape": "Number", "location": "statusCode"},
            "next": {"shape": "Text", "location": "header", "locationName": "Next"},
            "content": {"shape": "Content"}
          }
        },
        "Content": {"type": "blob", "streaming": true, "requiresLength": true},
        "Text": {"type": "string"},
        "Texts": {"type": "map", "key": {"shape": "Text"}, "value": {"shape": "Text"}},
        "Number": {"type": "integer", "box": true},
        "Busy": {
          "type": "structure", "members": {"message": {"shape": "Text"}}, "exception": true,
          "error": {"code": "Weather.Busy", "httpStatusCode": 429, "senderFault": true},
          "retryable": {"throttling": true}, "documentation": "<p>Later.</p>"
        },
        "Broken": {
          "type": "structure", "members": {}, "exception": true, "fault": true,
          "retryable": {"throttling": false}
        }
    """#

  static let operation = #"""
    "http": {"method": "GET", "requestUri": "/stores/{storeId}?list-type=2", "responseCode": 202},
    "input": {"shape": "Input"}, "output": {"shape": "Output"},
    "errors": [{"shape": "Busy"}, {"shape": "Broken"}],
    "endpoint": {"hostPrefix": "data-"}, "readonly": true, "idempotent": true, "deprecated": true
    """#

  private func contract(
    metadata: String = #""protocol": "rest-json""#, paginators: String? = nil
  ) throws -> Contract {
    let text = BotocoreModelText.model(
      shapes: Self.shapes, metadata: metadata, operation: Self.operation)
    let result = BotocoreModelText.load(
      text, beside: paginators.map { ["paginators-1.json": $0] } ?? [:])
    return try #require(result.contract, "\(result.diagnostics)")
  }

  @Test("Members travel where the model says, under the names that it gives")
  func locations() throws {
    let contract = try contract()
    func place(_ member: Member?) -> String {
      member.map { "\($0.location.rawValue) \($0.nameOnWire)" } ?? ""
    }
    #expect(place(contract.input("Store")) == "path storeId")
    #expect(place(contract.input("page")) == "query p")
    #expect(place(contract.input("rest")) == "queryMap rest")
    #expect(place(contract.input("agent")) == "header X-Agent")
    #expect(place(contract.input("more")) == "headerMap x-meta-")
    #expect(place(contract.input("limit")) == "body limit")
    #expect(place(contract.input("body")) == "body b")
    #expect(place(contract.output("status")) == "status status")
    #expect(place(contract.output("next")) == "header Next")
    #expect(place(contract.output("content")) == "payload content")
    #expect(contract.type("Content")?.traits.isStreaming == true)
    #expect(contract.type("Content")?.traits.requiresLength == true)
  }

  @Test("Method, URI, status, host prefix and behaviour")
  func bindings() throws {
    let operation = try #require(try contract().operation(named: "Get"))
    #expect(operation.http?.method == "GET")
    #expect(operation.http?.uri.source == "/stores/{storeId}?list-type=2")
    #expect(operation.http?.uri.query.first?.value == "2")
    #expect(operation.http?.status == 202)
    #expect(operation.hostPrefix == "data-")
    #expect(operation.isReadonly)
    #expect(operation.isIdempotent)
    #expect(operation.traits.deprecated == "")
  }

  @Test("Errors have status, code, fault and retryability")
  func errors() throws {
    let contract = try contract()
    #expect(contract.operation(named: "Get")?.errors.map(\.name) == ["Busy", "Broken"])
    let busy = try #require(contract.error(named: "Busy"))
    #expect(busy.typeOnWire == "Weather.Busy")
    #expect(busy.status == 429)
    #expect(busy.fault == .client)
    #expect(busy.retryable == .throttling)
    #expect(busy.traits.documentation == "Later.")
    #expect(contract[busy.shape].members.map(\.name) == ["message"])
    let broken = try #require(contract.error(named: "Broken"))
    #expect(broken.status == nil)
    #expect(broken.effectiveStatus == 500)
    #expect(broken.fault == .server)
    #expect(broken.retryable == .yes)
  }

  @Test("The paginators beside a model are read")
  func pagination() throws {
    let contract = try contract(
      paginators: #"""
        {"pagination": {"Get": {
          "input_token": "page", "output_token": "next", "limit_key": "limit", "result_key": "next",
          "more_results": "status"
        }}}
        """#)
    let pagination = try #require(contract.operation(named: "Get")?.pagination)
    #expect(pagination.input.description == "page")
    #expect(pagination.output.description == "next")
    #expect(pagination.limit?.description == "limit")
    // It is no list, so it is left out, and said to be.
    #expect(pagination.items == nil)
  }

  @Test(
    "All protocols load",
    arguments: [
      (#""protocol": "rest-json""#, WireProtocol.restJson1),
      (#""protocol": "rest-xml""#, .restXml),
      (#""protocol": "json", "jsonVersion": "1.0", "targetPrefix": "W""#, .awsJson1_0),
      (#""protocol": "json", "jsonVersion": "1.1", "targetPrefix": "W""#, .awsJson1_1),
      (#""protocol": "query""#, .awsQuery),
      (#""protocol": "ec2""#, .ec2Query),
      (#""protocol": "smithy-rpc-v2-cbor""#, .rpcv2Cbor),
      (#""protocols": ["json", "query"], "jsonVersion": "1.1""#, .awsJson1_1),
      (
        #""protocol": "smithy-rpc-v2-cbor", "protocols": ["smithy-rpc-v2-cbor", "json"]"#,
        .rpcv2Cbor
      ),
    ])
  func protocols(metadata: String, expected: WireProtocol) throws {
    let contract = try contract(metadata: metadata)
    #expect(contract.wireProtocol == expected)
    #expect(contract.service == "Weather")
    #expect(contract.version == "2020-01-01")
    #expect(contract.targetPrefix == (metadata.contains("targetPrefix") ? "W" : nil))
  }

  @Test("An event stream is a streaming union; its events keep what is not interpreted")
  func eventStreams() throws {
    let contract = try #require(
      BotocoreModelText.contract(
        shapes: #"""
          "Input": {"type": "structure", "members": {"events": {"shape": "Events"}}},
          "Events": {"type": "structure", "eventstream": true,
            "members": {"one": {"shape": "One"}}},
          "One": {"type": "structure", "event": true, "members": {
            "payload": {"shape": "Data", "eventpayload": true}}},
          "Data": {"type": "blob"}
          """#))
    guard case .union = contract.type("Events")?.kind else {
      Issue.record("no union")
      return
    }
    #expect(contract.type("Events")?.traits.isStreaming == true)
    #expect(
      contract.type("One")?.members.first?.traits.other
        == [ExtensionTrait(name: "x-botocore-eventpayload", json: "true")])
  }

  @Test("A host label travels in the host name, unless it is a header as well")
  func hostLabels() throws {
    let text = BotocoreModelText.model(
      shapes: #"""
        "Input": {"type": "structure", "required": ["zone", "account"], "members": {
          "zone": {"shape": "Text", "hostLabel": true},
          "account": {"shape": "Text", "hostLabel": true, "location": "header",
            "locationName": "x-account"}}},
        "Text": {"type": "string"}
        """#,
      operation: #"""
        "http": {"method": "POST", "requestUri": "/"}, "input": {"shape": "Input"},
        "endpoint": {"hostPrefix": "{zone}-{account}."}
        """#)
    let contract = try #require(BotocoreModelText.load(text).contract)
    #expect(contract.input("zone")?.location == .host)
    #expect(contract.input("account")?.location == .header)
  }
}
