import AssayEngine
import AssayGenerate
import AssayModel
import AssaySpec
import AssayTestSupport
import Foundation
import Testing

@testable import AssayHTTP

@Suite("Scenarios")
struct ScenarioTests {
  static let contract = ContractSamples.listJobs
  static let plan = Plan(contract)
  static let model = OperationModel(contract, contract.operations[0])
  static let list = ScenarioList(model, plan)

  @Test("identifiers are unique, and pinned: suites choose scenarios by them")
  func identifiers() {
    let ids = Self.list.scenarios.map(\.id)
    #expect(Set(ids).count == ids.count)
    let table = Self.list.scenarios.map { "\($0.expectation.rawValue) \($0.id)\n" }.joined()
    let difference = Snapshot(besideTest: #filePath).difference(table, named: "scenarios.txt")
    #expect(difference == nil, "\(difference ?? "")")
    #expect(Self.list.omissions == [])
  }

  @Test("the seed changes the data and not the scenarios", arguments: [7, 20_260_101] as [UInt64])
  func seeds(_ seed: UInt64) {
    var options = ScenarioList.Options()
    options.seed = seed
    let other = ScenarioList(Self.model, Self.plan, options: options)
    #expect(other.scenarios.map(\.id) == Self.list.scenarios.map(\.id))
    #expect(other.scenarios.first?.script != Self.list.scenarios.first?.script)
  }

  @Test("a walk through the pages of a valid scenario meets sound answers alone")
  func valid() {
    for scenario in Self.list.scenarios where scenario.category == .valid {
      let player = Player(scenario)
      let answers = player.walk()
      let pages = player.responder.record.pageCount
      #expect(answers.count >= pages, "\(scenario.id)")
      for answer in answers {
        let verdict = player.check(answer)
        #expect(verdict.outcome == .pass, "\(scenario.id): \(verdict.violations.map(\.message))")
      }
    }
  }

  @Test("an invalid answer breaks the contract, and the item's constraint alone")
  func invalid() {
    for scenario in Self.list.scenarios
    where scenario.category == .invalid && scenario.id.contains("importJobs[]") {
      let player = Player(scenario)
      let verdict = player.walk().first.map { player.check($0) }
      #expect(verdict?.outcome == .fail, "\(scenario.id)")
    }
  }

  @Test("tokens are taken exactly: NFC is not NFD")
  func exactTokens() throws {
    let scenario = try #require(
      Self.list.scenarios.first { $0.id.hasSuffix("valid/token/nfd") })
    let player = Player(scenario)
    _ = player.ask(nil)
    let token = try #require(scenario.script.pages.first?.next)
    _ = player.ask(token.precomposedStringWithCanonicalMapping)
    _ = player.ask(token)
    let places = player.responder.record.asked.map(\.page)
    #expect(places.count == 3)
    #expect(places.first == .page(0) && places.last == .page(1))
    if case .unknownToken? = places.dropFirst().first {} else { Issue.record("NFC was taken") }
  }

  @Test("a page has no more items than the request allows, and none is lost")
  func limits() {
    let player = Player(Self.list.scenarios[0])
    var tokens: [String?] = [nil]
    var ids: [String] = []
    while let token = tokens.last, tokens.count < 20 {
      let body = player.ask(token, limit: 2).response?.body ?? []
      guard case .array(let jobs)? = JSONValue(reading: body)?["importJobs"] else { break }
      #expect(jobs.count <= 2)
      ids += jobs.compactMap { if case .string(let id)? = $0["id"] { id } else { nil } }
      guard case .string(let next)? = JSONValue(reading: body)?["nextToken"] else { break }
      tokens.append(next)
    }
    #expect(ids.count == 7)
    #expect(Set(ids).count == 7)
    #expect(ids != ids.sorted(), "items in order would hide a client that sorts them")
  }

