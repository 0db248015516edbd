import ArgumentParser
import AssayEngine
import AssayHTTP
import AssayModel
import AssayReport
import AssaySpec
import Dispatch
import Synchronization

/// The formats of `assay fuzz`.
enum FuzzFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json, ndjson, junit
}

/// What is expected of invalid answers.
enum InvalidExpectation: String, CaseIterable, ExpressibleByArgument {
  case accept, reject, survive

  var expectation: Scenario.Expectation {
    switch self {
    case .accept: .accept
    case .reject: .reject
    case .survive: .survive
    }
  }
}

/// `assay fuzz`: a client against extreme, invalid and broken answers.
struct FuzzCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "fuzz",
    abstract: "Run a client against extreme, invalid and broken answers.",
    discussion: """
      The client is run once for every scenario. It finds the server's address in the variables \
      ASSAY_ENDPOINT and AWS_ENDPOINT_URL, and as {endpoint} in its arguments, and is judged by its \
      exit status: 0 where answers are sound, anything else where they are not. It must never \
      crash, never hang, never ask without end; its requests must keep the contract, and tokens of \
      pages come back exactly as they were given.

      The plainest scenario comes first: a client that fails it does not work, and needs no others.

      Examples:
        assay fuzz spec/healthomics -- python3 client.py {endpoint}
        assay fuzz spec/healthomics --echoes 'importJobs[].id' -- ./list-jobs
        assay fuzz spec/healthomics --include '*/transport/*' --timeout 20 -- ./list-jobs
        assay fuzz spec/healthomics --list --format ndjson

      Exit status: 0 the client did nothing wrong, 1 it did, 2 the command line or the contract is \
      at fault, 3 the client does not start or does not work.
      """)

  @Argument(
    help: ArgumentHelp("The contract: a file, or a folder of files.", valueName: "spec"),
    completion: .file())
  var contract: String

  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp("The client and its arguments, behind --.", valueName: "client"))
  var client: [String] = []

  @Option(help: ArgumentHelp("How to report.", valueName: "format"))
  var format = FuzzFormat.text

  @Option(
    help: ArgumentHelp(
      "The operation that the client calls; by default, it is seen from its first request.",
      valueName: "name"))
  var operation: String?

  @Option(
    name: .customLong("scenario"),
    help: ArgumentHelp("Run the scenario with this identifier; may be repeated.", valueName: "id"))
  var scenarios: [String] = []

  @Option(
    help: ArgumentHelp("Run scenarios whose identifiers fit; may be repeated.", valueName: "glob"))
  var include: [String] = []

  @Option(
    help: ArgumentHelp(
      "Run no scenarios whose identifiers fit; may be repeated.", valueName: "glob"))
  var exclude: [String] = []

  @Flag(help: "List the scenarios and run nothing.")
  var list = false

  @Option(
    help: ArgumentHelp(
      "Every value served at this path of the output must appear on the client's standard output, "
        + "once and in order; may be repeated.", valueName: "path"))
  var echoes: [String] = []

  @Option(
    help: ArgumentHelp(
      "What is expected of invalid answers; by default, that the client survives them, and rejects "
        + "those that cannot be read at all.", valueName: "expectation"))
  var invalid: InvalidExpectation?

  @Option(
    help: ArgumentHelp(
      "A regular expression that is a sign of a crash on standard error; may be repeated.",
      valueName: "regex"))
  var crash: [String] = []

  @Option(help: ArgumentHelp("Seconds that a run may take.", valueName: "seconds"))
  var timeout = 10.0

  @Option(help: ArgumentHelp("How often one page may be asked for.", valueName: "n"))
  var attempts = 10

  @Option(help: ArgumentHelp("Items that are served.", valueName: "n"))
  var items = 7

  @Option(help: ArgumentHelp("Chooses the data that is served.", valueName: "n"))
  var seed: UInt64 = 0

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Runs at a time; all processors by default.", valueName: "n"))
  var jobs: Int?

  @Option(
    help: ArgumentHelp("End the run when this many scenarios have failed.", valueName: "n"))
  var maxFailures: Int?

  @Flag(help: "Report scenarios that the client passes, too.")
  var all = false

  @Flag(help: "Leave failures as they are, instead of looking for smaller ones.")
  var noShrink = false

  @Flag(help: "Neither read nor write .assay/failures.")
  var noStore = false

  @OptionGroup var spec: SpecOptions

  @OptionGroup var print: PrintOptions

  func validate() throws {
    if client.isEmpty && !list {
      throw ValidationError("no client: say which program to run behind `--`")
    }
    if let first = client.first, first.isEmpty {
      throw ValidationError("the client has no name")
    }
    if let jobs, !(1...256).contains(jobs) {
      throw ValidationError("--jobs must be 1...256, found \(jobs)")
    }
    guard timeout > 0, timeout <= 3600 else {
      throw ValidationError("--timeout must be more than 0 and at most 3600, found \(timeout)")
    }
    guard (1...1000).contains(attempts) else {
      throw ValidationError("--attempts must be 1...1000, found \(attempts)")
    }
    guard (1...10_000).contains(items) else {
      throw ValidationError("--items must be 1...10000, found \(items)")
    }
    if let maxFailures, maxFailures < 1 {
      throw ValidationError("--max-failures must be at least 1, found \(maxFailures)")
    }
    for path in echoes where MemberPath(path) == nil {
      throw ValidationError("--echoes \(path): no path; expected something like importJobs[].id")
    }
  }

  func run(on console: Console) throws -> ExitStatus {
    let file = try ContractFile(
      path: contract, service: spec.service, on: console, isQuiet: print.quiet,
      usesColour: print.usesColourForErrors(console))
    if let operation { _ = try file.operationIndex(named: operation) }
    let plan = Plan(file.contract)
    try checkSelection(file.contract, plan)
    if list { return try writeList(file, plan, console) }
    let sink = try print.sink(console, inputs: file.sources.map(\.path))
    let runner: FuzzRunner
    do {
      runner = try FuzzRunner(file.contract, plan, options(console))
    } catch {
      throw Self.failure(error, console, client)
    }
    let progress = FuzzProgress()
    switch progress.wait(
      on: console.errorsIsTerminal && !print.quiet ? console : nil,
      for: { [operation] in await runner.outcome(operation: operation, progress) })
    {
    case .failure(let error): throw Self.failure(error, console, client)
    case .success(let report):
      let replay = FuzzReplay(command: self)
      if !noStore, let reason = FuzzStore().update(report, replay: { replay.line($0) }) {
        console.complain("warning: cannot keep failures in `\(FuzzStore.folder)`: \(reason)")
      }
      let output = FuzzOutput(
        report: report, replay: replay, showsAll: all, isQuiet: print.quiet,
        colour: Colour(isOn: print.usesColour(console)))
      try sink.write(output.bytes(format))
      try sink.flush()
      for omission in report.omissions { console.complain("note: \(omission)") }
      if report.unfinished > 0 {
        console.complain(
          "error: interrupted; \(Wording.counted(report.unfinished, "scenario")) not run")
        return .unfinished
      }
      return report.failed > 0 ? .broken : .conforms
    }
  }

  // MARK: - From options to values

  private func options(_ console: Console) -> FuzzOptions {
    var options = FuzzOptions()
    options.command = client
    options.timeout = timeout
    options.jobs = jobs ?? processorCount()
    options.crashPatterns = crash
    options.echoes = echoes.compactMap { MemberPath($0) }
    options.attemptLimit = attempts
    options.list = listOptions
    options.shrinkLimit = noShrink ? 0 : 16
    options.isChosen = chooser
    options.failureLimit = maxFailures ?? .max
    options.first = noStore ? [] : FuzzStore().load()
    options.isInterrupted = console.isInterrupted
    return options
  }

  private var listOptions: ScenarioList.Options {
    var options = ScenarioList.Options()
    options.seed = seed
    options.items = items
    options.invalid = invalid?.expectation
    return options
  }

  private var chooser: @Sendable (Scenario) -> Bool {
    let names = Set(scenarios.map { Array($0.utf8) })
    let included = include.map { Glob($0) }
    let excluded = exclude.map { Glob($0) }
    return { scenario in
      let id = Array(scenario.id.utf8)
      if !names.isEmpty, !names.contains(id) { return false }
      if !included.isEmpty, !included.contains(where: { $0.matches(id) }) { return false }
      return !excluded.contains { $0.matches(id) }
    }
  }

  /// Names of scenarios that do not exist are mistakes of the command line.
  private func checkSelection(_ contract: Contract, _ plan: Plan) throws(CommandFailure) {
    for id in scenarios {
      let name = String(id.prefix { $0 != "/" })
      guard let operation = contract.operation(named: name) else {
        throw .usage("`--scenario \(id)`: `\(contract.service)` has no operation `\(name)`")
      }
      let known = ScenarioList(contract, operation: operation, options: listOptions).scenarios
      guard !known.contains(where: { $0.id.utf8.elementsEqual(id.utf8) }) else { continue }
      let nearest = Suggestion.nearest(to: id, among: known.map(\.id))
      throw .usage(
        "there is no scenario `\(id)`" + (nearest.map { "; did you mean `\($0)`?" } ?? ""))
    }
  }

  private func writeList(
    _ file: ContractFile, _ plan: Plan, _ console: Console
  ) throws -> ExitStatus {
    let sink = try print.sink(console, inputs: file.sources.map(\.path))
    var scenarios: [Scenario] = []
    for one in file.contract.operations where operation.map({ $0 == one.name }) ?? true {
      let list = ScenarioList(file.contract, operation: one, options: listOptions)
      scenarios += list.scenarios.filter(chooser)
      if !print.quiet {
        for omission in list.omissions { console.complain("note: \(omission)") }
      }
    }
    try sink.write(ScenarioTable.bytes(scenarios, format))
    try sink.flush()
    return .conforms
  }
}

