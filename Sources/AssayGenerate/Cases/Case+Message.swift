public import AssayModel

extension Case {
  /// A header field as bytes.
  public struct Field: Sendable, Hashable {
    /// Name.
    public var name: [UInt8]
    /// Value.
    public var value: [UInt8]

    /// Creates a field.
    public init(name: [UInt8], value: [UInt8]) {
      self.name = name
      self.value = value
    }

    /// Creates a field from texts.
    public init(_ name: String, _ value: String) {
      self.init(name: Array(name.utf8), value: Array(value.utf8))
    }
  }

  /// A request as bytes. `Host`, `Content-Length` and what authentication needs are the sender's to
  /// add; everything here is to go out untouched.
  public struct Request: Sendable, Hashable {
    /// Method.
    public var method: [UInt8]
    /// Target in origin form, percent-encoded as it is to be sent.
    public var target: [UInt8]
    /// Header fields in order.
    public var headers: [Field]
    /// Body; `nil` where there is none.
    public var body: [UInt8]?
    /// Prefix of the host name (Smithy `endpoint`), labels filled in; empty where there is none.
    public var hostPrefix: String

    /// Creates a request.
    public init(
      method: [UInt8], target: [UInt8], headers: [Field] = [], body: [UInt8]? = nil,
      hostPrefix: String = ""
    ) {
      self.method = method
      self.target = target
      self.headers = headers
      self.body = body
      self.hostPrefix = hostPrefix
    }
  }

  /// A response as bytes. `Content-Length` is the sender's to add.
  public struct Response: Sendable, Hashable {
    /// Status code.
    public var status: Int
    /// Header fields in order.
    public var headers: [Field]
    /// Body; `nil` where there is none.
    public var body: [UInt8]?

    /// Creates a response.
    public init(status: Int, headers: [Field] = [], body: [UInt8]? = nil) {
      self.status = status
      self.headers = headers
      self.body = body
    }
  }

  /// The case as an exchange that can be checked.
  public var exchange: Exchange {
    var exchange = Exchange()
    exchange.id = exchange.append(id)
    // A request says itself whose it is: whether its URL does is part of the case.
    if request == nil { exchange.operation = exchange.append(operation) }
    if let request { exchange.request = exchange.append(request) }
    if let response { exchange.response = exchange.append(response) }
    return exchange
  }
}

extension Exchange {
  /// Adds the bytes of a request to the buffer; what comes back knows where they stand.
  package mutating func append(_ request: Case.Request) -> Exchange.Request {
    var message = Exchange.Request(
      method: append(request.method), target: append(request.target))
    for field in request.headers {
      message.headers.append(HeaderField(name: append(field.name), value: append(field.value)))
    }
    if let body = request.body { message.body = .bytes(append(body)) }
    return message
  }

  /// Adds the bytes of a response to the buffer; what comes back knows where they stand.
  package mutating func append(_ response: Case.Response) -> Exchange.Response {
    var message = Exchange.Response(status: response.status)
    for field in response.headers {
      message.headers.append(HeaderField(name: append(field.name), value: append(field.value)))
    }
    if let body = response.body { message.body = .bytes(append(body)) }
    return message
  }
}
