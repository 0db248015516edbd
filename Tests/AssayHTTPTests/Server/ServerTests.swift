import AssayGenerate
import AssayHTTP
import Foundation
import Synchronization
import Testing

/// Answers with what it was asked, or as it was told.
private final class Echo: Responder {
  private let script: @Sendable (ServerRequest) -> Reply?

  init(_ script: @escaping @Sendable (ServerRequest) -> Reply? = { _ in nil }) {
    self.script = script
  }

  func reply(to request: ServerRequest) -> Reply {
    if let reply = script(request) { return reply }
    let text =
      "\(String(decoding: request.method, as: UTF8.self)) "
      + "\(String(decoding: request.target, as: UTF8.self)) \(request.body.count)\n"
    return .sound(
      Case.Response(status: 200, headers: [], body: Array(text.utf8) + request.body), for: request)
  }
}

/// The server on a socket: what it makes of bytes, good and bad.
@Suite(.timeLimit(.minutes(1)))
struct ServerTests {
  private func withServer(
    _ responder: any Responder = Echo(), limits: ServerLimits = ServerLimits(),
    observer: (@Sendable (ServerEvent) -> Void)? = nil, _ body: (Int) throws -> Void
  ) async throws {
    var options = HTTPServer.Options()
    options.limits = limits
    options.observer = observer
    let server = try await HTTPServer.start(options, responder: responder)
    let result = Result { try body(server.port) }
    await server.shutdown()
    try result.get()
  }

