import AssayModel

// What a body is, by the structure whose message it belongs to (DECISIONS 48 to 54).

extension ReferenceRun {
  /// What the body of a message is.
  enum Content {
    /// A JSON object of these members.
    case document([Member])
    /// The value of one member.
    case payload(Member)
    /// Nothing that the contract knows.
    case nothing
  }

  func content(of structure: ShapeID?) -> Content {
    guard let structure else { return .nothing }
    let members = members(of: structure)
    if let member = members.first(where: { location(of: $0) == .payload }) {
      return .payload(member)
    }
    // A stream of events is no document.
    if !contract.wireProtocol.hasHTTPBindings, members.contains(where: isEventStream) {
      return .nothing
    }
    let inBody = members.filter {
      location(of: $0) == .body || location(of: $0) == .host
    }
    return members.isEmpty || !inBody.isEmpty ? .document(inBody) : .nothing
  }

  private func isEventStream(_ member: Member) -> Bool {
    guard case .union = expectation(of: member).shape.kind else { return false }
    return member.traits.isStreaming || isStreaming(member)
  }

  /// The media type of a body; `nil` where anything will do.
  private func mediaType(of content: Content, part: Violation.Part) -> String? {
    switch content {
    case .nothing: return nil
    case .document:
      return part == .requestHeader
        ? contract.wireProtocol.contentType : contract.wireProtocol.answerContentType
    case .payload(let member):
      let expectation = expectation(of: member)
      switch expectation.shape.kind {
      case .simple(.string), .enumeration: return expectation.mediaType ?? "text/plain"
      case .simple(.blob): return expectation.mediaType
      default: return expectation.mediaType ?? contract.wireProtocol.contentType
      }
    }
  }

  // MARK: - Media types

  func checkContentType(of message: Message, structure: ShapeID?, part: Violation.Part) {
    if case .unknown = message.body { return }
    guard !message.body.isEmpty, let field = message.values(ofHeader: "content-type").first
    else { return }
    let given = mediaTypeWithoutParameters(field)
    let place = Place(part, "/content-type")
    let content = content(of: structure)
    if case .nothing = content {
      let ours = mediaTypeWithoutParameters(Array(contract.wireProtocol.contentType.utf8))
      if part == .requestHeader, contract.wireProtocol.hasHTTPBindings, given == ours {
        findings.add(.contentType, at: place)
      }
      return
    }
    guard let expected = mediaType(of: content, part: part) else { return }
    if given != mediaTypeWithoutParameters(Array(expected.utf8)) {
      findings.add(.contentType, at: place)
    }
  }

  private func mediaTypeWithoutParameters(_ field: [UInt8]) -> [UInt8] {
    let end = field.firstIndex(of: UInt8(ascii: ";")) ?? field.count
    let type = lowercased(trimmed(field[..<end]))
    return type == Array("text/xml".utf8) ? Array("application/xml".utf8) : type
  }

  func checkAccept(_ request: Message) {
    guard contract.wireProtocol == .restJson1 else { return }
    let answer = content(of: operation.output)
    guard let offered = mediaType(of: answer, part: .responseHeader) else { return }
    let wanted = mediaTypeWithoutParameters(Array(offered.utf8))
    let ranges = request.values(ofHeader: "accept")
      .flatMap { $0.split(separator: UInt8(ascii: ",")) }
      .filter { $0.contains(UInt8(ascii: "/")) }
    guard !ranges.isEmpty else { return }
    let slash = wanted.firstIndex(of: UInt8(ascii: "/")) ?? wanted.count
    let isAdmitted = ranges.contains { range in
      let pieces = range.split(separator: UInt8(ascii: ";")).map { lowercased(trimmed($0)) }
      let quality = pieces.dropFirst().first { $0.starts(with: "q=".utf8) }
      // Of a weight only this matters: whether it is zero.
      if let quality, quality.dropFirst(2).allSatisfy({ $0 == 48 || $0 == 46 }) { return false }
      guard let type = pieces.first else { return false }
      return type == wanted || type == Array("*/*".utf8)
        || type == Array(wanted[..<slash]) + Array("/*".utf8)
    }
    if !isAdmitted { findings.add(.contentType, at: Place(.requestHeader, "/accept")) }
  }

