import AssayEngine
import AssayModel
import AssayReport
import AssayTraffic

/// One thread's share of a check: its scratch, its batch, its exchange, all used again and again.
///
/// What all is well costs is a sum: nothing is built, and no lock taken, between one batch and the next.
///
/// SAFETY: the pipeline makes one for each thread, and nobody else touches it before that thread has ended.
final class CheckWorker: @unchecked Sendable {
  let scratch: Scratch
  private let plan: Plan
  private let bodies: Plan.Direction?
  private let operation: Int?
  private let showsAll: Bool
  private let hiddenPaths: HiddenPaths?
  private let emptyFragment: ReportFragment

  init(_ job: CheckJob, fragment: ReportFragment) {
    plan = job.plan
    bodies = job.bodies
    operation = job.operation
    showsAll = job.showsAll
    hiddenPaths = job.plan.options.showsSecrets ? nil : HiddenPaths(job.plan.contract)
    scratch = Scratch(for: job.plan)
    emptyFragment = fragment
  }

  /// Checks batches until there are none.
  func run(
    _ reader: TrafficReader, _ output: OrderedOutput, isInterrupted: @Sendable () -> Bool
  ) {
    let batch = Batch()
    var session = Session(plan, scratch)
    var parser = HAREntryParser(limits: plan.options.limits)
    var exchange = Exchange()
    var fragment = emptyFragment
    while !isInterrupted(), !output.hasFailed, reader.next(batch) {
      var part = CheckedBatch()
      fragment.removeAll()
      if let bodies {
        check(bodies, in: batch, &session, &part, &fragment)
      } else {
        check(batch, &session, &parser, &exchange, &part, &fragment)
      }
      if let failure = batch.failure { part.errors.append(failure.forReport) }
      // Other threads may be waiting for this one's giant to go.
      exchange.shrink(to: Batch.giantBytes)
      batch.releaseGiant()
      output.take(part, fragment, sequence: batch.sequence)
    }
  }

  /// Checks a batch whose documents are bodies.
  private func check(
    _ direction: Plan.Direction, in batch: Batch, _ session: inout Session,
    _ part: inout CheckedBatch, _ fragment: inout ReportFragment
  ) {
    let operation = operation ?? 0
    let documents = batch.documents
    let contents = batch.contents
    var passed = 0
    for place in documents.indices {
      let document = documents[place]
      part.bytes &+= document.count
      let verdict: Verdict
      if document.isOverLimit {
        verdict = overLimit("a body of at most \(plan.options.limits.bodyBytes) bytes")
      } else {
        let (body, readable) = unsafe contents.bytes(document)
        let isClean = unsafe session.isClean(
          body: body, readable: readable, direction, operation: operation)
        if isClean, !showsAll {
          passed &+= 1
          continue
        }
        verdict = isClean ? session.pass : session.verdict()
      }
      part.summary.count(verdict)
      fragment.add(result(verdict, document, batch.firstIndex + place))
    }
    part.summary.countPassed(passed)
  }

  /// Checks a batch whose documents are entries of a HAR.
  private func check(
    _ batch: Batch, _ session: inout Session, _ parser: inout HAREntryParser,
    _ exchange: inout Exchange, _ part: inout CheckedBatch, _ fragment: inout ReportFragment
  ) {
    let documents = batch.documents
    var passed = 0
    for place in documents.indices {
      let document = documents[place]
      let index = batch.firstIndex + place
      part.bytes &+= document.count
      switch parser.parse(document, of: batch, index: index, into: &exchange) {
      case .exchange:
        let isClean = session.isClean(exchange, operation: operation)
        if isClean, !showsAll {
          passed &+= 1
          continue
        }
        let verdict = isClean ? session.pass : session.verdict()
        part.summary.count(verdict)
        fragment.add(result(verdict, of: exchange, document, index))
      case .overLimit(let text):
        let verdict = overLimit(text)
        part.summary.count(verdict)
        fragment.add(result(verdict, document, index))
      case .broken(let error): part.errors.append(error.forReport)
      }
    }
    part.summary.countPassed(passed)
  }

  // MARK: - Results

  private func result(
    _ verdict: Verdict, of exchange: borrowing Exchange, _ document: Batch.Document, _ index: Int
  ) -> ExchangeResult {
    var result = result(verdict, document, index)
    if let id = exchange.id { result.id = exchange.text(id) }
    if let request = exchange.request {
      result.title =
        hiddenPaths?.title(of: verdict.operation)
        ?? "\(exchange.text(request.method)) \(exchange.text(request.target))"
    }
    return result
  }

  private func result(
    _ verdict: Verdict, _ document: Batch.Document, _ index: Int
  ) -> ExchangeResult {
    var result = ExchangeResult(index: index, verdict: verdict)
    if document.line > 0 { result.id = "\(document.line)" }
    return result
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
    // The same constraint is often broken many times in a row.
    var same = 0
    var last: ConstraintKind?
    for violation in verdict.violations {
      if violation.constraint != last, let kind = last {
        violations[kind, default: 0] += same
        same = 0
      }
      last = violation.constraint
      same += 1
    }
    if let last { violations[last, default: 0] += same }
  }

  /// Counts exchanges that passed.
  mutating func countPassed(_ count: Int) {
    exchanges += count
    pass += count
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