  @Test func keepsConnectionsAliveAndAnswersPipelinedRequestsInOrder() async throws {
    try await withServer { port in
      let socket = try RawSocket(port: port)
      try socket.send(
        "GET /a HTTP/1.1\r\nHost: h\r\n\r\nPOST /b HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nxyz"
          + "GET /c HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
      let text = try socket.receiveAll()
      let order = ["GET /a 0", "POST /b 3\nxyz", "GET /c 0"].map { text.range(of: $0)?.lowerBound }
      #expect(!order.contains(nil))
      #expect(order.compactMap(\.self) == order.compactMap(\.self).sorted())
      #expect(text.components(separatedBy: "HTTP/1.1 200 OK\r\n").count == 4)
      #expect(text.contains("Connection: close"))
    }
  }

  @Test func readsRequestsByteByByteAsTheyWereSent() async throws {
    let seen = Mutex<[ServerRequest]>([])
    let echo = Echo { request in
      seen.withLock { $0.append(request) }
      return nil
    }
    try await withServer(echo) { port in
      let socket = try RawSocket(port: port)
      let bytes =
        Array(
          "POST /a%20b?x=+&y HTTP/1.1\r\nhOST: h\r\nX-Odd:  two  words \r\nTransfer-Encoding: chunked\r\n\r\n"
            .utf8) + Array("3;ext=1\r\nabc\r\n2\r\n\u{e9}\r\n0\r\nTrailer: t\r\n\r\n".utf8)
      for byte in bytes { try socket.send([byte]) }
      _ = try socket.receive { $0.contains("abc") }
    }
    let request = try #require(seen.withLock { $0.first })
    #expect(String(decoding: request.target, as: UTF8.self) == "/a%20b?x=+&y")
    #expect(request.body == Array("abcé".utf8))
    #expect(request.headers.map { String(decoding: $0.name, as: UTF8.self) }.first == "hOST")
    #expect(String(decoding: request.headers[1].value, as: UTF8.self) == "two  words")
  }

  @Test func asksForTheBodyThatIsAnnounced() async throws {
    try await withServer { port in
      let socket = try RawSocket(port: port)
      try socket.send(
        "PUT / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
      let interim = try socket.receive { $0.hasSuffix("\r\n\r\n") }
      #expect(interim == "HTTP/1.1 100 Continue\r\n\r\n")
      try socket.send("ok")
      #expect(try socket.receive { $0.contains("ok") }.contains("PUT / 2"))
    }
  }

  @Test func speaksHTTP10() async throws {
    try await withServer { port in
      let closing = try RawSocket(port: port)
      try closing.send("GET / HTTP/1.0\r\n\r\n")
      #expect(try closing.receiveAll().contains("Connection: close"))
      let kept = try RawSocket(port: port)
      try kept.send("GET /1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
      #expect(try kept.receive { $0.contains("GET /1") }.contains("Connection: keep-alive"))
      try kept.send("GET /2 HTTP/1.0\r\n\r\n")
      #expect(try kept.receiveAll().contains("GET /2"))
    }
  }

  @Test func answersClientsThatHaveSaidEverything() async throws {
    try await withServer(
      Echo { _ in
        Reply(
          steps: [.pause(milliseconds: 30), .bytes(Array("late".utf8))], keepsAlive: true,
          response: nil)
      }
    ) { port in
      let socket = try RawSocket(port: port)
      try socket.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
      socket.endSending()
      #expect(try socket.receiveAll() == "late")
    }
  }

  @Test(arguments: [
    ("\u{16}\u{3}\u{1}\u{2}\0\u{1}", "400"), ("GET /\r\n\r\n", "400"),
    ("GET / HTTP/2.0\r\nHost: h\r\n\r\n", "505"), ("GET / HTTP/1.1\r\n\r\n", "400"),
    ("GET / HTTP/1.1\r\nHost: h\r\nHost: i\r\n\r\n", "400"),
    ("GET / HTTP/1.1\r\nHost : h\r\n\r\n", "400"), ("G@T / HTTP/1.1\r\nHost: h\r\n\r\n", "400"),
    ("GET /a b HTTP/1.1\r\nHost: h\r\n\r\n", "400"),
    ("GET / HTTP/1.1\r\nHost: h\r\n folded\r\n\r\n", "400"),
    ("GET / HTTP/1.1\r\nHost: h\r\nX: \0\r\n\r\n", "400"),
    ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n", "400"),
    ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1, 2\r\n\r\n", "400"),
    ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999\r\n\r\n", "400"),
    ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 999999999999\r\n\r\n", "413"),
    (
      "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", "400"
    ),
    ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n", "501"),
    ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", "400"),
    ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n", "400"),
    ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffff\r\n", "413"),
    ("GET / HTTP/1.1\r\nHost: h\r\nExpect: a miracle\r\n\r\n", "417"),
    ("\0\0\0\0", "400"),
  ])
  func refusesWhatIsNoRequestAndStaysUp(_ bytes: String, _ status: String) async throws {
    let reasons = Mutex<[String]>([])
    try await withServer(observer: { event in
      if case .refused(let refused) = event { reasons.withLock { $0.append(refused.reason) } }
    }) { port in
      let socket = try RawSocket(port: port)
      try socket.send(bytes)
      #expect(try socket.receiveAll().hasPrefix("HTTP/1.1 \(status) "))
      let next = try RawSocket(port: port)
      try next.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
      #expect(try next.receiveAll().hasPrefix("HTTP/1.1 200"))
    }
    #expect(reasons.withLock { $0.count } == 1)
  }

  @Test func refusesWhatIsTooLarge() async throws {
    var limits = ServerLimits()
    limits.headBytes = 2_000
    limits.headerFields = 20
    limits.bodyBytes = 1_000
    try await withServer(limits: limits) { port in
      for (text, status) in [
        ("GET /\(String(repeating: "a", count: 5_000)) HTTP/1.1\r\nHost: h\r\n\r\n", "431"),
        ("GET / HTTP/1.1\r\n\(String(repeating: "A: b\r\n", count: 30))\r\n", "431"),
        ("GET / HTTP/1.1\r\nX: \(String(repeating: "x", count: 100_000))", "431"),
        ("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\n\r\n", "413"),
        (
          "PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\n"
            + String(repeating: "x", count: 1_000) + "\r\n1\r\n", "413"
        ),
      ] {
        let socket = try RawSocket(port: port)
        try socket.send(text)
        #expect(try socket.receiveAll().hasPrefix("HTTP/1.1 \(status) "))
      }
    }
  }

  @Test func doesNotWaitForSlowClients() async throws {
    var limits = ServerLimits()
    limits.headMilliseconds = 200
    limits.requestMilliseconds = 300
    limits.idleMilliseconds = 400
    try await withServer(limits: limits) { port in
      let head = try RawSocket(port: port)
      try head.send("GET / HT")
      #expect(try head.receiveAll().hasPrefix("HTTP/1.1 408 "))
      let body = try RawSocket(port: port)
      try body.send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nab")
      #expect(try body.receiveAll().hasPrefix("HTTP/1.1 408 "))
      let idle = try RawSocket(port: port)
      #expect(try idle.receiveAll().isEmpty)
    }
  }

  @Test func carriesOutRepliesStepByStep() async throws {
    let echo = Echo { request in
      switch String(decoding: request.target, as: UTF8.self) {
      case "/drip":
        Reply(
          steps: [.drip(Array("abcdef".utf8), size: 2, milliseconds: 20), .close], keepsAlive: true,
          response: nil)
      case "/reset": Reply(steps: [.reset], keepsAlive: false, response: nil)
      case "/stall": Reply(steps: [.bytes([0x61]), .stall], keepsAlive: true, response: nil)
      default: Reply(steps: [], keepsAlive: false, response: nil)
      }
    }
    try await withServer(echo) { port in
      let drip = try RawSocket(port: port)
      try drip.send("GET /drip HTTP/1.1\r\nHost: h\r\n\r\n")
      let began = ContinuousClock.now
      #expect(try drip.receiveAll() == "abcdef")
      #expect(ContinuousClock.now - began >= .milliseconds(40))
      let reset = try RawSocket(port: port)
      try reset.send("GET /reset HTTP/1.1\r\nHost: h\r\n\r\n")
      #expect(throws: RawSocket.Failure.self) { try reset.receiveAll() }
      let stall = try RawSocket(port: port, seconds: 1)
      try stall.send("GET /stall HTTP/1.1\r\nHost: h\r\n\r\n")
      #expect(try stall.receive() == [0x61])
      #expect(throws: RawSocket.Failure.self) { try stall.receive() }
      stall.disconnect()
      let silent = try RawSocket(port: port)
      try silent.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
      #expect(try silent.receiveAll().isEmpty)
    }
  }

  @Test func sendsLargeBodiesToSlowReaders() async throws {
    let body = [UInt8](repeating: 0x78, count: 8 << 20)
    let echo = Echo { request in
      .sound(Case.Response(status: 200, headers: [], body: body), for: request)
    }
    try await withServer(echo) { port in
      let socket = try RawSocket(port: port)
      let request = "GET / HTTP/1.1\r\nHost: h\r\n\r\n"
      try socket.send(request + request + "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
      usleep(100_000)
      #expect(try socket.receiveAll().utf8.count > 3 * body.count)
    }
  }

  @Test func endsAnswersUnderWayBeforeItShutsDown() async throws {
    let echo = Echo { _ in
      Reply(
        steps: [.bytes(Array("a".utf8)), .pause(milliseconds: 200), .bytes(Array("b".utf8))],
        keepsAlive: true, response: nil)
    }
    let server = try await HTTPServer.start(responder: echo)
    let idle = try RawSocket(port: server.port)
    let busy = try RawSocket(port: server.port)
    try busy.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
    #expect(try busy.receive() == [0x61])
    await server.shutdown()
    #expect(try busy.receiveAll() == "b")
    #expect(try idle.receiveAll().isEmpty)
  }

  @Test func saysWhyItCannotListen() async throws {
    let first = try await HTTPServer.start(responder: Echo())
    var options = HTTPServer.Options()
    options.port = first.port
    await #expect(throws: HTTPServer.StartError.self) {
      try await HTTPServer.start(options, responder: Echo())
    }
    await first.shutdown()
  }

  @Test func holdsHundredsOfConnectionsAtOnce() async throws {
    try await withServer { port in
      var sockets: [RawSocket] = []
      for index in 0..<400 {
        let socket = try RawSocket(port: port)
        try socket.send("GET /\(index) HTTP/1.1\r\nHost: h\r\n\r\n")
        sockets.append(socket)
      }
      for (index, socket) in sockets.enumerated() {
        #expect(try socket.receive { $0.contains("GET /") }.contains("GET /\(index) "))
      }
    }
  }
}
