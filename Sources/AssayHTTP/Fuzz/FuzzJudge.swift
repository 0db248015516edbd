import AssayGenerate
import AssayModel

/// Judges a client's run by its scenario.
struct FuzzJudge: Sendable {
  let detector: CrashDetector
  let echoes: [MemberPath]
  let attemptLimit: Int
  let timeout: Double
  /// Whether the client follows tokens from page to page.
  var followsPages: Bool

  /// What is wrong with a run; `nil` for nothing.
  func failure(_ scenario: Scenario, _ run: ClientRun, _ record: ScenarioRecord) -> FuzzFailure? {
    let judgement = Judgement(judge: self, scenario: scenario, run: run, record: record)
    return judgement.crash ?? judgement.endless ?? judgement.requests ?? judgement.outcome
  }

  /// Values that were served at a path, in order, as texts.
  static func values(_ record: ScenarioRecord, _ path: MemberPath) -> [String] {
    record.answers.flatMap { response -> [String] in
      guard let body = response.body, let document = JSONValue(reading: body) else { return [] }
      var found: [String] = []
      collect(document, path.steps[...], &found)
      return found
    }
  }

  /// How often each text stands anywhere in what was served.
  static func counts(_ record: ScenarioRecord) -> [[UInt8]: Int] {
    var counts: [[UInt8]: Int] = [:]
    for response in record.answers {
      guard let body = response.body, let document = JSONValue(reading: body) else { continue }
      count(document, &counts)
    }
    return counts
  }

  private static func count(_ value: JSONValue, _ counts: inout [[UInt8]: Int]) {
    switch value {
    case .string(let text), .number(let text): counts[Array(text.utf8), default: 0] += 1
    case .array(let items): for item in items { count(item, &counts) }
    case .object(let entries): for entry in entries { count(entry.value, &counts) }
    default: break
    }
  }

  private static func collect(
    _ value: JSONValue, _ steps: ArraySlice<MemberPath.Step>, _ found: inout [String]
  ) {
    switch (steps.first, value) {
    case (nil, .string(let text)), (nil, .number(let text)): if !text.isEmpty { found.append(text) }
    case (nil, .boolean(let flag)): found.append(flag ? "true" : "false")
    case (.member(let name)?, .object):
      if let inner = value[name] { collect(inner, steps.dropFirst(), &found) }
    case (.each?, .array(let items)):
      for item in items { collect(item, steps.dropFirst(), &found) }
    case (.each?, .object(let entries)):
      for entry in entries { collect(entry.value, steps.dropFirst(), &found) }
    default: break
    }
  }
}

extension ScenarioRecord {
  /// The answers of success that a client could read, one for each page, in the order of their first
  /// requests.
  var answers: [Case.Response] {
    var order: [Int] = []
    var last: [Int: Case.Response] = [:]
    for asked in asked {
      switch asked.page {
      case .page(let page), .disturbed(let page):
        guard let response = asked.reply.response, (200..<300).contains(response.status) else {
          continue
        }
        if last[page] == nil { order.append(page) }
        last[page] = response
      default: continue
      }
    }
    return order.compactMap { last[$0] }
  }
}

/// One run under judgement.
private struct Judgement {
  let judge: FuzzJudge
  let scenario: Scenario
  let run: ClientRun
  let record: ScenarioRecord

  /// The class and the first word of the name: failures of one topic may have one cause.
  private var topic: String {
    let pieces = scenario.id.split(separator: "/")
    return pieces.dropFirst().prefix(2).joined(separator: "/")
  }

  private func failure(
    _ kind: FuzzFailure.Kind, _ message: String, cause: String? = nil
  ) -> FuzzFailure {
    FuzzFailure(kind: kind, message: message, cause: "\(kind.rawValue)|\(cause ?? topic)")
  }

  // MARK: - Whatever was served

  var crash: FuzzFailure? {
    switch run.end {
    case .signalled(let signal):
      return failure(.crashed, "ended by signal \(Self.name(signal))", cause: "signal \(signal)")
    case .exited(let status) where Self.shellCrashes[status - 128] != nil:
      let name = Self.shellCrashes[status - 128] ?? ""
      return failure(
        .crashed, "ended with status \(status), which says signal \(name)", cause: "signal \(name)")
    default: break
    }
    guard let found = judge.detector.find(in: run.errors) else { return nil }
    let whose = found.language == "--crash" ? "" : " of \(found.language)"
    return failure(
      .crashed, "crash\(whose): \(found.line)",
      cause: "\(found.language)|\(Self.withoutNumbers(found.line))")
  }

  var endless: FuzzFailure? {
    if case .unbounded = run.end {
      return failure(.unbounded, "\(record.total) requests, and no end")
    }
    let most = record.mostAttempts
    if most > judge.attemptLimit, scenario.category != .invalid || run.end != .exited(0) {
      return failure(.unbounded, "asked for the same page \(most) times")
    }
    if case .timedOut = run.end {
      return failure(.hung, "still running after \(FuzzText.seconds(judge.timeout))")
    }
    return nil
  }

