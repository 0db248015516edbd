internal import AssayGenerate
internal import AssayModel

/// Sends cases and has the answers judged.
struct Courier: Sendable {
  let client: HTTPClient
  let options: RunOptions
  let limiter: RateLimiter
  let watchdog: Watchdog
  let progress: RunProgress
  /// Requests that were answered with success.
  let successes = Counter()
  private let throttled = Counter()

  /// Answers that ask for patience which a run has patience for.
  private static let throttleLimit = 60

  init(_ client: HTTPClient, _ options: RunOptions, _ progress: RunProgress) {
    self.client = client
    self.options = options
    self.progress = progress
    limiter = RateLimiter(options.rate)
    watchdog = Watchdog()
  }

  /// Whether nothing more is to be sent.
  var isOver: Bool { options.isInterrupted() || watchdog.verdict != nil }

  /// The fields that go out with a request, signature included.
  func fields(of request: Case.Request) -> [Case.Field] {
    var extra = options.headers
    if let signer = options.signer {
      let all = RequestBytes.fields(of: request, to: client.endpoint, extra: extra)
      extra += signer.sign(request, headers: all, basePath: client.endpoint.basePath)
    }
    return extra
  }

  /// Sends a request; waits and sends again while the server asks for patience.
  func send(
    _ request: Case.Request, of id: String, on lane: Lane
  ) async -> Result<Answer, TransportFailure> {
    var delay = 100
    while true {
      await limiter.wait()
      let bytes = RequestBytes(request, to: client.endpoint, extra: fields(of: request))
      let result = await lane.session.send(bytes)
      progress.sent()
      watchdog.take(result, of: id)
      if case .success(let answer) = result, (200...299).contains(answer.response.status) {
        _ = successes.increment()
      }
      if case .failure(let failure) = result, failure.isUnreachable, watchdog.verdict == nil {
        // A server that starts again gets a moment.
        try? await Task.sleep(for: .milliseconds(200))
        continue
      }
      guard case .success(let answer) = result, isThrottled(answer), delay < 2000, !isOver,
        throttled.increment() < Self.throttleLimit
      else { return result }
      try? await Task.sleep(for: .milliseconds(delay))
      delay *= 3
    }
  }

  private func isThrottled(_ answer: Answer) -> Bool { answer.response.status == 429 }

  /// Puts a case to the server.
  func put(_ item: Case, to oracle: Oracle, on lane: Lane) async -> (AnswerJudgement, Answer?) {
    guard let request = item.request else { return (.skipped("it is no request"), nil) }
    switch await send(request, of: item.id, on: lane) {
    case .success(let answer):
      return (oracle.judge(item, answer, scratch: lane.scratch), answer)
    case .failure(let failure): return (oracle.judge(item, failure), nil)
    }
  }
}
