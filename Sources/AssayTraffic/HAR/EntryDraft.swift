import AssayJSON
import AssayModel

/// What is known of an exchange while its entry is read.
struct EntryDraft {
  /// Becomes the exchange's buffer.
  var bytes: [UInt8] = []
  var request = MessageDraft()
  var response = MessageDraft()
  var hasRequest = false
  var hasResponse = false
  var method: ByteRange?
  var url: ByteRange?
  var pseudoMethod: ByteRange?
  var pseudoPath: ByteRange?
  var status = 0
  var operation: ByteRange?
  var id: ByteRange?
  var comment: ByteRange?
  /// Where `queryString` and `params` begin in the entry; negative where they are not there.
  var query = -1
  var params = -1
  var requestBody = Exchange.Body.absent
  var responseBody = Exchange.Body.absent
  private var isEmpty = true

  // MARK: - The exchange

  /// Takes over the memory of an exchange.
  mutating func take(from exchange: inout Exchange, capacity: Int) {
    exchange.withBuffer { swap(&$0, &bytes) }
    if var old = exchange.request {
      exchange.request = nil
      if old.headers.capacity > request.headers.capacity { swap(&old.headers, &request.headers) }
    }
    if var old = exchange.response {
      exchange.response = nil
      if old.headers.capacity > response.headers.capacity { swap(&old.headers, &response.headers) }
    }
    exchange.id = nil
    exchange.operation = nil
    bytes.removeAll(keepingCapacity: bytes.capacity <= max(capacity &* 4, 1 << 20))
    bytes.reserveCapacity(capacity)
    request.removeAll()
    response.removeAll()
    hasRequest = false
    hasResponse = false
    method = nil
    url = nil
    pseudoMethod = nil
    pseudoPath = nil
    status = 0
    operation = nil
    id = nil
    comment = nil
    query = -1
    params = -1
    isEmpty = false
  }

  /// Gives the exchange its memory back, filled. Once for each ``take(from:capacity:)``.
  mutating func give(to exchange: inout Exchange) {
    guard !isEmpty else { return }
    isEmpty = true
    exchange.withBuffer { swap(&$0, &bytes) }
    exchange.operation = operation
    exchange.id = id ?? comment
    if hasRequest {
      var message = Exchange.Request(
        method: method ?? pseudoMethod ?? .empty, target: url ?? pseudoPath ?? .empty)
      message.body = requestBody
      swap(&message.headers, &request.headers)
      exchange.request = message
    }
    if hasResponse, status > 0 {
      var message = Exchange.Response(status: status)
      message.body = responseBody
      swap(&message.headers, &response.headers)
      exchange.response = message
    }
  }

  // MARK: - Values

  /// Reads a string, a number or a literal as text; `nil` where it is `null`.
  mutating func text(_ reader: inout JSONReader) throws(JSONError) -> ByteRange? {
    let start = bytes.count
    switch try reader.kind() {
    case .string: try reader.string(into: &bytes)
    case .number, .bool:
      let first = reader.position
      try reader.skipValue()
      reader.append(first..<reader.position, to: &bytes)
    case .null:
      try reader.skipValue()
      return nil
    case .object, .array: throw JSONError(.expectedString, at: reader.position)
    }
    return ByteRange(start: start, count: bytes.count &- start)
  }

  /// Reads a whole number, also one in a string; `nil` where the value is something else.
  mutating func integer(_ reader: inout JSONReader) throws(JSONError) -> Int? {
    switch try reader.kind() {
    case .number:
      let token = try reader.number()
      if token.isExact { return Int(token.integer) }
      return nil
    case .string:
      let start = bytes.count
      try reader.string(into: &bytes)
      defer { bytes.removeLast(bytes.count - start) }
      return decimal(bytes[start...])
    default:
      try reader.skipValue()
      return nil
    }
  }

  /// A whole number in decimal digits that fits in nine of them.
  func decimal(_ digits: ArraySlice<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.count <= 18 else { return nil }
    var value = 0
    for digit in digits {
      guard digit &- 48 < 10 else { return nil }
      value = value &* 10 &+ Int(digit &- 48)
    }
    return value
  }

  /// Appends text and returns where it stands.
  mutating func append(_ text: StaticString) -> ByteRange {
    let start = bytes.count
    // SAFETY: a static string has `utf8CodeUnitCount` bytes.
    unsafe bytes.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    return ByteRange(start: start, count: bytes.count &- start)
  }
}
