import AssayEngine
import AssayModel
import AssayReport
import AssayTraffic

/// One thread's share of a check: its scratch, its batch, its exchange, all used again and again.
///
/// SAFETY: the pipeline makes one for each thread, and nobody else touches it before that thread has ended.
final class CheckWorker: @unchecked Sendable {
  let scratch: Scratch
  private let plan: Plan
  private let bodies: Plan.Direction?
  private let operation: Int?
  private let showsAll: Bool
  private let hiddenPaths: HiddenPaths?
  private let batch = Batch()
  private var parser: HAREntryParser
  private var exchange = Exchange()
  private var fragment: ReportFragment

  init(_ job: CheckJob, fragment: ReportFragment) {
    plan = job.plan
    bodies = job.bodies
    operation = job.operation
    showsAll = job.showsAll
    hiddenPaths = job.plan.options.showsSecrets ? nil : HiddenPaths(job.plan.contract)
    scratch = Scratch(for: job.plan)
    parser = HAREntryParser(limits: job.plan.options.limits)
    self.fragment = fragment
  }

  /// Checks batches until there are none.
  func run(
    _ reader: TrafficReader, _ output: OrderedOutput, isInterrupted: @Sendable () -> Bool
  ) {
    while !isInterrupted(), !output.hasFailed, reader.next(batch) {
      var part = CheckedBatch()
      fragment.removeAll()
      for (place, document) in batch.documents.enumerated() {
        check(document, index: batch.firstIndex + place, &part)
      }
      if let failure = batch.failure { part.errors.append(failure.forReport) }
      // Other threads may be waiting for this one's giant to go.
      exchange.shrink(to: Batch.giantBytes)
      batch.releaseGiant()
      output.take(part, fragment, sequence: batch.sequence)
    }
  }

  private func check(_ document: Batch.Document, index: Int, _ part: inout CheckedBatch) {
    part.bytes += document.count
    if let bodies {
      let verdict =
        document.isOverLimit
        ? overLimit("a body of at most \(plan.options.limits.bodyBytes) bytes")
        : unsafe plan.check(
          body: batch.bytes(document), bodies, operation: operation ?? 0, scratch: scratch)
      add(verdict, document, index, hasExchange: false, &part)
      return
    }
    switch parser.parse(document, of: batch, index: index, into: &exchange) {
    case .exchange:
      let verdict = plan.check(exchange, operation: operation, scratch: scratch)
      add(verdict, document, index, hasExchange: true, &part)
    case .overLimit(let text):
      add(overLimit(text), document, index, hasExchange: false, &part)
    case .broken(let error): part.errors.append(error.forReport)
    }
  }

  private func add(
    _ verdict: Verdict, _ document: Batch.Document, _ index: Int, hasExchange: Bool,
    _ part: inout CheckedBatch
  ) {
    part.summary.count(verdict)
    guard showsAll || !verdict.violations.isEmpty || !verdict.passes else { return }
    var result = ExchangeResult(index: index, verdict: verdict)
    if hasExchange {
      result.id = exchange.id.map { exchange.text($0) }
      if let request = exchange.request {
        result.title =
          hiddenPaths?.title(of: verdict.operation)
          ?? "\(exchange.text(request.method)) \(exchange.text(request.target))"
      }
    }
    if result.id == nil, document.line > 0 { result.id = "\(document.line)" }
    fragment.add(result)
  }

  private func overLimit(_ text: String) -> Verdict {
    let violation = Violation(
      part: bodies == .request ? .requestBody : .responseBody, pointer: "", constraint: .limit,
      expected: text, actual: "more", message: "not read: larger than \(text)")
    return Verdict(
      outcome: .undetermined, operation: operation.map { plan.contract.operations[$0].name },
      violations: [violation])
  }
}

/// What a batch came to, beside its report.
struct CheckedBatch: Sendable {
  var summary = Summary()
  var errors: [InputError] = []
  var bytes = 0
}

extension Summary {
  /// Counts a verdict.
  mutating func count(_ verdict: Verdict) {
    exchanges += 1
    switch verdict.outcome {
    case .pass: pass += 1
    case .fail: fail += 1
    case .unmatched: unmatched += 1
    case .undetermined: undetermined += 1
    }
    for violation in verdict.violations { violations[violation.constraint, default: 0] += 1 }
  }

  /// Adds the counts of another part of the same run.
  mutating func add(_ other: Summary) {
    exchanges += other.exchanges
    pass += other.pass
    fail += other.fail
    unmatched += other.unmatched
    undetermined += other.undetermined
    violations.merge(other.violations) { $0 + $1 }
    bytes += other.bytes
  }
}

extension TrafficError {
  /// The error as reports tell it.
  var forReport: InputError {
    let place = line.map { "line \($0): " } ?? ""
    return InputError(path: path, offset: offset, message: place + reason)
  }
}
