import AssayEngine
import AssayGenerate
import AssayHTTP
import AssayModel
import AssayTestSupport
import Testing

/// The mock by itself: pages, filters, echoes, the user's own data, refusals.
struct MockTests {
  private static let contract = {
    var contract = Contract.listReferenceImportJobs
    contract.operations[0].pagination = Pagination(
      input: path("nextToken"), output: path("nextToken"), limit: path("maxResults"),
      items: path("importJobs"))
    return contract
  }()

  private static func path(_ name: String) -> MemberPath { MemberPath(steps: [.member(name)]) }

  private static func mock(_ change: (inout Mock.Options) -> Void = { _ in }) -> Mock {
    var options = Mock.Options()
    change(&options)
    return Mock(Plan(contract), options: options)
  }

  private static func list(
    query: String = "", body: String = "{}", store: String = "1234567890",
    headers: [Case.Field] = []
  ) -> ServerRequest {
    ServerRequest(
      method: Array("POST".utf8),
      target: Array("/referencestore/\(store)/importjobs\(query)".utf8),
      headers: [Case.Field("Content-Type", "application/json")] + headers, body: Array(body.utf8))
  }

  private static func document(_ response: Case.Response) throws -> [String: Any] {
    let object = try JSONText.object(response.body ?? [])
    return try #require(object)
  }

  private static func ids(_ response: Case.Response) throws -> [String] {
    let jobs = try document(response)["importJobs"] as? [[String: Any]] ?? []
    return jobs.compactMap { $0["id"] as? String }
  }

  private static func walk(
    _ mock: Mock, size: Int?, body: String = "{}"
  ) throws -> (ids: [String], pages: Int) {
    var found: [String] = []
    var token: String?
    var pages = 0
    repeat {
      var query = size.map { ["maxResults=\($0)"] } ?? []
      if let token { query.append("nextToken=\(token)") }
      let response = mock.response(
        to: list(query: query.isEmpty ? "" : "?" + query.joined(separator: "&"), body: body))
      try #require(response.status == 200)
      found += try ids(response)
      token = try document(response)["nextToken"] as? String
      pages += 1
      try #require(pages < 1_000)
    } while token != nil
    return (found, pages)
  }

  @Test(arguments: [0, 1, 7, 25, 100], [1, 3, 10, 100])
  func aWalkMeetsEveryItemOnce(_ items: Int, _ size: Int) throws {
    let (ids, pages) = try Self.walk(Self.mock { $0.items = items }, size: size)
    #expect(ids.count == items)
    #expect(Set(ids).count == items)
    #expect(pages == max(1, (items + size - 1) / size))
  }

  @Test func answersAreTheSameForTheSameSeed() throws {
    let request = Self.list(query: "?maxResults=5")
    let first = Self.mock { $0.seed = 7 }.response(to: request)
    #expect(Self.mock { $0.seed = 7 }.response(to: request) == first)
    #expect(Self.mock { $0.seed = 8 }.response(to: request) != first)
  }

