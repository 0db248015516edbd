public import AssayModel
internal import AssayHTTP
internal import AssayTesting

/// Puts a client to a scenario and expects it to do as it should.
///
/// The client accepts what it is served by returning, and rejects it by throwing. It must end in time,
/// send sound requests, not without end, and give tokens of pages back exactly. What is wrong is an
/// issue of the test, with what was asked and answered.
///
/// `followsPages` says whether the client asks for every page of a list.
public func expectClient(
  stands scenario: ClientScenario, followsPages: Bool = true, timeout: Duration = .seconds(30),
  fileID: StaticString = #fileID, filePath: StaticString = #filePath, line: UInt = #line,
  column: UInt = #column, _ client: @escaping @Sendable (TestEndpoint) async throws -> Void
) async {
  let place = TestPlace(fileID: fileID, filePath: filePath, line: line, column: column)
  let trial = Trial(scenario: scenario, followsPages: followsPages, timeout: timeout)
  if let text = await trial.run(client) { IssueRecorder.record(text, at: place) }
}

/// Puts a client to all scenarios of an operation, some of them at the same time.
///
/// `invalid` says what invalid answers must come to; without it, what sense demands: an answer that
/// cannot be read at all is rejected, and over the others nobody comes to harm. In Swift Testing, a
/// test with `contract.scenarios(for:)` as its arguments shows each scenario as a case of its own.
public func expectClient(
  standsScenariosOf operation: String, in contract: Contract, matching: [String] = [],
  excluding: [String] = [], invalid: ClientScenario.InvalidAnswers? = nil,
  followsPages: Bool = true, timeout: Duration = .seconds(30), atOnce: Int = 4,
  fileID: StaticString = #fileID, filePath: StaticString = #filePath, line: UInt = #line,
  column: UInt = #column, _ client: @escaping @Sendable (TestEndpoint) async throws -> Void
) async {
  let place = TestPlace(fileID: fileID, filePath: filePath, line: line, column: column)
  let scenarios = contract.scenarios(
    for: operation, matching: matching, excluding: excluding, invalid: invalid, fileID: fileID,
    filePath: filePath,
    line: line, column: column)
  await withTaskGroup(of: String?.self) { group in
    var rest = scenarios[...]
    func add() {
      guard let scenario = rest.popFirst() else { return }
      group.addTask {
        await Trial(scenario: scenario, followsPages: followsPages, timeout: timeout).run(client)
      }
    }
    for _ in 0..<max(1, min(atOnce, 64)) { add() }
    for await text in group {
      if let text { IssueRecorder.record(text, at: place) }
      add()
    }
  }
}

/// One run of a client.
private struct Trial {
  let scenario: ClientScenario
  let followsPages: Bool
  let timeout: Duration

  private enum Ending: Sendable {
    case returned
    case threw(String)
    case timedOut
    case unbounded
  }

  /// What is wrong; `nil` for nothing.
  func run(_ client: @escaping @Sendable (TestEndpoint) async throws -> Void) async -> String? {
    let responder = ScenarioResponder(scenario.scenario, scenario.model, scenario.plan)
    let server: HTTPServer
    do {
      server = try await start(responder)
    } catch {
      return "\(scenario.id): \(error)"
    }
    let ending = await ending(
      of: client, TestEndpoint(url: server.url, port: server.port), responder)
    await server.shutdown(gracePeriod: .zero)
    return text(ending, responder.record)
  }

  /// How the client ended. One that does not is left behind: its server closes all connections.
  private func ending(
    of client: @escaping @Sendable (TestEndpoint) async throws -> Void, _ endpoint: TestEndpoint,
    _ responder: ScenarioResponder
  ) async -> Ending {
    let (endings, sink) = AsyncStream.makeStream(of: Ending.self)
    let run = Task {
      do {
        try await client(endpoint)
        sink.yield(.returned)
      } catch {
        sink.yield(.threw("\(error)"))
      }
    }
    let deadline = ContinuousClock.now + timeout
    let watch = Task {
      while ContinuousClock.now < deadline {
        try await Task.sleep(for: .milliseconds(50))
        let record = responder.record
        if record.total > TrialJudge.requestLimit(pages: record.pageCount) {
          sink.yield(.unbounded)
          return
        }
      }
      sink.yield(.timedOut)
    }
    defer {
      watch.cancel()
      run.cancel()
    }
    for await ending in endings { return ending }
    return .timedOut
  }

  private func text(_ ending: Ending, _ record: ScenarioRecord) -> String? {
    let parts = timeout.components
    let seconds = Double(parts.seconds) + Double(parts.attoseconds) / 1e18
    guard let judge = TrialJudge(followsPages: followsPages, timeout: seconds) else { return nil }
    let failure =
      switch ending {
      case .returned: judge.failure(scenario.scenario, .exited(0), error: nil, record)
      case .threw(let error): judge.failure(scenario.scenario, .exited(1), error: error, record)
      case .timedOut: judge.failure(scenario.scenario, .timedOut, error: nil, record)
      case .unbounded: judge.failure(scenario.scenario, .unbounded, error: nil, record)
      }
    guard let failure else { return nil }
    var text = "\(scenario.id): the client \(failure.message)\n  served: \(scenario.title)"
    for line in record.transcript(limit: 200).prefix(16) { text += "\n  \(line)" }
    if let source = scenario.source { text += "\n  \(IssueText.text(of: source))" }
    return text
  }
}
