internal import AssayModel

extension Runner {
  /// Checks a request against its operation. Returns whether its body was read to its end.
  ///
  /// `isRouted` says that the URL named the operation, so that its labels can be looked at.
  mutating func request(
    _ operation: OperationPlan, _ request: Exchange.Request, isRouted: Bool,
    _ all: Bytes
  ) -> Bool {
    if isRouted { labels(operation, all) }
    if plan.isHTTPBound { query(operation, all) }
    part = .requestHeader
    headers(operation.request, request.headers, all)
    accept(operation, request.headers, all)
    part = .requestBody
    return body(operation.request, request.body, request.headers, all)
  }

  // MARK: - Path

  private mutating func labels(_ operation: OperationPlan, _ all: Bytes) {
    part = .requestPath
    depth = 0
    let count = scratch.pieces.value.segments.count
    for label in operation.labels {
      guard label.segment < count else { continue }
      let first = scratch.pieces.value.segments[label.segment]
      var end = first.end
      if let behind = label.behind {
        // A slash at the end belongs to no literal.
        let isTrailing = behind > 0 && scratch.pieces.value.segments[count - 1].count == 0
        let last = count - behind - (isTrailing ? 2 : 1)
        guard label.segment <= last else { continue }
        end = scratch.pieces.value.segments[last].end
      }
      parameter = .known(label.parameter, 0)
      self.label(label.parameter[0], all.slice(first.start, end - first.start))
    }
    parameter = .none
  }

  private mutating func label(_ parameter: ParameterEntry, _ raw: Bytes) {
    var hasEscape = false
    for index in 0..<raw.count where raw[index] == UInt8(ascii: "%") { hasEscape = true }
    guard hasEscape else {
      textValue(Int(parameter.node), raw)
      return
    }
    scratch.parameterText.removeAll()
    Percent.decode(raw, isForm: false, into: scratch.parameterText)
    textValue(Int(parameter.node), scratch.parameterText.bytes)
  }

  // MARK: - Accept

  private mutating func accept(
    _ operation: OperationPlan, _ fields: [Exchange.HeaderField], _ all: Bytes
  ) {
    guard plan.looksAtAccept, let type = operation.answerMediaType else { return }
    var joined: [UInt8] = []
    var isPresent = false
    for field in fields where all.isHeader(field, "accept") {
      let value = all.slice(field.value.start, field.value.count)
      // What every client sends by default needs no list.
      if !isPresent, value.isWord("*/*") { return }
      if isPresent { joined.append(UInt8(ascii: ",")) }
      isPresent = true
      joined += value.array
    }
    guard isPresent, joined.contains(UInt8(ascii: "/")),
      !MediaType.accepts(joined, type)
    else { return }
    report(
      .contentType, pointer: "/accept", expected: type,
      actual: joined.withBytes { Excerpt.plain($0) },
      message: "the client does not accept \(type), which the answer would be")
  }
}
