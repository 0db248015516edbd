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
    if let jobs, !CheckArguments.possibleJobs.contains(jobs) {
      throw ValidationError("--jobs must be \(CheckArguments.possibleJobs), found \(jobs)")
    }
  }

  func run(on console: Console) throws -> ExitStatus { try arguments.run(on: console) }

  /// What was said, as plain values.
  var arguments: CheckArguments {
    var arguments = CheckArguments()
    arguments.contract = contract
    arguments.traffic = traffic
    arguments.format = format
    arguments.operation = operation
    arguments.bodies = bodies
    arguments.isStrict = strict
    arguments.showsAll = all
    arguments.flushes = flush
    arguments.showsSecrets = showSecrets
    arguments.jobs = jobs
    for limit in limits { limit.apply(to: &arguments.limits) }
    arguments.service = spec.service
    arguments.output = print.output
    arguments.quiet = print.quiet
    arguments.noColor = print.noColor
    return arguments
  }
}
