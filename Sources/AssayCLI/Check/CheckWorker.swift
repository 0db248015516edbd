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
    // They are in the batch or in the exchange, and both are this worker's own.
    session.takesBodiesApart = true
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
      if batch.holdsGiant {
        exchange.shrink(to: TrafficReader.largeBytes)
        scratch.shrink()
      }
      batch.releaseGiant()
      part.finish()
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
    var place = 0
    // From where on it is worth trying to pass over many at once.
    var tries = showsAll ? documents.count : 0
    while place < documents.count {
      if place >= tries {
        let plain = plainRun(from: place, in: batch, direction, &session)
        tries = plain.count > 0 ? 0 : place &+ CheckWorker.documentsBetweenTries
        passed &+= plain.count
        part.bytes &+= plain.bytes
        place &+= plain.count
        guard place < documents.count else { break }
      }
      let document = documents[place]
      place &+= 1
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
      part.count(verdict)
      fragment.add(result(verdict, document, batch.firstIndex &+ place &- 1))
    }
    part.summary.countPassed(passed)
  }

  /// Where documents are not so plain that many can be passed over at once, this is tried only now and then.
  private static let documentsBetweenTries = 16

  /// Passes over documents from one on, if they are all as plain as can be. Returns how many, and their
  /// bytes.
  @inline(__always)
  private func plainRun(
    from place: Int, in batch: Batch, _ direction: Plan.Direction, _ session: inout Session
  ) -> (count: Int, bytes: Int) {
    let documents = batch.documents
    let first = documents[place]
    let (lines, readable) = unsafe batch.contents.bytes(
      from: first, to: documents[documents.count &- 1])
    // What is over the limit has no bytes of its own, but may stand between the others.
    guard !first.isOverLimit, lines.count <= plan.options.limits.bodyBytes else { return (0, 0) }
    let run = unsafe session.passes(
      lines: lines, readable: readable, direction, operation: operation ?? 0)
    guard run.count > 0, run.count <= documents.count &- place else { return (0, 0) }
    // Or it was dropped, so that the lines before and behind it follow each other.
    let last = documents[place &+ run.count &- 1]
    guard last.start &+ last.count == first.start &+ run.end else { return (0, 0) }
    return (run.count, run.end &- (run.count &- 1))
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
        part.count(verdict)
        fragment.add(result(verdict, of: exchange, document, index))
      case .overLimit(let text):
        let verdict = overLimit(text)
        part.count(verdict)
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
  /// The constraint that was broken last, and how often without another: the same one often is, many times
  /// in a row. ``finish()`` adds it to the summary.
  private var last = ConstraintKind.limit
  private var run = 0
  var errors: [InputError] = []
  var bytes = 0

  /// Counts a verdict.
  mutating func count(_ verdict: Verdict) {
    summary.exchanges += 1
    switch verdict.outcome {
    case .pass: summary.pass += 1
    case .fail: summary.fail += 1
    case .unmatched: summary.unmatched += 1
    case .undetermined: summary.undetermined += 1
    }
    let found = verdict.violations.span
    for index in found.indices {
      if found[index].constraint != last {
        finish()
        last = found[index].constraint
      }
      run += 1
    }
  }

  /// Ends the batch, after which the summary holds all of it.
  mutating func finish() {
    if run > 0 { summary.violations[last, default: 0] += run }
    run = 0
  }
}

extension Summary {
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
