import Assay
import AssayHTTPTypes
import AssayTesting
import Foundation
import HTTPTypes
import Testing

/// A server whose handlers take and give the messages of swift-http-types, tested without a socket.
@Suite struct ForecastTests {
  static let contract = try? Contract(contentsOf: contractPath)
  static let cases = contract?.cases(for: "GetForecast", matching: ["*/query.days/*"]) ?? []

  @Test func theForecastConforms() throws {
    let contract = try #require(Self.contract)
    let request = HTTPTypes.HTTPRequest(
      method: .get, scheme: "http", authority: "weather.test", path: "/cities/Oslo/forecast?days=3")
    let (response, body) = forecast(request)
    // Both modules have an `HTTPRequest`; Assay's are made of the others.
    expectConforms(.init(request), .init(response, body: body), of: contract)
  }

  @Test(arguments: cases)
  func theHandlerKeepsTheContract(_ aCase: ConformanceCase) throws {
    guard let request = HTTPTypes.HTTPRequest(aCase.request, authority: "weather.test") else {
      return
    }
    let (response, body) = forecast(request)
    expect(.init(response, body: body), satisfies: aCase)
  }
}

private let contractPath = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .appendingPathComponent("../../weather.yaml").path

/// The handler under test.
private func forecast(_ request: HTTPTypes.HTTPRequest) -> (HTTPTypes.HTTPResponse, [UInt8]) {
  func answer(_ status: HTTPTypes.HTTPResponse.Status, _ json: String) -> (
    HTTPTypes.HTTPResponse, [UInt8]
  ) {
    (.init(status: status, headerFields: [.contentType: "application/json"]), Array(json.utf8))
  }
  let components = URLComponents(string: request.path ?? "/")
  let city = components?.path.split(separator: "/").dropFirst().first.map(String.init) ?? ""
  for item in components?.queryItems ?? [] where item.name == "days" {
    let text = item.value ?? ""
    // `Int` takes `+3` and `03`, which the contract does not.
    guard let days = Int(text), (1...14).contains(days), String(days) == text else {
      return answer(.badRequest, #"{"message": "days must be from 1 to 14"}"#)
    }
  }
  return answer(.ok, #"{"city": "\#(city)", "celsius": 6.5}"#)
}
