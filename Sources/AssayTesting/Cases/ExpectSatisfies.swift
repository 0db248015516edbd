public import Assay
internal import AssayGenerate
internal import AssayModel

/// Expects a server's answer to a request case to be the one that its contract asks for.
///
/// A valid case must be answered by a conforming answer (a declared error such as not-found is one)
/// and not be refused as invalid; an invalid one must be refused with the right status and type; where
/// the standards leave a case open, any conforming answer will do. An answer of 500 or more is never
/// right. A server's own limits (413, 414, 431) are no failure where the case is a long one.
public func expect(
  _ response: HTTPResponse, satisfies aCase: ConformanceCase,
  fileID: StaticString = #fileID, filePath: StaticString = #filePath, line: UInt = #line,
  column: UInt = #column
) {
  CaseJudge(aCase).judge(
    response, at: TestPlace(fileID: fileID, filePath: filePath, line: line, column: column))
}

/// Expects a client to have taken the answer of a response case for what it is: a sound one must be
/// accepted, one that breaks the contract must not.
public func expect(
  accepted: Bool, satisfies aCase: ConformanceCase,
  fileID: StaticString = #fileID, filePath: StaticString = #filePath, line: UInt = #line,
  column: UInt = #column
) {
  CaseJudge(aCase).judge(
    accepted: accepted,
    at: TestPlace(fileID: fileID, filePath: filePath, line: line, column: column))
}

/// Judges what came of a case.
struct CaseJudge {
  let aCase: ConformanceCase

  init(_ aCase: ConformanceCase) { self.aCase = aCase }

  func judge(accepted: Bool, at place: TestPlace) {
    switch aCase.expectation {
    case .valid where !accepted: complain("a sound answer was rejected", at: place)
    case .invalid where accepted:
      complain("an answer that breaks the contract was taken for sound", at: place)
    default: break
    }
  }

  func judge(_ response: HTTPResponse, at place: TestPlace) {
    if aCase.notes.contains(.large), [413, 414, 431].contains(response.status) { return }
    var exchange = aCase.definition.exchange
    exchange.operation = exchange.append(aCase.operation)
    exchange.setResponse(response)
    let verdict = aCase.checker.check(exchange)
    let texts = IssueText(exchange, verdict, aCase.checker)
    var isRight = true
    for violation in verdict.violations where violation.severity == .error {
      guard violation.part.rawValue.hasPrefix("response.") else { continue }
      // That an undeclared answer is no refusal either need not be said twice.
      isRight = false
      complain(texts.text(of: violation), at: place)
    }
    guard isRight else { return }
    if response.status >= 500 {
      return complain("answered \(response.status): a server must not fail on it", at: place)
    }
    switch aCase.expectation {
    case .valid:
      guard let refusal = verdict.violations.first(where: { $0.constraint == .refusal }) else {
        return
      }
      complain("\(refusal.message): a sound request was refused", at: place)
    case .invalid(let breaches, let refusals):
      guard !refusals.isEmpty, !isRefused(response, refusals) else { return }
      complain(Self.text(response, breaches, refusals), at: place)
    case .either: break
    }
  }

  private func isRefused(_ response: HTTPResponse, _ refusals: [Verdict.Refusal]) -> Bool {
    let type = ErrorType.of(response)
    return refusals.contains { refusal in
      guard refusal.status == response.status else { return false }
      // Plain HTTP tells errors by their status alone.
      guard !refusal.type.isEmpty, aCase.checker.contract.wireProtocol != .httpJson else {
        return true
      }
      guard let type else { return false }
      let error = aCase.checker.contract.errors.first {
        $0.typeOnWire.utf8.elementsEqual(refusal.type.utf8)
      }
      return type.utf8.elementsEqual(refusal.type.utf8)
        || error?.name.utf8.elementsEqual(type.utf8) == true
    }
  }

  private static func text(
    _ response: HTTPResponse, _ breaches: [Case.Breach], _ refusals: [Verdict.Refusal]
  ) -> String {
    let wanted = refusals.map { "\($0.status) \($0.type)" }.joined(separator: " or ")
    let found = [String(response.status), ErrorType.of(response)].compactMap { $0 }
    var text = "answered \(found.joined(separator: " ")), expected a refusal: \(wanted)"
    for breach in breaches {
      text += "\n  broken: \(breach.constraint.rawValue) at \(breach.part.rawValue)"
      if !breach.pointer.isEmpty { text += " \(breach.pointer)" }
    }
    return text
  }

  private func complain(_ what: String, at place: TestPlace) {
    var text = "\(aCase.id): \(what)"
    if let request = aCase.definition.request {
      let method = String(decoding: request.method, as: UTF8.self)
      let target = String(decoding: request.target.prefix(200), as: UTF8.self)
      text += "\n  \(method) \(target)\(request.target.count > 200 ? "…" : "")"
    }
    if let source = aCase.subject.source { text += "\n  \(IssueText.text(of: source))" }
    IssueRecorder.record(text, at: place)
  }
}

extension Exchange {
  /// Adds a response to an exchange that has a request.
  fileprivate mutating func setResponse(_ response: HTTPResponse) {
    var message = Exchange.Response(status: response.status)
    for header in response.headers {
      message.headers.append(HeaderField(name: append(header.name), value: append(header.value)))
    }
    if let body = response.body { message.body = .bytes(append(body)) }
    self.response = message
  }
}
