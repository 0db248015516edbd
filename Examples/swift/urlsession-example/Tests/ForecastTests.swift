import Assay
import AssayTesting
import AssayURLSession
import Foundation
import Testing

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// A client that uses `URLSession`, and a server that is a `URLProtocol` here: yours is a real one.
@Suite struct ForecastTests {
  let contract: Contract
  let session: URLSession

  init() throws {
    contract = try Contract(contentsOf: contractPath)
    let configuration = URLSessionConfiguration.ephemeral
    configuration.protocolClasses = [StandIn.self]
    session = URLSession(configuration: configuration)
  }

  @Test func theForecastConforms() async throws {
    let url = try #require(URL(string: "http://weather.test/cities/Oslo/forecast?days=3"))
    let request = URLRequest(url: url)
    let response = try #require(HTTPResponse(try await session.data(for: request)))
    expectConforms(try #require(HTTPRequest(request)), response, of: contract)
  }

  @Test func aCaseGoesOutAsARequest() async throws {
    let cases = contract.cases(for: "GetForecast", matching: ["*/query.days/range/*"])
    for aCase in cases {
      let request = try #require(URLRequest(aCase.request, base: "http://weather.test"))
      let response = try #require(HTTPResponse(try await session.data(for: request)))
      expect(response, satisfies: aCase)
    }
  }
}

private let contractPath = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .appendingPathComponent("../../weather.yaml").path

/// Answers every request itself, without a network.
final class StandIn: URLProtocol, @unchecked Sendable {
  override static func canInit(with _: URLRequest) -> Bool { true }
  override static func canonicalRequest(for request: URLRequest) -> URLRequest { request }
  override func stopLoading() {}

  override func startLoading() {
    guard let url = request.url else { return }
    let components = URLComponents(url: url, resolvingAgainstBaseURL: false)
    let days = components?.queryItems?.first { $0.name == "days" }?.value ?? "1"
    let city = url.pathComponents.dropFirst(2).first ?? ""
    let isSound = Int(days).map { (1...14).contains($0) } == true
    let body =
      isSound
      ? #"{"city": "\#(city)", "celsius": 6.5}"# : #"{"message": "days must be from 1 to 14"}"#
    let answer = HTTPURLResponse(
      url: url, statusCode: isSound ? 200 : 400, httpVersion: "HTTP/1.1",
      headerFields: ["Content-Type": "application/json"])
    guard let answer else { return }
    client?.urlProtocol(self, didReceive: answer, cacheStoragePolicy: .notAllowed)
    client?.urlProtocol(self, didLoad: Data(body.utf8))
    client?.urlProtocolDidFinishLoading(self)
  }
}
