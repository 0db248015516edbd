import AssayEngine
import AssayGenerate
import AssayModel
import AssayTestSupport
import Testing

@Suite("Adequacy")
struct AdequacyTests {
  /// Judges by the engine.
  static func judge(_ contract: Contract) -> (Exchange) -> Verdict {
    let plan = Plan(contract)
    let scratch = Scratch(for: plan)
    return { plan.check($0, scratch: scratch) }
  }

  static func listing(_ report: Adequacy.Report) -> String {
    let scores = Mutation.Kind.allCases.compactMap { kind in
      report.scores[kind].map { "\(kind.rawValue) \($0.killed)/\($0.total)" }
    }
    let survivors = report.survivors.map {
      "\($0.operation): \($0.kind.rawValue) \($0.place) \($0.detail): \($0.reason)\($0.isEquivalent ? "" : " !")"
    }
    let total = report.total
    return (["\(total.killed)/\(total.total)"] + scores + survivors + report.misjudged)
      .joined(separator: "\n")
  }

  /// A part of the changes, unless all are wanted.
  static var stride: Int { Environment.takesAll ? 1 : 7 }

  @Test("every change of ListReferenceImportJobs is shown by a case")
  func listJobs() {
    let contract = Samples.listJobs
    let report = Adequacy(CaseGenerator(contract, contract.operations[0])).run(
      every: Self.stride, Self.judge)
    #expect(report.misjudged == [])
    #expect(report.survivors.filter { !$0.isEquivalent } == [])
    if let dump = Environment.dump {
      Environment.write(Self.listing(report), to: dump + "adequacy-list")
    }
  }

  @Test(
    "nearly every change of the HealthOmics model is shown by a case",
    .enabled(if: SharedFolder.exists, "needs the shared corpora"))
  func healthOmics() throws {
    let folder = try #require(SharedFolder.path)
    let contract = Samples.load("\(folder)/corpora/models/omics-2022-11-28.smithy.json")
    var report = Adequacy.Report()
    for operation in Environment.sample(contract.operations, 4) {
      report.add(Adequacy(CaseGenerator(contract, operation)).run(every: Self.stride, Self.judge))
    }
    if let dump = Environment.dump {
      Environment.write(Self.listing(report), to: dump + "adequacy-omics")
    }
    #expect(report.misjudged == [])
    // What is proved to make no difference is no test of cases.
    let total = report.total.total - report.survivors.count(where: \.isEquivalent)
    #expect(total > 100)
    #expect(Double(report.total.killed) >= 0.98 * Double(total), "\(Self.listing(report))")
    #expect(report.survivors.filter { $0.reason == Adequacy.Survivor.unexplained } == [])
  }
}
