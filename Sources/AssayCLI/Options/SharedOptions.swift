import ArgumentParser
import AssayReport

/// Which contract of a document a command takes.
struct SpecOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The service to take from a model that has several.", valueName: "name"))
  var service: String?
}

/// How and where a command prints, the same for every command.
struct PrintOptions: ParsableArguments, PrintChoices {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  @Flag(name: [.short, .long], help: "Print nothing but what is wrong.")
  var quiet = false

  @Flag(help: "No colour, even on a terminal; the variable NO_COLOR does the same.")
  var noColor = false
}

/// Where output goes and how it may look, whoever has read that from the command line.
protocol PrintChoices {
  /// A file to write to instead of standard output.
  var output: String? { get }
  /// Only what is wrong is printed.
  var quiet: Bool { get }
  /// No colour, even on a terminal.
  var noColor: Bool { get }
}

extension PrintChoices {
  /// Where the command's output goes.
  func sink(_ console: Console, inputs: [String]) throws(CommandFailure) -> any ByteSink {
    guard let output else { return console.output }
    return try OutputFile(path: output, inputs: inputs)
  }

  /// Whether the command's output may be coloured: on a terminal only.
  func usesColour(_ console: Console) -> Bool {
    output == nil && console.outputIsTerminal && !noColor && console.allowsColour
  }

  /// Whether what goes to standard error may be coloured.
  func usesColourForErrors(_ console: Console) -> Bool {
    console.errorsIsTerminal && !noColor && console.allowsColour
  }
}

/// The formats of commands that only list things.
enum ListFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json
}
