import ArgumentParser
import AssayModel
import AssayReport
import AssaySpec

/// `assay lint`: all mistakes of contracts.
struct LintCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Load contracts and report every mistake.",
    discussion: """
      Every file or folder is a contract of its own; a folder's files are read together. Mistakes \
      are shown with the line they stand on and what was expected. Hints are advice about sound \
      contracts: \(LintHints.all.map(\.id).joined(separator: ", ")). The key x-assay-allow silences \
      them: `x-assay-allow: { string.unbounded: why }`.

      Examples:
        assay lint my-contract.yaml
        assay lint a.yaml b.yaml --format json

      Exit status: 0 no mistake, 2 at least one.
      """)

  @Argument(
    help: ArgumentHelp("Contracts: files, or folders of files.", valueName: "spec"),
    completion: .file())
  var contracts: [String]

  @Option(help: ArgumentHelp("How to report.", valueName: "format"))
  var format = ListFormat.text

  @Flag(help: "Take every warning and hint for an error.")
  var strict = false

  @Flag(
    help: ArgumentHelp(
      "Also write each contract as `assay import` does, and read it back: a difference is a mistake.",
      visibility: .hidden))
  var roundTrip = false

  @OptionGroup var spec: SpecOptions

  @OptionGroup var print: PrintOptions

  func run(on console: Console) throws -> ExitStatus {
    let sink = try print.sink(console, inputs: contracts)
    var findings: [LintFinding] = []
    for path in contracts {
      let finding = LintFinding(path: path, result: load(path))
      if format == .text {
        let text = finding.text(isQuiet: print.quiet, usesColour: print.usesColour(console))
        try sink.write(Array(text.utf8))
      }
      findings.append(finding)
    }
    if format == .json { try sink.write(LintFinding.json(findings)) }
    try sink.flush()
    let isFaulty = findings.contains {
      $0.errors > 0 || (strict && $0.warnings + $0.adviceCount > 0)
    }
    return isFaulty ? .usage : .conforms
  }

  private func load(_ path: String) -> LoadResult {
    var result = SpecLoader.load(paths: [path], service: spec.service)
    if roundTrip, let contract = result.contract {
      result.diagnostics += [
        RoundTrip.mistake(in: path, service: spec.service, contract)
      ].compactMap(\.self)
    }
    return result
  }
}
