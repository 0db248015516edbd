import AssayJSON
import AssayModel

extension EntryDraft {
  /// Reads an entry.
  mutating func readEntry(_ reader: inout JSONReader) throws(JSONError) {
    var more = try reader.openObject()
    while more {
      let name = try reader.name()
      if reader.isName(name, "request") {
        try readRequest(&reader)
      } else if reader.isName(name, "response") {
        try readResponse(&reader)
      } else if reader.isName(name, "_operation") {
        operation = try text(&reader)
      } else if reader.isName(name, "_id") {
        id = try text(&reader)
      } else if reader.isName(name, "comment") {
        comment = try comment(&reader)
      } else {
        try reader.skipValue()
      }
      more = try reader.nextMember()
    }
    flush(reader)
  }

  /// A comment that is not empty.
  private mutating func comment(_ reader: inout JSONReader) throws(JSONError) -> ByteRange? {
    guard try reader.kind() == .string else {
      try reader.skipValue()
      return nil
    }
    let range = try text(&reader)
    return range?.count == 0 ? nil : range
  }

  private mutating func readRequest(_ reader: inout JSONReader) throws(JSONError) {
    if try reader.kind() == .null { return try reader.skipValue() }
    request.removeAll()
    query = -1
    params = -1
    hasRequest = true
    var more = try reader.openObject()
    while more {
      let name = try reader.name()
      if reader.isName(name, "method") {
        method = try text(&reader)
      } else if reader.isName(name, "url") {
        url = try text(&reader)
      } else if reader.isName(name, "headers") {
        try readHeaders(&reader, isRequest: true)
      } else if reader.isName(name, "queryString") {
        query = try skipList(&reader)
      } else if reader.isName(name, "postData") {
        try readBody(&reader, isRequest: true)
      } else if reader.isName(name, "bodySize") {
        request.bodySize = try integer(&reader)
      } else {
        try reader.skipValue()
      }
      more = try reader.nextMember()
    }
  }

  private mutating func readResponse(_ reader: inout JSONReader) throws(JSONError) {
    if try reader.kind() == .null { return try reader.skipValue() }
    response.removeAll()
    hasResponse = true
    var more = try reader.openObject()
    while more {
      let name = try reader.name()
      if reader.isName(name, "status") {
        status = try integer(&reader) ?? 0
      } else if reader.isName(name, "headers") {
        try readHeaders(&reader, isRequest: false)
      } else if reader.isName(name, "content") {
        try readBody(&reader, isRequest: false)
      } else if reader.isName(name, "bodySize") {
        response.bodySize = try integer(&reader)
      } else {
        try reader.skipValue()
      }
      more = try reader.nextMember()
    }
  }

  /// Skips a list that may be read later and returns where it begins; negative where it is empty.
  private mutating func skipList(_ reader: inout JSONReader) throws(JSONError) -> Int {
    let kind = try reader.kind()
    let start = reader.position
    try reader.skipValue()
    return kind == .array && reader.position &- start > 2 ? start : -1
  }

  /// Reads `postData` or `content`.
  private mutating func readBody(
    _ reader: inout JSONReader, isRequest: Bool
  ) throws(JSONError) {
    if try reader.kind() == .null { return try reader.skipValue() }
    var message = MessageDraft()
    var list = -1
    var more = try reader.openObject()
    while more {
      let name = try reader.name()
      if reader.isName(name, "text") {
        message.text = try text(&reader)
      } else if reader.isName(name, "mimeType") {
        message.mimeType = try text(&reader)
      } else if reader.isName(name, "size") {
        message.size = try integer(&reader)
      } else if reader.isName(name, "encoding") {
        message.isBase64 = try isBase64(&reader)
      } else if isRequest, reader.isName(name, "params") {
        list = try skipList(&reader)
      } else {
        try reader.skipValue()
      }
      more = try reader.nextMember()
    }
    if isRequest {
      request.setBody(message)
      params = list
    } else {
      response.setBody(message)
    }
  }

