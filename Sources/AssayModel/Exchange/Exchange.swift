/// A request and its response, as received: bytes, not text, in one buffer.
///
/// Every part is a ``ByteRange`` into ``bytes``, so that a reader of captured traffic can fill the
/// same exchange again and again without allocating. Tests make one from ``HTTPRequest`` and
/// ``HTTPResponse`` values.
public struct Exchange: Sendable, Hashable {
  /// The buffer that all ranges point into.
  public private(set) var bytes: [UInt8] = []
  /// Name of the exchange in its source, where it has one.
  public var id: ByteRange?
  /// Name of the operation, where the source states it.
  public var operation: ByteRange?
  /// The request; `nil` when only the response is known.
  public var request: Request?
  /// The response; `nil` when only the request is known.
  public var response: Response?

  /// The request of an exchange.
  public struct Request: Sendable, Hashable {
    /// Method, as received.
    public var method: ByteRange
    /// Target: origin form (`/path?query`) or absolute form (`https://host/path?query`), raw.
    public var target: ByteRange
    /// Header fields in order.
    public var headers: [HeaderField] = []
    /// Body, content coding removed.
    public var body: Body = .absent

    /// Creates a request.
    public init(method: ByteRange, target: ByteRange) {
      self.method = method
      self.target = target
    }

    fileprivate mutating func swapHeaders(_ other: inout [HeaderField]) {
      if headers.capacity > other.capacity { swap(&headers, &other) }
    }
  }

  /// The response of an exchange.
  public struct Response: Sendable, Hashable {
    /// Status code.
    public var status: Int
    /// Header fields in order.
    public var headers: [HeaderField] = []
    /// Body, content coding removed.
    public var body: Body = .absent

    /// Creates a response.
    public init(status: Int) {
      self.status = status
    }

    fileprivate mutating func swapHeaders(_ other: inout [HeaderField]) {
      if headers.capacity > other.capacity { swap(&headers, &other) }
    }
  }

  /// One header field, name and value as received.
  public struct HeaderField: Sendable, Hashable {
    /// Name.
    public var name: ByteRange
    /// Value, without surrounding white space.
    public var value: ByteRange

    /// Creates a field.
    public init(name: ByteRange, value: ByteRange) {
      self.name = name
      self.value = value
    }
  }

  /// The body of a message, or why there is none to check.
  public enum Body: Sendable, Hashable {
    /// There is no body.
    case absent
    /// The body's bytes, content coding removed.
    case bytes(ByteRange)
    /// The source does not say whether there was a body or what it was: not checked.
    case unknown
    /// A limit kept the body from being read; the text says which.
    case overLimit(String)
    /// The content coding is broken or unknown; the text says how.
    case undecodable(String)
  }

  /// Creates an exchange without request and response.
  public init() {}

  /// Empties the exchange and keeps its memory.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    id = nil
    operation = nil
    request = nil
    response = nil
  }

  /// Empties the exchange and gives its memory back, where that is more than `limit` bytes.
  package mutating func shrink(to limit: Int) {
    if bytes.capacity > limit { self = Exchange() }
  }

  /// Adds bytes to the buffer and returns where they stand.
  public mutating func append(_ new: some Sequence<UInt8>) -> ByteRange {
    let start = bytes.count
    bytes.append(contentsOf: new)
    return ByteRange(start: start, count: bytes.count - start)
  }

  /// Adds a text's UTF-8 to the buffer and returns where it stands.
  public mutating func append(_ text: String) -> ByteRange {
    append(text.utf8)
  }

  /// Lets a reader write to the buffer directly; ranges are the reader's to keep.
  package mutating func withBuffer<Result>(_ body: (inout [UInt8]) -> Result) -> Result {
    body(&bytes)
  }

  /// Empties the exchange and gives a reader its memory for what the reader has; the contents mean
  /// nothing then.
  package mutating func surrender(
    _ buffer: inout [UInt8], _ requestHeaders: inout [HeaderField],
    _ responseHeaders: inout [HeaderField]
  ) {
    swap(&bytes, &buffer)
    request?.swapHeaders(&requestHeaders)
    response?.swapHeaders(&responseHeaders)
    request = nil
    response = nil
    id = nil
    operation = nil
  }

  /// A part of the buffer as text; ill-formed UTF-8 is shown as U+FFFD.
  public func text(_ range: ByteRange) -> String {
    String(decoding: self[range], as: UTF8.self)
  }

  /// A part of the buffer.
  public subscript(_ range: ByteRange) -> ArraySlice<UInt8> {
    guard range.start >= 0, range.count >= 0, range.end <= bytes.count else { return [] }
    return bytes[range.start..<range.end]
  }
}
