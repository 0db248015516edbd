#if AsyncHTTPClient
  public import AssayGenerate
  public import AssayModel
  public import AsyncHTTPClient
  internal import NIOCore
  internal import NIOHTTP1

  extension HTTPResponse {
    /// Takes a response of async-http-client and reads its body, which can be done once.
    ///
    /// The body is as it came: let the client undo content codings (`decompression` of its
    /// configuration) where there are some.
    ///
    /// - Throws: What reading the body throws, such as `NIOTooManyBytesError` beyond the limit.
    public init(_ response: HTTPClientResponse, upTo limit: Int = 64 << 20) async throws {
      let body = try await response.body.collect(upTo: limit)
      self.init(
        status: Int(response.status.code),
        headers: response.headers.map { (name: $0.name, value: $0.value) },
        body: Array(body.readableBytesView))
    }
  }

  extension HTTPRequest {
    /// Takes a request of async-http-client, with its body, which the client's own type does not give
    /// back.
    public init(_ request: HTTPClientRequest, body: [UInt8]? = nil) {
      self.init(
        method: request.method.rawValue, target: request.url,
        headers: request.headers.map { (name: $0.name, value: $0.value) }, body: body)
    }
  }

  extension HTTPClientRequest {
    /// Takes the request of a conformance case, to be sent to a server at a base URL such as
    /// `http://127.0.0.1:8080`.
    public init(_ request: Case.Request, base: String) {
      var base = base
      while base.hasSuffix("/") { base.removeLast() }
      self.init(url: base + String(decoding: request.target, as: UTF8.self))
      method = HTTPMethod(rawValue: String(decoding: request.method, as: UTF8.self))
      for field in request.headers {
        headers.add(
          name: String(decoding: field.name, as: UTF8.self),
          value: String(decoding: field.value, as: UTF8.self))
      }
      if let body = request.body { self.body = .bytes(ByteBuffer(bytes: body)) }
    }
  }
#endif
