import AssayModel
import AssayReport
import AssayTraffic
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Puts the results of several workers back in order and passes them to the report.
///
/// SAFETY: everything that changes is touched under the lock alone.
final class OrderedOutput: @unchecked Sendable {
  private let lock = Mutex(())
  private let failed = Atomic<Bool>(false)
  private let reader: TrafficReader
  /// Batches that may wait for an earlier one.
  private let window: Int
  private let report: Report
  private let progress: Progress
  private var next = 0
  private var waiting: [Int: (CheckedBatch, ReportFragment)] = [:]
  private var outcome = CheckOutcome(summary: Summary(), inputErrors: [])
  private var error: OutputError?

  init(_ job: CheckJob, _ reader: TrafficReader) {
    self.reader = reader
    window = max(4, job.jobs * 4)
    report = job.report
    progress = job.progress
  }

  /// Whether the report cannot be written any more, so that going on is in vain.
  var hasFailed: Bool { failed.load(ordering: .relaxed) }

  /// Takes a batch's results; waits where the batch is far ahead of the slowest.
  func take(_ part: CheckedBatch, _ fragment: ReportFragment, sequence: Int) {
    while true {
      let isTaken = lock.withLock { _ in
        guard sequence < next + window else { return false }
        if sequence == next {
          pass(part, fragment)
          while let (part, fragment) = waiting.removeValue(forKey: next) { pass(part, fragment) }
        } else {
          waiting[sequence] = (part, fragment)
        }
        return true
      }
      if isTaken || hasFailed { return }
      usleep(200)
    }
  }

  private func pass(_ part: CheckedBatch, _ fragment: ReportFragment) {
    next += 1
    outcome.summary.add(part.summary)
    outcome.summary.bytes += part.bytes
    outcome.inputErrors += part.errors
    guard error == nil else { return }
    do throws(OutputError) {
      try report.append(fragment)
      for error in part.errors { report.append(error) }
    } catch {
      self.error = error
      failed.store(true, ordering: .relaxed)
    }
    progress.update(bytes: reader.bytesRead)
  }

  /// What the run came to, once all workers are done.
  func finish() throws(OutputError) -> CheckOutcome {
    if let error { throw error }
    return outcome
  }
}
