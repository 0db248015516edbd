internal import AssayJSON
internal import AssayModel

/// What an answer turned out to be.
enum Answer {
  /// A success, and whether its body was read to its end.
  case success(isComplete: Bool)
  /// An error of a type.
  case error(name: String, wire: [UInt8], status: Int)
  /// Nothing that the contract knows.
  case unknown
}

extension Runner {
  /// Checks a response against its operation.
  mutating func response(
    _ operation: OperationPlan, _ response: Exchange.Response, isHead: Bool, _ all: Bytes
  ) -> Answer {
    let body = isHead ? .unknown : response.body
    if operation.success.contains(response.status) {
      if operation.response.status.count > 0 {
        part = .responseStatus
        parameter = .none
        depth = 0
        let node = Int(operation.response.status[0].node)
        Array("\(response.status)".utf8).withBytes { textValue(node, $0) }
      }
      part = .responseHeader
      headers(operation.response, response.headers, all)
      part = .responseBody
      let isComplete = self.body(operation.response, body, response.headers, all)
      return .success(isComplete: isComplete)
    }
    // What an error answer is, its body tells, which is read more than once.
    givesBack = false
    part = .responseStatus
    parameter = .none
    depth = 0
    let isKnown = operation.errors.contains { $0.status == response.status }
    if !isKnown {
      report(
        .status, pointer: "", expected: expectedStatuses(operation), actual: "\(response.status)",
        origin: operation.statusOrigin,
        message: "status \(response.status) is neither that of the output nor of any error of "
          + "`\(operation.name)`")
      if response.status < 400 {
        return plan.contract.wireProtocol == .httpJson
          ? .error(name: "", wire: [], status: response.status) : .unknown
      }
    }
    if plan.contract.wireProtocol == .httpJson {
      return statusError(operation, response, body, all)
    }
    return typedError(operation, response, body, all)
  }

  private func expectedStatuses(_ operation: OperationPlan) -> String {
    var statuses = operation.errors.map(\.status)
    statuses.append(operation.success.lowerBound)
    return Set(statuses).sorted().map(String.init).joined(separator: ", ")
  }

  // MARK: - Errors told by type

  private mutating func typedError(
    _ operation: OperationPlan, _ response: Exchange.Response, _ body: Exchange.Body,
    _ all: Bytes
  ) -> Answer {
    let type: [UInt8]
    switch errorType(response.headers, body, all) {
    case .some(let found): type = found
    case .none:
      if !reportObstacle(body, all) {
        report(
          .errorType, pointer: "", expected: "an error type", actual: "none",
          origin: operation.origin,
          message: "the error answer does not say its type")
      }
      return .unknown
    }
    let named = operation.errors.filter { $0.wire == type || $0.nameBytes == type }
    guard let error = named.first(where: { $0.status == response.status }) ?? named.first else {
      let shown = type.withBytes { Excerpt.plain($0) }
      report(
        .errorType, pointer: "", expected: expectedTypes(operation), actual: shown,
        origin: operation.origin,
        message: "`\(operation.name)` does not declare the error `\(shown)`")
      return .error(name: shown, wire: type, status: response.status)
    }
    if error.status != response.status {
      report(
        .errorType, pointer: "", expected: "status \(error.status)",
        actual: "status \(response.status)", origin: error.statusOrigin,
        message: "`\(error.name)` is declared with status \(error.status), "
          + "not \(response.status)")
    }
    check(error, response, body, all)
    return .error(name: error.name, wire: type, status: response.status)
  }

  /// Says what kept the type of an error answer from being found out, where something did.
  private mutating func reportObstacle(_ body: Exchange.Body, _ all: Bytes) -> Bool {
    switch body {
    case .absent: return false
    case .unknown: return true
    case .overLimit, .undecodable: break
    case .bytes(let range):
      guard range.count <= plan.options.limits.decompressedBytes else { break }
      guard plan.contract.wireProtocol.hasJSONBodies else {
        guard range.count > 0 else { return false }
        part = .responseBody
        report(
          .limit, pointer: "", expected: "a body that can be checked", actual: "undetermined",
          message: "errors of \(plan.contract.wireProtocol.rawValue) say their type in bodies, "
            + "which are not checked yet")
        return true
      }
      var reader = self
      reader.found = Findings()
      let bytes = all.slice(range.start, range.count)
      reader.turn(to: bytes)
      reader.part = .responseBody
      reader.depth = 0
      _ = reader.anyValue(at: reader.text.skipWhitespace(0))
      scratch.keys.value.removeAll()
      guard let limit = reader.found.limit else { return false }
      repeatLimit(limit)
      return true
    }
    part = .responseBody
    _ = self.body(MessagePlan(MessageDraft()), body, [], all)
    return true
  }

