internal import AssayJSON
internal import AssayModel
internal import CAssayScan

extension Runner {
  /// Checks the body of a message. Returns whether it was read to its end.
  mutating func body(
    _ message: MessagePlan, _ body: Exchange.Body, _ fields: [Exchange.HeaderField], _ all: Bytes
  ) -> Bool {
    let isRequest = part == .requestBody
    parameter = .none
    depth = 0
    switch body {
    case .unknown: return false
    case .overLimit(let text):
      contentType(message, fields, all, isRequest: isRequest)
      report(
        .limit, pointer: "", expected: text, actual: "a larger body",
        message: "the body was not read: \(text)")
      return false
    case .undecodable(let text):
      contentType(message, fields, all, isRequest: isRequest)
      report(
        .encoding, pointer: "", expected: "a decodable body", actual: text,
        message: "the body's content coding could not be undone: \(text)")
      return false
    case .absent:
      absentBody(message)
      return true
    case .bytes(let range):
      guard range.count > 0 else {
        absentBody(message)
        return true
      }
      contentType(message, fields, all, isRequest: isRequest)
      return self.body(
        message, all.slice(range.start, range.count), readable: all.count &- range.start)
    }
  }

  /// Checks the bytes of a body that is there; `readable` of them may be loaded.
  mutating func body(_ message: MessagePlan, _ bytes: Bytes, readable: Int = 0) -> Bool {
    if bytes.count > plan.options.limits.decompressedBytes {
      report(
        .limit, pointer: "", expected: "at most \(plan.options.limits.decompressedBytes) bytes",
        actual: "\(bytes.count) bytes", message: "the body is too large to be read")
      return false
    }
    switch message.body {
    case .ignored: return true
    case .unsupported(let why):
      report(
        .limit, pointer: "", expected: "a body that can be checked", actual: "undetermined",
        message: why)
      return true
    case .document(let node): return document(node, bytes, readable: readable)
    case .value(let node, let required):
      turn(to: bytes)
      let start = text.skipWhitespace(0)
      if text.byte(start) == UInt8(ascii: "n") { return nullPayload(start, required) }
      return document(node, bytes, readable: readable)
    case .text(let node, _):
      var scalars = 0
      visits[node] &+= 1
      turn(to: bytes)
      // SAFETY: reads the bytes of the run alone.
      guard unsafe scan.pointee.utf8(bytes.base, bytes.count, &scalars) == bytes.count else {
        reportEncoding(at: 0)
        return false
      }
      content(
        node, tables.nodes[node], bytes, scalars: scalars, isASCII: scalars == bytes.count, at: 0)
      return true
    case .bytes(let index, _):
      let node = tables.nodes[index]
      visits[index] &+= 1
      if bytes.count < node.lengthMin || bytes.count > node.lengthMax {
        reportLengths(index, bytes.count, unit: .bytes, at: 0)
      }
      return true
    }
  }

  /// A payload that begins like `null`: absence.
  private mutating func nullPayload(_ start: Int, _ required: Marker?) -> Bool {
    let end = literal(at: start)
    guard end >= 0 else { return false }
    if let required { requiredPayload(required, actual: "null", offset: start) }
    let rest = text.skipWhitespace(end)
    guard rest == text.count else {
      return breakJSON(at: rest, expected: "the end of the document") >= 0
    }
    return true
  }

  private mutating func absentBody(_ message: MessagePlan) {
    switch message.body {
    case .ignored, .unsupported: break
    case .document(let node):
      visits[node] &+= 1
      let table = tables.nodes[node].child
      let entry = tables.structs.value(table)
      for position in 0..<Int(entry.memberCount) {
        let member = tables.members[Int(entry.memberStart) + position]
        if member.isRequired { reportMissing(member, in: table, offset: nil) }
      }
    case .value(_, let required), .text(_, let required), .bytes(_, let required):
      if let required { requiredPayload(required, actual: "absent", offset: nil) }
    }
  }

  private mutating func requiredPayload(_ required: Marker, actual: String, offset: Int?) {
    scratch.count(.required, required.origin)
    report(
      .required, pointer: "", expected: "a body", actual: actual, offset: offset,
      origin: required.origin, message: "the body is required")
  }

  // MARK: - Content type

  private mutating func contentType(
    _ message: MessagePlan, _ fields: [Exchange.HeaderField], _ all: Bytes, isRequest: Bool
  ) {
    guard let type = message.mediaType else { return }
    var found: Exchange.HeaderField?
    for field in fields where all.isHeader(field, "content-type") {
      found = field
      break
    }
    guard let found else { return }
    let value = all.slice(found.value.start, found.value.count).trimmed
    var isIgnored = false
    if case .ignored(let hasJSONType) = message.body {
      guard hasJSONType else { return }
      isIgnored = true
    }
    guard type.admits(value) == isIgnored else { return }
    let expected = isIgnored ? "no body of type \(type.text)" : type.text
    let outer = part
    part = isRequest ? .requestHeader : .responseHeader
    report(
      .contentType, pointer: "/content-type", expected: expected, actual: Excerpt.plain(value),
      message: "the body has content type \(Excerpt.plain(value)); expected \(expected)")
    part = outer
  }
}
