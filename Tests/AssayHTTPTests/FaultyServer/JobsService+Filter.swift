extension JobsService {
  /// What narrows the list down.
  struct Filter {
    var status: String?
    var after: Double?
    var before: Double?

    func takes(_ job: Job, _ fault: ServiceFault?) -> Bool {
      let both = status != nil && (after != nil || before != nil)
      if let status, fault != .filterStatusIgnored,
        !(fault == .filterTogetherIgnored && both), job.status != status
      {
        return false
      }
      if fault == .filterStatusLoses, status != nil, job.id.hasSuffix("6") { return false }
      let created = Double(job.created)
      if let after, fault != .filterAfterIgnored {
        if created < after || fault == .filterAfterExclusive && created == after { return false }
      }
      if let before, fault != .filterBeforeIgnored {
        if created > before || fault == .filterBeforeExclusive && created == before { return false }
      }
      return true
    }
  }

  /// What a connection comes to instead of an answer.
  static func disturbance(_ filter: Filter, _ fault: ServiceFault?) -> WireResponse? {
    guard filter.status == "FAILED" else { return nil }
    var response = WireResponse(200, "")
    response.closes = fault == .closesOnStatus
    response.hangs = fault == .hangsOnStatus
    return response.closes || response.hangs ? response : nil
  }

  func readFilter(_ request: WireRequest) throws -> Filter {
    var filter = Filter()
    guard !request.body.isEmpty else {
      if fault == .jsonBodyRequired { throw Refusal(message: "a body is wanted") }
      return filter
    }
    if let type = request.header("content-type"), fault != .contentTypeIgnored {
      let essence = type.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
      guard essence == "application/json" else { throw Refusal(message: "the body is not JSON") }
    }
    guard let body = try? PlainJSON.parse(request.body, fault) else {
      throw Refusal(message: "the body is not JSON")
    }
    guard case .object = body else {
      if fault == .jsonArrayBody, case .array = body { return filter }
      throw Refusal(message: "the body is no object")
    }
    guard let value = body["filter"] else { return filter }
    switch value {
    case .object: break
    case .null where fault != .filterNullRefused: return filter
    case .string where fault == .filterString: return filter
    case .array where fault == .filterArray: return filter
    default: throw Refusal(message: "the filter is no object")
    }
    if let status = value["status"], status != .null { filter.status = try readStatus(status) }
    if let after = value["createdAfter"], after != .null { filter.after = try readDate(after) }
    if let before = value["createdBefore"], before != .null { filter.before = try readDate(before) }
    if fault == .crashStatusAndAfter, filter.status != nil, filter.after != nil { throw Crash() }
    if fault == .crashAfterAndBefore, filter.after != nil, filter.before != nil { throw Crash() }
    return filter
  }

  private func readStatus(_ value: PlainJSON) throws -> String {
    if fault == .statusNumber, case .number = value { return "SUBMITTED" }
    guard case .string(var status) = value else { throw Refusal(message: "the status is no text") }
    if fault == .statusCase { status = status.uppercased() }
    if fault == .statusTrimmed {
      while status.last == " " { status.removeLast() }
    }
    let isKnown = Self.statuses.contains {
      Array($0.unicodeScalars) == Array(status.unicodeScalars)
    }
    if fault == .statusForgotten, status == "COMPLETED_WITH_FAILURES" {
      throw Refusal(message: "the status is none")
    }
    guard isKnown || fault == .statusAny else { throw Refusal(message: "the status is none") }
    return status
  }

  private func readDate(_ value: PlainJSON) throws -> Double {
    if fault == .dateNumber, case .number(let text) = value { return Double(text) ?? 0 }
    guard case .string(let text) = value, let moment = try Moment.read(text, fault) else {
      throw Refusal(message: "a time is no date-time")
    }
    return moment
  }
}
