import AssayEngine
import AssayGenerate
import AssayModel
import AssayTestSupport
import Testing

@Suite("Derived cases")
struct DerivationTests {
  static let set = CaseGenerator(Samples.listJobs, Samples.listJobs.operations[0]).derive()

  @Test("the engine judges every case of ListReferenceImportJobs as expected")
  func judged() {
    let judge = EngineJudge(Samples.listJobs)
    let wrong = Self.set.cases.compactMap { judge.difference($0) }
    #expect(
      wrong.isEmpty,
      "\(wrong.count) of \(Self.set.cases.count):\n\(wrong.prefix(60).joined(separator: "\n"))")
  }

  @Test("so it does where warnings are errors")
  func judgedStrictly() {
    let judge = EngineJudge(Samples.listJobs, isStrict: true)
    var options = CaseOptions()
    options.isStrict = true
    let generator = CaseGenerator(
      Samples.listJobs, Samples.listJobs.operations[0], options: options)
    // What is a warning by itself is no reason to refuse a request, and the engine names none.
    let wrong = generator.derive().cases.compactMap { judge.difference($0) }
      .filter { !$0.hasSuffix("found nil") }
    #expect(wrong.isEmpty, "\(wrong.count):\n\(wrong.prefix(20).joined(separator: "\n"))")
  }

  @Test("identifiers are unique")
  func unique() {
    #expect(Set(Self.set.cases.map(\.id)).count == Self.set.cases.count)
  }

  @Test("nothing is left out of ListReferenceImportJobs without a reason")
  func omissions() {
    #expect(Self.set.omissions.map(\.description) == [])
  }

  @Test(
    "the engine judges every case of published models as expected",
    .enabled(if: SharedFolder.exists, "needs the shared corpora"),
    arguments: [
      "models/omics-2022-11-28.smithy.json", "smithy/models/restJson1.all.json",
      "smithy/models/awsJson1_0.all.json", "smithy/models/awsJson1_1.all.json",
      "smithy/models/rpcv2Json.all.json", "smithy/models/restXml.all.json",
    ])
  func published(_ file: String) throws {
    let folder = try #require(SharedFolder.path)
    let contract = Samples.load("\(folder)/corpora/\(file)")
    try #require(!contract.operations.isEmpty)
    var count = 0
    var wrong: [String] = []
    for operation in Environment.sample(contract.operations, 2) {
      var alone = contract
      alone.operations = [operation]
      let judge = EngineJudge(alone)
      let set = CaseGenerator(alone, operation).derive()
      count += set.cases.count
      wrong += set.cases.compactMap { judge.difference($0) }
      for omission in set.omissions where wrong.count < 0 { print(omission) }
    }
    if let path = Environment.dump {
      Environment.write(
        wrong.joined(separator: "\n"), to: path + file.split(separator: "/").joined(separator: "."))
    }
    print(file, contract.operations.count, "operations", count, "cases", wrong.count, "wrong")
    #expect(
      wrong.isEmpty, "\(wrong.count) of \(count):\n\(wrong.prefix(80).joined(separator: "\n"))")
  }
}
