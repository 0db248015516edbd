import AssayEngine
import AssayGenerate
import AssayHTTP
import AssayModel
import AssayReport
import AssaySpec

/// One run of `assay serve`, from the first socket to the summary.
struct ServeSession {
  private let command: ServeCommand
  private let console: Console
  private let plan: Plan
  private let mockOptions: Mock.Options
  private let sources: [String]
  private let score = ServerScore()
  private let lines = ViolationLog()

  init(_ command: ServeCommand, _ file: ContractFile, _ console: Console) throws {
    self.command = command
    self.console = console
    sources = file.sources.map(\.path)
    var options = Plan.Options()
    options.isStrict = command.strict
    plan = Plan(file.contract, options: options)
    var mock = Mock.Options()
    mock.items = command.items
    mock.seed = command.seed
    if let path = command.data {
      mock.data = try ServeData.read(path, for: file.contract, on: console)
    }
    mockOptions = mock
  }

  /// Serves until the run is interrupted.
  func run() throws -> ExitStatus {
    raiseFileLimit()
    let began = monotonicSeconds()
    var options = HTTPServer.Options()
    options.host = command.host
    options.port = command.port
    options.threads = command.jobs
    options.tls = try tls()
    let scenarios = ContractScenarios(plan, seed: command.seed, items: command.items)
    if let id = command.scenario, scenarios.play(id) == nil { throw unknown(id, scenarios) }
    let lines = command.quiet ? nil : lines
    let score = score
    let responder = ControlledResponder(
      plan, options: mockOptions, score: score, scenarios: scenarios, chosen: command.scenario
    ) { request, verdict in lines?.add(request, verdict) }
    let log = LogSlot()
    options.observer = { event in
      switch event {
      case .exchange(let served):
        if !ControlledResponder.isControl(served.request.target) { log.add(served) }
      case .refused(let refused):
        score.addRefused()
        lines?.add(refused)
      }
    }
    let server = try start(options, responder)
    let url = server.url
    if let path = command.log {
      do {
        log.set(try TrafficLog(path: path, inputs: sources + inputs, base: url))
      } catch {
        try waitFor { await server.shutdown(gracePeriod: .zero) }
        throw error
      }
    }
    try console.output.write(Array("\(url)\n".utf8))
    try console.output.flush()
    warn()
    while !console.isInterrupted() {
      sleepMilliseconds(20)
      tell()
      log.flush()
    }
    try waitFor { await server.shutdown() }
    tell()
    let failure = log.finish()
    summarize(seconds: monotonicSeconds() - began)
    if let failure {
      console.complain("error: \(failure)")
      return .unfinished
    }
    return .conforms
  }

  private var inputs: [String] {
    [command.data, command.tlsCert, command.tlsKey].compactMap { $0 }
  }

  private func start(
    _ options: HTTPServer.Options, _ responder: ControlledResponder
  ) throws -> HTTPServer {
    do {
      return try waitFor { try await HTTPServer.start(options, responder: responder) }
    } catch let error as HTTPServer.StartError {
      throw error.isUsage
        ? CommandFailure.usage(error.description) : CommandFailure.unfinished(error.description)
    }
  }

  // MARK: - Parts

  private func tls() throws -> ServerTLS? {
    if let certificate = command.tlsCert, let key = command.tlsKey {
      return .files(certificate: certificate, key: key)
    }
    guard command.tls else { return nil }
    let made = try ThrowawayCertificate(host: command.host, now: wallMilliseconds() / 1_000)
    if let path = command.tlsWriteCert {
      let file = try OutputFile(path: path, inputs: sources)
      try file.write(Array(made.certificate.utf8))
      try file.flush()
    }
    return made.tls
  }

  private func unknown(_ id: String, _ scenarios: ContractScenarios) -> CommandFailure {
    let operation = String(id.prefix { $0 != "/" })
    let known = scenarios.list(operation).scenarios.map(\.id)
    let nearest = Suggestion.nearest(to: id, among: known).map { "; did you mean `\($0)`?" }
    return .usage(
      "there is no scenario `\(id)`"
        + (nearest ?? "; GET \(ControlledResponder.prefix)/scenarios of a server lists them"))
  }

  // MARK: - Words

  private func warn() {
    guard !command.quiet, !Self.isLoopback(command.host) else { return }
    console.complain(
      "warning: `\(command.host)` is not the loopback address: everybody who reaches this machine "
        + "can use the server, and its control interface")
  }

  private static func isLoopback(_ host: String) -> Bool {
    host == "localhost" || host == "::1" || host.hasPrefix("127.")
  }

  private func tell() {
    for line in lines.take() { console.complain(line) }
  }

  private func summarize(seconds: Double) {
    guard !command.quiet else { return }
    let totals = score.totals
    var line = "served \(Wording.counted(totals.requests, "request")) in \(Self.shown(seconds)): "
    line += "\(Wording.grouped(totals.sound)) sound"
    for (count, words) in [
      (totals.broken, "broke the contract"), (totals.unmatched, "matched no operation"),
      (totals.undetermined, "could not be checked"), (totals.refused, "were not HTTP or too much"),
    ] where count > 0 {
      line += ", \(Wording.grouped(count)) \(words)"
    }
    if !totals.violations.isEmpty {
      let kinds = totals.violations.sorted { $0.key < $1.key }
        .map { "\($0.key) \(Wording.grouped($0.value))" }
      line += " (\(kinds.joined(separator: ", ")))"
    }
    console.complain(line)
  }

  private static func shown(_ seconds: Double) -> String {
    let tenths = Int((seconds * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) s"
  }
}
