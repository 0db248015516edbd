package import AssayModel

/// A task at work: one exchange after another is checked with the same memory.
///
///     var session = Session(plan, scratch)
///     if session.isClean(exchange) { passed += 1 } else { report(session.verdict()) }
///
/// ``isClean(_:operation:)`` answers without building anything where there is nothing to be said.
package struct Session {
  private let plan: Plan
  private var runner: Runner
  /// The operation of what was checked last; `nil` where none fits.
  private var operation: OperationPlan?
  private var hasRequest = false
  /// What bodies are checked against, one after another.
  private var bodies: BodyTask?

  /// Whether bodies are looked at by nobody else, and stand in anonymous memory that is the caller's own: then
  /// giants in them are taken out of it once they were read.
  package var takesBodiesApart = false

  /// Bodies of one kind: what is looked up once for all of them.
  private struct BodyTask {
    var operation: Int
    var direction: Plan.Direction
    /// The node of an object of members; negative where bodies are something else.
    var node: Int
    /// Most bytes that are read.
    var limit: Int
  }

  /// Begins a session. Nobody else may use the scratch before its end.
  package init(_ plan: Plan, _ scratch: Scratch) {
    self.plan = plan
    runner = Runner(plan: plan, scratch: scratch)
  }

  // MARK: - Checking

  /// Checks an exchange.
  ///
  /// - Parameters:
  ///   - exchange: What is checked.
  ///   - fallback: Index of the operation that it belongs to where it does not say.
  /// - Returns: Whether it passes and there is not even a warning.
  package mutating func isClean(
    _ exchange: borrowing Exchange, operation fallback: Int? = nil
  ) -> Bool {
    let request = exchange.request
    let response = exchange.response
    let name = exchange.operation
    return exchange.bytes.withBytes { all in
      runner.begin()
      runner.givesBack = takesBodiesApart
      bodies = nil
      let (found, isRouted) = plan.route(request, name, fallback, runner.scratch, all)
      guard let found else {
        operation = nil
        unmatched(request, all)
        return false
      }
      let operation = plan.operations[found]
      self.operation = operation
      hasRequest = request != nil
      var isComplete = false
      if let request {
        runner.watchRequest(hasResponse: response != nil)
        isComplete = runner.request(operation, request, isRouted: isRouted, all)
      }
      if let response {
        runner.comparesRelations = isComplete && !plan.relations.isEmpty
        runner.watchResponse()
        let isHead = request.map { all.slice($0.method.start, $0.method.count).isWord("HEAD") }
        let answer = runner.response(operation, response, isHead: isHead ?? false, all)
        if case .success(isComplete: true) = answer, isComplete { runner.commitRelations() }
        if request != nil { drift(answer, operation) }
      }
      return runner.found.isEmpty
    }
  }

  /// Checks one body alone. A response body is taken for an answer of success.
  ///
  /// - Parameters:
  ///   - body: What is checked.
  ///   - readable: How many bytes may be loaded from its first one on, where that is more than its
  ///     own: with some dozens behind it, small bodies are checked faster. None of them means anything.
  ///   - direction: Whose body it is.
  ///   - index: The operation.
  /// - Returns: Whether it passes and there is not even a warning.
  package mutating func isClean(
    body: UnsafeBufferPointer<UInt8>, readable: Int = 0, _ direction: Plan.Direction,
    operation index: Int
  ) -> Bool {
    // What was clean leaves nothing behind.
    if runner.found.isEmpty, let bodies, bodies.operation == index, bodies.direction == direction,
      bodies.node >= 0, body.count > 0, body.count <= bodies.limit
    {
      _ = unsafe runner.document(bodies.node, Bytes(body), readable: readable)
      return runner.found.isEmpty
    }
    return unsafe isClean(first: body, direction, operation: index)
  }

  /// Passes over bodies that stand on lines of their own and are as sound and plain as can be.
  ///
  /// - Parameters:
  ///   - lines: The lines, the first body's first byte first. A line feed follows each but the last.
  ///   - readable: How many bytes may be loaded from the first one on: see ``isClean(body:readable:_:operation:)``.
  ///   - direction: Whose bodies they are.
  ///   - index: The operation.
  /// - Returns: How many pass, without even a warning, and where the last of them ends. Nothing is known of what
  ///   follows, nor of the first body of its kind.
  package mutating func passes(
    lines: UnsafeBufferPointer<UInt8>, readable: Int, _ direction: Plan.Direction,
    operation index: Int
  ) -> (count: Int, end: Int) {
    // None of them is larger than what is allowed where all together are not.
    guard let bodies, bodies.operation == index, bodies.direction == direction, bodies.node >= 0,
      lines.count <= bodies.limit
    else { return (0, 0) }
    if !runner.found.isEmpty { runner.begin() }
    return unsafe runner.lines(bodies.node, Bytes(lines), readable: readable)
  }

  /// Checks the first body of its kind, or one that follows another with something to be said.
  @inline(never)
  private mutating func isClean(
    first body: UnsafeBufferPointer<UInt8>, _ direction: Plan.Direction, operation index: Int
  ) -> Bool {
    runner.begin()
    runner.givesBack = takesBodiesApart
    let operation = plan.operations[index]
    self.operation = operation
    hasRequest = direction == .request
    runner.part = direction == .request ? .requestBody : .responseBody
    let message = direction == .request ? operation.request : operation.response
    var node = -1
    if case .document(let object) = message.body { node = object }
    bodies = BodyTask(
      operation: index, direction: direction, node: node,
      limit: plan.options.limits.decompressedBytes)
    let bytes = unsafe Bytes(body)
    if bytes.count > 0 {
      _ = runner.body(message, bytes)
    } else {
      _ = runner.body(message, .absent, [], bytes)
    }
    return runner.found.isEmpty
  }

  // MARK: - Verdicts

  /// The verdict on what was clean.
  package var pass: Verdict { Verdict(outcome: .pass, operation: operation?.name) }

  /// The verdict on what was checked last.
  package func verdict() -> Verdict {
    guard let operation else {
      return Verdict(
        outcome: .unmatched, violations: runner.found.violations,
        omittedViolations: runner.found.omitted)
    }
    let outcome: Verdict.Outcome =
      runner.found.fails ? .fail : runner.found.isLimited ? .undetermined : .pass
    return Verdict(
      outcome: outcome, operation: operation.name, violations: runner.found.violations,
      omittedViolations: runner.found.omitted,
      refusal: hasRequest && runner.found.requestFails
        ? plan.refusals.refusal(runner.found, operation) : nil)
  }

  private mutating func unmatched(_ request: Exchange.Request?, _ all: Bytes) {
    runner.part = .requestPath
    let actual =
      request.map {
        let path = Session.path(of: all.slice($0.target.start, $0.target.count).string)
        return all.slice($0.method.start, $0.method.count).string + " "
          + Excerpt.cut(path, to: 120)
      } ?? "no request"
    runner.report(
      .operation, pointer: "", expected: "an operation of the contract", actual: actual,
      message: request == nil
        ? "the exchange has no request and names no operation"
        : "no operation of the contract has method and path of \(actual)")
  }

  /// The path of a target alone: presigned queries, and users in front of a host, are secrets.
  private static func path(of target: String) -> String {
    let path = target.prefix { $0 != "?" && $0 != "#" }
    guard let scheme = path.firstRange(of: "://") else { return String(path) }
    return String(path[scheme.upperBound...].drop { $0 != "/" })
  }

  /// Where contract and server have drifted apart.
  private mutating func drift(_ answer: Answer, _ operation: OperationPlan) {
    runner.part = .responseStatus
    switch answer {
    case .success where runner.found.requestFails:
      let refusal = plan.refusals.refusal(runner.found, operation)
      runner.report(
        .refusal, pointer: "", level: .warning,
        expected: refusal.type.isEmpty ? "status \(refusal.status)" : refusal.type,
        actual: "success",
        message: "the request breaks the contract, and was answered as if it were sound")
    case .error(let name, let wire, let status)
    where !runner.found.requestFails && !runner.found.requestLimited
      && plan.refusals.isRefusal(name, wire, status):
      runner.report(
        .refusal, pointer: "", level: .warning, expected: "an answer",
        actual: name.isEmpty ? "status \(status)" : name,
        message: "the request keeps the contract, and was refused as invalid")
    default: break
    }
  }
}
