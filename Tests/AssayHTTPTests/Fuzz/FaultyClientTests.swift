import AssayEngine
import AssayGenerate
import AssayHTTP
import AssayModel
import AssaySpec
import Foundation
import Testing

/// A client with mistakes of its own, which scenarios must find, and without any, where they must
/// find nothing.
///
/// By default a few scenarios and mistakes; `ASSAY_FUZZ=all` takes all of both with three seeds, and
/// `ASSAY_FUZZ_BUGS=a,b` the named ones.
@Suite("A faulty client", .serialized, .enabled(if: FaultyClient.isThere, "needs python3"))
struct FaultyClientTests {
  @Test("the sound client raises no alarm", arguments: FaultyClient.seeds)
  func sound(_ seed: UInt64) async throws {
    let client = try FaultyClient(seed: seed)
    let scenarios =
      FaultyClient.isFull ? client.list.scenarios : client.sample(FaultyClient.quickScenarios)
    let results = await client.run(nil, scenarios)
    #expect(results.count == scenarios.count)
    for result in results {
      if let failure = result.failure {
        Issue.record("seed \(seed): \(result.scenario.id): \(failure.message)")
      }
    }
  }

  @Test("every mistake is found", arguments: FaultyClient.seeds)
  func bugs(_ seed: UInt64) async throws {
    let client = try FaultyClient(seed: seed)
    var found: [String] = []
    var missed: [String] = []
    let names = try FaultyClient.bugs()
    for (bug, hints) in names {
      let scenarios =
        FaultyClient.isFull
        ? client.shuffled(bug) : client.list.scenarios.filter { hints.contains($0.name) }
      let results = await client.run(bug, scenarios)
      if let result = results.first(where: { $0.failure != nil }), let failure = result.failure {
        found.append("\(bug): \(result.scenario.name): \(failure.message)")
      } else {
        missed.append(bug)
      }
    }
    if FaultyClient.isFull {
      print("seed \(seed): \(found.count) of \(names.count) mistakes found")
      for line in found { print("  \(line)") }
    }
    #expect(missed == [], "seed \(seed)")
  }
}

extension Scenario {
  /// The identifier without the operation.
  fileprivate var name: String { String(id.drop { $0 != "/" }.dropFirst()) }
}

/// The client of the fixture with everything it needs.
struct FaultyClient {
  static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures/list_jobs.py").path

  static var environment: [String: String] { ProcessInfo.processInfo.environment }
  static var isFull: Bool { environment["ASSAY_FUZZ"] == "all" }
  static var seeds: [UInt64] {
    if let seed = environment["ASSAY_FUZZ_SEED"].flatMap({ UInt64($0) }) { return [seed] }
    return isFull ? [0, 1, 20_260_101] : [0]
  }
  static let isThere = (environment["PATH"] ?? "").split(separator: ":").contains {
    FileManager.default.isExecutableFile(atPath: "\($0)/python3")
  }

  let contract: Contract
  let plan: Plan
  let list: ScenarioList
  let seed: UInt64

  init(seed: UInt64) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    contract = try #require(
      SpecLoader.load(paths: [folder.appendingPathComponent("spec/healthomics").path]).contract)
    plan = Plan(contract)
    var options = ScenarioList.Options()
    options.seed = seed
    list = ScenarioList(
      OperationModel(contract, contract.operations[0]), plan, options: options)
    self.seed = seed
  }

  /// The mistakes to look for, with the scenarios that find them.
  static func bugs() throws -> [(name: String, hints: [String])] {
    let text = try String(contentsOfFile: script, encoding: .utf8)
    var all: [(name: String, hints: [String])] = []
    for line in text.split(separator: "\n").drop(while: { !$0.hasPrefix("BUGS = {") }).dropFirst() {
      if line.hasPrefix("}") { break }
      let pieces = line.split(separator: "\"")
      guard line.hasPrefix("    \""), pieces.count > 1 else { continue }
      all.append((String(pieces[1]), quick[String(pieces[1])].map { [$0] } ?? []))
    }
    if let chosen = environment["ASSAY_FUZZ_BUGS"]?.split(separator: ",") {
      return all.filter { chosen.contains(Substring($0.name)) }
    }
    return isFull ? all : all.filter { !$0.hints.isEmpty }
  }

  /// Mistakes that are looked for every time, and where.
  static let quick = [
    "stop-at-empty-page": "valid/page/empty-middle", "token-plus-kept": "valid/token/plus",
    "token-normalised": "valid/token/nfd",
    "null-member": "valid/importJobs[].completionTime/required",
    "chunk-characters": "valid/http/chunked-bytes-of-text",
    "short-body-accepted": "transport/close/in-body", "no-timeout": "transport/stall/in-body",
    "retry-everything": "errors/ValidationException/always", "sorted": "valid/plain",
    "html-error-crash": "errors/proxy/html-502",
  ]

  static let quickScenarios = 24

  /// Scenarios spread over the whole list.
  func sample(_ count: Int) -> [Scenario] {
    let step = max(1, list.scenarios.count / count)
    return list.scenarios.enumerated().filter { $0.offset % step == 0 }.map(\.element)
  }

  /// All scenarios in an order of its own for each mistake, so that one that is found early by the
  /// list's order is no better off.
  func shuffled(_ bug: String) -> [Scenario] {
    var generator = Shuffle(state: bug.utf8.reduce(seed) { $0 &* 31 &+ UInt64($1) })
    return list.scenarios.shuffled(using: &generator)
  }

  private struct Shuffle: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 32) | (state << 32)
    }
  }

  /// Runs the client, with a mistake or without; with one, until it is found.
  func run(_ bug: String?, _ scenarios: [Scenario]) async -> [FuzzResult] {
    var options = FuzzOptions()
    options.command =
      ["python3", "-S", Self.script] + (bug.map { ["--bug", $0] } ?? []) + ["{endpoint}"]
    options.timeout = bug == nil ? 20 : 6
    options.jobs = 4
    options.echoes = [MemberPath("importJobs[].id")].compactMap { $0 }
    options.failureLimit = bug == nil ? .max : 1
    guard let runner = try? FuzzRunner(contract, plan, options, list: list) else { return [] }
    return await runner.results(
      of: scenarios, operation: contract.operations[0], followsPages: true)
  }
}
