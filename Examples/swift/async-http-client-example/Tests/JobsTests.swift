import Assay
import AssayAsyncHTTPClient
import AssayTesting
import AsyncHTTPClient
import Foundation
import Testing

/// A server in a process of its own (`Examples/capture/standin.py`), asked with async-http-client.
@Suite(.serialized) struct JobsTests {
  @Test func theListConforms() async throws {
    let contract = try Contract(contentsOf: repository + "spec/healthomics")
    try await withStandIn { base in
      var request = HTTPClientRequest(
        url: base + "/referencestore/1234567890/importjobs?maxResults=3")
      request.method = .POST
      request.headers.add(name: "content-type", value: "application/json")
      request.body = .bytes(Array("{}".utf8))
      let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
      expectConforms(
        HTTPRequest(request, body: Array("{}".utf8)), try await HTTPResponse(response),
        to: "ListReferenceImportJobs", of: contract)
    }
  }

  @Test func theServerKeepsToTheRangeOfAPage() async throws {
    let contract = try Contract(contentsOf: repository + "spec/healthomics")
    let cases = contract.cases(
      for: "ListReferenceImportJobs", matching: ["*/query.maxResults/range/*"],
      setting: ["referenceStoreId": "1234567890"])
    try await withStandIn { base in
      for aCase in cases {
        let request = HTTPClientRequest(aCase.request, base: base)
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        expect(try await HTTPResponse(response), satisfies: aCase)
      }
    }
  }

  private func withStandIn(_ body: (String) async throws -> Void) async throws {
    let port = Int.random(in: 20_000..<60_000)
    let server = Process()
    server.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    server.arguments = [
      "python3", repository + "Examples/capture/standin.py", "--port", String(port),
    ]
    try server.run()
    defer {
      // Foundation hands down the signals that the threads of tests block, so that `terminate()`
      // would do nothing, and `swift test` wait for the server for ever.
      kill(server.processIdentifier, SIGKILL)
      server.waitUntilExit()
    }
    let base = "http://127.0.0.1:\(port)"
    for _ in 0..<100 {
      var probe = HTTPClientRequest(url: base)
      probe.method = .POST
      if (try? await HTTPClient.shared.execute(probe, timeout: .seconds(1))) != nil { break }
      try await Task.sleep(for: .milliseconds(100))
    }
    try await body(base)
  }
}

private let repository =
  URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .appendingPathComponent("../../../..").standardizedFileURL.path + "/"
