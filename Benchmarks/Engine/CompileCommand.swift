import ArgumentParser
import AssayEngine
import AssayModel

/// How long contracts take to load and to compile.
struct CompileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compile", abstract: "Measure the loading and compiling of contracts.")

  @Option(help: "Rounds.")
  var rounds = 15

  @Argument(help: "Contracts.")
  var specs = ["spec/healthomics", "spec/aws/omics.yaml"]

  func run() throws {
    for spec in specs {
      var options = ContractOptions()
      options.spec = spec
      options.operation = ""
      let contract = try options.contract()
      let load = try (0..<max(rounds, 1)).map { _ in try seconds { _ = try options.contract() } }
      let compile = (0..<max(rounds, 1)).map { _ in seconds { _ = Plan(contract) } }
      print(
        #"{"spec":"\#(spec)","operations":\#(contract.operations.count),"#
          + #""loadMicroseconds":\#(Int(median(load) * 1e6)),"#
          + #""compileMicroseconds":\#(Int(median(compile) * 1e6)),"#
          + #""firstCompileMicroseconds":\#(Int((compile.first ?? 0) * 1e6))}"#)
    }
  }
}
