package import AssayModel

/// What a pattern says of a well-formed text: `nil` where it cannot be compiled or gave up.
package typealias ReferencePattern = @Sendable (PatternConstraint, [UInt8]) -> Bool?

/// The checks of the design a second time: plain, slow, straight from the contract.
///
/// It shares with the engine only the vocabulary and, by default, the pattern machine. What it
/// decides where the design is silent stands in `DECISIONS.md` beside this file, by number.
package struct ReferenceChecker: Sendable {
  /// The contract.
  package let contract: Contract
  /// Bounds on what a check may spend.
  package let limits: Limits
  /// Every warning is an error.
  package let isStrict: Bool
  let matches: ReferencePattern

  /// Creates a checker.
  package init(
    _ contract: Contract, limits: Limits = Limits(), isStrict: Bool = false,
    matches: @escaping ReferencePattern = ReferencePatterns.matches
  ) {
    self.contract = contract
    self.limits = limits
    self.isStrict = isStrict
    self.matches = matches
  }

  /// Checks an exchange. `operation` names the operation where the exchange does not say.
  package func check(_ exchange: Exchange, operation name: String? = nil) -> Verdict {
    let request = exchange.request.map { Message($0, in: exchange) }
    let response = exchange.response.map { Message($0, in: exchange) }
    var route = request.flatMap { self.route($0) }
    if route == nil {
      for name in [exchange.operation.map(exchange.text), name] {
        guard let name, let operation = contract.operation(named: name) else { continue }
        route = Route(operation: operation, labels: nil)
        break
      }
    }
    guard let route else {
      var findings = Findings()
      findings.add(.operation, at: Place(.requestPath))
      return finish(findings.violations, operation: nil, refusal: nil)
    }
    let run = ReferenceRun(self, route.operation)
    if let request { run.checkRequest(request, labels: route.labels) }
    let asked = run.findings.violations
    if let response { run.checkResponse(response, request: request) }
    if request != nil, response != nil { run.checkRelations() }
    let refusal = request == nil ? nil : self.refusal(of: asked, operation: route.operation)
    if request != nil, let answer = run.answer {
      let isForbidden = refusal != nil
      let isSound = !asked.contains { $0.severity == .error }
      if isForbidden && answer.isSuccess
        || isSound && self.isRefusal(answer, operation: route.operation)
      {
        run.findings.add(.refusal, at: Place(.responseStatus), severity: .warning)
      }
    }
    return finish(run.findings.violations, operation: route.operation.name, refusal: refusal)
  }

  /// Checks one body alone; a response body is an answer of success.
  package func check(body: [UInt8], request: Bool, operation name: String) -> Verdict {
    guard let operation = contract.operation(named: name) else {
      var findings = Findings()
      findings.add(.operation, at: Place(.requestPath))
      return finish(findings.violations, operation: nil, refusal: nil)
    }
    let run = ReferenceRun(self, operation)
    let message = Message(method: "", target: [], status: nil, headers: [], body: .bytes(body))
    if request {
      run.checkBody(of: message, structure: operation.input, direction: .request)
    } else {
      run.checkBody(of: message, structure: operation.output, direction: .response)
    }
    let found = run.findings.violations
    return finish(
      found, operation: operation.name,
      refusal: request ? refusal(of: found, operation: operation) : nil)
  }

  private func finish(
    _ found: [Violation], operation: String?, refusal: Verdict.Refusal?
  ) -> Verdict {
    var violations = found
    if isStrict {
      for index in violations.indices { violations[index].severity = .error }
    }
    let outcome: Verdict.Outcome =
      if operation == nil {
        .unmatched
      } else if violations.contains(where: { $0.severity == .error && $0.constraint != .limit }) {
        .fail
      } else if violations.contains(where: { $0.constraint == .limit }) {
        .undetermined
      } else {
        .pass
      }
    return Verdict(
      outcome: outcome, operation: operation,
      violations: Array(violations.prefix(limits.violations)),
      omittedViolations: max(0, violations.count - limits.violations), refusal: refusal)
  }
}

/// One half of an exchange, copied out of the buffer.
struct Message {
  enum Body {
    case absent, unknown, overLimit, undecodable
    case bytes([UInt8])

    var isEmpty: Bool {
      switch self {
      case .absent: true
      case .bytes(let bytes): bytes.isEmpty
      case .unknown, .overLimit, .undecodable: false
      }
    }
  }

  var method: String
  var target: [UInt8]
  var status: Int?
  var headers: [(name: [UInt8], value: [UInt8])]
  var body: Body

  /// Values of a header, in order. Names are ASCII case-insensitive.
  func values(ofHeader name: String) -> [[UInt8]] {
    let wanted = lowercased(name.utf8)
    return headers.filter { lowercased($0.name) == wanted }.map(\.value)
  }
}

extension Message {
  init(_ request: Exchange.Request, in exchange: Exchange) {
    self.init(
      method: exchange.text(request.method), target: Array(exchange[request.target]), status: nil,
      headers: request.headers.map { Self.field($0, in: exchange) },
      body: Body(request.body, in: exchange))
  }

  init(_ response: Exchange.Response, in exchange: Exchange) {
    self.init(
      method: "", target: [], status: response.status,
      headers: response.headers.map { Self.field($0, in: exchange) },
      body: Body(response.body, in: exchange))
  }
}

extension Message {
  private static func field(
    _ field: Exchange.HeaderField, in exchange: Exchange
  ) -> (name: [UInt8], value: [UInt8]) {
    (Array(exchange[field.name]), Array(trimmed(exchange[field.value])))
  }
}

extension Message.Body {
  init(_ body: Exchange.Body, in exchange: Exchange) {
    switch body {
    case .absent: self = .absent
    case .bytes(let range): self = .bytes(Array(exchange[range]))
    case .unknown: self = .unknown
    case .overLimit: self = .overLimit
    case .undecodable: self = .undecodable
    }
  }
}
