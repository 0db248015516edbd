/// `ListReferenceImportJobs`, written by hand from its reference page, with one fault or none.
struct JobsService: Sendable {
  static let store = "1234567890"
  static let statuses = [
    "SUBMITTED", "IN_PROGRESS", "CANCELLING", "CANCELLED", "FAILED", "COMPLETED",
    "COMPLETED_WITH_FAILURES",
  ]

  let fault: ServiceFault?

  struct Job {
    var id: String
    var status: String
    /// Seconds since 1970.
    var created: Int
  }

  /// Why a request is not answered.
  struct Refusal: Error {
    var status = 400
    var type = "ValidationException"
    var message: String
  }

  /// What crashes.
  struct Crash: Error {}

  static let jobs: [Job] = (0..<23).map { index in
    Job(
      id: "\(2_000_000_000 + index)", status: statuses[index * 3 % 7],
      created: 1_704_067_200 + index * 25_200)
  }

  func answer(_ request: WireRequest) -> WireResponse {
    do {
      return try sound(request)
    } catch let refusal as Refusal {
      return refused(refusal)
    } catch {
      return WireResponse(
        500, #"{"message":"it broke"}"#, type: "InternalServerException")
    }
  }

  private func sound(_ request: WireRequest) throws -> WireResponse {
    let halves = request.target.split(
      separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let segments = halves[0].split(separator: "/", omittingEmptySubsequences: false)
    guard segments.count == 4 || segments.count == 5 && segments[4].isEmpty, segments[0].isEmpty,
      segments[1] == "referencestore", segments[3] == "importjobs", !segments[2].isEmpty,
      request.method == "POST"
    else {
      throw Refusal(
        status: 404, type: "ResourceNotFoundException", message: "there is nothing here")
    }
    let store = try readStore(segments[2])
    let query = try Query(halves.count > 1 ? halves[1] : "", fault)
    let filter = try readFilter(request)
    if fault == .crashSizeAndFilter, query.size != nil, filter.status != nil { throw Crash() }
    if let disturbed = Self.disturbance(filter, fault) { return disturbed }
    guard store == Self.store else {
      throw Refusal(
        status: 404, type: "ResourceNotFoundException", message: "there is no such store")
    }
    return try page(query, filter)
  }

  private func refused(_ refusal: Refusal) -> WireResponse {
    var refusal = refusal
    let isInvalid = refusal.type == "ValidationException"
    if isInvalid {
      switch fault {
      case .errorStatus422: refusal.status = 422
      case .errorTypeUndeclared: refusal.type = "BadRequestException"
      case .errorNotFound:
        refusal = Refusal(status: 404, type: "ResourceNotFoundException", message: "")
      case .errorThrottled: refusal = Refusal(status: 429, type: "ThrottlingException", message: "")
      case .errorTokenIs500 where refusal.message.contains("token"):
        refusal = Refusal(status: 500, type: "InternalServerException", message: "token")
      default: break
      }
    }
    var response = WireResponse(
      refusal.status, #"{"message":"\#(refusal.message)"}"#, type: refusal.type)
    switch fault {
    case .errorTypeMissing where isInvalid: response.type = nil
    case .errorBodyShape: response.body = Array(#"{"error":"\#(refusal.message)"}"#.utf8)
    case .errorWithoutBody: response.body = []
    case .errorHTML where isInvalid:
      response.contentType = "text/html"
      response.body = Array("<p>no</p>".utf8)
    default: break
    }
    return response
  }

  // MARK: - The store

  private func readStore(_ raw: Substring) throws -> String {
    guard var store = percentDecoded(raw, plusIsSpace: false) else {
      throw Refusal(message: "the store is no text")
    }
    if fault == .storeNewline, store.hasSuffix("\n") { store.removeLast() }
    let low = fault == .storeShort ? 9 : fault == .storeMin ? 11 : 10
    let high = fault == .storeLong ? 37 : fault == .storeMax ? 35 : 36
    let isSound = store.unicodeScalars.allSatisfy { scalar in
      switch fault {
      case .storeLetters: ("0"..."9").contains(scalar) || ("a"..."z").contains(scalar)
      case .storeUnicodeDigits: scalar.properties.generalCategory == .decimalNumber
      default: ("0"..."9").contains(scalar)
      }
    }
    guard (low...high).contains(store.unicodeScalars.count), isSound else {
      throw Refusal(message: "the store is no identifier")
    }
    return store
  }

  // MARK: - Pages

  private func page(_ query: Query, _ filter: Filter) throws -> WireResponse {
    let size = query.size ?? 10
    var offset = 0
    var forgets = false
    if let token = query.token, fault != .pageIgnoresToken {
      if fault == .pageRefusesToken { throw Refusal(message: "the next token has expired") }
      // Behind a token that was never given out, there is nothing.
      offset = token.hasPrefix("at ") ? Int(token.dropFirst(3)) ?? 1 << 20 : 1 << 20
      forgets = fault == .filterForgottenBehindFirstPage
    }
    let chosen = forgets ? Self.jobs : Self.jobs.filter { filter.takes($0, fault) }
    var items = Array(chosen.dropFirst(offset).prefix(fault == .pageOverLimit ? size + 1 : size))
    let isLast = offset + size >= chosen.count
    var next = isLast ? nil : "at \(offset + size)"
    switch fault {
    case .pageLosesLast where !isLast: items.removeLast()
    case .pageRepeatsFirst where offset > 0 && offset < chosen.count: items[0] = chosen[0]
    case .pageNeverEnds where isLast: next = "at \(offset)"
    case .pageEmptyAtEnd where isLast && !items.isEmpty: next = "at \(chosen.count)"
    case .pageSizeLosesItems where size == 2: items.removeAll { $0.id.hasSuffix("3") }
    default: break
    }
    return render(items, next, offset: offset, isLast: isLast)
  }

  private func render(
    _ items: [Job], _ next: String?, offset: Int, isLast: Bool
  ) -> WireResponse {
    var texts = items.enumerated().map { index, job in
      text(of: job, isSpoilt: offset > 0 && isLast && index == items.count - 1)
    }
    if fault == .answerNullItem, offset > 0, !texts.isEmpty { texts[0] = "null" }
    var body = #"{"importJobs":[\#(texts.joined(separator: ","))]"#
    if let next { body += #","nextToken":"\#(next)""# }
    if fault == .answerEmptyToken, next == nil { body += #","nextToken":"""# }
    if fault == .answerDuplicateMember, offset > 0 { body += #","importJobs":[]"# }
    body += "}"
    if fault == .answerCutJSON, offset > 0 { body.removeLast(2) }
    var response = WireResponse(fault == .answerStatus201 ? 201 : 200, body)
    if fault == .answerHTML { response.contentType = "text/html" }
    if fault == .lengthTooLong { response.length = response.body.count + 5 }
    if fault == .lengthTooShort, offset > 0 { response.length = response.body.count - 5 }
    if fault == .chunksBroken {
      response.raw = Array(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\(body)\r\n0\r\n\r\n".utf8)
    }
    return response
  }

  private func text(of job: Job, isSpoilt: Bool) -> String {
    var members = [
      ("id", #""\#(fault == .answerShortID && isSpoilt ? "123456789" : job.id)""#),
      (
        "referenceStoreId",
        fault == .answerForeignStore && isSpoilt ? #""9999999999""# : #""\#(Self.store)""#
      ),
      ("roleArn", #""arn:aws:iam::123456789012:role/import""#),
      ("status", #""\#(fault == .answerUnknownStatus && isSpoilt ? "PAUSED" : job.status)""#),
      (
        "creationTime",
        fault == .answerEpochTime && isSpoilt
          ? "\(job.created)" : #""\#(Moment.text(job.created))""#
      ),
    ]
    if fault == .answerLosesRole, isSpoilt { members.remove(at: 2) }
    return "{" + members.map { #""\#($0.0)":\#($0.1)"# }.joined(separator: ",") + "}"
  }
}
