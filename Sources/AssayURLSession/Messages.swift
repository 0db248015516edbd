public import AssayGenerate
public import AssayModel
public import Foundation

#if canImport(FoundationNetworking)
  public import FoundationNetworking
#endif

extension HTTPResponse {
  /// Takes what `URLSession` gave: `HTTPResponse(try await session.data(for: request))`.
  ///
  /// `URLSession` has undone the content coding of the body. It joins fields of the same name by
  /// commas, and does not keep their order.
  public init(_ response: HTTPURLResponse, data: Data?) {
    let fields = response.allHeaderFields.compactMap {
      name, value -> (name: String, value: String)? in
      guard let name = name as? String else { return nil }
      return (name: name, value: "\(value)")
    }
    self.init(
      status: response.statusCode, headers: fields.sorted { $0.name < $1.name },
      body: data.map { Array($0) })
  }

  /// Takes what `data(for:)` returns; `nil` where it is no answer of HTTP.
  public init?(_ result: (Data, URLResponse)) {
    guard let response = result.1 as? HTTPURLResponse else { return nil }
    self.init(response, data: result.0)
  }
}

extension HTTPRequest {
  /// Takes a request; `nil` where it has no URL. A body that is a stream is not looked at.
  public init?(_ request: URLRequest) {
    guard let url = request.url else { return nil }
    let fields = (request.allHTTPHeaderFields ?? [:]).map { (name: $0.key, value: $0.value) }
    self.init(
      method: request.httpMethod ?? "GET", target: url.absoluteString,
      headers: fields.sorted { $0.name < $1.name }, body: request.httpBody.map { Array($0) })
  }
}

extension URLRequest {
  /// Takes the request of a conformance case, to be sent to a server at a base URL such as
  /// `http://127.0.0.1:8080`.
  ///
  /// `nil` where the case's target is no URL. `URLSession` is no client for every case: it joins and
  /// reorders header fields, and drops the body of a `GET`.
  public init?(_ request: Case.Request, base: String) {
    var base = base
    while base.hasSuffix("/") { base.removeLast() }
    guard let url = URL(string: base + String(decoding: request.target, as: UTF8.self)) else {
      return nil
    }
    self.init(url: url)
    httpMethod = String(decoding: request.method, as: UTF8.self)
    for field in request.headers {
      addValue(
        String(decoding: field.value, as: UTF8.self),
        forHTTPHeaderField: String(decoding: field.name, as: UTF8.self))
    }
    httpBody = request.body.map { Data($0) }
  }
}
