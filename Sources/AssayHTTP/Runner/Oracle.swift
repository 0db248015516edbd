package import AssayEngine
package import AssayGenerate
internal import AssayModel

/// Says of the answer to a case whether a conforming server could have given it.
package struct Oracle: Sendable {
  /// The contract, compiled.
  package let plan: Plan
  private let refusalNames: [String]
  /// The answer to a sound request, where it is an error that comes before anything is looked at:
  /// the caller is not known, or what the request names does not exist.
  package var barrier: Barrier?
  /// Whether the server refuses tokens that it did not give out, so that nothing can be learned of
  /// what else it makes of them.
  package var refusesForeignTokens = false

  /// An error that hides what else a server makes of requests.
  package struct Barrier: Sendable, Hashable {
    package var status: Int
    package var type: String

    package init(status: Int, type: String) {
      self.status = status
      self.type = type
    }
  }

  static let barrierReason = "before it looks at the request"

  package init(_ plan: Plan) {
    self.plan = plan
    let own = plan.contract.policies.invalid
    refusalNames =
      own.isEmpty
      ? [
        "ValidationException", "SerializationException", "UnsupportedMediaTypeException",
        "NotAcceptableException",
      ] : own
  }

  // MARK: - Answers

  /// Judges an answer.
  package func judge(_ item: Case, _ answer: Answer, scratch: Scratch) -> AnswerJudgement {
    let response = answer.response
    let facts = Facts(
      item: item, response: response, type: ErrorType.read(response),
      violations: violations(item, response, scratch))
    if [413, 414, 431].contains(response.status), Self.isLong(item) {
      return .skipped("the server's own limit, status \(response.status)")
    }
    if let coding = Self.contentCoding(response) {
      return .skipped("the answer is coded as `\(coding)`, which nobody asked for")
    }
    if item.notes.contains(.unusualHTTP), (400...499).contains(response.status) {
      // Between client and service stands what reads HTTP, which has a say in such requests.
      return item.expectation == .valid
        ? .skipped("refused below the service, status \(response.status)") : .pass
    }
    if response.status >= 500, !Self.isUnknownOperation(item) { return serverError(facts) }
    switch item.expectation {
    case .valid: return judgeValid(facts)
    case .invalid(_, let refusals): return judgeInvalid(facts, refusals)
    case .either: return judgeEither(facts)
    }
  }

  /// Judges that no answer came.
  package func judge(_ item: Case, _ failure: TransportFailure) -> AnswerJudgement {
    let kind: AnswerJudgement.Kind =
      switch failure {
      case .timeout: .timeout
      case .malformed, .tooLarge: .notHTTP
      case .closed, .reset, .unreachable, .tls: .closed
      }
    if item.notes.contains(.unusualHTTP), kind == .closed {
      return .skipped("refused below the service: \(failure)")
    }
    return AnswerJudgement(
      outcome: .fail, kind: kind, reason: "\(failure)", expected: Self.expected(item),
      actual: "no answer")
  }

  private struct Facts {
    var item: Case
    var response: Case.Response
    var type: String
    var violations: [Violation]

    var isSuccess: Bool { (200...299).contains(response.status) }
    var shown: String { type.isEmpty ? "\(response.status)" : "\(response.status) \(type)" }
  }

  private func judgeValid(_ facts: Facts) -> AnswerJudgement {
    if !facts.violations.isEmpty { return badAnswer(facts) }
    guard !facts.isSuccess, isRefusal(facts) else { return .pass }
    if let reason = doubt(facts.item) { return .skipped(reason, actual: facts.shown) }
    return fail(
      .refused, "a request that keeps the contract was refused as invalid", facts,
      signature: "")
  }

  private func judgeInvalid(_ facts: Facts, _ refusals: [Verdict.Refusal]) -> AnswerJudgement {
    if facts.isSuccess {
      if facts.item.notes.contains(.unicodeVersion) {
        return .skipped("the character is assigned in some versions of Unicode only")
      }
      if isOpen(facts.item) { return facts.violations.isEmpty ? .pass : badAnswer(facts) }
      return fail(
        .accepted, "a request that breaks the contract was answered as if it were sound", facts,
        signature: "")
    }
    if Self.isUnknownOperation(facts.item) {
      // Whatever a server says to a path that it does not know, redirection included.
      return facts.response.status < 500 || facts.response.status == 501
        ? .pass : serverError(facts)
    }
    let matches = refusals.contains { $0.status == facts.response.status && isType($0.type, facts) }
    // An error that the standard names needs no declaration.
    let broken = facts.violations.filter {
      !(matches && ($0.constraint == .errorType || $0.constraint == .status))
    }
    if matches, broken.isEmpty { return .pass }
    if let barrier, barrier.status == facts.response.status, barrier.type == facts.type {
      return .skipped(
        "the server answers \(facts.shown) \(Self.barrierReason)", actual: facts.shown)
    }
    return broken.isEmpty ? wrongRefusal(facts) : badAnswer(facts, broken)
  }

  private func judgeEither(_ facts: Facts) -> AnswerJudgement {
    facts.violations.isEmpty ? .pass : badAnswer(facts)
  }

  // MARK: - Failures

  private func fail(
    _ kind: AnswerJudgement.Kind, _ reason: String, _ facts: Facts, signature: String,
    violations: [Violation] = []
  ) -> AnswerJudgement {
    AnswerJudgement(
      outcome: .fail, kind: kind, reason: reason, expected: Self.expected(facts.item),
      actual: facts.shown, violations: violations, signature: signature)
  }

  private func wrongRefusal(_ facts: Facts) -> AnswerJudgement {
    fail(
      .wrongRefusal, "a request that breaks the contract was refused with another error", facts,
      signature: facts.shown)
  }

  private func serverError(_ facts: Facts) -> AnswerJudgement {
    fail(
      .serverError, "the server failed with status \(facts.response.status)", facts,
      signature: facts.shown, violations: facts.violations)
  }

  private func badAnswer(_ facts: Facts, _ violations: [Violation]? = nil) -> AnswerJudgement {
    let violations = violations ?? facts.violations
    let first = violations[0]
    return fail(
      .badAnswer, "the answer breaks the contract: \(first.message)", facts,
      signature: Self.signature(first), violations: violations)
  }

  /// What violations with one cause have in common: indices and values do not matter.
  private static func signature(_ violation: Violation) -> String {
    let place = violation.pointer.split(separator: "/").map {
      $0.allSatisfy(\.isNumber) ? "0" : String($0)
    }
    let line = violation.source.map { "\($0.line):\($0.column)" } ?? ""
    let actual =
      violation.constraint == .status || violation.constraint == .errorType
      ? violation.actual : ""
    return "\(violation.part.rawValue) \(place.joined(separator: "/")) "
      + "\(violation.constraint.rawValue) \(line) \(actual)"
  }

  // MARK: - Facts

  /// The ways in which an answer breaks the contract.
  private func violations(
    _ item: Case, _ response: Case.Response, _ scratch: Scratch
  ) -> [Violation] {
    var exchange = Exchange()
    exchange.operation = exchange.append(item.operation)
    if let request = item.request { exchange.request = exchange.append(request) }
    exchange.response = exchange.append(response)
    return plan.check(exchange, scratch: scratch).violations.filter {
      $0.severity == .error && $0.part.isResponse && $0.constraint != .limit
        && $0.constraint != .refusal
    }
  }

  private func isRefusal(_ facts: Facts) -> Bool {
    if plan.contract.wireProtocol == .httpJson { return facts.response.status == 400 }
    return refusalNames.contains { isType($0, facts) }
  }

  private func isType(_ type: String, _ facts: Facts) -> Bool {
    if plan.contract.wireProtocol == .httpJson || type.isEmpty { return true }
    if facts.type.utf8.elementsEqual(type.utf8) { return true }
    return plan.contract.errors.contains {
      $0.name.utf8.elementsEqual(facts.type.utf8) && $0.typeOnWire.utf8.elementsEqual(type.utf8)
        || $0.name.utf8.elementsEqual(type.utf8)
          && $0.typeOnWire.utf8.elementsEqual(facts.type.utf8)
    }
  }

  /// Why nobody can be blamed for refusing a sound case.
  private func doubt(_ item: Case) -> String? {
    if item.notes.contains(.unicodeVersion) {
      return "the character is assigned in some versions of Unicode only"
    }
    if item.notes.contains(.deep) { return "nested deeper than some parsers go" }
    if refusesForeignTokens, carriesToken(item) {
      return "the server refuses tokens that it did not give out"
    }
    return nil
  }

  /// Whether standards let a server take what breaks the contract: RFC 9110, 12.5.1 lets it disregard
  /// `Accept`, and no standard says how a number is written in a query.
  private func isOpen(_ item: Case) -> Bool {
    guard !plan.options.isStrict else { return false }
    if item.expectation.breaches.allSatisfy({
      $0.constraint == .contentType && $0.pointer == "/accept"
    }) {
      return true
    }
    return ["text.leading-zero", "text.plus"].contains(item.subject.boundary)
      && item.subject.constraint == .type
  }

  private func carriesToken(_ item: Case) -> Bool {
    guard let request = item.request,
      let operation = plan.contract.operations.first(where: { $0.name == item.operation }),
      case .member(let name)? = operation.pagination?.input.steps.first
    else { return false }
    let wire =
      operation.input.flatMap { input in
        plan.contract[plan.contract.base(of: input)].members.first {
          $0.name.utf8.elementsEqual(name.utf8)
        }?.nameOnWire
      } ?? name
    let needle = Array(wire.utf8)
    return ASCII.percentDecoded(request.target[...]).contains(needle)
      || request.body?.contains(needle) == true
      || request.headers.contains { ASCII.isSame($0.name, needle) }
  }

  private static func isUnknownOperation(_ item: Case) -> Bool {
    item.expectation.breaches.contains { $0.constraint == .operation }
  }

  /// Whether a request is so long that a server's own limits may come first.
  private static func isLong(_ item: Case) -> Bool {
    guard let request = item.request else { return false }
    return item.notes.contains(.large) || request.target.count > 2000
      || request.body?.count ?? 0 > 64 << 10
      || request.headers.contains { $0.value.count > 2000 }
  }

  private static func contentCoding(_ response: Case.Response) -> String? {
    for field in response.headers where ASCII.isSame(field.name, "content-encoding".utf8) {
      let coding = ASCII.string(field.value.map(ASCII.lower))
      if coding != "identity", response.body?.isEmpty == false { return coding }
    }
    return nil
  }

  /// What a case expects, for a person.
  package static func expected(_ item: Case) -> String {
    switch item.expectation {
    case .valid: return "a conforming answer, and no refusal"
    case .either(let reason, _): return "any conforming answer: it is open \(reason)"
    case .invalid(_, let refusals):
      let texts = refusals.map { $0.type.isEmpty ? "\($0.status)" : "\($0.status) \($0.type)" }
      return texts.isEmpty ? "a refusal" : texts.joined(separator: " or ")
    }
  }
}

extension Violation.Part {
  /// Whether it is a part of the answer.
  var isResponse: Bool {
    switch self {
    case .responseStatus, .responseHeader, .responseBody: true
    default: false
    }
  }
}