  var requests: FuzzFailure? {
    // What a client sends on from an answer that breaks the contract is the answer's fault.
    guard scenario.category != .invalid else { return nil }
    for asked in record.asked {
      if case .unknownToken(let token) = asked.page {
        let given = record.asked.compactMap { other -> String? in
          guard case .page = other.page else { return nil }
          return scenario.script.pages.compactMap(\.next).first
        }
        return failure(
          .wrongToken,
          "sent the token \(FuzzText.quoted(token))"
            + (given.first.map { ", was given \(FuzzText.quoted($0))" } ?? ", was given none"))
      }
    }
    for asked in record.asked {
      guard asked.verdict.outcome == .fail || asked.verdict.outcome == .unmatched,
        let violation = asked.verdict.violations.first(where: { $0.severity == .error })
      else { continue }
      if scenario.isRedirection { continue }
      return failure(
        .badRequest,
        "sent a request that breaks the contract: \(violation.part.rawValue) "
          + "\(violation.pointer): \(violation.message)",
        cause: "\(violation.part.rawValue)|\(violation.pointer)|\(violation.constraint.rawValue)")
    }
    return nil
  }

  // MARK: - As expected or not

  var outcome: FuzzFailure? {
    guard case .exited(let status) = run.end else { return nil }
    let attempts = scenario.script.disturbance.map { record.attempts(at: $0.page) } ?? 0
    if record.total == 0 {
      return failure(.silent, "ended with status \(status) and never sent a request")
    }
    switch scenario.expectation {
    case .accept:
      return status == 0 ? data : failure(.rejected, rejection(status), cause: rejectionCause)
    case .reject:
      return status == 0 ? failure(.accepted, "ended with status 0") : nil
    case .survive:
      return status == 0 && scenario.category != .invalid ? data : nil
    case .retry:
      if status == 0 { return data }
      if attempts < 2 {
        return failure(
          .notRetried, "did not ask again, and ended with status \(status)",
          cause: "not retried")
      }
      return failure(
        .rejected, rejection(status) + " after asking \(attempts) times", cause: rejectionCause)
    case .noRetry:
      if attempts > 1 {
        return failure(.retried, "asked \(attempts) times", cause: "retried \(errorName)")
      }
      return status == 0 ? failure(.accepted, "ended with status 0") : nil
    }
  }

  private var errorName: String {
    scenario.id.split(separator: "/").dropFirst(2).prefix(2).joined(separator: "/")
  }

  private func rejection(_ status: Int32) -> String {
    let said = FuzzText.lastLine(run.errors)
    return "ended with status \(status)" + (said.isEmpty ? "" : ", saying \(FuzzText.quoted(said))")
  }

  private var rejectionCause: String {
    "\(topic)|\(Self.withoutNumbers(FuzzText.lastLine(run.errors)))"
  }

  /// What an accepted walk has left behind.
  private var data: FuzzFailure? {
    let served = Set(
      record.asked.compactMap { asked -> Int? in
        switch asked.page {
        case .page(let page): page
        case .disturbed(let page):
          (asked.reply.response.map { (200..<300).contains($0.status) } ?? false) ? page : nil
        default: nil
        }
      })
    if judge.followsPages, served.count < record.pageCount {
      return failure(
        .incomplete, "ended with status 0 after \(served.count) of \(record.pageCount) pages")
    }
    for path in judge.echoes {
      let values = FuzzJudge.values(record, path)
      switch EchoJudge.flaw(in: run.output, values, counts: FuzzJudge.counts(record)) {
      case nil: continue
      case .lost(let value, let index):
        return failure(
          .lost,
          "\(path) \(FuzzText.quoted(value)), value \(index + 1) of \(values.count), "
            + "is not on standard output")
      case .repeated(let value):
        return failure(
          .repeated, "\(path) \(FuzzText.quoted(value)) is on standard output too often")
      case .disordered(let value, let before):
        return failure(
          .disordered,
          "\(path) \(FuzzText.quoted(value)) is on standard output too early"
            + (before.isEmpty ? "" : ", right behind \(FuzzText.quoted(before))"))
      }
    }
    return nil
  }

  // MARK: - Words

  private static func withoutNumbers(_ text: String) -> String {
    var out = ""
    var isQuoted = false
    for scalar in text.unicodeScalars {
      if scalar == "'" || scalar == "\"" || scalar == "`" { isQuoted.toggle() }
      if isQuoted || ("0"..."9").contains(scalar) { continue }
      out.unicodeScalars.append(scalar)
    }
    return String(out.prefix(160))
  }

  /// Statuses that a shell gives for a child's signal.
  private static let shellCrashes: [Int32: String] = [
    4: "SIGILL", 5: "SIGTRAP", 6: "SIGABRT", 7: "SIGBUS", 8: "SIGFPE", 11: "SIGSEGV",
    31: "SIGSYS",
  ]

  private static func name(_ signal: Int32) -> String {
    shellCrashes[signal].map { "\(signal) (\($0))" } ?? "\(signal)"
  }
}

extension Scenario {
  /// Whether it sends the client to another address, which no operation has.
  var isRedirection: Bool { id.contains("/errors/redirect/") || id.contains("/status/30") }
}
