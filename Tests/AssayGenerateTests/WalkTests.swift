import AssayGenerate
import AssayModel
import Testing

/// Walks against a server in memory: nothing is found on a sound one, and each fault by its name.
@Suite("Walks")
struct WalkTests {
  /// What is wrong with the server.
  enum Fault: String, CaseIterable, Sendable {
    case dropsAtPageEnd, repeatsAtPageStart, neverEnds, startsAgain, overLimit, tokenAtEnd
    case sameTokenForever, ignoresStatus, ignoresStatusOnLaterPages, excludesLowerBound
    case ignoresUpperBound, filtersTooMuch, takesAnyToken, refusesOwnToken, dropsWithSmallPages
  }

  /// Import jobs, pages and filters.
  struct Server {
    var fault: Fault?
    var count = 37

    struct Job {
      var id: String
      var status: String
      var seconds: Int
    }

    var jobs: [Job] {
      let states = ["COMPLETED", "FAILED", "IN_PROGRESS"]
      return (0..<count).map {
        Job(id: "\(1_000_000_000 + $0)", status: states[$0 * $0 % 3], seconds: ($0 * 7) % 40)
      }
    }

    static func time(_ seconds: Int) -> String {
      "2024-01-01T00:00:\(seconds < 10 ? "0" : "")\(seconds)Z"
    }

    func answer(_ request: Case.Request) -> Case.Response {
      let target = String(decoding: request.target, as: UTF8.self)
      var query: [String: String] = [:]
      for pair in target.split(separator: "?").dropFirst().joined().split(separator: "&") {
        let halves = pair.split(separator: "=", maxSplits: 1)
        query[String(halves[0])] = halves.count > 1 ? String(halves[1]) : ""
      }
      let body = JSONValue(reading: request.body ?? []) ?? .object([])
      var size = query["maxResults"].flatMap(Int.init) ?? 10
      var start = 0
      if let token = query["nextToken"] {
        if token.hasPrefix("page"), let place = Int(token.dropFirst(4)), fault != .refusesOwnToken {
          start = place
        } else if fault != .takesAnyToken {
          return refusal("unknown token")
        }
      }
      var found = filtered(body["filter"] ?? .object([]), isFirst: start == 0)
      if fault == .dropsWithSmallPages, size < 3 { found.removeFirst(min(1, found.count)) }
      if fault == .overLimit, size > 1 { size += 1 }
      var page = Array(found.dropFirst(start).prefix(size))
      let end = start + size
      let isMore =
        fault == .tokenAtEnd
        ? start + page.count <= found.count && !page.isEmpty : end < found.count
      switch fault {
      case .dropsAtPageEnd: if isMore, page.count > 1 { page.removeLast() }
      case .repeatsAtPageStart: if start > 0 { page.insert(found[start - 1], at: 0) }
      default: break
      }
      var token = isMore ? "page\(end)" : nil
      if fault == .neverEnds { token = "page\(end)" }
      if fault == .startsAgain, !isMore, found.count > size { token = "page0" }
      if fault == .sameTokenForever, token != nil { token = "page\(size)" }
      let items = page.map { job -> JSONValue in
        .object([
          .init("id", .string(job.id)), .init("referenceStoreId", .string("1234567890")),
          .init("status", .string(job.status)),
          .init("creationTime", .string(Self.time(job.seconds))),
          .init("roleArn", .string("arn:aws:iam::123456789012:role/r")),
        ])
      }
      var members: [JSONValue.Entry] = [.init("importJobs", .array(items))]
      if let token { members.append(.init("nextToken", .string(token))) }
      return Case.Response(
        status: 200, headers: [Case.Field("Content-Type", "application/json")],
        body: JSONValue.object(members).json)
    }

