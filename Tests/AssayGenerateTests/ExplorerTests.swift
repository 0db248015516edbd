import AssayGenerate
import AssayModel
import AssayTestSupport
import Testing

@Suite("Random cases")
struct ExplorerTests {
  static let generator = CaseGenerator(Samples.listJobs, Samples.listJobs.operations[0])

  @Test("the engine judges them as expected", arguments: Case.Direction.allCases)
  func judged(_ direction: Case.Direction) throws {
    let explorer = Self.generator.explorer(direction)
    let judge = EngineJudge(Samples.listJobs)
    var counts: [String: Int] = [:]
    for seed in 0..<1000 as Range<UInt64> {
      let made = try #require(explorer.makeCase(seed: seed))
      counts[made.expectation.name, default: 0] += 1
      let difference = judge.difference(made)
      #expect(difference == nil, "seed \(seed)")
    }
    #expect(counts["valid", default: 0] > 400 && counts["invalid", default: 0] > 400)
  }

  @Test("choices bring a case back")
  func replay() throws {
    let explorer = Self.generator.explorer(.request)
    for seed in 0..<200 as Range<UInt64> {
      let made = try #require(explorer.makeCase(seed: seed))
      let choices = try #require(made.choices)
      #expect(explorer.makeCase(replaying: choices) == made, "seed \(seed)")
    }
  }

  @Test(
    "random cases of published models are judged as expected",
    .enabled(if: SharedFolder.exists, "needs the shared corpora"),
    arguments: [
      "models/omics-2022-11-28.smithy.json", "smithy/models/restJson1.all.json",
      "smithy/models/awsJson1_1.all.json", "smithy/models/rpcv2Json.all.json",
    ])
  func published(_ file: String) throws {
    let folder = try #require(SharedFolder.path)
    let contract = Samples.load("\(folder)/corpora/\(file)")
    var wrong: [String] = []
    for operation in Environment.sample(contract.operations, 4) {
      var alone = contract
      alone.operations = [operation]
      let judge = EngineJudge(alone)
      let generator = CaseGenerator(alone, operation)
      for direction in Case.Direction.allCases {
        let explorer = generator.explorer(direction)
        for seed in 0..<60 as Range<UInt64> {
          guard let made = explorer.makeCase(seed: seed) else { continue }
          if let difference = judge.difference(made) { wrong.append("seed \(seed): \(difference)") }
        }
      }
    }
    if let path = Environment.dump {
      Environment.write(
        wrong.joined(separator: "\n"),
        to: path + "random." + file.split(separator: "/").joined(separator: "."))
    }
    #expect(wrong.isEmpty, "\(wrong.count):\n\(wrong.prefix(20).joined(separator: "\n"))")
  }
}
