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
  /// The piece of the entry that is copied to `bytes` next.
  private var pieceStart = 0
  private var pieceEnd = 0

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
    pieceStart = 0
    pieceEnd = 0
    isEmpty = false
  }

  /// Forgets what was read of an entry that is none.
  mutating func forget() {
    hasRequest = false
    hasResponse = false
    operation = nil
    id = nil
    comment = nil
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

  /// Greatest gap between two strings of the entry that are copied in one go.
  private static let gap = 512

  /// Where a plain string of the entry will stand.
  ///
  /// Strings are not copied one by one: what lies between neighbours goes along, and a whole piece
  /// of the entry is copied when the next string has escapes or is far away.
  mutating func place(_ string: JSONString, _ reader: borrowing JSONReader) -> ByteRange {
    if pieceStart == pieceEnd {
      pieceStart = string.start
    } else if string.start &- pieceEnd > EntryDraft.gap {
      flush(reader)
      pieceStart = string.start
    }
    pieceEnd = string.start &+ string.count
    return ByteRange(start: bytes.count &+ (string.start &- pieceStart), count: string.count)
  }

  /// Copies the piece of the entry that is due. Before anything else is appended.
  mutating func flush(_ reader: borrowing JSONReader) {
    reader.append(pieceStart..<pieceEnd, to: &bytes)
    pieceStart = pieceEnd
  }

  /// Reads a string, a number or a literal as text; `nil` where it is `null`.
  mutating func text(_ reader: inout JSONReader) throws(JSONError) -> ByteRange? {
    switch try reader.kind() {
    case .string:
      if let string = try reader.plainString() { return place(string, reader) }
      flush(reader)
      let start = bytes.count
      try reader.string(into: &bytes)
      return ByteRange(start: start, count: bytes.count &- start)
    case .number, .bool:
      let first = reader.position
      try reader.skipValue()
      flush(reader)
      let start = bytes.count
      reader.append(first..<reader.position, to: &bytes)
      return ByteRange(start: start, count: bytes.count &- start)
    case .null:
      try reader.skipValue()
      return nil
    case .object, .array: throw JSONError(.expectedString, at: reader.position)
    }
  }

  /// Reads a whole number, also one in a string; `nil` where the value is something else.
  func integer(_ reader: inout JSONReader) throws(JSONError) -> Int? {
    switch try reader.kind() {
    case .number:
      let token = try reader.number()
      return token.isExact ? Int(token.integer) : nil
    case .string:
      var digits: [UInt8] = []
      try reader.string(into: &digits)
      return decimal(digits[...])
    default:
      try reader.skipValue()
      return nil
    }
  }

  /// A whole number in decimal digits.
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
