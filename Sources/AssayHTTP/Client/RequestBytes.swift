package import AssayGenerate

/// A request as it goes out.
package struct RequestBytes: Sendable, Hashable {
  /// Everything, from the method to the end of the body.
  package var bytes: [UInt8]
  package var isHead: Bool
  /// Whether the request asks for the end of the connection.
  package var closes: Bool

  /// Writes a request byte for byte as it is said, behind the endpoint's base path. `Host` and
  /// `Content-Length` are added where the request does not have them; `extra` fields stand in for
  /// none that it has.
  package init(_ request: Case.Request, to endpoint: Endpoint, extra: [Case.Field] = []) {
    let fields = Self.fields(of: request, to: endpoint, extra: extra)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(256 + request.target.count + (request.body?.count ?? 0))
    bytes += request.method
    bytes.append(ASCII.space)
    bytes += Array(endpoint.basePath.utf8)
    bytes += request.target
    bytes += Array(" HTTP/1.1\r\n".utf8)
    closes = false
    for field in fields {
      bytes += field.name
      bytes += Array(": ".utf8)
      bytes += field.value
      bytes += [ASCII.carriageReturn, ASCII.lineFeed]
      if ASCII.isSame(field.name, "connection".utf8), ASCII.isSame(field.value, "close".utf8) {
        closes = true
      }
    }
    bytes += [ASCII.carriageReturn, ASCII.lineFeed]
    if let body = request.body { bytes += body }
    self.bytes = bytes
    isHead = request.method.elementsEqual("HEAD".utf8)
  }

  /// The header fields that go out, in order.
  package static func fields(
    of request: Case.Request, to endpoint: Endpoint, extra: [Case.Field] = []
  ) -> [Case.Field] {
    func has(_ name: String) -> Bool {
      request.headers.contains { ASCII.isSame($0.name, name.utf8) }
    }
    var fields: [Case.Field] = []
    let isGiven = extra.contains { ASCII.isSame($0.name, "host".utf8) }
    if !has("host"), !isGiven { fields.append(Case.Field("Host", endpoint.authority)) }
    fields += request.headers
    for field in extra where !request.headers.contains(where: { ASCII.isSame($0.name, field.name) })
    {
      fields.append(field)
    }
    if !has("content-length"), !has("transfer-encoding") {
      if let body = request.body {
        fields.append(Case.Field("Content-Length", String(body.count)))
      } else if ["POST", "PUT", "PATCH"].contains(ASCII.string(request.method)) {
        // RFC 9110, 8.6: a method that anticipates content says that there is none.
        fields.append(Case.Field("Content-Length", "0"))
      }
    }
    return fields
  }
}
