import AssayGenerate
import AssayHTTP
import AssayModel
import Foundation
import Testing

@Suite("Runs", .serialized) struct TestRunTests {
  private func folder() -> String {
    FileManager.default.temporaryDirectory.appending(path: "assay-\(UUID().uuidString)")
      .path(percentEncoded: false)
  }

  private func small(_ options: inout RunOptions) {
    options.explorationCases = 0
    options.selection.include = [
      IDPattern("*/query.maxResults/*"), IDPattern("*/walk/pagination"),
    ]
  }

  @Test("failures are kept, run first, and forgotten once they are gone") func keeping()
    async throws
  {
    let folder = folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (fault, kept) in [
      (ServiceFault.maxResultsAbove, "query.maxResults/range/max+1"),
      (.pageEmptyAtEnd, "walk/pagination/limit=max/token-after-end"),
    ] {
      let faulty = JobsService(fault: fault)
      let first = try await TestServer.run({ faulty.answer($0) }) { port in
        try await JobsContract.run(port, seed: 1) { options in
          small(&options)
          options.failureFolder = folder
        }
      }
      #expect(first.failures.map(\.item.id) == ["ListReferenceImportJobs/" + kept])
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 1)
      let again = try await TestServer.run({ faulty.answer($0) }) { port in
        try await JobsContract.run(port, seed: 1) { options in
          options.failureFolder = folder
          options.replaysOnly = true
        }
      }
      #expect(again.failures.map(\.item.id) == ["ListReferenceImportJobs/" + kept])
      #expect(again.cases < 20)
      let sound = JobsService(fault: nil)
      let last = try await TestServer.run({ sound.answer($0) }) { port in
        try await JobsContract.run(port, seed: 1) { options in
          options.failureFolder = folder
          options.replaysOnly = true
        }
      }
      #expect(last.failures.isEmpty)
      #expect(last.fixed.contains("ListReferenceImportJobs/" + kept))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
    }
  }

  @Test("without a server there is no run") func unreachable() async throws {
    let server = try await TestServer { _ in WireResponse(200, "{}") }
    await server.stop()
    await #expect(throws: TestRun.Failure.self) {
      _ = try await JobsContract.run(server.port, seed: 1)
    }
  }

  @Test("a server that never answers ends the run soon") func silent() async throws {
    let report = try await TestServer.run({ _ in
      var response = WireResponse(200, "")
      response.closes = true
      return response
    }) { port in try await JobsContract.run(port, seed: 1) }
    #expect(report.unfinished?.hasPrefix("the server never answered") == true)
    #expect(report.cases < 20)
  }

  @Test("a server that refuses foreign tokens raises no alarm") func foreignTokens() async throws {
    let service = JobsService(fault: nil)
    let report = try await TestServer.run({ request in
      if request.target.contains("nextToken="), !request.target.contains("nextToken=at%20") {
        return WireResponse(400, #"{"message":"no such token"}"#, type: "ValidationException")
      }
      return service.answer(request)
    }) { port in
      try await JobsContract.run(port, seed: 1) { options in
        options.explorationCases = 20
        options.selection.exclude = [IDPattern("*/body.*")]
      }
    }
    #expect(report.failures.map(\.item.id) == [])
    #expect(report.remarks.contains { $0.contains("refuses tokens") })
  }

  @Test("nothing but not-found leaves the run unfinished") func barrier() async throws {
    let report = try await TestServer.run({ _ in
      WireResponse(404, #"{"message":"no"}"#, type: "ResourceNotFoundException")
    }) { port in try await JobsContract.run(port, seed: 1) { small(&$0) } }
    #expect(report.failures.isEmpty)
    #expect(report.unfinished != nil)
  }

  @Test("random failures are made small") func shrinking() async throws {
    // Answers with three jobs or more are spoilt, which no derived case of those that run shows.
    let service = JobsService(fault: nil)
    let report = try await TestServer.run({ request in
      request.target.contains("maxResults=") && !request.body.isEmpty
        && request.body != Array("{}".utf8)
        ? WireResponse(500, #"{"message":"x"}"#, type: "InternalServerException")
        : service.answer(request)
    }) { port in
      try await JobsContract.run(port, seed: 7) { options in
        options.explorationCases = 200
        options.selection.exclude = [IDPattern("*")]
      }
    }
    let failure = try #require(report.failures.first { $0.item.id.contains("/random/") })
    #expect(failure.judgement.kind == .serverError)
    let request = try #require(failure.item.request)
    #expect(request.target.count < 60, "\(String(decoding: request.target, as: UTF8.self))")
    #expect(request.body?.count ?? 0 < 30)
  }
}
