import AssayModel

// Status, error type, headers and body of an answer (DECISIONS 55 to 58).

extension ReferenceRun {
  /// Checks a response; `request` is the one it answers, where that is known.
  func checkResponse(_ response: Message, request: Message?) {
    var response = response
    if let request, isSame(request.method, "HEAD") { response.body = .unknown }
    let status = response.status ?? 0
    let output = members(of: operation.output)
    let statusMembers = output.filter { location(of: $0) == .status }
    let isSuccess =
      status == operation.http?.status ?? 200
      || !statusMembers.isEmpty && (200...399).contains(status)
    if isSuccess {
      answer = Answer(status: status, isSuccess: true)
      for member in statusMembers {
        let bytes = Array(String(status).utf8)
        outputTexts[member.name] = [bytes]
        checkText(bytes, member, .status, at: Place(.responseStatus))
      }
      if contract.wireProtocol.hasHTTPBindings {
        outputTexts.merge(checkHeaders(response, output, part: .responseHeader)) { $1 }
      }
      checkContentType(of: response, structure: operation.output, part: .responseHeader)
      outputBody = checkBody(of: response, structure: operation.output, direction: .response)
      return
    }
    let errors = possibleErrors
    let isKnown = errors.contains { $0.effectiveStatus == status }
    answer = Answer(status: status, isSuccess: false)
    if !isKnown { findings.add(.status, at: Place(.responseStatus)) }
    guard status >= 400 || isKnown else { return }
    if contract.wireProtocol == .httpJson {
      checkErrorByStatus(response, errors.filter { $0.effectiveStatus == status })
    } else {
      checkErrorByType(response, errors)
    }
  }

  /// Declared errors, then common ones.
  var possibleErrors: [ErrorShape] {
    let declared = operation.errors.compactMap { contract.error(named: $0.name) }
    return declared
      + contract.commonErrors.filter { common in
        !declared.contains { isSame($0.name, common.name) }
      }
  }

  private func checkErrorByStatus(_ response: Message, _ candidates: [ErrorShape]) {
    let before = findings.violations
    var firstTry: [Violation]?
    for error in candidates {
      findings.violations = before
      check(response, as: error)
      let found = findings.violations.dropFirst(before.count)
      if !found.contains(where: { $0.severity == .error }) { return }
      firstTry = firstTry ?? findings.violations
    }
    findings.violations = firstTry ?? before
  }

  private func checkErrorByType(_ response: Message, _ errors: [ErrorShape]) {
    let status = response.status ?? 0
    let place = Place(.responseStatus)
    let (found, obstacle) = errorType(of: response)
    guard let type = found else {
      switch obstacle {
      case .unknown?: return
      case .limit(let place)?: return findings.add(.limit, at: place)
      case .coding?: return findings.add(.encoding, at: Place(.responseBody))
      case nil: return findings.add(.errorType, at: place)
      }
    }
    answer?.errorType = type
    let named = errors.filter { isSame($0.typeOnWire, type) || isSame($0.name, type) }
    guard let error = named.first(where: { $0.effectiveStatus == status }) ?? named.first else {
      return findings.add(.errorType, at: place)
    }
    if error.effectiveStatus != status { findings.add(.errorType, at: place) }
    check(response, as: error)
  }

  private func check(_ response: Message, as error: ErrorShape) {
    if contract.wireProtocol.hasHTTPBindings {
      _ = checkHeaders(response, members(of: error.shape), part: .responseHeader)
    }
    checkContentType(of: response, structure: error.shape, part: .responseHeader)
    checkBody(
      of: response, structure: error.shape, direction: .response, ignored: ["__type", "code"])
  }

  /// Why it could not be found out which type an error answer names.
  private enum Obstacle {
    case unknown, coding
    case limit(Place)
  }

  /// The type that an error answer names, or what stood in the way of finding out.
  private func errorType(of response: Message) -> (type: String?, obstacle: Obstacle?) {
    if let header = response.values(ofHeader: "x-amzn-errortype").first,
      let type = cleaned(header)
    {
      return (type, nil)
    }
    let bytes: [UInt8]
    switch response.body {
    case .absent: return (nil, nil)
    case .unknown: return (nil, .unknown)
    case .overLimit: return (nil, .limit(Place(.responseBody)))
    case .undecodable: return (nil, .coding)
    case .bytes(let all): bytes = all
    }
    guard !bytes.isEmpty else { return (nil, nil) }
    guard contract.wireProtocol.hasJSONBodies else { return (nil, .limit(Place(.responseBody))) }
    guard bytes.count <= checker.limits.decompressedBytes else {
      return (nil, .limit(Place(.responseBody)))
    }
    let reading = JSONTreeReader.read(bytes, nesting: checker.limits.nesting)
    if case .object(let members)? = reading.root?.kind {
      for name in ["__type", "code"] {
        let member = members.first {
          $0.key.isWellFormed && $0.key.bytes.elementsEqual(name.utf8)
        }
        if let node = member?.value, case .string(let text) = node.kind,
          text.isWellFormed, let type = cleaned(text.bytes)
        {
          return (type, nil)
        }
      }
    }
    guard let failure = reading.failure, failure.isLimit else { return (nil, nil) }
    return (
      nil, .limit(Place(.responseBody, failure.pointer, offset: failure.offset))
    )
  }

  private func cleaned(_ bytes: [UInt8]) -> String? {
    var rest = bytes[...]
    if let colon = rest.firstIndex(of: UInt8(ascii: ":")) { rest = rest[..<colon] }
    if let hash = rest.lastIndex(of: UInt8(ascii: "#")) { rest = rest[(hash + 1)...] }
    rest = trimmed(rest)
    return rest.isEmpty ? nil : text(rest)
  }
}
