import AssayEngine
import AssayModel
import AssayReport
import AssayTraffic

/// Checks traffic on several threads and reports in order.
///
/// Each worker takes a batch of documents from the reader, checks it with a scratch of its own and
/// hands the rendered results to the ``OrderedOutput``, which passes them on by sequence number. A
/// worker that is far ahead of the slowest waits, so memory does not grow with the traffic.
enum CheckPipeline {
  static func run(_ job: CheckJob) throws(OutputError) -> CheckOutcome {
    var options = TrafficOptions()
    options.content = job.bodies == nil ? .exchanges : .bodies
    options.limits = job.plan.options.limits
    options.isShared = job.jobs > 1
    let reader = TrafficReader(
      paths: job.inputs, options: options, isInterrupted: job.isInterrupted)
    let output = OrderedOutput(job, reader)
    let workers = (0..<max(1, job.jobs)).map { _ in
      CheckWorker(job, fragment: job.report.makeFragment())
    }
    let start = monotonicSeconds()
    let isInterrupted = job.isInterrupted
    let work: @Sendable (Int) -> Void = { index in
      workers[index].run(reader, output, isInterrupted: isInterrupted)
    }
    WorkerThreads.run(workers.count, work)
    var outcome = try output.finish()
    outcome.summary.seconds = monotonicSeconds() - start
    outcome.summary.isInterrupted = isInterrupted()
    outcome.summary.coverage = job.plan.coverage(of: workers.map(\.scratch))
    return outcome
  }
}
