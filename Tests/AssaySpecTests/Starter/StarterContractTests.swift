import AssayModel
import AssaySpec
import Testing

/// Contracts to begin with.
@Suite struct StarterContractTests {
  private func samples(
    _ answers: [(Int, String)], target: String = "/cities/Oslo/forecast", request: String = "",
    type: String? = nil
  ) -> [StarterSample] {
    answers.compactMap { status, body in
      var headers = [(name: "content-type", value: "application/json")]
      if let type, status >= 400 { headers.append((name: "x-amzn-errortype", value: type)) }
      return StarterSample(
        Exchange(
          request: HTTPRequest(
            method: "GET", target: target, body: request.isEmpty ? nil : Array(request.utf8)),
          response: HTTPResponse(status: status, headers: headers, body: Array(body.utf8))),
        method: "GET", uri: uri)
    }
  }

  private let uri = URITemplate("/cities/{city}/forecast")

  private func starter(_ samples: [StarterSample]) throws -> StarterContract {
    let starter = StarterContract(method: "GET", uri: uri, samples: samples)
    let result = SpecLoader.load([
      SourceFile(path: "starter.yaml", bytes: Array(starter.text.utf8))
    ])
    #expect(result.diagnostics.isEmpty, "\(result.diagnostics)\n\(starter.text)")
    #expect(result.contract == starter.contract)
    return starter
  }

  private func output(_ contract: Contract, _ name: String) throws -> (Member, Shape) {
    let id = try #require(contract.operations.first?.output)
    let member = try #require(contract[id].members.first { $0.name == name })
    return (member, contract[contract.base(of: member.target)])
  }

  @Test func withoutTrafficItHasMethodURIAndLabels() throws {
    let starter = try starter([])
    let operation = try #require(starter.contract.operations.first)
    #expect(operation.name == "GetCitiesForecast")
    #expect(operation.http?.uri.source == "/cities/{city}/forecast")
    let input = try #require(operation.input)
    #expect(starter.contract[input].members.map(\.name) == ["city"])
    #expect(starter.text.contains("# What may be added here:"))
  }

  @Test func typesAndWhatIsAlwaysThereAreInferred() throws {
    let contract = try starter(
      samples([
        (200, #"{"a": 1, "b": "x", "c": 1.5, "d": true, "t": "2024-01-01T00:00:00Z"}"#),
        (200, #"{"a": 5, "c": 2, "d": false, "t": "2024-01-02T00:00:00.5+02:00", "b": null}"#),
      ])
    ).contract
    #expect(try output(contract, "a").1.kind == .simple(.integer))
    #expect(try output(contract, "a").0.required != nil)
    #expect(try output(contract, "b").1.kind == .simple(.string))
    #expect(try output(contract, "b").0.required == nil)
    #expect(try output(contract, "c").1.kind == .simple(.double))
    #expect(try output(contract, "d").1.kind == .simple(.boolean))
    let timestamp = try output(contract, "t")
    #expect(timestamp.1.kind == .simple(.timestamp))
    #expect(timestamp.0.constraints.timestampFormat?.format == .dateTime)
  }

  @Test func oneSampleMakesNothingRequired() throws {
    let starter = try starter(samples([(200, #"{"a": 1}"#)]))
    #expect(try output(starter.contract, "a").0.required == nil)
    #expect(starter.text.contains("# Perhaps required: true; there is one sample"))
  }

  @Test func listsStructuresAndMaps() throws {
    let keys = (0..<20).map { index in
      (200, #"{"jobs": [{"id": "1"}, {"id": "2", "n": null}], "byID": {"k\#(index)": {"n": 1}}}"#)
    }
    let starter = try starter(samples(keys))
    let jobs = try output(starter.contract, "jobs").1
    guard case .list(let element, _) = jobs.kind else {
      Issue.record("\(jobs)")
      return
    }
    let job = starter.contract[element.target]
    #expect(job.members.map(\.name) == ["id", "n"])
    #expect(job.members.map { $0.required != nil } == [true, false])
    guard case .map = try output(starter.contract, "byID").1.kind else {
      Issue.record("\(starter.text)")
      return
    }
  }

  @Test func lengthsRangesAndEnumerationsAreSuggested() throws {
    let answers = [("UP", 3), ("DOWN", 9), ("UP", 4), ("DOWN", 4), ("UP", 5)].map {
      (200, #"{"state": "\#($0.0)", "n": \#($0.1)}"#)
    }
    let text = try starter(samples(answers)).text
    #expect(text.contains("# Perhaps enum: [DOWN, UP]"))
    #expect(text.contains("# Perhaps length: 2..4, as in 5 samples"))
    #expect(text.contains("# Perhaps range: 3..9, as in 5 samples"))
  }

  @Test func queryAndErrorsAreLearned() throws {
    let contract = try starter(
      samples([(200, "{}")], target: "/cities/Oslo/forecast?days=3&unit=C")
        + samples([(404, #"{"message": "no"}"#)], type: "NoSuchCity:http://x/")
    ).contract
    #expect(contract.wireProtocol == .restJson1)
    let input = try #require(contract.operations.first?.input)
    #expect(contract[input].members.map(\.name) == ["city", "days", "unit"])
    #expect(contract[input].members.map(\.location) == [.path, .query, .query])
    #expect(contract.errors.map(\.name) == ["NoSuchCity"])
    #expect(contract.errors.map(\.status) == [404])
  }

  @Test(arguments: [
    #"[1, 2]"#, #""text""#, "null", "{\"\": 1, \"a b\": 2, \"null\": 3, \"\u{7}\": [[[[]]]]}",
    #"{"a": [], "b": [null], "c": {}, "d": [1, "x"], "e": 12345678901234567890}"#, "not json",
    #"{"string": {"string": {"string": 1}}, "Input": {"x": 1}}"#,
  ])
  func noBodyMakesAContractWithMistakes(_ body: String) throws {
    _ = try starter(samples([(200, body), (200, body), (500, body)]))
  }

  @Test func otherOperationsAreNoSamples() {
    for target in ["/cities/Oslo", "/cities/Oslo/forecast/x", "/towns/Oslo/forecast", "/"] {
      let exchange = Exchange(request: HTTPRequest(method: "GET", target: target))
      #expect(StarterSample(exchange, method: "GET", uri: uri) == nil)
    }
    let absolute = Exchange(
      request: HTTPRequest(method: "GET", target: "https://w.test/cities/%C3%85s/forecast?x=1"))
    #expect(StarterSample(absolute, method: "GET", uri: uri) != nil)
  }
}