  @Test(arguments: [
    "nonsense", "0000030000000000000", "%F0%9F%98%80", "x",
  ])
  func tokensThatWereNeverGivenAreRefused(_ token: String) throws {
    let response = Self.mock().response(to: Self.list(query: "?nextToken=\(token)"))
    #expect(response.status == 400)
    #expect(
      response.headers.contains(Case.Field("x-amzn-errortype", "ValidationException")))
    #expect(String(decoding: response.body ?? [], as: UTF8.self).contains("nextToken"))
  }

  @Test func aTokenOfAnotherQuestionIsRefused() throws {
    let mock = Self.mock()
    let first = mock.response(to: Self.list())
    let token = try #require(try Self.document(first)["nextToken"] as? String)
    let filter = #"{"filter":{"status":"FAILED"}}"#
    #expect(mock.response(to: Self.list(query: "?nextToken=\(token)")).status == 200)
    #expect(
      mock.response(to: Self.list(query: "?nextToken=\(token)", body: filter)).status == 400)
    #expect(
      mock.response(to: Self.list(query: "?nextToken=\(token)", store: "99999999999")).status == 400
    )
  }

  @Test func withoutPagesNoTokenLeadsOn() throws {
    let mock = Mock(Plan(Contract.listReferenceImportJobs))
    let document = try Self.document(mock.response(to: Self.list()))
    #expect(document["importJobs"] != nil)
    #expect(document["nextToken"] == nil)
  }

  @Test func theStoreIsEchoedAndFiltersFilter() throws {
    let mock = Self.mock { $0.items = 40 }
    let plan = Plan(Self.contract)
    for body in [
      #"{"filter":{"status":"FAILED"}}"#, #"{"filter":{"createdAfter":"2024-05-06T07:08:20Z"}}"#,
      #"{"filter":{"createdBefore":"2024-05-06T09:08:20+02:00"}}"#,
      #"{"filter":{"createdAfter":"2030-01-01T00:00:00Z"}}"#,
    ] {
      let request = Self.list(query: "?maxResults=100", body: body, store: "5555555555")
      let response = mock.response(to: request)
      let count = try Self.ids(response).count
      #expect(body.contains("2030") ? count == 0 : (1..<40).contains(count), "\(body)")
      var exchange = Exchange()
      exchange.request = exchange.append(
        Case.Request(
          method: request.method, target: request.target, headers: request.headers,
          body: request.body))
      exchange.response = exchange.append(response)
      let verdict = plan.check(exchange, scratch: Scratch(for: plan))
      #expect(verdict.outcome == .pass, "\(verdict.violations)")
      let jobs = try Self.document(response)["importJobs"] as? [[String: Any]] ?? []
      #expect(jobs.allSatisfy { $0["referenceStoreId"] as? String == "5555555555" })
    }
  }

  @Test func brokenRequestsAreRefusedWithMemberAndConstraint() throws {
    let response = Self.mock().response(
      to: Self.list(query: "?maxResults=0", body: #"{"filter":{"status":"X"}}"#))
    #expect(response.status == 400)
    let text = String(decoding: response.body ?? [], as: UTF8.self)
    for words in [
      "2 validation errors detected", "/maxResults", "between 1 and 100", "range",
      "/filter/status", "SUBMITTED", "enum",
    ] {
      #expect(text.contains(words), "\(words) in \(text)")
    }
  }

  @Test func usersItemsAreServed() throws {
    let contract = Self.contract
    let models = contract.operations.map { OperationModel(contract, $0) }
    let item = { (id: String, store: String?) in
      JSONValue.object(
        [.init("id", .string(id))] + (store.map { [.init("referenceStoreId", .string($0))] } ?? []))
    }
    let items = JSONValue.array([
      item("1111111111", nil), item("2222222222", "1234567890"), item("3333333333", "4444444444"),
    ])
    for document in [
      items, .object([.init("ListReferenceImportJobs", items)]),
      .object([.init("importJobs", items)]),
    ] {
      let data = try MockData(document, models)
      let (ids, _) = try Self.walk(Self.mock { $0.data = data }, size: 1)
      // The third belongs to another store.
      #expect(ids == ["1111111111", "2222222222"])
    }
    #expect(throws: MockData.Problem.self) {
      try MockData(.object([.init("ListNothing", items)]), models)
    }
    #expect(throws: MockData.Problem.self) { try MockData(.string("x"), models) }
  }

  @Test func bodiesAreCompressedForThoseWhoAcceptIt() throws {
    let mock = Self.mock()
    let plain = mock.reply(to: Self.list())
    let coded = mock.reply(
      to: Self.list(headers: [Case.Field("Accept-Encoding", "br;q=1, gzip;q=0.5")]))
    let refused = mock.reply(to: Self.list(headers: [Case.Field("Accept-Encoding", "gzip;q=0")]))
    func size(_ reply: Reply) -> Int {
      reply.steps.reduce(0) { sum, step in
        if case .bytes(let bytes) = step { sum + bytes.count } else { sum }
      }
    }
    #expect(size(coded) < size(plain) / 2)
    #expect(size(refused) == size(plain))
  }

  @Test(arguments: [WireProtocol.awsJson1_0, .awsJson1_1, .rpcv2Json, .httpJson, .restJson1])
  func everyProtocolOfJSONIsSpoken(_ wireProtocol: WireProtocol) throws {
    let contract = Contract.sample(
      wireProtocol,
      input: [Member(name: "name", target: SimpleType.string.shapeID, required: Marker())],
      output: [Member(name: "count", target: SimpleType.integer.shapeID, required: Marker())])
    let plan = Plan(contract)
    let mock = Mock(plan)
    let model = OperationModel(contract, contract.operations[0])
    for value in [model.input(.typical), MessageValue()] {
      let asked = model.request(try #require(value))
      let request = ServerRequest(
        method: asked.method, target: asked.target, headers: asked.headers, body: asked.body ?? [])
      let response = mock.response(to: request)
      let isSound = value != MessageValue()
      #expect(response.status == (isSound ? 200 : 400), "\(response)")
      var exchange = Exchange()
      exchange.operation = exchange.append("Op")
      exchange.response = exchange.append(response)
      let verdict = plan.check(exchange, scratch: Scratch(for: plan))
      if isSound { #expect(verdict.outcome == .pass, "\(verdict.violations)") }
    }
  }
}
