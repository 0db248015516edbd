import ArgumentParser

/// Measures the engine inside one process, without reading, start and report.
@main
struct Benchmarks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "AssayBenchmarks",
    abstract: "Measure the engine inside one process.",
    discussion: """
      Files are those of Benchmarks/generate-corpus: bodies, one on each line, where nothing else is \
      said.
      """,
    subcommands: [
      RowsCommand.self, LoopCommand.self, ExchangesCommand.self, OnceCommand.self,
      CompileCommand.self,
    ])
}