  // MARK: - The body

  /// Checks a body and returns what relations may look at.
  @discardableResult
  func checkBody(
    of message: Message, structure: ShapeID?, direction: Direction, ignored: [String] = []
  ) -> ReadBody {
    let place = Place(direction == .request ? .requestBody : .responseBody)
    let content = content(of: structure)
    switch message.body {
    case .unknown:
      return ReadBody(isWhole: false)
    case .overLimit:
      findings.add(.limit, at: place)
      return ReadBody(isWhole: false)
    case .undecodable:
      findings.add(.encoding, at: place)
      return ReadBody(isWhole: false)
    case .absent:
      return checkAbsent(content, at: place)
    case .bytes(let bytes):
      guard !bytes.isEmpty else { return checkAbsent(content, at: place) }
      guard bytes.count <= checker.limits.decompressedBytes else {
        findings.add(.limit, at: place)
        return ReadBody(isWhole: false)
      }
      return check(bytes, content, ignored: ignored, at: place)
    }
  }

  private func isStreaming(_ member: Member) -> Bool {
    contract[contract.base(of: member.target)].traits.isStreaming
  }

  private func checkAbsent(_ content: Content, at place: Place) -> ReadBody {
    switch content {
    case .document(let members):
      for member in members where member.required != nil {
        findings.add(.required, at: place.child(bodyName(of: member)))
      }
    case .payload(let member):
      if member.required != nil { findings.add(.required, at: place) }
    case .nothing: break
    }
    return ReadBody()
  }

  private func check(
    _ bytes: [UInt8], _ content: Content, ignored: [String], at place: Place
  ) -> ReadBody {
    if case .nothing = content { return ReadBody() }
    if case .payload(let member) = content {
      let expectation = expectation(of: member)
      if case .union = expectation.shape.kind, member.traits.isStreaming || isStreaming(member) {
        return ReadBody()
      }
      let start = place.moved(to: 0)
      switch expectation.shape.kind {
      case .simple(.string), .enumeration:
        checkText(bytes, member, .payload, at: start)
        return ReadBody(root: textNode(bytes), isWhole: isUTF8(bytes))
      case .simple(.blob):
        checkLength(bytes.count, expectation.constraints, at: start)
        return ReadBody()
      default: break
      }
    }
    guard contract.wireProtocol.hasJSONBodies else {
      findings.add(.limit, at: place)
      return ReadBody(isWhole: false)
    }
    let reading = JSONTreeReader.read(bytes, nesting: checker.limits.nesting)
    if let root = reading.root {
      let start = place.moved(to: root.offset)
      switch content {
      case .document(let members): checkStructure(root, members, ignored: ignored, at: start)
      case .payload(let member):
        if case .null = root.kind {
          if member.required != nil { findings.add(.required, at: start) }
        } else {
          check(root, member, at: start)
        }
      case .nothing: break
      }
    }
    report(reading.failure, in: place.part)
    return ReadBody(root: reading.root, isWhole: reading.failure == nil)
  }

  private func report(_ failure: JSONReading.Break?, in part: Violation.Part) {
    guard let failure else { return }
    findings.add(
      failure.isLimit ? .limit : .json, at: Place(part, failure.pointer, offset: failure.offset))
  }

  /// A text payload as relations see it.
  private func textNode(_ bytes: [UInt8]) -> JSONNode? {
    guard isUTF8(bytes) else { return nil }
    return JSONNode(
      kind: .string(
        JSONText(bytes: bytes, display: text(bytes), isWellFormed: true, offset: 0)),
      offset: 0, isComplete: true)
  }
}
