internal import AssayModel

extension ReferenceBuilder {
  /// Reads the page of an operation.
  mutating func readOperation() {
    guard let name = page.title.name else {
      sink.error(
        "page.name", "the page does not say which operation it describes",
        at: page.text.origin(0..<1))
      return
    }
    let origin = page.text.origin(page.title.nameRange)
    if contract.operation(named: name) != nil {
      sink.error("page.duplicate", "a second page describes \(quoted(name))", at: origin)
      return
    }
    var operation = Operation(name: name, origin: origin)
    operation.traits.documentation = page.title.documentation
    let (uri, input) = readInput()
    operation.input = structure(input, page.title.nameRange)
    operation.output = structure(readOutput(), page.title.nameRange)
    if let method = page.request?.method, let uri, let request = page.request {
      operation.http = HTTPBinding(
        method: method,
        uri: URITemplate(uri, origin: page.text.origin(request.targetRange)),
        status: page.response?.status ?? statusOfProse ?? 200,
        origin: page.text.origin(request.targetRange),
        statusOrigin: page.response.flatMap {
          $0.status == nil ? nil : page.text.origin($0.statusRange)
        })
    }
    operation.errors = readErrors()
    contract.operations.append(operation)
  }

  private mutating func structure(_ members: [Member], _ range: Range<Int>) -> ShapeID? {
    members.isEmpty ? nil : add(.structure(members), range)
  }

  /// `the service sends back an HTTP 202 response`.
  private var statusOfProse: Int? {
    guard let range = page.sections.ranges[.responseElements] else { return nil }
    let words = PageText.words("sends back an HTTP")
    for start in range.lowerBound..<min(range.upperBound, range.lowerBound + 300) {
      guard let stop = page.text.match(words, at: start, to: range.upperBound) else { continue }
      let from = page.text.skipSpace(stop, to: range.upperBound)
      guard from + 3 <= range.upperBound else { return nil }
      return Int(String(decoding: page.text.bytes[from..<(from + 3)], as: UTF8.self))
        .flatMap { (100...599).contains($0) ? $0 : nil }
    }
    return nil
  }

  // MARK: Input

  private mutating func readInput() -> (uri: String?, members: [Member]) {
    let target = PageTarget(page.request?.target ?? "")
    let headers = page.request?.parameters ?? []
    let parameterNames = target.names + headers.map(\.name)
    var described = PageMemberReader.read(
      page.text, page.sections.ranges[.uriParameters], names: parameterNames)
    let known = Set(described.map { ExactString($0.name) })
    let uri = page.request?.method == nil ? nil : target.template(known)
    var members: [Member] = []
    for parameter in target.parameters(known) {
      members.append(input(parameter, &described))
    }
    for header in headers { members.append(input(header, &described)) }
    for rest in described {
      report.add(
        .unsupported, rest.name,
        "described as a parameter, and neither in the path nor in the query of the syntax",
        at: page.text.origin(rest.range))
    }
    members += readBody(
      page.request, page.sections.ranges[.requestBody] ?? page.sections.ranges[.requestParameters],
      isRequest: true)
    return (uri, members)
  }

  private mutating func input(
    _ parameter: PageSyntax.Parameter, _ described: inout [PageMember]
  ) -> Member {
    var range = parameter.range
    if range.isEmpty { range = page.request?.targetRange ?? range }
    let position = described.firstIndex { $0.name.isExactly(parameter.name) }
    let description =
      position.map { described.remove(at: $0) } ?? PageMember(name: parameter.name, range: range)
    var member = member(description, nil, isRequest: true)
    member.location = parameter.location
    if !parameter.wireName.isExactly(member.name) { member.wireName = parameter.wireName }
    if member.location == .path, member.required == nil {
      member.required = Marker(origin: member.origin)
    }
    return member
  }

  // MARK: Output

  private mutating func readOutput() -> [Member] {
    let syntax = page.response
    let headers = syntax?.parameters ?? []
    let names = ReferencePage.names(syntax).map { $0 + headers.map(\.name) }
    var described = PageMemberReader.read(
      page.text, page.sections.ranges[.responseElements], names: names)
    described += PageMemberReader.read(
      page.text, page.sections.ranges[.responseHeaders], names: names)
    var members: [Member] = []
    for header in headers {
      let position = described.firstIndex { $0.name.isExactly(header.name) }
      let description =
        position.map { described.remove(at: $0) }
        ?? PageMember(name: header.name, range: header.range)
      var member = member(description, nil, isRequest: false)
      if header.location == .status, description.type == nil {
        member.target = SimpleType.integer.shapeID
      }
      member.location = header.location
      if header.location == .header, !header.wireName.isExactly(member.name) {
        member.wireName = header.wireName
      }
      members.append(member)
    }
    return members + body(syntax, described, isRequest: false)
  }

  // MARK: Bodies

  private mutating func readBody(
    _ syntax: PageSyntax?, _ range: Range<Int>?, isRequest: Bool
  ) -> [Member] {
    let described = PageMemberReader.read(page.text, range, names: ReferencePage.names(syntax))
    return body(syntax, described, isRequest: isRequest)
  }

  private mutating func body(
    _ syntax: PageSyntax?, _ described: [PageMember], isRequest: Bool
  ) -> [Member] {
    if let payload = syntax?.payload {
      let description =
        described.first { $0.name.isExactly(payload.name) }
        ?? PageMember(name: payload.name, range: payload.range)
      var member = member(description, nil, isRequest: isRequest)
      if description.type == nil { member.target = SimpleType.blob.shapeID }
      member.location = .payload
      return [member]
    }
    var rest = described
    var members: [Member] = []
    for sketch in syntax?.body?.members ?? [] {
      guard let position = rest.firstIndex(where: { $0.name.isExactly(sketch.name) }) else {
        members.append(sketched(sketch))
        continue
      }
      members.append(member(rest.remove(at: position), sketch.value, isRequest: isRequest))
    }
    // Pages of older protocols have no syntax, only descriptions.
    for description in rest where syntax == nil || syntax?.isXML == true {
      members.append(member(description, nil, isRequest: isRequest))
    }
    return members
  }

  // MARK: Errors

  private mutating func readErrors() -> [ErrorReference] {
    var references: [ErrorReference] = []
    for error in PageError.read(page.text, page.sections.ranges[.errors]) {
      let origin = page.text.origin(error.range)
      references.append(ErrorReference(name: error.name, origin: origin))
      if let known = contract.error(named: error.name) {
        if known.status != error.status {
          sink.warning(
            "page.errorStatus",
            "another page gives \(quoted(error.name)) another status", at: origin,
            notes: [Diagnostic.Note(message: "it is here", origin: known.origin)])
        }
        continue
      }
      contract.errors.append(shape(of: error, origin))
    }
    return references
  }

  private mutating func shape(of error: PageError, _ origin: Origin) -> ErrorShape {
    var members = error.members.map { described in
      var member = member(described, nil, isRequest: true)
      member.target = SimpleType.document.shapeID
      return member
    }
    if !members.contains(where: { $0.name.lowercased() == "message" }) {
      report.add(
        .decided, "message", "every error may have a `message`; pages do not speak of it",
        at: origin)
      members.append(
        Member(name: "message", target: SimpleType.string.shapeID, origin: origin))
    }
    report.leaveOpen(.members, at: origin)
    let id = contract.add(
      Shape(name: error.name, kind: .structure(members), origin: origin))
    var result = ErrorShape(
      name: error.name, status: error.status, statusOrigin: page.text.origin(error.statusRange),
      shape: id, origin: origin)
    result.traits.documentation = error.documentation
    return result
  }
}
