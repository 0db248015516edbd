import AssayEngine
import AssayGenerate
import AssayModel
import Testing

@Suite("Messages of an operation")
struct OperationModelTests {
  let contract = Samples.listJobs
  let model = OperationModel(Samples.listJobs, Samples.listJobs.operations[0])

  func verdict(_ request: Case.Request?, _ response: Case.Response?) -> Verdict {
    let plan = Plan(contract)
    var exchange = Exchange()
    exchange.operation = exchange.append("ListReferenceImportJobs")
    if let request { exchange.request = exchange.append(request) }
    if let response { exchange.response = exchange.append(response) }
    return plan.check(exchange, scratch: Scratch(for: plan))
  }

  @Test("a request of each profile passes", arguments: ValueProfile.allCases)
  func requests(_ profile: ValueProfile) throws {
    let value = try #require(model.input(profile))
    let request = model.request(value)
    #expect(
      verdict(request, nil).violations == [], "\(String(decoding: request.target, as: UTF8.self))")
  }

  @Test("an answer of each profile passes", arguments: ValueProfile.allCases)
  func responses(_ profile: ValueProfile) throws {
    let value = try #require(model.output(profile))
    #expect(verdict(nil, model.response(value)).violations == [])
  }

  @Test("every error passes in every form of the protocol")
  func errors() throws {
    for (index, error) in model.errors.enumerated() {
      let value = try #require(model.error(index, .typical))
      let name = error.typeOnWire
      for form in [
        .usual, .header("a.b#\(name):http://x/"), .bodyType("ns#\(name)"), .bodyCode(name),
      ] as [ErrorForm] {
        let response = model.errorResponse(index, value, form: form)
        #expect(verdict(nil, response).violations == [], "\(error.name) \(form)")
      }
    }
  }

  @Test("random values pass and come back by their choices")
  func random() throws {
    let generator = ValueGenerator(contract)
    let output = try #require(contract.operations[0].output)
    let plan = Plan(contract)
    let scratch = Scratch(for: plan)
    for seed in 0..<500 as Range<UInt64> {
      var source = ChoiceSource(seed: seed)
      let value = try #require(generator.value(of: output, &source))
      var again = ChoiceSource(replaying: source.sequence)
      #expect(generator.value(of: output, &again) == value, "seed \(seed)")
      let response = Case.Response(status: 200, body: value.json)
      var exchange = Exchange()
      exchange.operation = exchange.append("ListReferenceImportJobs")
      exchange.response = exchange.append(response)
      let verdict = plan.check(exchange, scratch: scratch)
      #expect(verdict.violations == [], "seed \(seed)")
    }
  }
}
