package import AssayModel

extension Plan {
  /// Checks an exchange. `operation` names the operation where the exchange does not say.
  package func check(
    _ exchange: borrowing Exchange, operation: Int? = nil, scratch: Scratch
  ) -> Verdict {
    let request = exchange.request
    let response = exchange.response
    let name = exchange.operation
    return exchange.bytes.withBytes { all in
      scratch.beginExchange()
      var runner = Runner(plan: self, scratch: scratch)
      let (found, isRouted) = route(request, name, operation, scratch, all)
      guard let found else { return unmatched(request, &runner, all) }
      let plan = operations[found]
      var isComplete = false
      if let request {
        scratch.comparesRelations = false
        runner.watchRequest(hasResponse: response != nil)
        isComplete = runner.request(plan, found, request, isRouted: isRouted, all)
      }
      if let response {
        scratch.comparesRelations = isComplete
        runner.watchResponse()
        let isHead = request.map { all.slice($0.method.start, $0.method.count).isWord("HEAD") }
        let answer = runner.response(plan, response, isHead: isHead ?? false, all)
        if case .success(isComplete: true) = answer, isComplete { runner.commitRelations() }
        if request != nil { drift(answer, plan, &runner) }
      }
      return verdict(plan, runner.found, hasRequest: request != nil)
    }
  }

  /// Checks one body alone. A response body is taken for an answer of success.
  package func check(
    body: UnsafeBufferPointer<UInt8>, _ direction: Direction, operation: Int, scratch: Scratch
  ) -> Verdict {
    scratch.beginExchange()
    var runner = Runner(plan: self, scratch: scratch)
    let plan = operations[operation]
    runner.part = direction == .request ? .requestBody : .responseBody
    let message = direction == .request ? plan.request : plan.response
    let bytes = unsafe Bytes(body)
    if bytes.count > 0 {
      _ = runner.body(message, bytes)
    } else {
      _ = runner.body(message, .absent, [], bytes)
    }
    return verdict(plan, runner.found, hasRequest: direction == .request)
  }

  // MARK: - Verdicts

  private func verdict(_ plan: OperationPlan, _ found: Findings, hasRequest: Bool) -> Verdict {
    let outcome: Verdict.Outcome = found.fails ? .fail : found.isLimited ? .undetermined : .pass
    return Verdict(
      outcome: outcome, operation: plan.name, violations: found.violations,
      omittedViolations: found.omitted,
      refusal: hasRequest && found.requestFails ? refusals.refusal(found, plan) : nil)
  }

  private func unmatched(
    _ request: Exchange.Request?, _ runner: inout Runner, _ all: Bytes
  ) -> Verdict {
    runner.part = .requestPath
    let actual =
      request.map {
        all.slice($0.method.start, $0.method.count).string + " "
          + Excerpt.cut(Plan.path(of: all.slice($0.target.start, $0.target.count).string), to: 120)
      } ?? "no request"
    runner.report(
      .operation, pointer: "", expected: "an operation of the contract", actual: actual,
      message: request == nil
        ? "the exchange has no request and names no operation"
        : "no operation of the contract has method and path of \(actual)")
    return Verdict(
      outcome: .unmatched, violations: runner.found.violations,
      omittedViolations: runner.found.omitted)
  }

  /// The path of a target alone: presigned queries, and users in front of a host, are secrets.
  private static func path(of target: String) -> String {
    let path = target.prefix { $0 != "?" && $0 != "#" }
    guard let scheme = path.firstRange(of: "://") else { return String(path) }
    return String(path[scheme.upperBound...].drop { $0 != "/" })
  }

  /// Where contract and server have drifted apart.
  private func drift(_ answer: Answer, _ plan: OperationPlan, _ runner: inout Runner) {
    let found = runner.found
    runner.part = .responseStatus
    switch answer {
    case .success where found.requestFails:
      let refusal = refusals.refusal(found, plan)
      runner.report(
        .refusal, pointer: "", level: .warning,
        expected: refusal.type.isEmpty ? "status \(refusal.status)" : refusal.type,
        actual: "success",
        message: "the request breaks the contract, and was answered as if it were sound")
    case .error(let name, let wire, let status)
    where !found.requestFails && !found.requestLimited
      && refusals.isRefusal(name, wire, status):
      runner.report(
        .refusal, pointer: "", level: .warning, expected: "an answer",
        actual: name.isEmpty ? "status \(status)" : name,
        message: "the request keeps the contract, and was refused as invalid")
    default: break
    }
  }

  // MARK: - Routing

  /// The operation of an exchange, and whether the URL named it.
  private func route(
    _ request: Exchange.Request?, _ name: ByteRange?, _ fallback: Int?, _ scratch: Scratch,
    _ all: Bytes
  ) -> (Int?, Bool) {
    scratch.pieces.segments.removeAll(keepingCapacity: true)
    scratch.pieces.query = nil
    if let request {
      scratch.pieces.split(request.target, in: all)
      if let found = routed(request, scratch, all) { return (found, true) }
    }
    if let name, let found = operationIndex(all.slice(name.start, name.count)) {
      return (found, false)
    }
    return (fallback, false)
  }

  private func routed(
    _ request: Exchange.Request, _ scratch: Scratch, _ all: Bytes
  ) -> Int? {
    let method = all.slice(request.method.start, request.method.count)
    switch contract.wireProtocol {
    case .restJson1, .restXml, .httpJson: return router.match(method, scratch.pieces, in: all)
    case .awsJson1_0, .awsJson1_1:
      for field in request.headers
      where all.slice(field.name.start, field.name.count).isHeader(HeaderName.target) {
        let value = all.slice(field.value.start, field.value.count).trimmed
        let prefix = contract.targetPrefix ?? contract.service
        let head = Array((prefix + ".").utf8)
        guard value.count > head.count, value.slice(0, head.count).equals(head) else { return nil }
        return operationIndex(value.slice(head.count, value.count - head.count))
      }
      return nil
    case .rpcv2Cbor, .rpcv2Json:
      let segments = scratch.pieces.segments
      guard method.isWord("POST"), segments.count >= 4 else { return nil }
      let tail = segments.suffix(4).map { all.slice($0.start, $0.count) }
      guard tail[0].isWord("service"), tail[2].isWord("operation"),
        tail[1].equals(Array((contract.targetPrefix ?? contract.service).utf8))
      else { return nil }
      return operationIndex(tail[3])
    case .awsQuery, .ec2Query: return nil
    }
  }
}
