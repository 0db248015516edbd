import AssayEngine
import AssayModel
import AssayReport

extension CheckArguments {
  /// Does what was said. What is at fault before the work begins is thrown.
  func run(on console: Console) throws -> ExitStatus {
    let file = try ContractFile(
      path: contract, service: service, on: console, isQuiet: quiet,
      usesColour: usesColourForErrors(console))
    let plan = Plan(file.contract, options: planOptions)
    let inputs = traffic.isEmpty ? ["-"] : traffic
    let index = try operationIndex(file)
    let sink = try sink(console, inputs: inputs + file.sources.map(\.path))
    let report = Report(format, options: reportOptions(console), to: sink, flushesEachTime: flushes)
    let progress = progress(console, inputs)
    defer { progress.finish() }
    try report.begin()
    let outcome = try CheckPipeline.run(
      CheckJob(
        plan: plan, inputs: inputs, bodies: bodies,
        operation: index, jobs: flushes ? 1 : jobs ?? processorCount(), showsAll: showsAll,
        flushes: flushes,
        report: report, progress: progress, isInterrupted: console.isInterrupted))
    progress.finish()
    try report.finish(outcome.summary)
    for error in outcome.inputErrors {
      let place = error.offset.map { ", byte \($0)" } ?? ""
      console.complain("error: `\(error.path)`\(place): \(Wording.visible(error.message))")
    }
    if outcome.foundNothing, !quiet {
      console.complain(
        "warning: nothing was checked: the traffic holds no \(bodies == nil ? "exchange" : "body")")
    }
    return outcome.status
  }

  // MARK: - From options to values

  private var planOptions: Plan.Options {
    var options = Plan.Options()
    options.isStrict = isStrict
    options.showsSecrets = showsSecrets
    options.limits = limits
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
    options.showsAll = showsAll
    options.isQuiet = quiet
    options.usesColour = usesColour(console)
    return options
  }

  /// A progress line, where it disturbs nobody: not on a terminal that the results run over.
  private func progress(_ console: Console, _ inputs: [String]) -> Progress {
    let streams = showsAll || format == .ndjson || format == .json
    let isShown =
      console.errorsIsTerminal && !quiet && !flushes
      && !(streams && output == nil && console.outputIsTerminal)
    let sizes = inputs.map { $0 == "-" ? nil : FileStatus(path: $0)?.size }
    let total = sizes.contains(nil) ? nil : sizes.reduce(0) { $0 + ($1 ?? 0) }
    return Progress(on: isShown ? console : nil, total: total)
  }
}
