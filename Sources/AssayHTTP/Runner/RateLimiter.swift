import Synchronization

/// Spreads requests evenly over time.
final class RateLimiter: Sendable {
  private let interval: Duration?
  private let next: Mutex<ContinuousClock.Instant>

  /// Requests a second; `nil` for no limit.
  init(_ rate: Double?) {
    interval = rate.map { .nanoseconds(Int64(1e9 / max($0, 0.001))) }
    next = Mutex(.now)
  }

  /// Waits for a turn.
  func wait() async {
    guard let interval else { return }
    let turn = next.withLock { next in
      let turn = max(next, .now)
      next = turn.advanced(by: interval)
      return turn
    }
    try? await Task.sleep(until: turn, clock: .continuous)
  }
}
