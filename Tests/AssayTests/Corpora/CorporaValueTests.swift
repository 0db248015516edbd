import AssayEngine
import AssayModel
import AssaySpec
import AssayTestSupport
import Foundation
import Testing

/// Values against shapes: what Smithy's own validator says of them.
@Suite(.enabled(if: Corpora.arePresent, Comment(rawValue: Corpora.absence)))
struct CorporaValueTests {
  // MARK: - The validator's unit tests

  @Test func valuesOfTheValidatorsOwnTestsAreJudged() throws {
    let model = try Corpora.source("nodeval/node-validator.json")
    let rows = try Corpora.document("nodeval/cases.open.json").root["cases"]?.sequence ?? []
    let judge = CorporaJudge()
    for row in rows {
      let id = try #require(row["id"]?.string)
      let shape = try #require(row["shape"]?.string)
      let expected: Bool = try #require(row["expected"]?["valid"]?.bool as Bool?)
      guard shape != "ns.foo#Service" else {
        judge.note(id, "no message holds a service")
        continue
      }
      let level = ValueLevel(try CorporaJudge.contract(of: Self.holder(of: shape, in: model)))
      let text = try #require(row["value"]?.string)
      let value = try Corpora.document(SourceFile(path: "value.json", bytes: Array(text.utf8)))
      let isText = row["feature"]?.string != "REQUIRE_BASE_64_BLOB_VALUES"
      let holder = Node(
        kind: .mapping(Mapping([Mapping.Entry(key: "value", value: value.root)])))
      let input = try #require(level.contract.operations.first?.input)
      let wire = level.wire(holder, as: input, blobsAreText: isText)
      let plan = Plan(level.contract)
      let (accepted, what) = try #require(
        judge.accepts(wire, operation: "Hold/input", plan: plan))
      judge.note(id, accepted == expected ? nil : what)
    }
    let surprises = try judge.surprises("nodeval")
    #expect(surprises.isEmpty, "\(surprises.joined(separator: "\n"))")
    #expect(judge.agreement >= 95)
    print("nodeval: \(judge.agreement) % of \(judge.cases.count)")
  }

  /// The model with one more service, whose only operation takes a value of a shape.
  private static func holder(of shape: String, in model: SourceFile) -> SourceFile {
    let service = """
      "shapes": {
        "test#Holder": {
          "type": "service", "operations": [{"target": "test#Hold"}],
          "traits": {"aws.protocols#awsJson1_0": {}}
        },
        "test#Hold": {"type": "operation", "input": {"target": "test#HoldInput"}},
        "test#HoldInput": {
          "type": "structure",
          "members": {"value": {"target": "\(shape)", "traits": {"smithy.api#required": {}}}}
        },
      """
    let text = String(decoding: model.bytes, as: UTF8.self)
      .replacingOccurrences(of: "\"shapes\": {", with: service)
    return SourceFile(path: "holder.json", bytes: Array(text.utf8))
  }

  // MARK: - Published examples and mutations of them

  /// The rows speak of Smithy models that are published elsewhere. botocore's models of the same
  /// services say the same: their patterns lack the anchors and are matched whole instead.
  @Test(
    .enabled(
      if: Corpora.botocoreData != nil,
      "ASSAY_BOTOCORE names an installed botocore"),
    arguments: ["restJson1", "awsJson1_0", "awsJson1_1", "awsQuery", "restXml"])
  func publishedExamplesAreJudged(_ protocolName: String) throws {
    let judge = CorporaJudge()
    var levels: [String: (ValueLevel, Plan)?] = [:]
    var unknown: [String: Int] = [:]
    var contested = 0
    for row in try Corpora.rows("oracle/\(protocolName).open.jsonl") {
      let example = try #require(OracleCase(row))
      if example.isContested {
        contested += 1
        continue
      }
      // botocore's models do not state `uniqueItems`.
      if example.mutation == "duplicate" { continue }
      if levels[example.model] == nil {
        levels[example.model] = try BotocoreModels.source(ofSmithyModel: example.model).map {
          let level = ValueLevel(
            try CorporaJudge.contract(of: $0), restoresAnchors: true,
            unions: BotocoreModels.unions)
          return (level, Plan(level.contract))
        }
      }
      guard case let (level, plan)?? = levels[example.model],
        let shape = level.contract.operation(named: example.operation)?.input
      else {
        unknown[example.model, default: 0] += 1
        continue
      }
      let wire = level.wire(example.value, as: shape)
      let (accepted, what) = try #require(
        judge.accepts(wire, operation: example.operation, plan: plan))
      judge.note(
        example.id, accepted == example.isValid(level, shape) ? nil : "\(accepted) \(what)")
    }
    let surprises = try judge.surprises("oracle/\(protocolName)")
    #expect(surprises.isEmpty, "\(surprises.joined(separator: "\n"))")
    #expect(judge.agreement >= 99.5)
    print(
      "oracle/\(protocolName): \(judge.agreement) % of \(judge.cases.count); \(contested) "
        + "contested, not judged for want of a model: \(unknown)")
  }
}
