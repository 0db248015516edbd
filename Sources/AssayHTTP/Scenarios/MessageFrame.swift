import AssayGenerate

/// A response as bytes for the wire.
struct MessageFrame {
  enum Framing: Sendable, Hashable {
    /// `Content-Length`.
    case length
    /// Chunks of these sizes in turn; one chunk where there are none.
    case chunked([Int])
    /// The body ends with the connection.
    case untilClose
  }

  var head: [UInt8]
  var body: [UInt8]
  /// Whether the connection may serve another request.
  var keepsAlive: Bool

  /// Frames a response that travels in a given way.
  ///
  /// `isAlive`: the client can take another answer on the connection; `acceptsGzip`: it has said so;
  /// `minorVersion`: of the request.
  init(
    _ response: Case.Response, _ travel: Travel, framing: Framing? = nil, isAlive: Bool = true,
    acceptsGzip: Bool = false, minorVersion: Int = 1, length: String? = nil
  ) {
    var framing = framing ?? travel.framing
    // HTTP/1.0 knows no chunks.
    if minorVersion == 0, case .chunked = framing { framing = .untilClose }
    var fields = response.headers
    var body = response.body ?? []
    let isCoded = travel.needsAcceptance && acceptsGzip
    if isCoded {
      body = Gzip.stored(body)
      fields.append(Case.Field("Content-Encoding", "gzip"))
    }
    travel.dress(&fields)
    let hasBody = response.status >= 200 && response.status != 204 && response.status != 304
    keepsAlive = isAlive && framing != .untilClose && travel != .connectionClose
    if hasBody {
      switch framing {
      case .length: fields.append(Case.Field("Content-Length", length ?? "\(body.count)"))
      case .chunked(let sizes):
        fields.append(Case.Field("Transfer-Encoding", "chunked"))
        body = Self.chunks(body, sizes, travel)
      case .untilClose: break
      }
    } else {
      body = []
    }
    if !keepsAlive { fields.append(Case.Field("Connection", "close")) }
    head = Self.head(response.status, fields, travel)
    self.body = body
  }

  // MARK: - Head

  private static func head(_ status: Int, _ fields: [Case.Field], _ travel: Travel) -> [UInt8] {
    var head: [UInt8] = []
    switch travel {
    case .interim100: head += Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)
    case .interim103:
      head += Array("HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n".utf8)
    default: break
    }
    let reason =
      switch travel {
      case .emptyReason: ""
      case .oddReason: "Assuredly (as you asked)"
      default: Self.reason(status)
      }
    let version = travel == .http10 ? "HTTP/1.0" : "HTTP/1.1"
    head += Array("\(version) \(status) \(reason)\r\n".utf8)
    for field in fields {
      head += travel.name(field.name)
      switch travel {
      case .noSpaces: head += Array(":".utf8) + field.value
      case .spacesAroundValues: head += Array(": \t  ".utf8) + field.value + Array(" \t ".utf8)
      default: head += Array(": ".utf8) + field.value
      }
      head += Array("\r\n".utf8)
    }
    return head + Array("\r\n".utf8)
  }

  static func reason(_ status: Int) -> String {
    switch status {
    case 200: "OK"
    case 201: "Created"
    case 202: "Accepted"
    case 204: "No Content"
    case 206: "Partial Content"
    case 301: "Moved Permanently"
    case 302: "Found"
    case 304: "Not Modified"
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 408: "Request Timeout"
    case 409: "Conflict"
    case 413: "Content Too Large"
    case 429: "Too Many Requests"
    case 500: "Internal Server Error"
    case 502: "Bad Gateway"
    case 503: "Service Unavailable"
    case 504: "Gateway Timeout"
    default: "Status"
    }
  }

  // MARK: - Chunks

  private static func chunks(_ body: [UInt8], _ sizes: [Int], _ travel: Travel) -> [UInt8] {
    var out: [UInt8] = []
    var position = 0
    var turn = 0
    while position < body.count {
      let size = sizes.isEmpty ? body.count : max(1, sizes[turn % sizes.count])
      // Large bodies would take for ever in small pieces.
      let count = min(body.count - position, position > 4096 ? max(size, 997) : size)
      let hex = String(count, radix: 16, uppercase: travel == .chunkSizesPadded)
      out += Array((travel == .chunkSizesPadded ? "000" : "").utf8) + Array(hex.utf8)
      if travel == .chunkExtensions { out += Array(";name=\"a; value\";flag".utf8) }
      out += Array("\r\n".utf8) + body[position..<position + count] + Array("\r\n".utf8)
      position += count
      turn += 1
    }
    out += Array("0\r\n".utf8)
    if travel == .trailers { out += Array("X-Assay-Trailer: at the end\r\nX-Other: 1\r\n".utf8) }
    return out + Array("\r\n".utf8)
  }
}

