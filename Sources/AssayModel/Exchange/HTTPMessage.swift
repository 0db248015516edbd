/// A request as a test writes it down.
public struct HTTPRequest: Sendable, Hashable {
  /// Method.
  public var method: String
  /// Origin or absolute form of the target, percent-encoded.
  public var target: String
  /// Header fields in order.
  public var headers: [(name: String, value: String)] {
    get { fields.map { ($0.name, $0.value) } }
    set { fields = newValue.map { Field(name: $0.name, value: $0.value) } }
  }
  /// Body; `nil` where there is none.
  public var body: [UInt8]?
  private var fields: [Field]

  /// Creates a request.
  public init(
    method: String, target: String, headers: [(name: String, value: String)] = [],
    body: [UInt8]? = nil
  ) {
    self.method = method
    self.target = target
    self.body = body
    fields = headers.map { Field(name: $0.name, value: $0.value) }
  }
}

/// A response as a test writes it down.
public struct HTTPResponse: Sendable, Hashable {
  /// Status code.
  public var status: Int
  /// Header fields in order.
  public var headers: [(name: String, value: String)] {
    get { fields.map { ($0.name, $0.value) } }
    set { fields = newValue.map { Field(name: $0.name, value: $0.value) } }
  }
  /// Body; `nil` where there is none.
  public var body: [UInt8]?
  private var fields: [Field]

  /// Creates a response.
  public init(
    status: Int, headers: [(name: String, value: String)] = [], body: [UInt8]? = nil
  ) {
    self.status = status
    self.body = body
    fields = headers.map { Field(name: $0.name, value: $0.value) }
  }
}

/// A header field that can be compared and hashed, which tuples cannot.
private struct Field: Sendable, Hashable {
  var name: String
  var value: String
}

extension Exchange {
  /// Creates an exchange from messages as a test writes them down.
  ///
  /// A `Content-Encoding` is not undone here; ``Exchange/Body`` holds decoded bytes.
  public init(
    request: HTTPRequest? = nil, response: HTTPResponse? = nil, operation: String? = nil,
    id: String? = nil
  ) {
    self.init()
    if let operation { self.operation = append(operation) }
    if let id { self.id = append(id) }
    if let request {
      var message = Request(method: append(request.method), target: append(request.target))
      message.headers = request.headers.map {
        HeaderField(name: append($0.name), value: append($0.value))
      }
      if let body = request.body { message.body = .bytes(append(body)) }
      self.request = message
    }
    if let response {
      var message = Response(status: response.status)
      message.headers = response.headers.map {
        HeaderField(name: append($0.name), value: append($0.value))
      }
      if let body = response.body { message.body = .bytes(append(body)) }
      self.response = message
    }
  }
}
