import AssayEngine
import AssayGenerate
import AssayModel
import Testing

@Suite("Derived cases")
struct DerivationTests {
  static let set = CaseGenerator(Samples.listJobs, Samples.listJobs.operations[0]).derive()

  @Test("the engine judges every case as expected")
  func judged() {
    let judge = EngineJudge(Samples.listJobs)
    let wrong = Self.set.cases.compactMap { judge.difference($0) }
    #expect(
      wrong.isEmpty,
      "\(wrong.count) of \(Self.set.cases.count):\n\(wrong.prefix(60).joined(separator: "\n"))")
  }

  @Test("identifiers are unique")
  func unique() {
    #expect(Set(Self.set.cases.map(\.id)).count == Self.set.cases.count)
  }

  @Test("nothing is left out of ListReferenceImportJobs without a reason")
  func omissions() {
    #expect(Self.set.cases.count > 500)
    #expect(Self.set.omissions.allSatisfy { !$0.description.isEmpty })
  }
}