extension FuzzRunner {
  /// The result of a run as a value.
  fileprivate func outcome(
    operation: String?, _ progress: FuzzProgress
  ) async -> Result<FuzzReport, FuzzError> {
    do throws(FuzzError) {
      return .success(try await run(operation: operation) { progress.update($0, $1, $2) })
    } catch {
      return .failure(error)
    }
  }
}

extension FuzzCommand {
  /// Words for why a client could not be put to scenarios.
  private static func failure(
    _ error: FuzzError, _ console: Console, _ client: [String]
  ) -> CommandFailure {
    let name = Wording.visible(client.first ?? "")
    switch error {
    case .notStarted(let reason):
      return .unfinished("the client does not start: \(Wording.visible(reason))")
    case .notWorking(let result):
      explain(result, console)
      return .unfinished(
        "`\(name)` is not working: it fails the plainest scenario, `\(result.scenario.id)`; "
          + (result.failure?.message ?? ""))
    case .noOperation(let result):
      if let result { explain(result, console) }
      return .unfinished("`\(name)` asked for nothing that the contract knows")
    case .noServer(let reason): return .unfinished("no server could be started: \(reason)")
    case .noScenarios(let reason): return .unfinished("nothing to run: \(reason)")
    case .badPattern(let pattern):
      return .usage("`--crash \(pattern)`: not a regular expression")
    case .badEcho(let path, let operation):
      return .usage("`--echoes \(path)`: the output of \(operation) has no such path")
    case .interrupted: return .unfinished("interrupted")
    }
  }

  private static func explain(_ result: FuzzResult, _ console: Console) {
    for line in result.record.transcript() { console.complain("  \(line)") }
    if result.record.asked.isEmpty { console.complain("  no request came") }
    let said = String(decoding: result.run.errors.suffix(2000), as: UTF8.self)
    for line in said.split(separator: "\n").suffix(12) {
      console.complain("  stderr: \(Wording.visible(String(line)))")
    }
  }
}
