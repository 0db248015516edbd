internal import AssayGenerate

/// Reads one response of HTTP/1 (RFC 9112) from bytes as they come.
///
/// Nothing broken is passed over in silence: what a lenient client would repair is an error here,
/// since a server under test sent it.
package struct ResponseParser: Sendable {
  /// Bounds on what is kept.
  package struct Limits: Sendable {
    package var headBytes = 256 << 10
    package var bodyBytes = 64 << 20
    package init() {}
  }

  private enum State {
    case statusLine, fields, counted(Int), chunkSize, chunk(Int), chunkEnd, trailers, untilEnd, done
  }

  /// What came and was not yet understood starts here.
  private var pending: [UInt8] = []
  private var position = 0
  private var state = State.statusLine
  private let isHead: Bool
  private let limits: Limits
  private var status = 0
  private var headers: [Case.Field] = []
  private var body: [UInt8] = []
  private var minorVersion = 1
  private var headBytes = 0
  private var interim = 0
  /// Bytes that were fed.
  package private(set) var received = 0

  /// Begins a response; that to a `HEAD` request has no body.
  package init(isHead: Bool = false, limits: Limits = Limits()) {
    self.isHead = isHead
    self.limits = limits
  }

  /// Whether the response is complete.
  package var isDone: Bool { if case .done = state { true } else { false } }

  /// Takes the next bytes.
  package mutating func feed(_ bytes: some Collection<UInt8>) throws(TransportFailure) {
    received += bytes.count
    if position == pending.count {
      pending.removeAll(keepingCapacity: true)
      position = 0
    }
    pending.append(contentsOf: bytes)
    while try step() {}
    if isDone, position < pending.count {
      throw .malformed("\(pending.count - position) bytes follow the end of the message")
    }
  }

  /// Takes the end of the connection.
  package mutating func finish() throws(TransportFailure) {
    switch state {
    case .done: return
    case .untilEnd: state = .done
    default: throw .closed(received: received)
    }
  }

  /// The response, once it is complete.
  package func answer() -> Answer {
    var answer = Answer(status: status, headers: headers, body: body.isEmpty ? nil : body)
    answer.minorVersion = minorVersion
    return answer
  }

  /// The values of a field, in order; `name` in small letters.
  package func values(of name: String) -> [[UInt8]] {
    let wanted = Array(name.utf8)
    return headers.filter { $0.name.map(ASCII.lower) == wanted }.map(\.value)
  }

  // MARK: - Steps

  /// Goes on by one step; `false` where more bytes are needed.
  private mutating func step() throws(TransportFailure) -> Bool {
    switch state {
    case .statusLine:
      guard let line = try line() else { return false }
      try readStatus(line)
    case .fields:
      guard let line = try line() else { return false }
      if line.isEmpty { try beginBody() } else { headers.append(try field(line)) }
    case .trailers:
      guard let line = try line() else { return false }
      if line.isEmpty { state = .done } else { _ = try field(line) }
    case .counted(let left):
      let taken = try take(left)
      state = taken == left ? .done : .counted(left - taken)
      return false
    case .untilEnd:
      _ = try take(pending.count - position)
      return false
    case .chunkSize:
      guard let line = try line() else { return false }
      let size = try chunkSize(line)
      headBytes = 0
      state = size == 0 ? .trailers : .chunk(size)
    case .chunk(let left):
      let taken = try take(left)
      guard taken == left else {
        state = .chunk(left - taken)
        return false
      }
      state = .chunkEnd
    case .chunkEnd:
      guard let line = try line() else { return false }
      guard line.isEmpty else { throw .malformed("a chunk is longer than its size says") }
      state = .chunkSize
    case .done: return false
    }
    return true
  }

  /// The next line without its end; `nil` where it has not come yet.
  private mutating func line() throws(TransportFailure) -> ArraySlice<UInt8>? {
    guard let end = pending[position...].firstIndex(of: ASCII.lineFeed) else {
      guard headBytes + pending.count - position <= limits.headBytes else {
        throw .malformed("a head of more than \(limits.headBytes) bytes")
      }
      // Whatever does not begin like a response is told at once, not after a time-out.
      if case .statusLine = state { try expectVersion(pending[position...]) }
      return nil
    }
    headBytes += end + 1 - position
    guard headBytes <= limits.headBytes else {
      throw .malformed("a head of more than \(limits.headBytes) bytes")
    }
    let line = pending[position..<end]
    if case .statusLine = state { try expectVersion(line) }
    guard line.last == ASCII.carriageReturn else {
      throw .malformed("a line ends with a bare line feed: \(ASCII.shown(line))")
    }
    position = end + 1
    return line.dropLast()
  }

  /// Moves up to `count` bytes to the body and returns how many there were.
  private mutating func take(_ count: Int) throws(TransportFailure) -> Int {
    let taken = min(count, pending.count - position)
    guard body.count + taken <= limits.bodyBytes else { throw .tooLarge(limit: limits.bodyBytes) }
    body.append(contentsOf: pending[position..<(position + taken)])
    position += taken
    return taken
  }

  // MARK: - Heads

  private func expectVersion(_ line: ArraySlice<UInt8>) throws(TransportFailure) {
    guard zip(line, "HTTP/1.".utf8).allSatisfy({ $0 == $1 }) else {
      throw .malformed("it begins with \(ASCII.shown(line)) instead of a status line")
    }
  }

  private mutating func readStatus(_ line: ArraySlice<UInt8>) throws(TransportFailure) {
    // `HTTP/1.1 200 OK`; the reason may be empty.
    let pieces = line.split(separator: ASCII.space, maxSplits: 2, omittingEmptySubsequences: false)
    guard pieces.count >= 2, pieces[0].count == 8, let minor = pieces[0].last,
      minor == UInt8(ascii: "0") || minor == UInt8(ascii: "1"),
      pieces[1].count == 3, let code = Int(ASCII.string(pieces[1])), code >= 100
    else { throw .malformed("the status line is \(ASCII.shown(line))") }
    minorVersion = Int(minor - UInt8(ascii: "0"))
    status = code
    headers = []
    state = .fields
  }

  private func field(_ line: ArraySlice<UInt8>) throws(TransportFailure) -> Case.Field {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
      line[..<colon].allSatisfy(ASCII.isToken)
    else { throw .malformed("a header line is \(ASCII.shown(line))") }
    let value = ASCII.trimmed(line[line.index(after: colon)...])
    guard !value.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) else {
      throw .malformed("a header field has control characters: \(ASCII.shown(line))")
    }
    return Case.Field(name: Array(line[..<colon]), value: Array(value))
  }

  private mutating func beginBody() throws(TransportFailure) {
    headBytes = 0
    if status < 200 {
      interim += 1
      guard status != 101 else { throw .malformed("status 101, and nobody asked for an upgrade") }
      guard interim <= 100 else { throw .malformed("more than 100 interim responses") }
      state = .statusLine
      return
    }
    let length = try contentLength()
    let codings = values(of: "transfer-encoding")
    if isHead || status == 204 || status == 304 {
      state = .done
    } else if !codings.isEmpty {
      guard codings.count == 1, codings[0].map(ASCII.lower).elementsEqual("chunked".utf8) else {
        throw .malformed(
          "the transfer coding `\(codings.map(ASCII.string).joined(separator: ", "))` is not known")
      }
      guard length == nil else {
        throw .malformed("it has both `Content-Length` and `Transfer-Encoding`")
      }
      guard minorVersion == 1 else { throw .malformed("HTTP/1.0 has no chunks") }
      state = .chunkSize
    } else if let length {
      guard length <= limits.bodyBytes else { throw .tooLarge(limit: limits.bodyBytes) }
      state = length == 0 ? .done : .counted(length)
    } else {
      state = .untilEnd
    }
  }

  private func contentLength() throws(TransportFailure) -> Int? {
    var found: Int?
    for value in values(of: "content-length") {
      for piece in value.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
        let text = ASCII.trimmed(piece)
        guard !text.isEmpty, text.allSatisfy(ASCII.isDigit), let number = Int(ASCII.string(text)),
          found == nil || found == number
        else { throw .malformed("`Content-Length` is `\(ASCII.string(value))`") }
        found = number
      }
    }
    return found
  }

  private func chunkSize(_ line: ArraySlice<UInt8>) throws(TransportFailure) -> Int {
    let digits = ASCII.trimmed(line.prefix { $0 != UInt8(ascii: ";") })
    guard !digits.isEmpty, digits.count <= 8, digits.allSatisfy(ASCII.isHexDigit),
      let size = Int(ASCII.string(digits), radix: 16)
    else { throw .malformed("the size of a chunk is \(ASCII.shown(line))") }
    return size
  }
}

extension ResponseParser {
  /// Whether the connection may carry another request after this response.
  package func keepsAlive(asked requestCloses: Bool) -> Bool {
    guard isDone, !requestCloses else { return false }
    let options = values(of: "connection").flatMap {
      ASCII.string($0.map(ASCII.lower)).split(separator: ",").map {
        $0.filter { $0 != " " && $0 != "\t" }
      }
    }
    if options.contains("close") { return false }
    return minorVersion == 1 || options.contains("keep-alive")
  }
}
