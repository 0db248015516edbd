internal import Assay
internal import AssayEngine
internal import AssayGenerate
internal import AssayHTTP
public import AssayModel
internal import AssayTesting
internal import Synchronization

/// Runs a piece of a test with a server that answers by a contract, as `assay serve` does.
///
/// ```swift
/// try await withServer(contract) { endpoint in
///   let jobs = try await client(endpoint.url).listJobs()
///   #expect(jobs.count == 25)
/// }
/// ```
///
/// Sound requests get generated answers, the same in every run; `items` is the size of the data that
/// pages are cut from. With `scenario`, an identifier of ``AssayModel/Contract/scenarios(for:matching:excluding:invalid:items:seed:fileID:filePath:line:column:)``,
/// the server plays that scenario instead. A request that breaks the contract is an issue of the test,
/// unless `checksRequests` is false.
///
/// - Throws: ``TestServerError`` where no server could be started, or what `body` throws.
public func withServer<Result>(
  _ contract: Contract, scenario: String? = nil, items: Int = 25, seed: UInt64 = 0,
  checksRequests: Bool = true, isolation: isolated (any Actor)? = #isolation,
  fileID: StaticString = #fileID, filePath: StaticString = #filePath, line: UInt = #line,
  column: UInt = #column, _ body: (TestEndpoint) async throws -> Result
) async throws -> Result {
  let place = TestPlace(fileID: fileID, filePath: filePath, line: line, column: column)
  let checker = Checkers.checker(for: contract)
  guard Mock.canSpeak(contract.wireProtocol) else {
    throw TestServerError(
      description: "a server cannot speak \(contract.wireProtocol.rawValue) yet")
  }
  let scenarios = ContractScenarios(checker.plan, seed: seed, items: items)
  if let scenario, scenarios.play(scenario) == nil {
    throw TestServerError(
      description: "`\(contract.service)` has no scenario `\(scenario)`; "
        + "`contract.scenarios(for:)` lists those of an operation")
  }
  var options = Mock.Options()
  options.items = max(0, items)
  options.seed = seed
  let broken = BrokenRequests(checker)
  let responder = ControlledResponder(
    checker.plan, options: options, scenarios: scenarios, chosen: scenario,
    observer: { request, verdict in broken.add(request, verdict) })
  let server = try await start(responder)
  let endpoint = TestEndpoint(url: server.url, port: server.port)
  // What a client sends on from an answer that breaks the contract is the answer's fault.
  let isChecked = checksRequests && scenario.map { !$0.contains("/invalid/") } ?? true
  do {
    let result = try await body(endpoint)
    await server.shutdown(gracePeriod: .milliseconds(200))
    if isChecked { broken.record(at: place) }
    return result
  } catch {
    await server.shutdown(gracePeriod: .zero)
    if isChecked { broken.record(at: place) }
    throw error
  }
}

func start(_ responder: any Responder) async throws(TestServerError) -> HTTPServer {
  do {
    return try await HTTPServer.start(HTTPServer.Options(), responder: responder)
  } catch {
    throw TestServerError(description: "\(error)")
  }
}

/// Requests of a test that break the contract, kept until the test's server is closed.
private final class BrokenRequests: Sendable {
  /// How many are told.
  private static let limit = 20

  private let checker: Checker
  private let texts = Mutex<(texts: [String], omitted: Int)>(([], 0))

  init(_ checker: Checker) { self.checker = checker }

  func add(_ request: ServerRequest, _ verdict: Verdict) {
    let errors = verdict.violations.filter { $0.severity == .error }
    guard !errors.isEmpty else { return }
    var exchange = Exchange()
    let message = Case.Request(
      method: request.method, target: request.target, headers: request.headers,
      body: request.body.isEmpty ? nil : request.body)
    exchange.request = exchange.append(message)
    let text = IssueText(exchange, verdict, checker)
    let lines = errors.map { text.text(of: $0) }
    texts.withLock { state in
      for line in lines {
        if state.texts.count < Self.limit {
          state.texts.append(line)
        } else {
          state.omitted += 1
        }
      }
    }
  }

  func record(at place: TestPlace) {
    let (texts, omitted) = self.texts.withLock { $0 }
    for text in texts {
      IssueRecorder.record("the client sent a request that breaks the contract\n\(text)", at: place)
    }
    if omitted > 0 {
      IssueRecorder.record("\(omitted) further violations in requests of the client", at: place)
    }
  }
}
