import AssayEngine
import AssayModel
import AssaySpec
import AssayTestSupport
import Testing

/// Smithy's protocol tests: the same messages, the same verdicts.
@Suite(.enabled(if: Corpora.arePresent, Comment(rawValue: Corpora.absence)))
struct CorporaSmithyTests {
  @Test func everyModelLoads() throws {
    let models = try Corpora.files(below: "smithy/models") + Corpora.files(below: "models")
    #expect(models.count > 20)
    for model in models {
      let contract = try CorporaJudge.contract(ofModel: model)
      #expect(!contract.operations.isEmpty, "\(model)")
      for service in SmithyReader.services(in: [try Corpora.document(model)]) {
        let contract = try CorporaJudge.contract(ofModel: model, service: service.id)
        #expect(!contract.operations.isEmpty, "\(model) \(service.id)")
      }
    }
  }

  /// Protocols whose bodies Assay checks.
  @Test(arguments: ["restJson1", "awsJson1_0", "awsJson1_1", "rpcv2Json"])
  func messagesAreJudged(_ protocolName: String) throws {
    let path = "smithy/\(protocolName).open.json"
    let tests = try ProtocolCase.read(path).filter { $0.kind != .eventStream }
    let judge = CorporaJudge()
    var disagreements: [(id: String, what: String)] = []
    for test in tests {
      let plan = try judge.plan(test.model) {
        try CorporaJudge.contract(ofModel: test.model)
      }
      if let what = judge.disagreement(on: test, plan: plan) {
        disagreements.append((test.id, what))
      }
    }
    let known = try KnownExceptions(
      file: CorporaJudge.exceptions, corpus: "smithy/\(protocolName)")
    let surprises = known.surprises(
      disagreements: disagreements, cases: Set(tests.map(\.id)))
    #expect(surprises.isEmpty, "\(surprises.joined(separator: "\n"))")
    #expect(disagreements.count * 100 <= tests.count * 1)
  }
}
