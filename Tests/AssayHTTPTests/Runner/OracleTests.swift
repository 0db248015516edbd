import AssayEngine
import AssayGenerate
import AssayHTTP
import AssayModel
import Testing

@Suite("Judging answers") struct OracleTests {
  private let plan: Plan
  private let scratch: Scratch
  private let cases: [String: Case]

  init() throws {
    let contract = try JobsContract.load()
    plan = Plan(contract)
    scratch = Scratch(for: plan)
    var options = CaseOptions()
    options.directions = [.request]
    let set = CaseGenerator(contract, contract.operations[0], options: options).derive()
    cases = Dictionary(set.cases.map { ($0.id, $0) }) { first, _ in first }
  }

  private func judge(
    _ id: String, _ status: Int, _ body: String, type: String? = nil,
    oracle change: (inout Oracle) -> Void = { _ in }
  ) throws -> AnswerJudgement {
    var oracle = Oracle(plan)
    change(&oracle)
    var headers = [Case.Field("Content-Type", "application/json")]
    if let type { headers.append(Case.Field("x-amzn-ErrorType", type)) }
    let item = try #require(cases["ListReferenceImportJobs/" + id])
    return oracle.judge(
      item, Answer(status: status, headers: headers, body: Array(body.utf8)), scratch: scratch)
  }

  private let message = #"{"message":"m"}"#

  @Test("a sound request may be answered, or with a declared error, but not refused") func valid()
    throws
  {
    let id = "query.maxResults/range/max"
    #expect(try judge(id, 200, "{}").outcome == .pass)
    #expect(try judge(id, 404, message, type: "ResourceNotFoundException").outcome == .pass)
    #expect(try judge(id, 400, message, type: "ValidationException").kind == .refused)
    #expect(try judge(id, 200, #"{"importJobs":1}"#).kind == .badAnswer)
    #expect(try judge(id, 418, message, type: "Teapot").kind == .badAnswer)
    #expect(try judge(id, 404, message).kind == .badAnswer)
    #expect(try judge(id, 400, message, type: "ResourceNotFoundException").kind == .badAnswer)
    #expect(try judge(id, 500, message, type: "InternalServerException").kind == .serverError)
    #expect(try judge(id, 503, "").kind == .serverError)
  }

  @Test("a broken request must be refused in the right way") func invalid() throws {
    let id = "query.maxResults/range/max+1"
    #expect(try judge(id, 400, message, type: "ValidationException").outcome == .pass)
    #expect(
      try judge(id, 400, message, type: "aws.x#ValidationException:http://x").outcome == .pass)
    #expect(try judge(id, 200, "{}").kind == .accepted)
    #expect(
      try judge(id, 404, message, type: "ResourceNotFoundException").kind == .wrongRefusal)
    #expect(try judge(id, 400, "{}", type: "ValidationException").kind == .badAnswer)
    #expect(try judge(id, 422, message, type: "ValidationException").kind == .badAnswer)
    #expect(try judge(id, 400, message, type: "SomethingElse").kind == .badAnswer)
    #expect(try judge(id, 500, message, type: "InternalServerException").kind == .serverError)
    let hidden = try judge(id, 404, message, type: "ResourceNotFoundException") {
      $0.barrier = Oracle.Barrier(status: 404, type: "ResourceNotFoundException")
    }
    #expect(hidden.outcome == .skipped)
  }

  @Test("what standards leave open may go one way or the other") func either() throws {
    let id = "body.filter/unknownMember/string"
    #expect(try judge(id, 200, "{}").outcome == .pass)
    #expect(try judge(id, 400, message, type: "ValidationException").outcome == .pass)
    #expect(try judge(id, 500, message, type: "InternalServerException").kind == .serverError)
    #expect(try judge(id, 400, message, type: "Unknown").kind == .badAnswer)
    #expect(try judge("header.accept/contentType/other", 200, "{}").outcome == .pass)
  }

  @Test("a server's own limits are skipped where a request is long, and only there") func limits()
    throws
  {
    for status in [413, 414, 431] {
      #expect(try judge("query.nextToken/length/max", status, "").outcome == .skipped)
      #expect(try judge("query.maxResults/range/max", status, "").outcome == .fail)
    }
  }

  @Test("tokens that a server did not give out") func tokens() throws {
    let id = "query.nextToken/length/min"
    #expect(try judge(id, 400, message, type: "ValidationException").kind == .refused)
    let learned = try judge(id, 400, message, type: "ValidationException") {
      $0.refusesForeignTokens = true
    }
    #expect(learned.outcome == .skipped)
  }

  @Test("no answer is a failure") func silence() throws {
    let oracle = Oracle(plan)
    let item = try #require(cases["ListReferenceImportJobs/message/plain"])
    #expect(oracle.judge(item, .closed(received: 0)).kind == .closed)
    #expect(oracle.judge(item, .timeout(seconds: 1, received: 0)).kind == .timeout)
    #expect(oracle.judge(item, .malformed("x")).kind == .notHTTP)
  }
}
