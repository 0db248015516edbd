import AssayEngine
import AssayGenerate
import AssayHTTP
import AssayModel
import AssaySpec
import AssayTestSupport
import Foundation
import Testing

/// Published models: for every operation a sound question gets an answer that keeps the contract, and
/// every walk through pages ends.
struct PublishedModelTests {
  @Test(.enabled(if: Corpora.arePresent, Comment(rawValue: Corpora.absence)))
  func operationsOfHealthOmicsAreAnswered() throws {
    let file = try #require(try Corpora.files(below: "models").first)
    // Every one where `ASSAY_SERVICES` asks for the long way.
    let isLong = ProcessInfo.processInfo.environment["ASSAY_SERVICES"] != nil
    try Self.answerEverything(try Corpora.source(file), every: isLong ? 1 : 9)
  }

  /// `ASSAY_BOTOCORE` names the folder `data` of botocore, `ASSAY_SERVICES` the services.
  @Test(.enabled(if: Corpora.botocoreData != nil, "ASSAY_BOTOCORE names the models"))
  func everyOperationOfOtherServicesIsAnswered() throws {
    let data = try #require(Corpora.botocoreData)
    let wanted = ProcessInfo.processInfo.environment["ASSAY_SERVICES"] ?? "omics,dynamodb,lambda"
    for service in wanted.split(separator: ",") {
      let folder = data.appendingPathComponent(String(service))
      let version = try #require(
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().last)
      let path = folder.appendingPathComponent(version).path
      let name =
        FileManager.default.fileExists(atPath: path + "/service-2.json")
        ? "service-2.json" : "service-2.json.gz"
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path + "/" + name))
      try Self.answerEverything(SourceFile(path: name, bytes: [UInt8](bytes)), "\(service)")
    }
  }

  private static func answerEverything(
    _ source: SourceFile, _ service: String = "", every: Int = 1
  ) throws {
    let contract = try #require(SpecLoader.load([source]).contract, "\(service)")
    guard Mock.canSpeak(contract.wireProtocol) else { return }
    var options = Mock.Options()
    options.items = 25
    let plan = Plan(contract)
    let mock = Mock(plan, options: options)
    let scratch = Scratch(for: plan)
    var counts = (asked: 0, answered: 0, walks: 0)
    var surprises: [String] = []
    for (place, operation) in contract.operations.enumerated() where place % every == 0 {
      let model = OperationModel(contract, operation)
      guard var value = model.input(.plain) else { continue }
      counts.asked += 1
      if let limit = operation.pagination?.limit, case .member(let name)? = limit.steps.first,
        limit.steps.count == 1, model.input(.typical)?[name] != nil
      {
        value[name] = nil
      }
      var pages = 0
      var seen: [JSONValue] = []
      while true {
        let asked = model.request(value)
        let request = ServerRequest(
          method: asked.method, target: asked.target, headers: asked.headers,
          body: asked.body ?? [])
        let response = mock.response(to: request)
        var exchange = Exchange()
        exchange.request = exchange.append(asked)
        exchange.response = exchange.append(response)
        let verdict = plan.check(exchange, operation: nil, scratch: scratch)
        let success = (200..<400).contains(response.status)
        guard verdict.outcome == .pass, success else {
          let text = String(decoding: (response.body ?? []).prefix(300), as: UTF8.self)
          surprises.append(
            "\(service) \(operation.name): \(response.status) \(verdict.outcome) "
              + "\(verdict.violations.prefix(2).map { "\($0.pointer) \($0.message)" }) \(text)")
          break
        }
        if pages == 0 { counts.answered += 1 }
        pages += 1
        guard let pagination = operation.pagination, pages < 30,
          let document = try? JSONText.object(response.body ?? []),
          case .member(let output)? = pagination.output.steps.first,
          case .member(let input)? = pagination.input.steps.first,
          pagination.output.steps.count == 1, pagination.input.steps.count == 1
        else { break }
        if let path = pagination.items, case .member(let items)? = path.steps.first,
          let list = document[items] as? [Any]
        {
          seen += list.map { .string("\($0)") }
        }
        let key = contract[contract.base(of: operation.output ?? ShapeID(0))].members
          .first { $0.name == output }?.nameOnWire
        guard let token = document[key ?? output] else { break }
        value[input] = token is String ? .string("\(token)") : .number("\(token)")
      }
      if pages > 1 { counts.walks += 1 }
      if pages >= 30 { surprises.append("\(service) \(operation.name): the walk does not end") }
    }
    print(
      "\(service): \(counts.answered) of \(counts.asked) operations answered, "
        + "\(counts.walks) walks of several pages")
    print(surprises.joined(separator: "\n"))
    #expect(surprises.isEmpty)
  }
}
