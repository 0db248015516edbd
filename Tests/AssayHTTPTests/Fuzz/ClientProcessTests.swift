import Foundation
import Testing

@testable import AssayHTTP

@Suite("Running a client", .serialized)
struct ClientProcessTests {
  private func run(
    _ command: [String], timeout: Double = 10, unbounded: Bool = false
  ) async -> ClientRun {
    await ClientProcess(command: command, variables: ["ASSAY_X": "y"], timeout: timeout)
      .run { unbounded }
  }

  @Test("status, output and environment")
  func plain() async {
    let run = await run(["sh", "-c", "echo out $ASSAY_X; echo err >&2; exit 7"])
    #expect(run.end == .exited(7))
    #expect(String(decoding: run.output, as: UTF8.self) == "out y\n")
    #expect(String(decoding: run.errors, as: UTF8.self) == "err\n")
  }

  @Test("signals are told")
  func signals() async {
    #expect(await run(["sh", "-c", "kill -SEGV $$"]).end == .signalled(11))
  }

  @Test("a client that is not there, or is no program")
  func missing() async {
    for command in [["no-such-program-of-assay"], ["./no-such-file"], ["/dev/null"], []] {
      guard case .notStarted = await run(command).end else {
        Issue.record("started: \(command)")
        continue
      }
    }
  }

  @Test("a client that hangs ends with what it has started, even against its will")
  func hangs() async throws {
    let mark = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    let script = "trap '' TERM; (trap '' TERM; sleep 8; touch '\(mark.path)') & sleep 60"
    let run = await run(["sh", "-c", script], timeout: 0.3)
    #expect(run.end == .timedOut)
    // Between a machine that is busy and a child that lives on there is a wide space.
    #expect(run.seconds < 7)
    try await Task.sleep(for: .seconds(max(0, 8.5 - run.seconds)))
    #expect(!FileManager.default.fileExists(atPath: mark.path))
  }

  @Test("a client that leaves a child behind with its output open is not waited for")
  func orphan() async {
    let run = await run(["sh", "-c", "sleep 30 & echo done"])
    #expect(run.end == .exited(0))
    #expect(run.seconds < 25)
    #expect(String(decoding: run.output, as: UTF8.self) == "done\n")
  }

  @Test("megabytes are taken and cut")
  func megabytes() async {
    let run = await run(["sh", "-c", "yes | head -c 60000000; yes x | head -c 9000000 >&2"])
    #expect(run.end == .exited(0))
    #expect(run.isCut)
    #expect(run.output.count == 32 << 20)
    #expect(run.errors.count <= 1 << 19)
  }

  @Test("a client that asks without end is ended")
  func unbounded() async {
    let run = await run(["sleep", "30"], unbounded: true)
    #expect(run.end == .unbounded)
    #expect(run.seconds < 25)
  }
}