  @Test("an answer that leads to no other page leaves one page to ask for, whatever its limit")
  func lastPage() throws {
    let scenario = try #require(
      Self.list.scenarios.first { $0.id.hasSuffix("valid/importJobs/length/one") })
    let player = Player(scenario)
    let answer = try #require(player.ask(nil, limit: 2).response)
    #expect(JSONValue(reading: answer.body ?? [])?["nextToken"] == nil)
    #expect(player.responder.record.pageCount == 1)
  }

  @Test("operations without pages, of other protocols and without JSON have scenarios or a reason")
  func others() {
    for (protocolName, text) in [
      ("http-json", "http: { method: GET, uri: \"/thing/{id}\" }"),
      ("awsJson1_1", "readonly: true"),
    ] {
      let location = protocolName == "http-json" ? ", in: path" : ""
      let contract = ContractSamples.native(
        """
        assay: 1
        service: Things
        protocol: \(protocolName)
        operations:
          GetThing:
            \(text)
            input: { id: { type: string, length: 1..9, required: true\(location) } }
            output: { name: { type: string, length: 1..5 }, size: { type: integer, range: 0..9 } }
            errors: [Gone]
        errors:
          Gone: { status: 410, members: { message: { type: string } } }
        """)
      let scenarios = contract.operations.first.map {
        ScenarioList(contract, operation: $0).scenarios
      }
      #expect((scenarios?.count ?? 0) > 100, "\(protocolName)")
      #expect(scenarios?.contains { $0.id == "GetThing/errors/Gone/always" } == true)
    }
    let xml = ContractSamples.native(
      """
      assay: 1
      service: Things
      protocol: restXml
      operations:
        GetThing:
          http: { method: GET, uri: /thing }
          output: { name: { type: string } }
      """)
    let list = xml.operations.first.map { ScenarioList(xml, operation: $0) }
    #expect(list?.scenarios.isEmpty == true)
    #expect(list?.omissions.isEmpty == false)
  }
}

/// Asks what a scenario answers, without sockets.
struct Player {
  let responder: ScenarioResponder
  private let scratch = Scratch(for: ScenarioTests.plan)

  init(_ scenario: Scenario) {
    responder = ScenarioResponder(scenario, ScenarioTests.model, ScenarioTests.plan)
  }

  func ask(_ token: String?, limit: Int? = nil) -> Reply {
    var target = "/referencestore/7418529630/importjobs?"
    if let limit { target += "maxResults=\(limit)&" }
    if let token {
      let encoded = token.utf8.map { byte -> String in
        let digits = String(byte, radix: 16, uppercase: true)
        return "%" + (digits.utf8.count == 1 ? "0" : "") + digits
      }
      target += "nextToken=" + encoded.joined()
    }
    return responder.reply(
      to: ServerRequest(
        method: Array("POST".utf8), target: Array(target.utf8),
        headers: [Case.Field("Content-Type", "application/json")], body: Array("{}".utf8)))
  }

  /// The answers of a walk to its end, or to fifty.
  func walk() -> [Case.Response] {
    var answers: [Case.Response] = []
    var token: String?
    repeat {
      guard let response = ask(token).response else { return answers }
      answers.append(response)
      guard case .string(let next)? = JSONValue(reading: response.body ?? [])?["nextToken"] else {
        return answers
      }
      token = next
    } while answers.count < 50
    return answers
  }

  func check(_ response: Case.Response) -> Verdict {
    var exchange = Exchange()
    exchange.operation = exchange.append("ListReferenceImportJobs")
    exchange.response = exchange.append(response)
    return ScenarioTests.plan.check(exchange, scratch: scratch)
  }
}

enum ContractSamples {
  static let listJobs: Contract = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let path = folder.appendingPathComponent("spec/healthomics").path
    return SpecLoader.load(paths: [path]).contract ?? Contract(service: "missing \(path)")
  }()

  static func native(_ yaml: String) -> Contract {
    let result = SpecLoader.load([SourceFile(path: "contract.yaml", bytes: Array(yaml.utf8))])
    return result.contract ?? Contract(service: "broken: \(result.diagnostics.map(\.message))")
  }
}
