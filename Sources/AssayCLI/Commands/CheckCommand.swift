import ArgumentParser
import AssayEngine
import AssayModel
import AssayReport

extension ReportFormat: ExpressibleByArgument {}

extension Plan.Direction: ExpressibleByArgument {
  /// `request` or `response`.
  package init?(argument: String) {
    switch argument {
    case "request": self = .request
    case "response": self = .response
    default: return nil
    }
  }

  /// What can be said.
  package static var allValueStrings: [String] { ["request", "response"] }
}

/// `assay check`: traffic against a contract.
struct CheckCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check captured traffic.",
    discussion: """
      Traffic is HAR 1.2, or NDJSON with a HAR entry on every line, as it is or compressed by gzip. \
      Without a file, standard input is read. With --bodies, every line is one JSON body.

      Examples:
        assay check spec/healthomics traffic.har
        assay check spec/healthomics --format ndjson capture-*.har.gz > report.ndjson
        assay check spec/healthomics --bodies response \\
          --operation ListReferenceImportJobs answers.ndjson

      Exit status: 0 everything conforms, 1 the contract is broken, 2 the command line or the \
      contract is at fault, 3 the work could not be finished; with several, the highest.
      """)

  @Argument(
    help: ArgumentHelp("The contract: a file, or a folder of files.", valueName: "spec"),
    completion: .file())
  var contract: String

  @Argument(
    help: ArgumentHelp("Traffic, in order; - is standard input.", valueName: "traffic"),
    completion: .file())
  var traffic: [String] = []

  @Option(help: ArgumentHelp("How to report.", valueName: "format"))
  var format = ReportFormat.text

  @Option(
    help: ArgumentHelp("The operation of exchanges that do not name theirs.", valueName: "name"))
  var operation: String?

  @Option(help: ArgumentHelp("Every line of the traffic is one body.", valueName: "part"))
  var bodies: Plan.Direction?

  @Flag(help: "Take every warning for an error.")
  var strict = false

  @Flag(help: "Report exchanges that pass, too.")
  var all = false

  @Flag(help: "Answer every exchange at once, for a program at the other end of a pipe.")
  var flush = false

  @Flag(help: "Show the values of secrets instead of masking them.")
  var showSecrets = false

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Threads to check with; all processors by default.", valueName: "n"))
  var jobs: Int?

  @Option(
    name: .customLong("limit"),
    help: ArgumentHelp(
      "Set a limit; names: \(LimitOption.names.map(\.name).joined(separator: ", ")).",
      valueName: "name=n"))
  var limits: [LimitOption] = []

  @Option(
    help: ArgumentHelp(
      "Accepted as every command accepts it; a check leaves nothing to chance.",
      valueName: "n", visibility: .hidden))
  var seed: UInt64?

  @OptionGroup var spec: SpecOptions

  @OptionGroup var print: PrintOptions

  func validate() throws {
    if let jobs, !(1...1024).contains(jobs) {
      throw ValidationError("--jobs must be 1...1024, found \(jobs)")
    }
  }

  func run(on console: Console) throws -> ExitStatus {
    let file = try ContractFile(
      path: contract, service: spec.service, on: console, isQuiet: print.quiet,
      usesColour: print.usesColourForErrors(console))
    let plan = Plan(file.contract, options: planOptions)
    let inputs = traffic.isEmpty ? ["-"] : traffic
    let index = try operationIndex(file)
    let sink = try print.sink(console, inputs: inputs + file.sources.map(\.path))
    let report = Report(format, options: reportOptions(console), to: sink, flushesEachTime: flush)
    let progress = progress(console, inputs)
    defer { progress.finish() }
    try report.begin()
    let outcome = try CheckPipeline.run(
      CheckJob(
        plan: plan, inputs: inputs, bodies: bodies,
        operation: index, jobs: flush ? 1 : jobs ?? processorCount(), showsAll: all,
        flushes: flush,
        report: report, progress: progress, isInterrupted: console.isInterrupted))
    progress.finish()
    try report.finish(outcome.summary)
    for error in outcome.inputErrors {
      let place = error.offset.map { ", byte \($0)" } ?? ""
      console.complain("error: `\(error.path)`\(place): \(Wording.visible(error.message))")
    }
    return outcome.status
  }

  // MARK: - From options to values

  private var planOptions: Plan.Options {
    var options = Plan.Options()
    options.isStrict = strict
    options.showsSecrets = showSecrets
    for limit in limits { limit.apply(to: &options.limits) }
    return options
  }

  private func operationIndex(_ file: ContractFile) throws(CommandFailure) -> Int? {
    if let operation { return try file.operationIndex(named: operation) }
    guard bodies != nil else { return nil }
    let names = file.contract.operations.map(\.name)
    guard names.count != 1 else { return 0 }
    throw .usage(
      "`--bodies` needs `--operation NAME`: "
        + "the contract has \(Wording.counted(names.count, "operation"))")
  }

  private func reportOptions(_ console: Console) -> ReportOptions {
    var options = ReportOptions()
    options.showsAll = all
    options.isQuiet = print.quiet
    options.usesColour = print.usesColour(console)
    return options
  }

  /// A progress line, where it disturbs nobody: not on a terminal that the results run over.
  private func progress(_ console: Console, _ inputs: [String]) -> Progress {
    let streams = all || format == .ndjson || format == .json
    let isShown =
      console.errorsIsTerminal && !print.quiet && !flush
      && !(streams && print.output == nil && console.outputIsTerminal)
    let sizes = inputs.map { $0 == "-" ? nil : FileStatus(path: $0)?.size }
    let total = sizes.contains(nil) ? nil : sizes.reduce(0) { $0 + ($1 ?? 0) }
    return Progress(on: isShown ? console : nil, total: total)
  }
}
