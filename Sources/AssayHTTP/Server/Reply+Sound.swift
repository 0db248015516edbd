package import AssayGenerate
internal import AssayTraffic

extension Reply {
  /// Frames an answer as a sound server does: its length, what becomes of the connection, no body
  /// where none may be.
  ///
  /// `gzips`: a body of at least `threshold` bytes is compressed where the client accepts it. What
  /// the reply says for logs is the answer as it was before.
  package static func sound(
    _ response: Case.Response, for request: ServerRequest, gzips: Bool = false, threshold: Int = 1
  ) -> Reply {
    let plain = response
    var response = response
    if gzips, response.body?.count ?? 0 >= threshold { response.gzip(for: request) }
    let keepsAlive = request.wantsKeepAlive
    let isHead = request.method == Array("HEAD".utf8)
    var bytes = head(response, keepsAlive: keepsAlive, minorVersion: request.minorVersion)
    if !isHead, response.allowsBody { bytes += response.body ?? [] }
    return Reply(steps: [.bytes(bytes)], keepsAlive: keepsAlive, response: plain)
  }

  /// The head of a sound answer, with the empty line.
  package static func head(
    _ response: Case.Response, keepsAlive: Bool, minorVersion: Int = 1
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(256 + (response.body?.count ?? 0))
    bytes += statusLine(response.status)
    for field in response.headers {
      bytes += field.name
      bytes += ": ".utf8
      bytes += field.value
      bytes += "\r\n".utf8
    }
    if response.allowsBody {
      bytes += "Content-Length: \(response.body?.count ?? 0)\r\n".utf8
    }
    if !keepsAlive {
      bytes += "Connection: close\r\n".utf8
    } else if minorVersion == 0 {
      bytes += "Connection: keep-alive\r\n".utf8
    }
    bytes += "\r\n".utf8
    return bytes
  }

  /// A status line with the usual words.
  package static func statusLine(_ status: Int) -> [UInt8] {
    Array("HTTP/1.1 \(status) \(ReasonPhrase.of(status))\r\n".utf8)
  }

  /// What is said to bytes that are no request.
  static func refusal(_ refusal: RequestRefusal) -> [UInt8] {
    let response = Case.Response(
      status: refusal.status, headers: [Case.Field("Content-Type", "text/plain; charset=utf-8")],
      body: Array("\(refusal.reason)\n".utf8))
    return head(response, keepsAlive: false) + (response.body ?? [])
  }
}

extension Case.Response {
  /// Whether an answer of this status has a body (RFC 9112, section 6.3).
  package var allowsBody: Bool { status >= 200 && status != 204 && status != 304 }

  /// Compresses the body where the client accepts gzip.
  package mutating func gzip(for request: ServerRequest) {
    guard let body, !body.isEmpty, allowsBody, request.acceptsGzip,
      !headers.contains(where: { $0.name.isName("content-encoding") }),
      let small = ContentCoding.gzip(body)
    else { return }
    self.body = small
    headers.append(Case.Field("Content-Encoding", "gzip"))
    headers.append(Case.Field("Vary", "Accept-Encoding"))
  }
}

extension ServerRequest {
  /// Whether an answer may be compressed by gzip (RFC 9110, section 12.5.3).
  package var acceptsGzip: Bool {
    var star = false
    for field in headers where field.name.isName("accept-encoding") {
      for part in field.value.split(separator: UInt8(ascii: ",")) {
        let pieces = part.split(separator: UInt8(ascii: ";"))
        guard let name = pieces.first?.trimmingSpace else { continue }
        let isRefused = pieces.dropFirst().contains { piece in
          let text = piece.filter { $0 != 0x20 && $0 != 0x09 }
          return text.starts(with: "q=0".utf8) && !text.dropFirst(3).contains { $0 > 0x30 }
        }
        if name.isName("gzip") || name.isName("x-gzip") { return !isRefused }
        if name.isName("*"), !isRefused { star = true }
      }
    }
    return star
  }
}

/// The words that stand behind a status (RFC 9110, section 15).
enum ReasonPhrase {
  static func of(_ status: Int) -> String { words[status] ?? "Status" }

  private static let words: [Int: String] = [
    100: "Continue", 101: "Switching Protocols", 200: "OK", 201: "Created", 202: "Accepted",
    203: "Non-Authoritative Information", 204: "No Content", 205: "Reset Content",
    206: "Partial Content", 301: "Moved Permanently", 302: "Found", 303: "See Other",
    304: "Not Modified", 307: "Temporary Redirect", 308: "Permanent Redirect", 400: "Bad Request",
    401: "Unauthorized", 402: "Payment Required", 403: "Forbidden", 404: "Not Found",
    405: "Method Not Allowed", 406: "Not Acceptable", 408: "Request Timeout", 409: "Conflict",
    410: "Gone", 411: "Length Required", 412: "Precondition Failed", 413: "Content Too Large",
    414: "URI Too Long", 415: "Unsupported Media Type", 417: "Expectation Failed",
    422: "Unprocessable Content", 423: "Locked", 424: "Failed Dependency", 429: "Too Many Requests",
    431: "Request Header Fields Too Large", 500: "Internal Server Error", 501: "Not Implemented",
    502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
    505: "HTTP Version Not Supported",
  ]
}
