import AssayModel
import AssayTestSupport
import Foundation
import Testing

/// The engine against a plain second implementation of the design, on generated contracts and
/// exchanges. `ASSAY_SEED` and `ASSAY_COUNT` choose what is generated; a failure prints the seed,
/// and the contract and exchange of the first disagreement, shrunk.
@Suite struct DifferentialTests {
  static let settings: Differential.Settings = {
    let environment = ProcessInfo.processInfo.environment
    #if DEBUG
      let count = 4_000
    #else
      let count = 100_000
    #endif
    return Differential.Settings(
      seed: environment["ASSAY_SEED"].flatMap { UInt64($0) } ?? 1,
      count: environment["ASSAY_COUNT"].flatMap { Int($0) } ?? count)
  }()

  /// The forced ways share the count of exchanges, of seeds of their own.
  private static func settings(_ entry: CheckerUnderTest) -> Differential.Settings {
    guard let place = DifferentialEntries.all.firstIndex(where: { $0.name == entry.name }),
      place > 0
    else { return settings }
    return Differential.Settings(
      seed: settings.seed &+ UInt64(place),
      count: max(settings.count / DifferentialEntries.forced.count, 1))
  }

  @Test(arguments: DifferentialEntries.all)
  func engineAndReferenceAgreeOnGeneratedContracts(entry: CheckerUnderTest) {
    report(
      Differential(entry, matches: DifferentialEntries.matches).run(Self.settings(entry)), entry)
  }

  @Test(arguments: DifferentialEntries.all)
  func engineAndReferenceAgreeOnListReferenceImportJobs(entry: CheckerUnderTest) {
    var settings = Self.settings(entry)
    settings.count /= 4
    report(
      Differential(entry, matches: DifferentialEntries.matches)
        .run(settings, contract: .listReferenceImportJobs), entry)
  }

  private func report(_ outcome: Differential.Outcome, _ entry: CheckerUnderTest) {
    let counts = outcome.verdicts.map { "\($0.value) \($0.key)" }.sorted()
    print(
      "\(entry.name): \(outcome.count) exchanges, seed \(Self.settings(entry).seed): "
        + counts.joined(separator: ", "))
    if let disagreement = outcome.disagreement {
      Issue.record(
        "seed \(Self.settings(entry).seed), exchange \(outcome.count)\n\(disagreement)")
    }
  }
}

extension CheckerUnderTest: CustomTestStringConvertible {
  /// The name of the way.
  public var testDescription: String { name }
}
