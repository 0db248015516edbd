import ArgumentParser
import AssayModel
import AssayReport
import AssaySpec

/// `assay import`: a native contract from a page or model.
struct ImportCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Write a native contract from an AWS reference page or a service model.",
    discussion: """
      A document is a botocore service model (service-2.json, also .gz, or its folder), a Smithy \
      model in JSON, an AWS API reference page saved as text, or a native contract. Several \
      documents are read as one source: pages of operations and of the data types they use.

      The contract goes to standard output. What was carried over, translated, decided, left open \
      and left out is told on standard error, with places.

      With --merge the two documents are two sources of one service: every disagreement is \
      reported with both places, the first source counts, and what it leaves open is taken from \
      the second.

      Examples:
        assay import omics/2022-11-28 --output omics.yaml
        assay import service-2.json.gz --operation ListRuns --operation GetRun
        assay import --merge ListReferenceImportJobs.txt service-2.json.gz

      Exit status: 0 imported, 1 two sources disagree, 2 a document is at fault.
      """)

  @Argument(
    help: ArgumentHelp("Documents: files, or folders of files.", valueName: "document"),
    completion: .file())
  var documents: [String]

  @Option(
    help: ArgumentHelp("Take this operation and what it uses; may be repeated.", valueName: "name"))
  var operation: [String] = []

  @Option(
    name: .customLong("protocol"),
    help: ArgumentHelp(
      "The protocol to take from a service that speaks several.", valueName: "name"),
    transform: Self.wireProtocol(named:))
  var wireProtocol: WireProtocol?

  @Flag(help: "Compare two sources of one service, and make one contract of them.")
  var merge = false

  @OptionGroup var spec: SpecOptions

  @OptionGroup var print: PrintOptions

  func validate() throws {
    if merge, documents.count != 2 {
      throw ValidationError("--merge takes two documents; found \(documents.count)")
    }
  }

  func run(on console: Console) throws -> ExitStatus {
    let importer =
      merge
      ? Importer(
        merging: documents[0], documents[1], service: spec.service, wireProtocol: wireProtocol,
        operations: operation)
      : Importer(
        documents, service: spec.service, wireProtocol: wireProtocol, operations: operation)
    let usesColour = print.usesColourForErrors(console)
    let shown = importer.diagnostics.filter { !print.quiet || $0.severity == .error }
    if !shown.isEmpty {
      console.complain(
        DiagnosticText.render(shown, sources: importer.sources, usesColour: usesColour))
    }
    guard let contract = importer.contract, let text = importer.text else {
      let errors = importer.diagnostics.count { $0.severity == .error }
      throw CommandFailure.usage("nothing was imported: \(Wording.counted(errors, "mistake"))")
    }
    let sink = try print.sink(console, inputs: importer.sources.map(\.path))
    try sink.write(Array(text.utf8))
    try sink.flush()
    if !print.quiet {
      let report = ImportReportText(contract, importer.report, sources: importer.sources)
      for line in report.lines + importer.onlyInOne { console.complain(Wording.visible(line)) }
    }
    guard merge else { return .conforms }
    let disagreements = importer.disagreements
    if !disagreements.isEmpty {
      console.complain(
        DiagnosticText.render(
          disagreements.map(\.diagnostic), sources: importer.sources, usesColour: usesColour))
    }
    guard disagreements.isEmpty else {
      console.complain(Wording.counted(disagreements.count, "disagreement"))
      return .broken
    }
    if !print.quiet { console.complain("the sources agree") }
    return .conforms
  }

  private static func wireProtocol(named name: String) throws -> WireProtocol {
    if let value = WireProtocol(rawValue: name) { return value }
    let known = WireProtocol.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    throw ValidationError("`\(name)` is no protocol; expected one of \(known)")
  }
}
