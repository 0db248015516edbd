import AssayEngine
import AssayGenerate
import AssayHTTP
import AssayJSON
import AssayModel
import AssaySpec
import AssayTestSupport
import Testing

/// Smithy's protocol tests of malformed requests: the mock answers as the tests say that a server of
/// the contract must, to the letter.
@Suite(.enabled(if: Corpora.arePresent, Comment(rawValue: Corpora.absence)))
struct MalformedRequestTests {
  /// What the tests themselves have wrong, or leave to the server.
  private static let contested: Set<String> = [
    // Expects a literal `$$` in the pattern.
    "RestJsonMalformedPatternReDOSString",
    // Sends a literal `$value:L`.
    "RestJsonQueryTimestampDefaultRejectsUTCOffsets",
  ]

  @Test func malformedRequestsAreRefusedToTheLetter() throws {
    let rows =
      try Corpora.document("smithy/restJson1.open.json").root["cases"]?.sequence ?? []
    var mocks: [String: Mock] = [:]
    var count = 0
    var surprises: [String] = []
    for row in rows where row["kind"]?.string == "malformedRequest" {
      guard let test = ProtocolCase(row), let expected = row["expected"],
        !Self.contested.contains(test.id)
      else { continue }
      let mock = try mocks[test.model] ?? Self.mock(test.model)
      mocks[test.model] = mock
      count += 1
      let response = mock.response(to: Self.request(test.exchange))
      if let difference = Self.difference(response, expected) {
        surprises.append("\(test.id): \(difference)")
      }
    }
    let agreement = 100 * Double(count - surprises.count) / Double(max(1, count))
    print("malformed requests: \(agreement) % of \(count)")
    print(surprises.joined(separator: "\n"))
    #expect(count > 300)
    #expect(agreement >= 99, "\(surprises.joined(separator: "\n"))")
  }

  private static func mock(_ model: String) throws -> Mock {
    let result = SpecLoader.load([try Corpora.source(model)])
    let contract = try #require(result.contract, "\(model)")
    return Mock(Plan(contract))
  }

  private static func request(_ exchange: Exchange) -> ServerRequest {
    var request = ServerRequest(method: [], target: [], headers: [], body: [])
    guard let asked = exchange.request else { return request }
    request.method = Array(exchange[asked.method])
    request.target = Array(exchange[asked.target])
    request.headers = asked.headers.map {
      Case.Field(name: Array(exchange[$0.name]), value: Array(exchange[$0.value]))
    }
    if case .bytes(let range) = asked.body { request.body = Array(exchange[range]) }
    return request
  }

  /// What is otherwise than expected; `nil` where nothing is.
  private static func difference(_ response: Case.Response, _ expected: Node) -> String? {
    let type = response.headers.first {
      String(decoding: $0.name, as: UTF8.self).lowercased() == "x-amzn-errortype"
    }.map { String(decoding: $0.value, as: UTF8.self) }
    let text = String(decoding: response.body ?? [], as: UTF8.self)
    guard response.status == expected["code"]?.integer, type == expected["errorType"]?.string else {
      return "\(response.status) \(type ?? "no type") \(text) instead of \(expected.jsonText)"
    }
    guard let message = expected["message"]?.string else { return nil }
    let fields = (expected["fieldList"]?.sequence ?? []).map { field in
      JSONValue.object([
        .init("message", .string(field["message"]?.string ?? "")),
        .init("path", .string(field["path"]?.string ?? "")),
      ])
    }
    let wanted = JSONValue.object([
      .init("message", .string(message)), .init("fieldList", .array(fields)),
    ])
    return response.body == wanted.json
      ? nil : "\(text) instead of \(String(decoding: wanted.json, as: UTF8.self))"
  }
}
