internal import AssayModel

extension Runner {
  /// Checks a request against its operation. Returns whether its body was read to its end.
  ///
  /// `isRouted` says that the URL named the operation, so that its labels can be looked at.
  mutating func request(
    _ operation: OperationPlan, _ index: Int, _ request: Exchange.Request, isRouted: Bool,
    _ all: Bytes
  ) -> Bool {
    if isRouted { labels(operation, index, all) }
    if plan.contract.wireProtocol.hasHTTPBindings { query(operation, all) }
    part = .requestHeader
    headers(operation.request, request.headers, all)
    accept(operation, request.headers, all)
    part = .requestBody
    return body(operation.request, request.body, request.headers, all)
  }

  // MARK: - Path

  private mutating func labels(_ operation: OperationPlan, _ index: Int, _ all: Bytes) {
    guard let template = plan.contract.operations[index].http?.uri else { return }
    part = .requestPath
    depth = 0
    let segments = scratch.pieces.segments
    for (position, segment) in template.segments.enumerated() {
      let name: String
      let range: ByteRange
      switch segment {
      case .literal: continue
      case .label(let label):
        guard position < segments.count else { continue }
        name = label
        range = segments[position]
      case .greedyLabel(let label):
        name = label
        let behind = template.segments.count - position - 1
        let last = segments.count - behind - 1
        guard position <= last, last < segments.count else { continue }
        range = ByteRange(
          start: segments[position].start, count: segments[last].end - segments[position].start)
      }
      guard
        let parameter = operation.labels.first(where: { $0.wireName.utf8.elementsEqual(name.utf8) })
      else { continue }
      self.parameter = parameter.wireName
      label(parameter, all.slice(range.start, range.count))
      // A greedy label is the last one; literals alone may follow it.
      if case .greedyLabel = segment { break }
    }
    self.parameter = nil
  }

  private mutating func label(_ parameter: ParameterPlan, _ raw: Bytes) {
    var hasEscape = false
    for index in 0..<raw.count where raw[index] == UInt8(ascii: "%") { hasEscape = true }
    guard hasEscape else {
      textValue(parameter.node, raw)
      return
    }
    scratch.parameterText.removeAll()
    Percent.decode(raw, isForm: false, into: scratch.parameterText)
    textValue(parameter.node, scratch.parameterText.bytes)
  }

  // MARK: - Accept

  private mutating func accept(
    _ operation: OperationPlan, _ fields: [Exchange.HeaderField], _ all: Bytes
  ) {
    guard plan.contract.wireProtocol == .restJson1, let type = operation.answerMediaType else {
      return
    }
    var joined: [UInt8] = []
    var isPresent = false
    for field in fields
    where all.slice(field.name.start, field.name.count).isHeader(HeaderName.accept) {
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