  private func isBase64(_ reader: inout JSONReader) throws(JSONError) -> Bool {
    guard try reader.kind() == .string else {
      try reader.skipValue()
      return false
    }
    var name: [UInt8] = []
    try reader.string(into: &name)
    return name.count == 6 && name.map { $0 | 0x20 }.elementsEqual("base64".utf8.map { $0 | 0x20 })
  }

  // MARK: - Header fields

  private mutating func readHeaders(
    _ reader: inout JSONReader, isRequest: Bool
  ) throws(JSONError) {
    if try reader.kind() == .null { return try reader.skipValue() }
    if isRequest {
      request.headers.removeAll(keepingCapacity: true)
    } else {
      response.headers.removeAll(keepingCapacity: true)
    }
    var more = try reader.openArray()
    while more {
      let (name, value) = try readPair(&reader)
      if let name, name.count > 0 {
        let field = Exchange.HeaderField(name: name, value: value ?? .empty)
        if isRequest { request.headers.append(field) } else { response.headers.append(field) }
      }
      more = try reader.nextElement()
    }
  }

  /// Reads an object with a `name` and a `value`; at once where it is written as most are.
  mutating func readPair(
    _ reader: inout JSONReader
  ) throws(JSONError) -> (name: ByteRange?, value: ByteRange?) {
    if let (name, value) = reader.plainPair(#"{"name":""#, #"","value":""#)
      ?? reader.plainPair(#"{"name": ""#, #"", "value": ""#)
    {
      return (place(name, reader), place(value, reader))
    }
    var name: ByteRange?
    var value: ByteRange?
    var more = try reader.openObject()
    while more {
      let member = try reader.name()
      if reader.isName(member, "name") {
        name = try text(&reader)
      } else if reader.isName(member, "value") {
        value = try text(&reader)
      } else {
        try reader.skipValue()
      }
      more = try reader.nextMember()
    }
    return (name, value)
  }

  /// Looks at the header fields once their bytes are there: pseudo-header fields are taken out,
  /// and what the others say of the body is noted.
  mutating func settle(_ message: inout MessageDraft) {
    var kept = 0
    for place in message.headers.indices {
      var field = message.headers[place]
      if bytes[field.name.start] == UInt8(ascii: ":") {
        if field.name.count == 7, says(":method", at: field.name.start) {
          pseudoMethod = field.value
        }
        if field.name.count == 5, says(":path", at: field.name.start) { pseudoPath = field.value }
        continue
      }
      field.value = trimmed(field.value)
      message.headers[kept] = field
      kept &+= 1
      note(field, in: &message)
    }
    message.headers.removeLast(message.headers.count - kept)
  }

  /// Notes what a header field says of the body.
  private func note(_ field: Exchange.HeaderField, in message: inout MessageDraft) {
    switch field.name.count {
    case 12 where says("content-type", at: field.name.start): message.hasContentType = true
    case 14 where says("content-length", at: field.name.start):
      message.contentLength = decimal(bytes[field.value.start..<field.value.end])
    case 16 where says("content-encoding", at: field.name.start): message.hasContentCoding = true
    default: break
    }
  }

  /// Whether these bytes are at `start`, letters in any case; `wanted` is in lower case.
  func says(_ wanted: StaticString, at start: Int) -> Bool {
    guard start >= 0, bytes.count &- start >= wanted.utf8CodeUnitCount else { return false }
    for offset in 0..<wanted.utf8CodeUnitCount {
      let byte = bytes[start &+ offset]
      // SAFETY: offset is less than the count.
      let other = unsafe wanted.utf8Start[offset]
      if (byte &- 65 < 26 ? byte | 0x20 : byte) != other { return false }
    }
    return true
  }

  /// A value without white space around it.
  private func trimmed(_ range: ByteRange) -> ByteRange {
    var range = range
    while range.count > 0, bytes[range.start].isWhitespace {
      range.start &+= 1
      range.count &-= 1
    }
    while range.count > 0, bytes[range.end &- 1].isWhitespace { range.count &-= 1 }
    return range
  }
}

extension MessageDraft {
  /// Takes over what was said of the body.
  fileprivate mutating func setBody(_ other: MessageDraft) {
    text = other.text
    isBase64 = other.isBase64
    mimeType = other.mimeType
    size = other.size
  }
}
