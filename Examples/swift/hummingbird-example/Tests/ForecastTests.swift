import Assay
import AssayHummingbird
import AssayTesting
import Foundation
import Hummingbird
import HummingbirdTesting
import Testing

/// A Hummingbird application, put to the cases of its contract by its own test client.
@Suite(.requiresCoverage(of: contract, satisfied: 0.5)) struct ForecastTests {
  @Test func theForecastConforms() async throws {
    try await application.test(.router) { client in
      let response = try await client.execute(uri: "/cities/Oslo/forecast?days=3", method: .get)
      expectConforms(AssayModel.HTTPResponse(response), to: "GetForecast", of: contract)
    }
  }

  @Test(arguments: contract.cases(for: "GetForecast", matching: ["*/query.days/*"]))
  func theServerKeepsTheContract(_ aCase: ConformanceCase) async throws {
    try await application.test(.router) { client in
      expect(try await client.execute(aCase.request), satisfies: aCase)
    }
  }
}

private let contract = load()

private func load() -> Contract {
  let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../weather.yaml").path
  do {
    return try Contract(contentsOf: path)
  } catch {
    fatalError("\(error)")
  }
}

/// The application under test.
private var application: some ApplicationProtocol {
  let router = Router()
  router.get("/cities/{city}/forecast") { request, context -> Response in
    let city = context.parameters.get("city") ?? ""
    for days in request.uri.queryParameters.getAll("days") {
      guard let number = Int(days), (1...14).contains(number), String(number) == days else {
        return answer(.badRequest, #"{"message": "days must be from 1 to 14"}"#)
      }
    }
    return answer(.ok, #"{"city": "\#(city)", "celsius": 6.5}"#)
  }
  return Application(responder: router.buildResponder())
}

private func answer(_ status: HTTPResponse.Status, _ json: String) -> Response {
  Response(
    status: status, headers: [.contentType: "application/json"],
    body: .init(byteBuffer: ByteBuffer(string: json)))
}
