import AssayCLI
import Foundation
import Testing

/// `assay test` without a server: what is at fault, and what that is told by.
@Suite struct TestCommandTests {
  private static let spec: String = {
    let package = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return package.appending(path: "spec/healthomics").path(percentEncoded: false)
  }()

  private func run(_ arguments: String...) -> CommandRun {
    CommandRun(["test", Self.spec, "--failures", "/nonexistent"] + arguments)
  }

  @Test func withoutAServerTheWorkIsNotFinished() {
    // Port 1 is nobody's.
    let run = run("--url", "http://127.0.0.1:1")
    #expect(run.status == .unfinished)
    #expect(run.errors == "error: cannot connect to 127.0.0.1:1: connection refused\n")
    #expect(run.output.isEmpty)
  }

  @Test(arguments: [
    ("ftp://a", "the scheme `ftp` is not known"), ("localhost:80", "is no URL"),
    ("http://", "names no host"), ("http://a:99999", "is no port"),
  ])
  func urlsThatAreNone(_ url: String, _ reason: String) {
    let run = run("--url", url)
    #expect(run.status == .usage)
    #expect(run.errors.contains(reason))
  }

  @Test func whatTheContractDoesNotKnow() {
    let value = run("--url", "http://127.0.0.1:1", "--set", "referenceStoreID=1")
    #expect(value.status == .usage)
    #expect(value.errors.contains("did you mean `referenceStoreId`?"))
    let operation = run("--url", "http://127.0.0.1:1", "--operation", "ListJobs")
    #expect(operation.status == .usage)
    let file = run("--url", "http://127.0.0.1:1", "--set", "/nonexistent.yaml")
    #expect(file.status == .usage)
    #expect(file.errors.contains("no such file"))
  }

  @Test func whatTheMachineDoesNotHave() {
    let authorities = run("--url", "https://127.0.0.1:1", "--tls-ca", "/nonexistent.pem")
    #expect(authorities.status == .usage)
    let credentials = run("--url", "http://127.0.0.1:1", "--sigv4", "us-east-1")
    #expect(credentials.status == .usage)
    #expect(credentials.errors.contains("AWS_ACCESS_KEY_ID"))
  }
}
