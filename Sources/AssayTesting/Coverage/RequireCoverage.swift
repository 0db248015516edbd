public import Assay
internal import AssayReport

#if canImport(Testing)
  public import Testing
#endif

/// Expects the tests so far to have exercised a contract, and records an issue where they have not.
///
/// ```swift
/// requireCoverage(of: contract, satisfied: 0.9, violated: 0.5)
/// ```
///
/// `satisfied` and `violated` are shares, from 0 to 1, of the constraints that some value must have
/// kept and broken. The issue lists constraints that are missing. Tests run in parallel and in any
/// order: call this where the others are done, as in the `tearDown` of a class of XCTest, or put the
/// trait `requiresCoverage(of:satisfied:violated:)` on their suite.
public func requireCoverage(
  of contract: Contract, satisfied: Double = 1, violated: Double = 0,
  fileID: StaticString = #fileID, filePath: StaticString = #filePath, line: UInt = #line,
  column: UInt = #column
) {
  guard let text = CoverageDemand(satisfied: satisfied, violated: violated).complaint(of: contract)
  else { return }
  IssueRecorder.record(
    text, at: TestPlace(fileID: fileID, filePath: filePath, line: line, column: column))
}

/// Shares of the constraints that must have been exercised.
struct CoverageDemand: Sendable {
  var satisfied: Double
  var violated: Double

  /// How many missing constraints are named.
  private static let listLimit = 20

  /// What is missing; `nil` where nothing is.
  func complaint(of contract: Contract) -> String? {
    let coverage = coverage(of: contract)
    // Without constraints there is nothing that could be missing; without tests everything is.
    let total = max(coverage.total, 0)
    guard total > 0 else {
      return satisfied > 0 || violated > 0
        ? "coverage of `\(contract.service)`: no test has checked anything against it" : nil
    }
    var text = ""
    func demand(
      _ share: Double, _ count: Int, _ word: String, _ isMet: (Coverage.Entry) -> Bool
    ) {
      let found = Double(count) / Double(total)
      guard found < share - 1e-9 else { return }
      if !text.isEmpty { text += "\n" }
      text +=
        "coverage of `\(contract.service)`: \(count) of \(total) constraints \(word) "
        + "(\(Self.percent(found))), \(Self.percent(share)) demanded; missing:"
      let missing = coverage.entries.filter { !isMet($0) }
      for entry in missing.prefix(Self.listLimit) {
        text += "\n  \(entry.constraint.rawValue) at \(entry.path)"
        if let source = entry.source { text += " (\(source))" }
      }
      if missing.count > Self.listLimit {
        text += "\n  and \(Wording.grouped(missing.count - Self.listLimit)) more"
      }
    }
    demand(satisfied, coverage.satisfied, "kept by some value", \.satisfied)
    demand(violated, coverage.violated, "broken by some value", \.violated)
    return text.isEmpty ? nil : text
  }

  /// `87 %`; never rounded up to what it is not.
  private static func percent(_ share: Double) -> String {
    guard share.isFinite else { return "0 %" }
    return "\(Int((min(max(share, 0), 1000) * 100 + 1e-9).rounded(.down))) %"
  }
}

#if canImport(Testing)
  /// Holds a suite to the coverage of a contract, when all of its tests are done.
  public struct CoverageTrait: SuiteTrait, TestScoping {
    let contract: Contract
    let demand: CoverageDemand

    /// Runs the suite, then looks at the coverage.
    public func provideScope(
      for test: Test, testCase _: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
      try await function()
      guard let text = demand.complaint(of: contract) else { return }
      Issue.record(Comment(rawValue: text), sourceLocation: test.sourceLocation)
    }
  }

  extension Trait where Self == CoverageTrait {
    /// Fails the suite where its tests, and those that ran before, have exercised too little of a
    /// contract: shares of constraints that some value must have kept, and broken.
    ///
    /// ```swift
    /// @Suite(.requiresCoverage(of: contract, satisfied: 0.9)) struct ForecastTests { … }
    /// ```
    public static func requiresCoverage(
      of contract: Contract, satisfied: Double = 1, violated: Double = 0
    ) -> Self {
      Self(
        contract: contract, demand: CoverageDemand(satisfied: satisfied, violated: violated))
    }
  }
#endif