  private func expectedTypes(_ operation: OperationPlan) -> String {
    let names = operation.errors.prefix(8).map(\.name)
    return names.joined(separator: ", ") + (operation.errors.count > 8 ? ", …" : "")
  }

  private mutating func check(
    _ error: ErrorPlan, _ response: Exchange.Response, _ body: Exchange.Body, _ all: Bytes
  ) {
    part = .responseHeader
    headers(error.message, response.headers, all)
    part = .responseBody
    _ = self.body(error.message, body, response.headers, all)
  }

  // MARK: - Errors told by status

  private mutating func statusError(
    _ operation: OperationPlan, _ response: Exchange.Response, _ body: Exchange.Body,
    _ all: Bytes
  ) -> Answer {
    let fitting = operation.errors.filter { $0.status == response.status }
    guard let first = fitting.first else {
      return .error(name: "", wire: [], status: response.status)
    }
    var chosen = first
    if fitting.count > 1 {
      for error in fitting {
        var trial = self
        trial.found = Findings()
        trial.check(error, response, body, all)
        if !trial.found.responseFails, !trial.found.responseLimited {
          chosen = error
          break
        }
      }
    }
    check(chosen, response, body, all)
    return .error(name: chosen.name, wire: chosen.wire, status: response.status)
  }

  // MARK: - The type of an error

  /// The type of an error answer: of `x-amzn-errortype`, else `__type`, else `code`; cut at the
  /// first colon, then behind the last number sign.
  private func errorType(
    _ fields: [Exchange.HeaderField], _ body: Exchange.Body, _ all: Bytes
  ) -> [UInt8]? {
    for field in fields where all.isHeader(field, "x-amzn-errortype") {
      let type = Runner.shortType(all.slice(field.value.start, field.value.count))
      if !type.isEmpty { return type }
      break
    }
    guard plan.contract.wireProtocol.hasJSONBodies, case .bytes(let range) = body,
      range.count <= plan.options.limits.decompressedBytes
    else { return nil }
    // A quiet look at the body: what is wrong with it is reported when it is checked.
    var reader = self
    reader.found = Findings()
    return reader.typeInBody(all.slice(range.start, range.count))
  }

  private static func shortType(_ text: Bytes) -> [UInt8] {
    var end = 0
    while end < text.count, text[end] != UInt8(ascii: ":") { end += 1 }
    var start = 0
    for index in 0..<end where text[index] == UInt8(ascii: "#") { start = index + 1 }
    return text.slice(start, end - start).trimmed.array
  }

  private mutating func typeInBody(_ bytes: Bytes) -> [UInt8]? {
    turn(to: bytes)
    part = .responseBody
    depth = 0
    defer { scratch.keys.value.removeAll() }
    var position = text.skipWhitespace(0)
    guard text.byte(position) == Byte.openBrace else { return nil }
    position = text.skipWhitespace(position + 1)
    var type: [UInt8]?
    var code: [UInt8]?
    while text.byte(position) == Byte.quote {
      let keyStart = position
      let key = freeKey(at: position)
      guard key.end >= 0 else { break }
      let isType = key.isWellFormed && key.content.isTypeTag
      let isCode = key.isWellFormed && key.content.isCode
      position = text.skipWhitespace(key.end)
      guard text.byte(position) == Byte.colon else { break }
      position = text.skipWhitespace(position + 1)
      frames[0] = Frame(start: keyStart + 1, count: 0)
      depth = 1
      let wanted = isType && type == nil || isCode && code == nil
      if wanted, text.byte(position) == Byte.quote {
        let value = readString(at: position, into: .value)
        guard value.end >= 0 else { break }
        let found = value.isWellFormed ? Runner.shortType(value.content) : []
        if isType { type = found } else { code = found }
        position = value.end
      } else {
        if wanted { if isType { type = [] } else { code = [] } }
        position = anyValue(at: position)
        guard position >= 0 else { break }
      }
      depth = 0
      position = text.skipWhitespace(position)
      guard text.byte(position) == Byte.comma else { break }
      position = text.skipWhitespace(position + 1)
    }
    if let type, !type.isEmpty { return type }
    if let code, !code.isEmpty { return code }
    return nil
  }
}
