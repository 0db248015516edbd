import ArgumentParser
import AssayModel
import AssayReport

/// `assay show`: what a contract says.
struct ShowCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show operations, members and constraints of a contract.",
    discussion: """
      Examples:
        assay show spec/healthomics
        assay show spec/healthomics --operation ListReferenceImportJobs
        assay show spec/healthomics --format json
      """)

  @Argument(
    help: ArgumentHelp("The contract: a file, or a folder of files.", valueName: "spec"),
    completion: .file())
  var contract: String

  @Option(help: ArgumentHelp("How to print.", valueName: "format"))
  var format = ListFormat.text

  @Option(
    help: ArgumentHelp("Show one operation with all its members.", valueName: "name"))
  var operation: String?

  @OptionGroup var spec: SpecOptions

  @OptionGroup var print: PrintOptions

  func run(on console: Console) throws -> ExitStatus {
    let file = try ContractFile(
      path: contract, service: spec.service, on: console, isQuiet: print.quiet,
      usesColour: print.usesColourForErrors(console))
    let sink = try print.sink(console, inputs: file.sources.map(\.path))
    let colour = Colour(isOn: print.usesColour(console))
    let bytes: [UInt8]
    if let operation {
      let index = try file.operationIndex(named: operation)
      let listing = OperationListing(file.contract, index)
      bytes = format == .json ? listing.json : Array(listing.text(colour).utf8)
    } else {
      let listing = ContractListing(file.contract)
      bytes = format == .json ? listing.json : Array(listing.text(colour).utf8)
    }
    try sink.write(bytes)
    try sink.flush()
    return .conforms
  }
}
