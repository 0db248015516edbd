import ArgumentParser
import AssayGenerate
import AssayModel
import AssayReport

extension CaseFormat: ExpressibleByArgument {}

/// Which halves of exchanges cases are for.
enum CaseDirection: String, CaseIterable, ExpressibleByArgument {
  case request, response, both

  var directions: Set<Case.Direction> {
    switch self {
    case .request: [.request]
    case .response: [.response]
    case .both: [.request, .response]
    }
  }
}

/// `assay cases`: the conformance cases of a contract.
struct CasesCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "cases",
    abstract: "Write the conformance cases of a contract.",
    discussion: """
      For every constraint the values that just keep it and those that just break it, in requests \
      and in answers, each alone in a message that is sound otherwise. Nothing is run. The same \
      contract and seed give the same bytes on every machine.

      In --include and --exclude, * is any text and ? any one character.

      Examples:
        assay cases spec/healthomics
        assay cases spec/healthomics --format ndjson > cases.ndjson
        assay cases spec/healthomics --include '*/query.nextToken/*' --format curl
        assay cases spec/healthomics --direction response --format har -o a.har
        assay cases spec/healthomics --random 10000 --seed 7 --format ndjson
        assay cases spec/healthomics --time 60 --include '*random/*' --format ndjson
        assay cases spec/healthomics --adequacy

      Exit status: 0 cases were written, 2 the command line or the contract is at fault, 3 the work \
      could not be finished.
      """)

  @Argument(
    help: ArgumentHelp("The contract: a file, or a folder of files.", valueName: "spec"),
    completion: .file())
  var contract: String

  @Option(help: ArgumentHelp("How to write them.", valueName: "format"))
  var format = CaseFormat.text

  @Option(
    name: .customLong("operation"),
    help: ArgumentHelp("Cases of this operation; may be repeated.", valueName: "name"))
  var operations: [String] = []

  @Option(help: ArgumentHelp("Cases of requests, of responses, or both.", valueName: "half"))
  var direction = CaseDirection.both

  @Option(
    help: ArgumentHelp("Cases whose identifiers fit; may be repeated.", valueName: "glob"))
  var include: [String] = []

  @Option(
    help: ArgumentHelp("No cases whose identifiers fit; may be repeated.", valueName: "glob"))
  var exclude: [String] = []

  @Option(
    name: .customLong("case"),
    help: ArgumentHelp("The case with this identifier; may be repeated.", valueName: "id"))
  var cases: [String] = []

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "A value that exists where cases are run; may be repeated.", valueName: "name=value"))
  var settings: [SetOption] = []

  @Option(
    help: ArgumentHelp(
      "How many members are combined at a time: 2 for pairs, 3 for triples, 1 for none.",
      valueName: "n"))
  var strength = 2

  @Option(
    help: ArgumentHelp("Random cases to add, for each operation and half.", valueName: "n"))
  var random = 0

  @Option(
    help: ArgumentHelp(
      "How long to make random cases, all operations together; with --random, no more than that many.",
      valueName: "seconds"))
  var time: SecondsOption?

  @Option(help: ArgumentHelp("Where random cases come from.", valueName: "n"))
  var seed: UInt64 = 0

  @Flag(help: "Hold what standards leave open to the contract's policies.")
  var strict = false

  @Flag(help: "Say how good the cases are: change the contract and look for a case that shows it.")
  var adequacy = false

  @OptionGroup var spec: SpecOptions

  @OptionGroup var print: PrintOptions

  func validate() throws {
    guard (1...3).contains(strength) else {
      throw ValidationError("--strength must be 1, 2 or 3, found \(strength)")
    }
    guard random >= 0 else {
      throw ValidationError("--random must not be negative, found \(random)")
    }
    guard adequacy else { return }
    if format != .text && format != .json {
      throw ValidationError("--adequacy is written as text or json, found \(format.rawValue)")
    }
    if !include.isEmpty || !exclude.isEmpty || !cases.isEmpty || random > 0
      || time != nil
    {
      throw ValidationError("--adequacy is of all derived cases: it takes no selection of them")
    }
  }

  func run(on console: Console) throws -> ExitStatus {
    let file = try ContractFile(
      path: contract, service: spec.service, on: console, isQuiet: print.quiet,
      usesColour: print.usesColourForErrors(console))
    let chosen = try chosenOperations(file)
    var options = CaseOptions()
    options.directions = direction.directions
    options.isStrict = strict
    options.strength = strength
    options.bindings = try SetOption.bindings(settings, file.contract, chosen)
    if adequacy { return try measure(file, chosen, options, console) }
    return try write(file, chosen, options, console)
  }

  // MARK: - Cases

  private func write(
    _ file: ContractFile, _ chosen: [Operation], _ options: CaseOptions, _ console: Console
  ) throws -> ExitStatus {
    var selection = CaseSelection(include: include, exclude: exclude, cases: cases)
    let sink = try print.sink(console, inputs: file.sources.map(\.path))
    var output = CaseOutput(
      format, to: sink, colour: Colour(isOn: print.usesColour(console)), isQuiet: print.quiet)
    var summary = CaseSummary()
    // Wishes that cannot come true are said before anything is written.
    if !selection.isEverything { try requireFound(file, chosen, options) }
    try output.begin()
    for operation in chosen where selection.mayTake(operation.name) {
      if console.isInterrupted() { break }
      let generator = CaseGenerator(file.contract, operation, options: options)
      summary.operations += 1
      let set = generator.derive()
      summary.omissions += set.omissions
      for item in set.cases where selection.takes(item.id) {
        summary.count(item)
        try output.write(item)
      }
      try explore(
        generator, &selection, &summary, &output, console,
        share: Double(options.directions.count * chosen.count))
      for walk in generator.walks() where selection.takes(walk.id) {
        summary.sequences += 1
        try output.write(walk)
      }
    }
    try output.finish(summary)
    return end(summary, selection, console)
  }

  /// Writes random cases: as many as were asked for, or as there is time for.
  private func explore(
    _ generator: CaseGenerator, _ selection: inout CaseSelection, _ summary: inout CaseSummary,
    _ output: inout CaseOutput, _ console: Console, share: Double
  ) throws {
    guard random > 0 || time != nil else { return }
    for half in Case.Direction.allCases where generator.options.directions.contains(half) {
      let explorer = generator.explorer(half)
      guard !explorer.isEmpty else { continue }
      let end = time.map { monotonicSeconds() + $0.seconds / max(share, 1) }
      var seen: Set<UInt64> = []
      for number in 0..<(random > 0 ? UInt64(random) : 1 << 32) {
        if number % 4096 == 0, console.isInterrupted() { return }
        if let end, number % 64 == 0, monotonicSeconds() >= end { break }
        guard let item = explorer.makeCase(seed: Self.seed(seed, number)) else { break }
        // Small messages come again and again; a case is written once, as far as memory goes.
        if seen.count < Self.memory {
          guard seen.insert(Self.digest(item.id)).inserted else { continue }
        }
        guard selection.takes(item.id) else { continue }
        summary.count(item)
        try output.write(item)
      }
    }
  }

  /// Random cases of a half that are remembered, so that none is written twice.
  private static let memory = 1 << 22

  /// The seed of a random case: the same at the same place, however many there are.
  private static func seed(_ seed: UInt64, _ number: UInt64) -> UInt64 {
    seed &* 0x1_0000_0000 &+ number
  }

  /// The digits that the identifier of a random case ends with.
  private static func digest(_ id: String) -> UInt64 {
    var number: UInt64 = 0
    for byte in id.utf8.suffix(16) {
      number = number << 4 | UInt64(byte < 0x40 ? byte & 15 : (byte & 7) &+ 9)
    }
    return number
  }

  private func end(
    _ summary: CaseSummary, _ selection: CaseSelection, _ console: Console
  ) -> ExitStatus {
    if console.isInterrupted() {
      console.complain("error: interrupted after \(Wording.counted(summary.cases, "case"))")
      return .unfinished
    }
    if format == .har || format == .curl, !print.quiet {
      if format == .curl, let left = summary.directions[Case.Direction.response.rawValue] {
        console.complain(
          "note: \(Wording.counted(left, "case")) of responses left out: curl sends requests")
      }
      if summary.sequences > 0 {
        console.complain(
          "note: \(Wording.counted(summary.sequences, "sequence")) left out: "
            + "what they send depends on answers")
      }
      for line in summary.omissionLines { console.complain("note: not generated: \(line)") }
    }
    guard summary.cases + summary.sequences == 0 else { return .conforms }
    if !selection.isEverything {
      console.complain("error: the selection leaves no case")
      return .usage
    }
    console.complain("error: no case could be generated")
    if format != .text, !print.quiet {
      for line in summary.omissionLines { console.complain("note: not generated: \(line)") }
    }
    return .unfinished
  }

  // MARK: - What was asked for

  private func chosenOperations(_ file: ContractFile) throws(CommandFailure) -> [Operation] {
    guard !operations.isEmpty else { return file.contract.operations }
    var indices: Set<Int> = []
    for name in operations { indices.insert(try file.operationIndex(named: name)) }
    return indices.sorted().map { file.contract.operations[$0] }
  }

  /// Fails where a case or a glob finds nothing.
  private func requireFound(
    _ file: ContractFile, _ chosen: [Operation], _ options: CaseOptions
  ) throws {
    var selection = CaseSelection(include: include, exclude: [], cases: cases)
    var ids: [String] = []
    let isNamed = chosen.filter { selection.mayTake($0.name) }
    // An identifier of no operation: all names are looked at for what was meant.
    for operation in isNamed.isEmpty ? Array(chosen.prefix(1)) : isNamed {
      let generator = CaseGenerator(file.contract, operation, options: options)
      for item in generator.derive().cases {
        _ = selection.takes(item.id)
        ids.append(item.id)
      }
      for walk in generator.walks() {
        _ = selection.takes(walk.id)
        ids.append(walk.id)
      }
      // How far the time will go is not known: a few will show what identifiers look like.
      let few = time == nil ? random : min(random > 0 ? random : .max, 1_000)
      guard few > 0 else { continue }
      for half in Case.Direction.allCases where options.directions.contains(half) {
        let explorer = generator.explorer(half)
        for number in 0..<UInt64(few) {
          guard let item = explorer.makeCase(seed: Self.seed(seed, number)) else { break }
          _ = selection.takes(item.id)
        }
      }
    }
    if isNamed.isEmpty, let wanted = cases.first {
      let name = String(wanted.prefix { $0 != "/" })
      _ = try ContractFile.index(of: name, in: chosen.map(\.name), file.contract.service)
    }
    try selection.requireEverythingFound(among: { ids })
  }

  // MARK: - Adequacy

  private func measure(
    _ file: ContractFile, _ chosen: [Operation], _ options: CaseOptions, _ console: Console
  ) throws -> ExitStatus {
    let sink = try print.sink(console, inputs: file.sources.map(\.path))
    var report = AdequacyReport(isQuiet: print.quiet)
    for (index, operation) in chosen.enumerated() {
      if console.isInterrupted() {
        console.complain("error: interrupted after \(Wording.counted(index, "operation"))")
        return .unfinished
      }
      if console.errorsIsTerminal, !print.quiet {
        console.complain("\r\u{1B}[K\(index)/\(chosen.count) \(operation.name)", terminator: "")
      }
      report.add(CaseGenerator(file.contract, operation, options: options))
    }
    if console.errorsIsTerminal, !print.quiet { console.complain("\r\u{1B}[K", terminator: "") }
    try sink.write(
      format == .json
        ? report.json : Array(report.text(Colour(isOn: print.usesColour(console))).utf8))
    try sink.flush()
    return .conforms
  }
}
