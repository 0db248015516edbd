import ArgumentParser
import AssayEngine
import AssayJSON

/// Checks a file over and over, for tools that count instructions.
struct LoopCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "loop", abstract: "Check a file some times and print its size in bytes.")

  @OptionGroup var subject: ContractOptions

  @Option(help: "How often.")
  var rounds = 1

  @Option(help: "Width of the vectors; the widest where none is given.")
  var level: IndexBuffer.Level?

  @Argument(help: "Bodies, one on each line.")
  var file: String

  func run() throws {
    let plan = Plan(try subject.contract())
    let operation = try subject.index(in: plan)
    let scratch = Scratch(for: plan, level: level)
    let bodies = try Bodies(path: file)
    if let level, IndexBuffer(level: level) == nil {
      throw ValidationError("this processor has no \(level)")
    }
    for _ in 0..<max(rounds, 0) { _ = bodies.check(plan, operation: operation, scratch) }
    print(bodies.bytes.count)
  }
}

extension IndexBuffer.Level: ExpressibleByArgument {
  /// Reads the name of a width.
  public init?(argument: String) {
    guard let level = Self.allCases.first(where: { "\($0)" == argument }) else { return nil }
    self = level
  }
}
