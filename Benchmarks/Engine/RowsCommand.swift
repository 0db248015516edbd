import ArgumentParser
import AssayEngine
import AssayJSON
import AssayModel

/// What each of the engine's shortcuts buys: the same bodies with one of them taken away.
struct RowsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rows", abstract: "Measure the engine with each of its shortcuts taken away.")

  @OptionGroup var subject: ContractOptions

  @Option(help: "Interleaved rounds.")
  var rounds = 9

  @Argument(help: "Bodies, one on each line.")
  var files: [String]

  /// A way of running the engine.
  private struct Way {
    var name: String
    var level: IndexBuffer.Level?
    var learnsOrder = true
    var usesLane = true
    var usesTables = true
    var inRuns = true
  }

  private static var ways: [Way] {
    let best = IndexBuffer.Level.allCases.filter { IndexBuffer(level: $0) != nil }
    return [Way(name: "as it is")]
      + best.reversed().dropFirst().map { Way(name: "no wider than \($0)", level: $0) } + [
        Way(name: "each line by itself", inRuns: false),
        Way(name: "without the lane", usesLane: false),
        Way(name: "without what is learned of the order", learnsOrder: false),
        Way(name: "without either", learnsOrder: false, usesLane: false),
        Way(name: "every pattern by PCRE2", usesTables: false),
      ]
  }

  func run() throws {
    let contract = try subject.contract()
    var withoutTables = Plan.Options()
    withoutTables.usesTables = false
    let plans = (Plan(contract), Plan(contract, options: withoutTables))
    for file in files {
      let bodies = try Bodies(path: file)
      let ways = Self.ways.map { way in
        let plan = way.usesTables ? plans.0 : plans.1
        return (
          way, plan,
          Scratch(
            for: plan, level: way.level, learnsOrder: way.learnsOrder, usesLane: way.usesLane)
        )
      }
      var times: [[Double]] = ways.map { _ in [] }
      for round in 0...rounds {
        for (index, (way, plan, scratch)) in ways.enumerated() {
          let operation = try subject.index(in: plan)
          let time = seconds {
            _ = bodies.check(plan, operation: operation, scratch, inRuns: way.inRuns)
          }
          // The first round warms up.
          if round > 0 { times[index].append(time) }
        }
      }
      print("\n| \(file) | MB/s | of the whole |\n|---|---:|---:|")
      for (index, (way, _, _)) in ways.enumerated() {
        let ratio = median(zip(times[0], times[index]).map { $0 / $1 })
        let rate = Double(bodies.bytes.count) / 1e6 / median(times[index])
        print("| \(way.name) | \(Int(rate.rounded())) | \(hundredths(ratio)) |")
      }
    }
  }

  private func hundredths(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}
