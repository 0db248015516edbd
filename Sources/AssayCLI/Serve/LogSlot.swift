import AssayHTTP
import AssayReport
import Synchronization

/// A place for a log that is opened once the port is known, while the server already answers.
final class LogSlot: Sendable {
  private let log = Mutex<TrafficLog?>(nil)

  func set(_ log: TrafficLog) { self.log.withLock { $0 = log } }

  func add(_ served: ServerEvent.Served) { log.withLock { $0 }?.add(served) }

  func flush() { log.withLock { $0 }?.flush() }

  func finish() -> OutputError? { log.withLock { $0 }?.finish() }
}
