import AssayGenerate
import AssayHTTP
import Testing

@Suite("Responses on the wire") struct ResponseParserTests {
  /// What a response comes to, fed whole, and byte by byte: both must be the same.
  private func parse(_ text: String, isHead: Bool = false, ends: Bool = true) throws -> Answer {
    let whole = try read([Array(text.utf8)], isHead, ends)
    let dripped = try read(text.utf8.map { [$0] }, isHead, ends)
    #expect(whole == dripped)
    return whole
  }

  private func read(_ pieces: [[UInt8]], _ isHead: Bool, _ ends: Bool) throws -> Answer {
    var parser = ResponseParser(isHead: isHead)
    for piece in pieces { try parser.feed(piece) }
    if ends { try parser.finish() }
    #expect(parser.isDone)
    return parser.answer()
  }

  private func failure(_ text: String, isHead: Bool = false) -> TransportFailure? {
    do {
      _ = try parse(text, isHead: isHead)
      return nil
    } catch { return error as? TransportFailure }
  }

  @Test("counted, chunked and open bodies") func bodies() throws {
    let counted = try parse(
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX:  y \r\n\r\n{}", ends: false)
    #expect(counted.response.body == Array("{}".utf8))
    #expect(counted.response.headers == [Case.Field("Content-Length", "2"), Case.Field("X", "y")])
    let chunked = try parse(
      "HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n1;a=b\r\n{\r\n01\r\n}\r\n0\r\nT: u\r\n\r\n",
      ends: false)
    #expect(chunked.response.body == Array("{}".utf8))
    let open = try parse("HTTP/1.0 200 OK\r\n\r\n{}")
    #expect(open.response.body == Array("{}".utf8))
    #expect(open.minorVersion == 0)
  }

  @Test("what has no body, and what comes before an answer") func withoutBodies() throws {
    #expect(
      try parse("HTTP/1.1 204 \r\nContent-Length: 0\r\n\r\n", ends: false).response.body == nil)
    #expect(
      try parse("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", isHead: true, ends: false)
        .response.status == 200)
    let late = try parse(
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: x\r\n\r\n"
        + "HTTP/1.1 400\r\nContent-Length: 0\r\n\r\n", ends: false)
    #expect(late.response.status == 400)
    #expect(late.response.headers.count == 1)
  }

  @Test(
    "nothing broken is passed over",
    arguments: [
      "garbage\r\n\r\n", "HTTP/2 200\r\n\r\n", "HTTP/1.1 20 OK\r\n\r\n", "HTTP/1.1 099 OK\r\n\r\n",
      "HTTP/1.1 +20 OK\r\n\r\n", "HTTP/1.1 200 OK\n\n", "HTTP/1.1 200 OK\r\nA : b\r\n\r\n",
      "HTTP/1.1 200 OK\r\n: b\r\n\r\n", "HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n",
      "HTTP/1.1 200 OK\r\nA: b\u{0}\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{",
      "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n",
      "HTTP/1.1 101 Switch\r\n\r\n",
    ])
  func broken(text: String) {
    guard case .malformed = failure(text) else {
      Issue.record("\(text.debugDescription) is taken")
      return
    }
  }

  @Test("an end before the end") func cut() {
    #expect(failure("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{}") == .closed(received: 40))
    #expect(failure("HTTP/1.1 200 OK\r\nA: ") == .closed(received: 20))
    #expect(failure("") == .closed(received: 0))
    #expect(
      failure("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n")
        == .closed(received: 53))
  }

  @Test("bytes behind the end") func behind() {
    var parser = ResponseParser()
    #expect(throws: TransportFailure.malformed("2 bytes follow the end of the message")) {
      try parser.feed(Array("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n{xx".utf8))
    }
  }

  @Test("bounds on what is kept") func bounds() {
    var limits = ResponseParser.Limits()
    limits.bodyBytes = 4
    limits.headBytes = 64
    var parser = ResponseParser(limits: limits)
    #expect(throws: TransportFailure.tooLarge(limit: 4)) {
      try parser.feed(Array("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n".utf8))
    }
    parser = ResponseParser(limits: limits)
    #expect(throws: TransportFailure.tooLarge(limit: 4)) {
      try parser.feed(Array("HTTP/1.1 200 OK\r\n\r\n12345".utf8))
    }
    parser = ResponseParser(limits: limits)
    #expect(throws: TransportFailure.malformed("a head of more than 64 bytes")) {
      for _ in 0..<20 { try parser.feed(Array("HTTP/1.1 200 OK".utf8)) }
    }
  }

  @Test("whether a connection goes on") func keepsAlive() throws {
    func keeps(_ text: String) throws -> Bool {
      var parser = ResponseParser()
      try parser.feed(Array(text.utf8))
      return parser.keepsAlive(asked: false)
    }
    #expect(try keeps("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
    #expect(try !keeps("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: a, Close\r\n\r\n"))
    #expect(try !keeps("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n"))
    #expect(try keeps("HTTP/1.0 200 OK\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n"))
  }
}
