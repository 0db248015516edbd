import Synchronization

/// How far a run is. Written by many tasks, read by whoever shows it.
package final class RunProgress: Sendable {
  /// A look at it.
  package struct Snapshot: Sendable {
    /// What is being done.
    package var phase = ""
    package var done = 0
    /// Cases that are known to come; `nil` while random ones are made.
    package var total: Int?
    package var failures = 0
    package var requests = 0
  }

  private let state = Mutex(Snapshot())
  private let clock = ContinuousClock.now

  package init() {}

  package var snapshot: Snapshot { state.withLock { $0 } }

  /// Seconds since the beginning.
  package var seconds: Double {
    let (seconds, attoseconds) = clock.duration(to: .now).components
    return Double(seconds) + Double(attoseconds) / 1e18
  }

  func begin(_ phase: String, more: Int?) {
    state.withLock { state in
      state.phase = phase
      state.total = more.map { state.done + $0 }
    }
  }

  func sent() { state.withLock { $0.requests += 1 } }

  func finished(failing: Bool) {
    state.withLock { state in
      state.done += 1
      if failing { state.failures += 1 }
    }
  }
}