    func filtered(_ filter: JSONValue, isFirst: Bool) -> [Job] {
      func text(_ name: String) -> String? {
        if case .string(let text)? = filter[name] { text } else { nil }
      }
      return jobs.filter { job in
        let time = Self.time(job.seconds)
        if let status = text("status"), status != job.status, fault != .ignoresStatus,
          !(fault == .ignoresStatusOnLaterPages && !isFirst)
        {
          return false
        }
        if let after = text("createdAfter") {
          if time < after || time == after && fault == .excludesLowerBound { return false }
        }
        if let before = text("createdBefore"), fault != .ignoresUpperBound, time > before {
          return false
        }
        if fault == .filtersTooMuch, text("status") != nil, job.seconds == 0 { return false }
        return true
      }
    }

    func refusal(_ message: String) -> Case.Response {
      Case.Response(
        status: 400, headers: [Case.Field("x-amzn-errortype", "ValidationException")],
        body: JSONValue.object([.init("message", .string(message))]).json)
    }
  }

  static let walks = CaseGenerator(Samples.listJobs, Samples.listJobs.operations[0]).walks()

  /// Runs all walks; the findings, and how many requests it took.
  func run(_ server: Server) -> (findings: [WalkFinding], requests: Int, remarks: [String]) {
    var findings: [WalkFinding] = []
    var requests = 0
    var remarks: [String] = []
    for walk in Self.walks {
      var run = walk.start()
      while let request = run.next(), run.requests < 10_000 { run.receive(server.answer(request)) }
      findings += run.findings
      requests += run.requests
      remarks += run.remarks
    }
    return (findings, requests, remarks)
  }

  @Test("a sound server gives no cause for anything", arguments: [0, 1, 2, 10, 37, 100, 101])
  func sound(_ count: Int) {
    let result = run(Server(count: count))
    #expect(result.findings.map(\.id) == [])
    #expect(result.requests < 2000)
  }

  @Test("every fault is found", arguments: Fault.allCases)
  func faulty(_ fault: Fault) {
    let result = run(Server(fault: fault))
    #expect(!result.findings.isEmpty, "\(fault)")
    #expect(result.requests < 5000)
    let checks = Set(result.findings.map(\.check))
    let wanted: WalkFinding.Check =
      switch fault {
      case .dropsAtPageEnd, .dropsWithSmallPages, .excludesLowerBound, .filtersTooMuch:
        .missingItem
      case .repeatsAtPageStart: .repeatedItem
      case .neverEnds, .startsAgain, .sameTokenForever: .endless
      case .overLimit: .pageOverLimit
      case .tokenAtEnd: .tokenAfterEnd
      case .ignoresStatus, .ignoresStatusOnLaterPages, .ignoresUpperBound: .unexpectedItem
      case .takesAnyToken: .inventedToken
      case .refusesOwnToken: .refused
      }
    #expect(checks.contains(wanted), "\(fault): \(checks)")
  }

  @Test("a server that does not know what is asked for is left alone")
  func unknown() {
    for walk in Self.walks {
      var run = walk.start()
      while run.next() != nil { run.receive(Case.Response(status: 404)) }
      #expect(run.findings.isEmpty && run.requests == 1)
      #expect(run.isSkipped == (walk.kind != .inventedToken))
    }
  }

  @Test("nonsense ends a walk")
  func nonsense() {
    for body in [
      "", "{", "[]", "null", #"{"importJobs":5,"nextToken":7}"#, #"{"importJobs":[1,null,{}]}"#,
    ] {
      for walk in Self.walks {
        var run = walk.start()
        while run.next() != nil, run.requests < 1000 {
          run.receive(Case.Response(status: 200, body: Array(body.utf8)))
        }
        #expect(run.next() == nil, "\(walk.id) \(body)")
      }
    }
  }

  @Test("walks are named by what they are about")
  func names() {
    #expect(
      Self.walks.map(\.id) == [
        "ListReferenceImportJobs/walk/pagination",
        "ListReferenceImportJobs/walk/relation/importJobs[].status.equals.filter.status",
        "ListReferenceImportJobs/walk/relation/importJobs[].creationTime.atLeast.filter.createdAfter",
        "ListReferenceImportJobs/walk/relation/importJobs[].creationTime.atMost.filter.createdBefore",
        "ListReferenceImportJobs/walk/relations", "ListReferenceImportJobs/walk/invented-token",
      ])
  }
}
