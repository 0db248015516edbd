import AssayJSON
import AssayModel

extension EntryDraft {
  /// Decides, once all members are known, what the message's bodies are.
  mutating func finish(_ limits: Limits) {
    if hasRequest {
      requestBody = requestBody(limits)
      if requestBody != .absent, let type = missingType(request) { request.headers.append(type) }
    }
    if hasResponse {
      responseBody = responseBody(limits)
      if responseBody != .absent, let type = missingType(response) {
        response.headers.append(type)
      }
    }
  }

  private mutating func requestBody(_ limits: Limits) -> Exchange.Body {
    if let text = request.body.text, text.count > 0 {
      return body(text, isBase64: request.body.isBase64, limits)
    }
    // No text: what was sent is not known where something was.
    if request.body.params >= 0 { return .unknown }
    if let size = request.bodySize, size >= 0 { return size == 0 ? .absent : .unknown }
    return request.notes.contentLength ?? 0 > 0 ? .unknown : .absent
  }

  private mutating func responseBody(_ limits: Limits) -> Exchange.Body {
    if let text = response.body.text {
      if text.count > 0 { return body(text, isBase64: response.body.isBase64, limits) }
      return response.body.size ?? 0 > 0 && !isHead ? .unknown : .absent
    }
    if isHead || status == 204 || status == 304 || status < 200 { return .absent }
    let size = response.body.size ?? -1
    let bodySize = response.bodySize ?? -1
    if size > 0 || bodySize > 0 { return .unknown }
    if size == 0 || bodySize == 0 { return .absent }
    return response.notes.contentLength == 0 ? .absent : .unknown
  }

  /// Whether the request's method is HEAD, whose answer has no body.
  private var isHead: Bool {
    guard let method = method ?? pseudoMethod else { return false }
    return method.count == 4 && says("head", at: method.start)
  }

  private mutating func body(
    _ text: ByteRange, isBase64: Bool, _ limits: Limits
  ) -> Exchange.Body {
    var range = text
    if isBase64 {
      let (count, wrong) = unsafe bytes.withUnsafeMutableBufferPointer {
        unsafe Base64.decode(UnsafeMutableBufferPointer(rebasing: $0[text.start..<text.end]))
      }
      if let wrong { return .undecodable("the base64 of the body is broken at character \(wrong)") }
      range.count = count
      if count == 0 { return .absent }
    }
    guard range.count <= limits.bodyBytes else {
      return .overLimit("body over \(limits.bodyBytes) bytes")
    }
    return .bytes(range)
  }

  /// The content type that no header field states.
  private mutating func missingType(_ message: borrowing MessageDraft) -> Exchange.HeaderField? {
    guard !message.notes.hasContentType, let type = message.body.mimeType, type.count > 0 else {
      return nil
    }
    return Exchange.HeaderField(name: append("content-type"), value: type)
  }

  // MARK: - Lists

  /// Makes the query of a URL without one.
  mutating func readQuery(_ reader: inout JSONReader) {
    guard let range = url ?? pseudoPath, let list = pairs(&reader) else { return }
    let path = bytes[range.start..<range.end].prefix { $0 != UInt8(ascii: "#") }
    let start = bytes.count
    bytes.append(contentsOf: Array(path))
    for (place, pair) in list.enumerated() {
      bytes.append(place == 0 ? UInt8(ascii: "?") : UInt8(ascii: "&"))
      encode(pair)
    }
    url = ByteRange(start: start, count: bytes.count - start)
  }

  /// Makes a form's body from its fields. Those of a form in parts cannot be known.
  mutating func readParams(_ reader: inout JSONReader) {
    if let type = request.body.mimeType, type.count >= 10, says("multipart/", at: type.start) {
      return
    }
    guard let list = pairs(&reader) else { return }
    let start = bytes.count
    for (place, pair) in list.enumerated() {
      if place > 0 { bytes.append(UInt8(ascii: "&")) }
      encode(pair)
    }
    request.body.text = ByteRange(start: start, count: bytes.count - start)
    request.body.isBase64 = false
    if request.body.mimeType?.count ?? 0 == 0 {
      request.body.mimeType = append("application/x-www-form-urlencoded")
    }
  }

  /// The fields of a list; `nil` where there are none or the list is something else.
  private mutating func pairs(
    _ reader: inout JSONReader
  ) -> [(name: ByteRange, value: ByteRange?)]? {
    leaveEntry()
    var list: [(name: ByteRange, value: ByteRange?)] = []
    do throws(JSONError) {
      var more = try reader.openArray()
      while more {
        let (name, value) = try readPair(&reader)
        if let name { list.append((name, value)) }
        more = try reader.nextElement()
      }
    } catch {
      list.removeAll()
    }
    flush(&reader)
    return list.isEmpty ? nil : list
  }

  private mutating func encode(_ pair: (name: ByteRange, value: ByteRange?)) {
    encode(pair.name)
    guard let value = pair.value else { return }
    bytes.append(UInt8(ascii: "="))
    encode(value)
  }

  /// Appends bytes percent-encoded (RFC 3986, section 2.3: all but the unreserved).
  private mutating func encode(_ range: ByteRange) {
    let digits: StaticString = "0123456789ABCDEF"
    for place in range.start..<range.end {
      let byte = bytes[place]
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        bytes.append(byte)
      default:
        bytes.append(UInt8(ascii: "%"))
        // SAFETY: a nibble is less than 16.
        unsafe bytes.append(digits.utf8Start[Int(byte &>> 4)])
        unsafe bytes.append(digits.utf8Start[Int(byte & 15)])
      }
    }
  }
}
