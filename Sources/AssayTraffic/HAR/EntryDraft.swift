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
  /// Where `queryString` begins in the entry; negative where it is not there.
  var query = -1
  var requestBody = Exchange.Body.absent
  var responseBody = Exchange.Body.absent
  /// How the entries before were written.
  let order = MemberOrder()
  private var isEmpty = true
  /// Whether `bytes` began as a copy of the entry.
  private var isCopied = false
  /// The piece of the entry that is copied to `bytes` next.
  private var pieceStart = 0
  private var pieceEnd = 0

  // MARK: - The exchange

  /// Takes over the memory of an exchange.
  mutating func take(from exchange: inout Exchange, entry: UnsafeBufferPointer<UInt8>) {
    let capacity = entry.count &* (entry.count <= EntryDraft.small ? 2 : 1) &+ 64
    exchange.surrender(&bytes, &request.headers, &response.headers)
    request.removeAll()
    response.removeAll()
    bytes.removeAll(keepingCapacity: bytes.capacity <= max(capacity &* 4, 1 << 20))
    bytes.reserveCapacity(capacity)
    isCopied = entry.count <= EntryDraft.small
    if isCopied { unsafe bytes.append(contentsOf: entry) }
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

  /// Gives the exchange its memory back, filled. Once for each ``take(from:entry:)``.
  mutating func give(to exchange: inout Exchange) {
    guard !isEmpty else { return }
    isEmpty = true
    exchange.withBuffer { swap(&$0, &bytes) }
    exchange.operation = operation
    exchange.id = id ?? comment
    if hasRequest {
      var message = Exchange.Request(
        method: method ?? pseudoMethod ?? .empty, target: url ?? pseudoPath ?? .empty)
      swap(&message.body, &requestBody)
      swap(&message.headers, &request.headers)
      exchange.request = message
    }
    if hasResponse, status > 0 {
      var message = Exchange.Response(status: status)
      swap(&message.body, &responseBody)
      swap(&message.headers, &response.headers)
      exchange.response = message
    }
  }

  // MARK: - Places

  /// Greatest size of an entry that is copied as a whole before it is read.
  private static let small = 4_096
  /// Greatest gap between two strings of a larger entry that are copied in one go.
  private static let gap = 512

  /// Where a plain string of the entry will stand.
  ///
  /// Strings are not copied one by one: of a large entry, what lies between neighbours goes along,
  /// and a whole piece is copied when the next string has escapes or is far away.
  @inline(__always)
  mutating func place(_ string: JSONString, _ reader: inout JSONReader) -> ByteRange {
    if isCopied { return ByteRange(start: string.start, count: string.count) }
    return placePiece(string, &reader)
  }

  @inline(never)
  private mutating func placePiece(
    _ string: JSONString, _ reader: inout JSONReader
  ) -> ByteRange {
    if string.start &- pieceEnd > EntryDraft.gap || pieceStart == pieceEnd {
      flush(&reader)
      pieceStart = string.start
    }
    pieceEnd = string.start &+ string.count
    return ByteRange(start: bytes.count &+ (string.start &- pieceStart), count: string.count)
  }

  /// Copies the piece of the entry that is due. Before anything else is appended.
  mutating func flush(_ reader: inout JSONReader) {
    guard pieceStart < pieceEnd else { return }
    reader.append(pieceStart..<pieceEnd, to: &bytes)
    pieceStart = pieceEnd
  }

  /// From here on, places are of another text than that of the entry.
  mutating func leaveEntry() {
    isCopied = false
    pieceStart = 0
    pieceEnd = 0
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
