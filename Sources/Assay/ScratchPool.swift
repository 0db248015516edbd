import AssayEngine
import Synchronization

/// Scratches for the tasks that check at once: as many as there ever were checks at one time.
final class ScratchPool: Sendable {
  /// A scratch on its way from one task to another.
  ///
  /// SAFETY: a scratch is either in the pool or in the hands of the one task that took it, and both
  /// ways lead through the lock, so that no two tasks use it at once.
  private struct Held: @unchecked Sendable {
    let scratch: Scratch
  }

  private let plan: Plan
  private let idle = Mutex<[Held]>([])

  init(plan: Plan) {
    self.plan = plan
  }

  /// Runs a check with a scratch that nobody else uses meanwhile.
  func withScratch<Result>(_ body: (Scratch) -> Result) -> Result {
    let held = idle.withLock { $0.popLast() } ?? Held(scratch: Scratch(for: plan))
    defer { idle.withLock { $0.append(held) } }
    return body(held.scratch)
  }

  /// Looks at all scratches that are in no task's hands; no check begins meanwhile.
  func withIdle<Result: Sendable>(_ body: ([Scratch]) -> Result) -> Result {
    idle.withLock { held in body(held.map(\.scratch)) }
  }
}
