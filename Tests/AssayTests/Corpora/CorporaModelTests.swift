import AssayModel
import AssaySpec
import AssayTestSupport
import Testing

/// The models of the corpora load, whatever they hold.
@Suite(.enabled(if: Corpora.arePresent, Comment(rawValue: Corpora.absence)))
struct CorporaModelTests {
  @Test func everySmithyModelLoads() throws {
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

  /// What an import writes down is the contract that was read.
  @Test func everySmithyModelIsTheSameAsANativeFile() throws {
    let models = try Corpora.files(below: "smithy/models") + Corpora.files(below: "models")
    for model in models {
      for service in SmithyReader.services(in: [try Corpora.document(model)]) {
        let contract = try CorporaJudge.contract(ofModel: model, service: service.id)
        let text = ContractWriter.write(contract)
        let native = SourceFile(path: "native.yaml", bytes: Array(text.utf8))
        let again = try CorporaJudge.contract(of: native)
        #expect(again == contract, "\(model) \(service.id)")
      }
    }
  }
}
