import AssayHTTP
import AssayReport
import Dispatch
import Synchronization

/// Waits for a run of scenarios and shows, on a terminal, how far it is.
final class FuzzProgress: Sendable {
  private struct State {
    var done = 0
    var total = 0
    var failed = 0
    var outcome: Result<FuzzReport, FuzzError>?
  }

  private let state = Mutex(State())

  /// Says how far the run is.
  func update(_ done: Int, _ total: Int, _ failed: Int) {
    state.withLock { state in
      state.done = done
      state.total = total
      state.failed = failed
    }
  }

  /// Runs the work on other threads while this one shows how far it is.
  func wait(
    on console: Console?,
    for work: @escaping @Sendable () async -> Result<FuzzReport, FuzzError>
  ) -> Result<FuzzReport, FuzzError> {
    let over = DispatchSemaphore(value: 0)
    Task.detached {
      let outcome = await work()
      self.state.withLock { $0.outcome = outcome }
      over.signal()
    }
    let start = monotonicSeconds()
    while over.wait(timeout: .now() + .milliseconds(150)) == .timedOut {
      guard let console else { continue }
      let (done, total, failed) = state.withLock { ($0.done, $0.total, $0.failed) }
      show(Self.line(done, total, failed, monotonicSeconds() - start), console)
    }
    if let console { show("", console) }
    return state.withLock { $0.outcome } ?? .failure(.interrupted)
  }

  private func show(_ line: String, _ console: Console) {
    try? console.errors.write(Array("\r\u{1B}[K\(line)".utf8))
    try? console.errors.flush()
  }

  /// `[######··········] 120 of 310 scenarios, 3 failed, 11.2/s`.
  static func line(_ done: Int, _ total: Int, _ failed: Int, _ seconds: Double) -> String {
    guard total > 0 else { return "warming up" }
    let width = 24
    let filled = done * width / total
    let bar = String(repeating: "#", count: filled) + String(repeating: "·", count: width - filled)
    let tenths = seconds > 0 ? Int(Double(done) / seconds * 10) : 0
    return
      "[\(bar)] \(done) of \(total) scenarios, \(failed) failed, \(tenths / 10).\(tenths % 10)/s"
  }
}
