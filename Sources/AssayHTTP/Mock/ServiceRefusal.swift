internal import AssayGenerate
internal import AssayModel

/// How the contract's service says no.
struct ServiceRefusal: Sendable {
  let contract: Contract
  let shelf: OperationShelf

  // MARK: - What is refused

  /// The answer to a request that breaks the contract.
  func answer(to request: ServerRequest, _ verdict: Verdict, operation: Int) -> Case.Response {
    let refusal = verdict.refusal ?? Verdict.Refusal(status: 400, type: "ValidationException")
    let words = ConstraintWords(
      contract: contract, operation: contract.operations[operation], body: request.body)
    let errors = verdict.violations.filter { $0.severity == .error }
    let sentences = errors.map { (violation: $0, words: words.sentence($0)) }
    if isFramework(refusal.type) {
      let fields = sentences.compactMap { sentence in
        sentence.words.text.map { (path: sentence.words.path, text: $0) }
      }
      if !fields.isEmpty, refusal.type == Self.validation {
        return framework(refusal, fields, operation)
      }
    }
    let texts = sentences.prefix(20).map { sentence in
      Self.sentence(sentence.violation, sentence.words.path, sentence.words.text)
    }
    let count = errors.count + verdict.omittedViolations
    let head = "\(count) validation error\(count == 1 ? "" : "s") detected. "
    return error(
      refusal.type, status: refusal.status, message: head + texts.joined(separator: "; "),
      operation: operation)
  }

  /// The answer to a method and path that no operation has.
  func unknownOperation(_ request: ServerRequest) -> Case.Response {
    let method = String(decoding: request.method, as: UTF8.self)
    let path = String(decoding: request.target.prefix { $0 != UInt8(ascii: "?") }, as: UTF8.self)
    let isREST = contract.wireProtocol.hasHTTPBindings
    return undeclared(
      "UnknownOperationException", status: isREST ? 404 : 400,
      message: "no operation of \(contract.service) has method and path of \(method) \(path)")
  }

  /// The answer to a token that was never given out for this question.
  func badToken(_ member: String, operation: Int) -> Case.Response {
    let named = shelf[operation].model.errors.first { error in
      let name = error.name.lowercased()
      return error.effectiveStatus < 500 && name.contains("token")
        && (name.contains("invalid") || name.contains("pagination"))
    }
    let message = "Value at '/\(member)' failed to satisfy constraint: "
    return error(
      named?.typeOnWire ?? invalidType(operation), status: named?.effectiveStatus ?? 400,
      message: message + "Member must be a token that an answer to the same question gave",
      operation: operation)
  }

  /// What is wrong with a request whose token was never given out. A contract cannot say it of a
  /// request alone: it is what ties a request to the answer before it.
  func tokenViolation(operation index: Int) -> Violation {
    let operation = contract.operations[index]
    let path = operation.pagination?.input
    let first: String? = if case .member(let name)? = path?.steps.first { name } else { nil }
    let member = operation.input.flatMap { input in
      contract[contract.base(of: input)].members.first { $0.name == first }
    }
    let part: Violation.Part =
      switch contract.wireProtocol.hasHTTPBindings ? member?.location : .body {
      case .query?: .requestQuery
      case .header?: .requestHeader
      case .path?: .requestPath
      default: .requestBody
      }
    let names = (path?.steps ?? []).compactMap { step -> String? in
      if case .member(let name) = step { name } else { nil }
    }
    let rest = ([member?.nameOnWire ?? first ?? ""] + names.dropFirst()).joined(separator: "/")
    return Violation(
      part: part, pointer: "/" + rest, constraint: .relation,
      expected: "a token that an answer to the same question gave", actual: "another one",
      source: contract.sources.location(of: operation.pagination?.origin ?? .none),
      message: "the token was never given out for this question")
  }

  /// The answer where the contract leaves no sound one.
  func noAnswer(operation: Int) -> Case.Response {
    undeclared(
      "InternalFailure", status: 500,
      message: "no answer of \(contract.operations[operation].name) could be generated that keeps "
        + "the contract")
  }

  // MARK: - Errors

  private static let validation = "ValidationException"

  /// The error that stands for broken constraints.
  private func invalidType(_ operation: Int) -> String {
    let errors = shelf[operation].model.errors
    let found =
      contract.policies.invalid.compactMap { contract.error(named: $0) }.first
      ?? errors.first { $0.name == Self.validation }
      ?? errors.first {
        $0.effectiveStatus == 400 && $0.name.contains("Invalid") || $0.name == "BadRequestException"
      }
    return found?.typeOnWire ?? Self.validation
  }

  /// Whether an error is Smithy's own, which tells the fields that are wrong.
  private func isFramework(_ type: String) -> Bool {
    guard let error = contract.errors.first(where: { $0.typeOnWire.isExactly(type) }) else {
      return false
    }
    return contract[contract.base(of: error.shape)].members.contains { $0.name == "fieldList" }
  }

  private func framework(
    _ refusal: Verdict.Refusal, _ fields: [(path: String, text: String)], _ operation: Int
  ) -> Case.Response {
    let plural = fields.count == 1 ? "" : "s"
    let message =
      "\(fields.count) validation error\(plural) detected. "
      + fields.map(\.text).joined(separator: "; ")
    let list = fields.map { field in
      JSONValue.object([
        .init("message", .string(field.text)), .init("path", .string(field.path)),
      ])
    }
    let entries: [JSONValue.Entry] = [
      .init("message", .string(message)), .init("fieldList", .array(list)),
    ]
    return typed(refusal.type, status: refusal.status, entries)
  }

  /// An error of the contract with a message, as far as it has room for one.
  func error(
    _ type: String, status: Int, message: String, operation: Int
  ) -> Case.Response {
    let model = shelf[operation].model
    guard let index = model.errors.firstIndex(where: { $0.typeOnWire.isExactly(type) }),
      var value = model.error(index, .plain)
    else { return undeclared(type, status: status, message: message) }
    let members = contract[contract.base(of: model.errors[index].shape)].members
    if let member = members.first(where: { $0.name.lowercased() == "message" }) {
      value[member.name] = .string(message)
    }
    return model.errorResponse(index, value)
  }

  private func undeclared(_ type: String, status: Int, message: String) -> Case.Response {
    typed(type, status: status, [.init("message", .string(message))])
  }

  private func typed(_ type: String, status: Int, _ entries: [JSONValue.Entry]) -> Case.Response {
    var entries = entries
    var headers = [Case.Field("Content-Type", contract.wireProtocol.contentType)]
    switch contract.wireProtocol {
    case .restJson1: headers.append(Case.Field("x-amzn-errortype", type))
    case .awsJson1_0, .awsJson1_1, .rpcv2Json:
      entries.insert(.init("__type", .string(type)), at: 0)
    default: break
    }
    return Case.Response(status: status, headers: headers, body: JSONValue.object(entries).json)
  }

  private static func sentence(_ violation: Violation, _ path: String, _ text: String?) -> String {
    let kind = " [\(violation.constraint.rawValue)]"
    if let text { return text + kind }
    return path.isEmpty
      ? violation.message + kind : "Value at '\(path)': \(violation.message)\(kind)"
  }
}
