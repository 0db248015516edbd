import Assay
import AssayTesting
import Testing

@Suite struct ExpectConformsTests {
  let contract: Contract

  init() throws { contract = try Samples.accounts() }

  @Test func whatConformsRecordsNothing() {
    let found = issues {
      expectConforms(Samples.response(#"{"id": "1234"}"#), to: "GetAccount", of: contract)
      expectConforms(body: #"{"id": "1234"}"#, to: "GetAccount", of: contract)
      expectConforms(
        HTTPRequest(method: "GET", target: "/accounts/1234?depth=2"),
        Samples.response(#"{"id": "1234"}"#), of: contract)
    }
    #expect(found.isEmpty)
  }

  @Test func eachViolationIsAnIssueAtTheLineOfTheTest() {
    let line = #line + 2
    let found = issues {
      expectConforms(
        Samples.response(#"{"id": "1", "owner": {"name": ""}}"#), to: "GetAccount", of: contract)
    }
    #expect(found.count == 2)
    #expect(found.allSatisfy { $0.line == line && $0.file == "ExpectConformsTests.swift" })
    #expect(found.allSatisfy { $0.isError })
  }

  @Test func anIssueShowsPlaceValueAndContract() {
    let found = issues {
      expectConforms(
        Samples.response(#"{"id": "1", "owner": {"name": "Ä"}}"#), to: "GetAccount",
        of: contract)
    }
    let lines = found.first?.text.split(separator: "\n").map(String.init) ?? []
    #expect(lines.first?.hasPrefix("length: response.body /id: ") == true)
    #expect(lines.dropFirst().first == #"  {"id": "1", "owner": {"name": "Ä"}}"#)
    #expect(lines.dropFirst(2).first == "         ^^^")
    #expect(lines.dropFirst(3).first?.hasPrefix("  accounts.yaml:") == true)
  }

  @Test func warningsDoNotFail() {
    let found = issues {
      expectConforms(body: #"{"id": "123", "new": 1}"#, to: "GetAccount", of: contract)
    }
    #expect(found.count == 1)
    #expect(found.allSatisfy { !$0.isError })
  }

  @Test func aCheckerBringsItsOptions() {
    var options = Checker.Options()
    options.isStrict = true
    let checker = Checker(contract, options: options)
    let found = issues {
      expectConforms(
        Samples.response(#"{"id": "123", "new": 1}"#), to: "GetAccount", of: checker)
    }
    #expect(found.map { $0.isError } == [true])
  }

  @Test func anUnknownOperationIsAnIssue() {
    let found = issues {
      expectConforms(body: "{}", to: "GetAcount", of: contract)
    }
    #expect(found.map { $0.text }.joined().contains("did you mean `GetAccount`?"))
  }

  @Test func aRequestOfAnotherOperationIsAnIssue() {
    let found = issues {
      expectConforms(HTTPRequest(method: "GET", target: "/elsewhere"), of: contract)
    }
    #expect(found.count == 1)
    #expect(found.first?.text.hasPrefix("operation: request.path") == true)
  }

  @Test func aResponseIsHeldToItsRequest() {
    let found = issues {
      expectConforms(
        HTTPRequest(method: "GET", target: "/accounts/1234?depth=11"),
        Samples.response(#"{"id": "1234"}"#), to: "GetAccount", of: contract)
    }
    #expect(found.filter { $0.isError }.count == 1)
    #expect(found.contains { $0.text.hasPrefix("range: request.query /depth") })
    #expect(found.contains { $0.text.hasPrefix("refusal: response.status") && !$0.isError })
  }

  // MARK: - Secrets

  @Test(arguments: [
    #"{"token": "hunter2", "id": 5}"#,
    #"{"id": 5, "token": "hunter2"}"#,
    #"{"id": 5, "tok\u0065n": "hunter2"}"#,
    #"{"id": 5, "owner": {"pin": "hunter2"}}"#,
    #"{"id": 5, "owner": {"pin": ["hunter2"]}}"#,
    #"{"id": 5, "secrets": {"a": "hunter2"}}"#,
    #"{"id": 5, "token": "hunter2"#,
    #"{"id": 5, "token": hunter2}"#,
    #"{"id": 5} hunter2"#,
    #"hunter2"#,
  ])
  func secretsStayMasked(_ body: String) {
    let found = issues {
      expectConforms(body: body, to: "GetAccount", of: contract)
    }
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { !$0.text.contains("hunter2") }, "\(found)")
  }

  @Test func theCaretIsRightBehindASecret() {
    let found = issues {
      expectConforms(body: #"{"token": "hunter2", "id": "1"}"#, to: "GetAccount", of: contract)
    }
    let lines = found.first?.text.split(separator: "\n").map(String.init) ?? []
    #expect(lines.dropFirst().first == #"  {"token": (hidden), "id": "1"}"#)
    #expect(lines.dropFirst(2).first == "                            ^^^")
  }

  @Test func noBodyTrapsTheExcerpt() {
    for body: [UInt8] in [[], [0xFF, 0xFE], Array("{\"id\":\n\"1\"}".utf8), [0x7B]] {
      let found = issues { expectConforms(body: body, to: "GetAccount", of: contract) }
      #expect(!found.isEmpty)
    }
  }
}