extension Travel {
  /// Changes the fields of a head.
  fileprivate func dress(_ fields: inout [Case.Field]) {
    switch self {
    case .manyHeaders:
      fields = (0..<30).map { Case.Field("X-Assay-Before-\($0)", "value \($0)") } + fields
      fields += (0..<30).map { Case.Field("X-Assay-After-\($0)", "") }
    case .longHeader:
      fields.append(Case.Field("X-Assay-Long", String(repeating: "long value ", count: 545)))
    case .charset: addToMediaType(";charset=utf-8", &fields)
    case .charsetQuoted: addToMediaType(" ; charset=\"UTF-8\"", &fields)
    case .mediaTypeUpper:
      for index in fields.indices where isMediaType(fields[index]) {
        fields[index].value = Array(
          String(decoding: fields[index].value, as: UTF8.self).uppercased().utf8)
      }
    default: break
    }
  }

  private func isMediaType(_ field: Case.Field) -> Bool {
    String(decoding: field.name, as: UTF8.self).lowercased() == "content-type"
  }

  private func addToMediaType(_ text: String, _ fields: inout [Case.Field]) {
    for index in fields.indices where isMediaType(fields[index]) {
      fields[index].value += Array(text.utf8)
    }
  }

  fileprivate func name(_ name: [UInt8]) -> [UInt8] {
    let text = String(decoding: name, as: UTF8.self)
    switch self {
    case .headersLower: return Array(text.lowercased().utf8)
    case .headersUpper: return Array(text.uppercased().utf8)
    case .headersMixed:
      let mixed = text.unicodeScalars.enumerated().map { place, scalar in
        place % 2 == 0 ? String(scalar).lowercased() : String(scalar).uppercased()
      }
      return Array(mixed.joined().utf8)
    default: return name
    }
  }
}

// MARK: - Steps

extension MessageFrame {
  /// What the server does to send it.
  func steps(_ travel: Travel) -> [Reply.Step] {
    var steps: [Reply.Step]
    switch travel {
    case .splitHead:
      let third = max(1, head.count / 3)
      steps = [
        .bytes(Array(head[..<third])), .pause(milliseconds: 30),
        .bytes(Array(head[third..<(third * 2 + 1)])), .pause(milliseconds: 30),
        .bytes(Array(head[(third * 2 + 1)...])), .pause(milliseconds: 30), .bytes(body),
      ]
    case .splitCharacters: steps = [.bytes(head)] + split()
    case .slowSteady:
      steps = [.bytes(head), .drip(body, size: max(1, body.count / 20), milliseconds: 50)]
    case .oneByte:
      // What is long goes in larger pieces, for the sake of time.
      let slow = min(body.count, 200)
      steps = [
        .drip(head + body[..<slow], size: 1, milliseconds: 1),
        .drip(Array(body[slow...]), size: max(1, (body.count - slow) / 50), milliseconds: 1),
      ]
    case .interim100, .interim103:
      steps = [.bytes(head), .bytes(body)]
    default: steps = [.bytes(head + body)]
    }
    if !keepsAlive { steps.append(.close) }
    return steps
  }

  /// The body in pieces that end after the first byte of characters of several bytes, where there
  /// are some, and anywhere else.
  private func split() -> [Reply.Step] {
    var steps: [Reply.Step] = []
    var start = 0
    for (index, byte) in body.enumerated() where steps.count < 40 {
      let isLead = byte >= 0xC0 || byte == UInt8(ascii: "\\")
      guard isLead || index - start > 100, index > start else { continue }
      steps += [.bytes(Array(body[start...index])), .pause(milliseconds: 10)]
      start = index + 1
    }
    return steps + [.bytes(Array(body[min(start, body.count)...]))]
  }
}
