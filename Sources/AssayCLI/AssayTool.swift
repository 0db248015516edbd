import ArgumentParser
import AssayReport
import AssaySpec
import AssayTraffic
internal import CAssaySystem

/// A command that runs on a console that it is given, so that tests can look at what it prints.
protocol ConsoleCommand: ParsableCommand {
  /// Does the work. What is at fault before the work begins is thrown.
  func run(on console: Console) throws -> ExitStatus
}

/// The program `assay`.
package enum AssayTool {
  /// Runs the program as the process it is, and returns its exit status.
  package static func main() -> Int32 {
    Interruption.install()
    // What one giant leaves behind would stand beside the next.
    assay_keep_blocks_below(TrafficReader.largeBytes)
    return run(Array(CommandLine.arguments.dropFirst()), on: .process()).rawValue
  }

  /// Runs the program with arguments, its own name left out.
  package static func run(_ arguments: [String], on console: Console) -> ExitStatus {
    do {
      let status = try execute(arguments, on: console)
      try console.output.flush()
      try console.errors.flush()
      return status
    } catch let failure as CommandFailure {
      try? console.output.flush()
      console.complain("error: \(failure.message)")
      return failure.status
    } catch let error as OutputError {
      // Whoever closed the pipe has seen enough, and needs no word about it.
      if !error.isClosedPipe { console.complain("error: \(error)") }
      return .unfinished
    } catch {
      return report(error, on: console)
    }
  }

  private static func execute(_ arguments: [String], on console: Console) throws -> ExitStatus {
    if let check = CheckArguments(plain: arguments) { return try check.run(on: console) }
    if let first = arguments.first, !first.hasPrefix("-") { try requireCommand(named: first) }
    var command = try AssayCommand.parseAsRoot(arguments)
    if let command = command as? any ConsoleCommand { return try command.run(on: console) }
    if command is AssayCommand {
      console.complain(AssayCommand.helpMessage(columns: console.columns))
      return .usage
    }
    // `assay help …` remains, which throws what it has to say.
    try command.run()
    return .conforms
  }

  /// Tells a mistyped command from a superfluous argument, and what was probably meant.
  private static func requireCommand(named name: String) throws(CommandFailure) {
    let known = AssayCommand.configuration.subcommands.map { $0._commandName } + ["help"]
    guard !known.contains(name) else { return }
    let nearest = Suggestion.nearest(to: name, among: known).map { "did you mean `\($0)`?" }
    throw .usage(
      "unknown command `\(name)`; \(nearest ?? "expected one of \(known.joined(separator: ", "))")")
  }

  /// Says what the argument parser has to say: help and version on standard output, mistakes on
  /// standard error. Its own exit status for these, 64, is not ours.
  private static func report(_ error: any Error, on console: Console) -> ExitStatus {
    let text = AssayCommand.fullMessage(for: error, columns: console.columns)
    guard AssayCommand.exitCode(for: error).isSuccess else {
      console.complain(text)
      return .usage
    }
    do {
      try console.output.write(Array((text + "\n").utf8))
      try console.output.flush()
      return .conforms
    } catch {
      if !error.isClosedPipe { console.complain("error: \(error)") }
      return .unfinished
    }
  }
}
