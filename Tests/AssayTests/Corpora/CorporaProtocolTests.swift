import AssayEngine
import AssayModel
import AssaySpec
import AssayTestSupport
import Testing

/// The protocol tests of Smithy and botocore: the same messages, the same verdicts.
@Suite(.enabled(if: Corpora.arePresent, Comment(rawValue: Corpora.absence)))
struct CorporaProtocolTests {
  /// Protocols whose bodies are checked, with the least share of right verdicts.
  @Test(arguments: [
    ("restJson1", 99.0), ("awsJson1_0", 95), ("awsJson1_1", 99), ("rpcv2Json", 100),
  ])
  func smithyMessagesAreJudged(_ protocolName: String, _ least: Double) throws {
    try judge("smithy/\(protocolName)", least: least)
  }

  /// Protocols whose bodies are not: whatever else a message says is checked all the same.
  @Test(arguments: ["restXml", "awsQuery", "ec2Query", "rpcv2Cbor"])
  func smithyMessagesWithOtherBodiesAreNeverRefused(_ protocolName: String) throws {
    try judge("smithy/\(protocolName)", least: 99)
  }

  @Test(arguments: [
    "restJson1", "awsJson1_0", "awsJson1_1", "restXml", "awsQuery", "ec2Query", "rpcv2Cbor",
  ])
  func botocoreMessagesAreJudged(_ protocolName: String) throws {
    try judge("botocore/\(protocolName)", least: 90)
  }

  private func judge(_ corpus: String, least: Double) throws {
    let judge = CorporaJudge()
    var documents: [String: Document] = [:]
    for test in try ProtocolCase.read("\(corpus).open.json") where test.kind != .eventStream {
      guard let key = test.modelKey else {
        judge.judge(
          test, plan: try judge.plan(test.model) { try CorporaJudge.contract(ofModel: test.model) })
        continue
      }
      let document = try documents[test.model] ?? Corpora.document(test.model)
      documents[test.model] = document
      let plan = try judge.plan(key) {
        let text = document.root[key]?.jsonText ?? ""
        return try CorporaJudge.contract(
          of: SourceFile(path: "\(key).json", bytes: Array(text.utf8)))
      }
      judge.judge(test, plan: plan)
    }
    let surprises = try judge.surprises(corpus)
    #expect(surprises.isEmpty, "\(surprises.joined(separator: "\n"))")
    #expect(judge.agreement >= least)
    print("\(corpus): \(judge.agreement) % of \(judge.cases.count)")
  }
}
