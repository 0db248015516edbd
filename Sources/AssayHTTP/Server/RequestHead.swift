internal import AssayGenerate

/// Request line and header fields, and how the body behind them is framed.
struct RequestHead: Sendable {
  /// How many bytes follow, or how they say it themselves.
  enum Framing: Sendable, Hashable {
    case length(Int)
    case chunked
  }

  var method: [UInt8]
  var target: [UInt8]
  var minorVersion: Int
  var headers: [Case.Field] = []
  var framing = Framing.length(0)
  var expectsContinue = false

  /// Reads the lines of a head (RFC 9112, sections 3 and 5). `bytes` ends before the empty line.
  init(_ bytes: ArraySlice<UInt8>, _ limits: ServerLimits) throws(RequestRefusal) {
    var lines = HeadLines(bytes)
    guard let first = lines.next() else { throw .bad("the request has no first line") }
    (method, target, minorVersion) = try Self.requestLine(first)
    headers.reserveCapacity(12)
    while let line = lines.next() {
      guard headers.count < limits.headerFields else {
        throw RequestRefusal(
          status: 431, reason: "more than \(limits.headerFields) header fields")
      }
      headers.append(try Self.field(line))
    }
    try readFraming()
  }

  // MARK: - Lines

  private static func requestLine(
    _ line: ArraySlice<UInt8>
  ) throws(RequestRefusal) -> (method: [UInt8], target: [UInt8], minorVersion: Int) {
    let space = UInt8(ascii: " ")
    guard let start = line.firstIndex(of: space), let end = line.lastIndex(of: space), start < end
    else { throw .bad("the first line is no request line of HTTP/1") }
    let method = line[..<start]
    let target = line[(start + 1)..<end]
    let version = line[(end + 1)...]
    guard !method.isEmpty, method.allSatisfy(\.isTokenByte) else {
      throw .bad("the method is no token")
    }
    guard version.count == 8, version.starts(with: "HTTP/".utf8) else {
      throw .bad("the first line does not end in a version of HTTP")
    }
    guard version.starts(with: "HTTP/1.".utf8), let digit = version.last,
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit)
    else { throw RequestRefusal(status: 505, reason: "the version is not HTTP/1.0 or HTTP/1.1") }
    guard !target.isEmpty, target.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
      throw .bad("the target is empty or holds spaces or control characters")
    }
    return (Array(method), Array(target), digit == UInt8(ascii: "0") ? 0 : 1)
  }

  private static func field(_ line: ArraySlice<UInt8>) throws(RequestRefusal) -> Case.Field {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
      throw .bad("a header line has no colon")
    }
    let name = line[..<colon]
    guard !name.isEmpty, name.allSatisfy(\.isTokenByte) else {
      throw .bad("the name of a header field is no token")
    }
    let value = line[(colon + 1)...].trimmingSpace
    guard value.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
      throw .bad("the value of a header field holds control characters")
    }
    return Case.Field(name: Array(name), value: Array(value))
  }

  // MARK: - Framing

  /// RFC 9112, section 6.3. What two readers could take for two things is refused.
  private mutating func readFraming() throws(RequestRefusal) {
    var length: Int?
    var codings: [ArraySlice<UInt8>] = []
    var hosts = 0
    for field in headers {
      switch field.name.count {
      case 4 where field.name.isName("host"): hosts += 1
      case 6 where field.name.isName("expect") && minorVersion > 0:
        guard field.value.isName("100-continue") else {
          throw RequestRefusal(status: 417, reason: "an expectation other than 100-continue")
        }
        expectsContinue = true
      case 14 where field.name.isName("content-length"):
        for part in field.value.split(
          separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        {
          guard let value = Self.decimal(part.trimmingSpace) else {
            throw .bad("Content-Length is no number")
          }
          if let length, length != value { throw .bad("two different values of Content-Length") }
          length = value
        }
      case 17 where field.name.isName("transfer-encoding"):
        codings += field.value.split(separator: UInt8(ascii: ",")).map(\.trimmingSpace)
      default: break
      }
    }
    if minorVersion > 0, hosts != 1 {
      throw .bad(hosts == 0 ? "no Host field" : "more than one Host field")
    }
    if let last = codings.last {
      guard length == nil else { throw .bad("both Transfer-Encoding and Content-Length") }
      guard codings.count == 1, last.isName("chunked") else {
        throw RequestRefusal(status: 501, reason: "a transfer coding other than chunked")
      }
      framing = .chunked
    } else {
      framing = .length(length ?? 0)
    }
  }

  /// A number of at most 18 digits.
  private static func decimal(_ text: ArraySlice<UInt8>) -> Int? {
    guard !text.isEmpty, text.count <= 18, text.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return text.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}

/// The lines of a head, without their ends; a bare line feed ends a line too.
private struct HeadLines {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  mutating func next() -> ArraySlice<UInt8>? {
    guard !rest.isEmpty else { return nil }
    let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
    let line = rest[rest.startIndex..<end]
    rest = rest[min(end + 1, rest.endIndex)...]
    return line.last == 0x0D ? line.dropLast() : line
  }
}
