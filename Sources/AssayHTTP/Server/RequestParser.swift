internal import AssayGenerate

/// Puts requests together from the bytes of a connection: a state machine without I/O.
///
/// Add bytes, then ask for steps until there is `nil`. Requests that follow each other without a
/// pause (pipelining) come out one by one. After an error nothing more is read.
struct RequestParser: Sendable {
  /// What was found.
  enum Step: Sendable {
    /// A head has come whose sender waits before it sends the body.
    case expectsContinue
    /// A request is complete; connection and number are the server's to fill in.
    case request(ServerRequest)
  }

  private enum State: Sendable {
    case head
    case body(RequestHead, length: Int)
    case chunked(RequestHead, ChunkedBody)
    case failed
  }

  private let limits: ServerLimits
  private var pending: [UInt8] = []
  /// Where reading goes on.
  private var start = 0
  /// How far the end of the head was looked for.
  private var searched = 0
  private var state = State.head

  init(_ limits: ServerLimits) { self.limits = limits }

  /// Bytes that have come and belong to no complete request.
  var waiting: Int { pending.count - start }

  /// Whether a request has begun and is not complete.
  var isInside: Bool {
    switch state {
    case .head: waiting > 0
    case .body, .chunked: true
    case .failed: false
    }
  }

  /// Whether the head of a request has begun and is not complete.
  var isInsideHead: Bool {
    if case .head = state { return waiting > 0 }
    return false
  }

  /// Takes bytes as they were received.
  mutating func append(_ bytes: some Sequence<UInt8>) {
    if start > 0, start == pending.count {
      pending.removeAll(keepingCapacity: pending.capacity <= 1 << 16)
      start = 0
      searched = 0
    }
    pending.append(contentsOf: bytes)
  }

  /// The next thing that is complete; `nil` where more bytes are needed.
  mutating func next() throws(RequestRefusal) -> Step? {
    do {
      switch state {
      case .head: return try head()
      case .body(let head, let length): return body(head, length)
      case .chunked(let head, var chunks): return try chunked(head, &chunks)
      case .failed: return nil
      }
    } catch {
      state = .failed
      pending = []
      start = 0
      throw error
    }
  }

  // MARK: - Head

  private mutating func head() throws(RequestRefusal) -> Step? {
    // Empty lines before a request are left over from careless clients (RFC 9112, section 2.2).
    if searched <= start {
      while start < pending.count, pending[start] == 0x0D || pending[start] == 0x0A { start += 1 }
      searched = start
    }
    try refuseOtherProtocols()
    guard let (end, next) = endOfHead() else {
      guard waiting <= limits.headBytes else { throw tooLarge }
      compact()
      return nil
    }
    guard next - start <= limits.headBytes else { throw tooLarge }
    let head = try RequestHead(pending[start..<end], limits)
    start = next
    searched = next
    switch head.framing {
    case .length(let length):
      guard length <= limits.bodyBytes else { throw bodyTooLarge }
      state = .body(head, length: length)
      if head.expectsContinue, waiting < length { return .expectsContinue }
      return body(head, length)
    case .chunked:
      var chunks = ChunkedBody(limit: limits.bodyBytes)
      state = .chunked(head, chunks)
      if head.expectsContinue, waiting == 0 { return .expectsContinue }
      return try chunked(head, &chunks)
    }
  }

  private var tooLarge: RequestRefusal {
    RequestRefusal(status: 431, reason: "the head is larger than \(limits.headBytes) bytes")
  }

  private var bodyTooLarge: RequestRefusal {
    RequestRefusal(status: 413, reason: "the body is larger than \(limits.bodyBytes) bytes")
  }

  /// What does not begin like a method is not worth waiting for: TLS, other protocols, noise.
  private func refuseOtherProtocols() throws(RequestRefusal) {
    guard start < pending.count else { return }
    if pending[start] == 0x16 { throw .bad("TLS was spoken to a server of plain HTTP") }
    guard pending[start].isTokenByte else { throw .bad("the bytes are not HTTP") }
  }

  /// The end of the last line of the head, and where the body begins.
  private mutating func endOfHead() -> (end: Int, next: Int)? {
    var index = searched
    while let feed = pending[index...].firstIndex(of: 0x0A) {
      let previous = feed - 1
      if previous >= start, pending[previous] == 0x0A { return (feed, feed + 1) }
      if previous > start, pending[previous] == 0x0D, pending[previous - 1] == 0x0A {
        return (previous, feed + 1)
      }
      index = feed + 1
    }
    // The end may be split anywhere: the last two bytes are looked at again.
    searched = max(start, pending.count - 1)
    return nil
  }

  // MARK: - Body

  private mutating func body(_ head: RequestHead, _ length: Int) -> Step? {
    guard waiting >= length else { return nil }
    let body = Array(pending[start..<(start + length)])
    start += length
    return finished(head, body)
  }

  private mutating func chunked(
    _ head: RequestHead, _ chunks: inout ChunkedBody
  ) throws(RequestRefusal) -> Step? {
    // The copy in the state is let go, so that the body grows in place.
    state = .failed
    let isComplete = try chunks.read(pending, from: &start)
    if isComplete { return finished(head, chunks.body) }
    state = .chunked(head, chunks)
    compact()
    return nil
  }

  private mutating func finished(_ head: RequestHead, _ body: [UInt8]) -> Step {
    state = .head
    searched = start
    compact()
    return .request(
      ServerRequest(
        method: head.method, target: head.target, headers: head.headers, body: body,
        minorVersion: head.minorVersion))
  }

  /// Lets go of what was read, once it is more than what is left.
  private mutating func compact() {
    guard start > 4096, start > pending.count / 2 else { return }
    pending.removeFirst(start)
    searched = max(0, searched - start)
    start = 0
  }
}
