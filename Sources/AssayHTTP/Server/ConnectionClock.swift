internal import NIOCore

/// The one deadline of a connection.
///
/// Deadlines are set far more often than they are reached, so a timer is not moved when its deadline
/// is put off; it looks again when it fires.
final class ConnectionClock {
  private var deadline = NIODeadline.distantFuture
  private var late: (() -> Void)?
  private var timer: Scheduled<Void>?
  private var firesAt = NIODeadline.distantFuture

  /// Replaces the deadline. `late` is called on the event loop, once.
  func expect(by deadline: NIODeadline, on loop: any EventLoop, _ late: @escaping () -> Void) {
    self.deadline = deadline
    self.late = late
    if timer == nil || deadline < firesAt { schedule(on: loop) }
  }

  /// Forgets the deadline.
  func expectNothing() {
    deadline = .distantFuture
    late = nil
  }

  /// Forgets the deadline and the timer.
  func stop() {
    expectNothing()
    timer?.cancel()
    timer = nil
  }

  private func schedule(on loop: any EventLoop) {
    timer?.cancel()
    firesAt = deadline
    timer = loop.assumeIsolated().scheduleTask(deadline: deadline) { self.fire(on: loop) }
  }

  private func fire(on loop: any EventLoop) {
    timer = nil
    guard let late else { return }
    if deadline <= .now() {
      expectNothing()
      late()
    } else {
      schedule(on: loop)
    }
  }
}
