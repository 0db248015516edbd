import ArgumentParser
import AssayGenerate
import AssayHTTP
import AssayModel
import AssayReport
import AssaySpec
import Dispatch
import Synchronization

/// `assay test`: the cases of a contract against a server.
struct TestCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run the cases of a contract against a server.",
    discussion: """
      For every constraint of the contract, requests that just keep it and requests that just break \
      it are sent as they are, byte for byte. Sound ones must get a conforming answer, the others \
      a refusal of the right type; sequences (pages, filters) and random requests follow.

      Failures are grouped by cause and shown with a command that sends the request again. They are \
      kept in .assay/failures and come first the next time.

      Examples:
        assay test spec/healthomics --url http://localhost:8080 --set referenceStoreId=1234567890
        assay test spec/healthomics --url http://localhost:8080 --include '*/query.maxResults/*'
        assay test omics.yaml --url https://omics.us-east-1.amazonaws.com --operation ListRuns \\
          --sigv4 us-east-1:omics --rate 5

      Exit status: 0 everything conforms, 1 the contract is broken, 2 the command line or the \
      contract is at fault, 3 the work could not be finished, as without a server; with several, \
      the highest.
      """)

  @Argument(
    help: ArgumentHelp("The contract: a file, or a folder of files.", valueName: "spec"),
    completion: .file())
  var contract: String

  @Option(help: ArgumentHelp("Where the server is.", valueName: "url"))
  var url: String

  @Option(
    help: ArgumentHelp("Test this operation alone; may be repeated.", valueName: "name"))
  var operation: [String] = []

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "A value that exists on the server, or a YAML file of such; may be repeated.",
      valueName: "member=value"))
  var values: [SetOption] = []

  @Option(
    name: .customLong("header"),
    help: ArgumentHelp("A field for every request; may be repeated.", valueName: "name: value"))
  var headers: [HeaderOption] = []

  @Option(
    name: .customLong("case"),
    help: ArgumentHelp("Run this case alone; may be repeated.", valueName: "id"))
  var cases: [String] = []

  @Option(help: ArgumentHelp("Run only cases whose id fits; may be repeated.", valueName: "glob"))
  var include: [String] = []

  @Option(help: ArgumentHelp("Leave out cases whose id fits; may be repeated.", valueName: "glob"))
  var exclude: [String] = []

  @Option(help: ArgumentHelp("What random cases begin with.", valueName: "n"))
  var seed: UInt64 = 0

  @Option(
    help: ArgumentHelp(
      "How long to explore at random beyond the derived cases; without it, 400 cases an operation.",
      valueName: "seconds"))
  var time: SecondsOption?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Requests under way at once.", valueName: "n"))
  var jobs = 4

  @Option(help: ArgumentHelp("Requests a second, at most.", valueName: "n"))
  var rate: Double?

  @Option(help: ArgumentHelp("How long an answer may take.", valueName: "seconds"))
  var timeout = SecondsOption(seconds: 10)

  @Option(
    help: ArgumentHelp("Certificates in PEM that are trusted.", valueName: "file"),
    completion: .file())
  var tlsCa: String?

  @Option(
    help: ArgumentHelp(
      "Sign for AWS, with the credentials of the environment (AWS_ACCESS_KEY_ID …).",
      valueName: "region[:service]"))
  var sigv4: SigningOption?

  @Option(help: ArgumentHelp("How to report.", valueName: "format"))
  var format = TestFormat.text

  @Flag(help: "Hold what the standards leave open to the contract, and take warnings for errors.")
  var strict = false

  @Flag(help: "Run only what failed before.")
  var replay = false

  @Option(
    help: ArgumentHelp("Where failures are kept.", valueName: "folder"), completion: .directory)
  var failures = ".assay/failures"

  @OptionGroup var spec: SpecOptions

  @OptionGroup var print: PrintOptions

  func validate() throws {
    guard (1...1024).contains(jobs) else {
      throw ValidationError("--jobs must be 1...1024, found \(jobs)")
    }
    if let rate, !(rate > 0 && rate <= 1e6) {
      throw ValidationError("--rate must be more than 0 and at most 1000000, found \(rate)")
    }
    if timeout.seconds <= 0 {
      throw ValidationError("--timeout must be more than 0")
    }
  }

  func run(on console: Console) throws -> ExitStatus {
    let file = try ContractFile(
      path: contract, service: spec.service, on: console, isQuiet: print.quiet,
      usesColour: print.usesColourForErrors(console))
    var contract = file.contract
    if !operation.isEmpty {
      let wanted = Set(
        try operation.map { name throws(CommandFailure) in
          try file.operationIndex(named: name)
        })
      contract.operations = contract.operations.indices.filter(wanted.contains).map {
        contract.operations[$0]
      }
    }
    let endpoint: Endpoint
    do throws(Endpoint.AddressError) { endpoint = try Endpoint(url: url) } catch {
      throw CommandFailure.usage("`--url`: \(Wording.visible(error.description))")
    }
    let run = TestRun(contract, endpoint: endpoint, options: try options(contract, console))
    let sink = try print.sink(console, inputs: file.sources.map(\.path))
    let report = try wait(for: run, console)
    try sink.write(rendered(report, file, console))
    try sink.flush()
    return try status(of: report, console)
  }

  // MARK: - Running

  /// Runs and draws the progress meanwhile.
  private func wait(for run: TestRun, _ console: Console) throws(CommandFailure) -> RunReport {
    let line = TestProgressLine(
      on: console.errorsIsTerminal && !print.quiet ? console : nil)
    let box = ResultBox()
    let done = DispatchSemaphore(value: 0)
    Task.detached {
      await box.run(run)
      done.signal()
    }
    while done.wait(timeout: .now() + .milliseconds(100)) == .timedOut {
      line.show(run.progress)
    }
    line.finish()
    switch box.result {
    case .success(let report)?: return report
    case .failure(let failure)?: throw .unfinished(Wording.visible(failure.description))
    case nil: throw .unfinished("the run ended without a result")
    }
  }

  private func status(of report: RunReport, _ console: Console) throws -> ExitStatus {
    var status = ExitStatus.conforms
    if !report.failures.isEmpty { status = max(status, .broken) }
    if let id = report.unknown.first {
      console.complain(
        "error: no case has the id `\(Wording.visible(id))`; `assay cases` lists them all")
      status = max(status, .usage)
    }
    if report.cases == 0, report.unknown.isEmpty, !replay, !include.isEmpty || !cases.isEmpty {
      console.complain("error: the selection leaves no case")
      status = max(status, .usage)
    }
    if let reason = report.unfinished {
      console.complain("error: not finished: \(Wording.visible(reason))")
      status = max(status, .unfinished)
    }
    return status
  }

  private func rendered(
    _ report: RunReport, _ file: ContractFile, _ console: Console
  ) -> [UInt8] {
    switch format {
    case .text:
      Array(
        TestPage.render(
          report, sources: file.sources, usesColour: print.usesColour(console),
          isQuiet: print.quiet
        ).utf8)
    case .json: TestRecords.json(report)
    case .ndjson: TestRecords.ndjson(report)
    case .junit: TestJUnit.render(report)
    }
  }

  // MARK: - From options to values

  private func options(
    _ contract: Contract, _ console: Console
  ) throws(CommandFailure) -> RunOptions {
    var options = RunOptions()
    options.bindings = try SetOption.bindings(values, contract, contract.operations)
    options.headers = headers.map(\.field)
    options.selection.ids = Set(cases)
    options.selection.include = include.map { IDPattern($0) }
    options.selection.exclude = exclude.map { IDPattern($0) }
    options.seed = seed
    options.explorationSeconds = time?.seconds
    options.jobs = jobs
    options.rate = rate
    options.client.timeout = timeout.seconds
    options.client.trust = TLSTrust(authorities: tlsCa)
    options.isStrict = strict
    options.replaysOnly = replay
    options.failureFolder = failures
    options.isInterrupted = console.isInterrupted
    if let tlsCa, FileStatus(path: tlsCa)?.size == nil {
      throw .usage("`--tls-ca \(tlsCa)`: there is no such file")
    }
    if let sigv4 {
      guard let credentials = AWSCredentials(environment: console.environment) else {
        throw .usage(
          "`--sigv4` needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment")
      }
      options.signer = RequestSigner(
        credentials, region: sigv4.region,
        service: sigv4.service ?? contract.service.lowercased())
    }
    return options
  }
}

/// Where a run leaves its result for the thread that waits for it.
private final class ResultBox: Sendable {
  private let state = Mutex<Result<RunReport, TestRun.Failure>?>(nil)

  var result: Result<RunReport, TestRun.Failure>? { state.withLock { $0 } }

  func run(_ run: TestRun) async {
    let result: Result<RunReport, TestRun.Failure>
    do throws(TestRun.Failure) { result = .success(try await run.run()) } catch {
      result = .failure(error)
    }
    state.withLock { $0 = result }
  }
}
