import AssayGenerate
import AssayHTTP
import AssayModel
import AssaySpec
import Foundation
import Testing

/// The contract that the test server is written for.
enum JobsContract {
  static func load() throws -> Contract {
    let package = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let path = package.appending(path: "spec/healthomics").path(percentEncoded: false)
    return try #require(SpecLoader.load(paths: [path]).contract)
  }

  static func run(
    _ port: Int, seed: UInt64, change: (inout RunOptions) -> Void = { _ in }
  ) async throws -> RunReport {
    var options = RunOptions()
    options.seed = seed
    options.client.timeout = 20
    if let path = MemberPath("referenceStoreId") {
      options.bindings.set(path, to: JobsService.store)
    }
    change(&options)
    let run = TestRun(
      try load(), endpoint: Endpoint(host: "127.0.0.1", port: port), options: options)
    return try await run.run()
  }
}

/// Which faults, and how many seeds: a few by default, all of them and three seeds with
/// `ASSAY_FAULTS=all` (`make faults`); `ASSAY_FAULT_SEEDS` is another number of seeds.
private enum Extent {
  static let isFull = ProcessInfo.processInfo.environment["ASSAY_FAULTS"] == "all"
  static var seeds: [UInt64] {
    let wanted = ProcessInfo.processInfo.environment["ASSAY_FAULT_SEEDS"].flatMap { UInt64($0) }
    return Array(1...max(1, wanted ?? (isFull ? 3 : 1)))
  }
  static var faults: [ServiceFault] {
    if isFull { return ServiceFault.allCases }
    return [.tokenGraphemes, .crashAfterAndBefore, .pageRepeatsFirst]
  }
}

@Suite("A server with faults", .serialized) struct FaultTests {
  @Test("at least sixty faults are known") func count() {
    #expect(ServiceFault.allCases.count >= 60)
  }

  @Test("the sound server raises no alarm", arguments: Extent.seeds) func sound(seed: UInt64)
    async throws
  {
    let service = JobsService(fault: nil)
    let report = try await TestServer.run({ service.answer($0) }) { port in
      try await JobsContract.run(port, seed: seed)
    }
    #expect(report.failures.map(\.item.id) == [])
    #expect(report.unfinished == nil)
    #expect(report.cases > 500)
    let own = report.coverage.total - report.coverage.ofAnswers
    #expect(report.coverage.both == own)
  }

  @Test("every fault is found", arguments: Extent.faults, Extent.seeds)
  func found(fault: ServiceFault, seed: UInt64) async throws {
    let service = JobsService(fault: fault)
    let clock = ContinuousClock.now
    let report = try await TestServer.run({ service.answer($0) }) { port in
      try await JobsContract.run(port, seed: seed) { options in
        if fault == .hangsOnStatus { options.client.timeout = 0.5 }
        if fault == .lengthTooLong { options.client.timeout = 1 }
        if !Extent.isFull { options.explorationCases = 50 }
      }
    }
    #expect(!report.failures.isEmpty, "\(fault) was not found")
    if Extent.isFull {
      let causes = report.failures.map { group in
        "\(group.judgement.kind?.rawValue ?? "") \(group.item.id.dropFirst(24)) (\(group.count))"
      }
      print(
        "fault", fault, "seed", seed, ContinuousClock.now - clock, report.failures.count,
        causes.prefix(4))
    }
  }
}
