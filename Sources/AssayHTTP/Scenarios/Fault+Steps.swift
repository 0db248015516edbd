import AssayGenerate

extension Fault {
  /// What the server does instead of sending the response.
  func steps(_ response: Case.Response) -> [Reply.Step] {
    let body = response.body ?? []
    func frame(_ framing: MessageFrame.Framing = .length, _ length: String? = nil) -> MessageFrame {
      MessageFrame(response, .plain, framing: framing, length: length)
    }
    let sound = frame()
    let head = sound.head
    func cut(_ bytes: [UInt8], _ part: Int) -> [UInt8] { Array(bytes[..<(bytes.count * part / 8)]) }
    func text(_ text: String) -> [UInt8] { Array(text.utf8) }
    func replacingStatusLine(_ line: String) -> [UInt8] {
      let end = head.firstIndex(of: UInt8(ascii: "\n")) ?? 0
      return text(line) + text("\r\n") + head[(end + 1)...]
    }
    let open = Array(head.dropLast(2))
    func inserting(_ field: [UInt8]) -> [UInt8] { open + field + text("\r\n") }

    switch self {
    case .closeBeforeHead: return [.close]
    case .closeInStatusLine: return [.bytes(text("HTTP/1.1 2")), .close]
    case .closeInHead: return [.bytes(cut(head, 5)), .close]
    case .closeAfterHead: return [.bytes(head), .close]
    case .closeInBody: return [.bytes(head + cut(body, 4)), .close]
    case .closeBeforeLastByte: return [.bytes(head + Array(body.dropLast())), .close]
    case .lengthTooGreat: return [.bytes(frame(.length, "\(body.count + 24)").head + body), .close]
    case .lengthTooSmall:
      return [.bytes(frame(.length, "\(max(0, body.count - 7))").head + body), .close]
    case .lengthHuge:
      return [.bytes(frame(.length, "1000000000000000000").head + body), .close]
    case .lengthWord: return [.bytes(frame(.length, "many").head + body), .close]
    case .lengthNegative: return [.bytes(frame(.length, "-1").head + body), .close]
    case .lengthTwice:
      let other = text("Content-Length: \(body.count + 5)\r\n")
      return [.bytes(inserting(other) + body), .close]
    case .bytesAfterBody:
      return [.bytes(head + body + text("HTTP/1.1 500 Left Over\r\nX: y\r\n\r\n")), .close]
    case .chunkSizeWord: return chunked(frame(.chunked([])).head, text("zz\r\n") + body)
    case .chunkSizeNegative:
      return chunked(frame(.chunked([])).head, text("-5\r\n") + body + text("\r\n0\r\n\r\n"))
    case .chunkSizeHuge:
      return chunked(
        frame(.chunked([])).head, text("FFFFFFFFFFFFFFFFFFFF\r\n") + body + text("\r\n0\r\n\r\n"))
    case .chunkTooShort:
      let size = String(body.count + 9, radix: 16)
      return chunked(
        frame(.chunked([])).head, text("\(size)\r\n") + body + text("\r\n0\r\n\r\n"))
    case .chunkUnended:
      let size = String(body.count, radix: 16)
      return chunked(frame(.chunked([])).head, text("\(size)\r\n") + body + text("0\r\n\r\n"))
    case .chunkCut:
      let size = String(body.count, radix: 16)
      return chunked(frame(.chunked([])).head, text("\(size)\r\n") + cut(body, 4))
    case .chunkLastMissing:
      let size = String(body.count, radix: 16)
      return chunked(frame(.chunked([])).head, text("\(size)\r\n") + body + text("\r\n"))
    case .resetBeforeHead: return [.reset]
    case .resetInHead: return [.bytes(cut(head, 5)), .pause(milliseconds: 50), .reset]
    case .resetInBody: return [.bytes(head + cut(body, 4)), .pause(milliseconds: 50), .reset]
    case .garbage: return [.bytes(text("Hello. This is not HTTP.\r\n\r\n")), .close]
    case .garbageBinary:
      return [.bytes([0x15, 0x03, 0x03, 0, 2, 2, 0x46] + (0...255).map { UInt8($0) }), .close]
    case .garbageBanner: return [.bytes(text("220 mail.example.com ESMTP ready\r\n")), .close]
    case .statusWord: return [.bytes(replacingStatusLine("HTTP/1.1 yes OK") + body), .close]
    case .statusLong: return [.bytes(replacingStatusLine("HTTP/1.1 2000 OK") + body), .close]
    case .statusMissing: return [.bytes(replacingStatusLine("HTTP/1.1") + body), .close]
    case .versionUnknown: return [.bytes(replacingStatusLine("HTTP/7.3 200 OK") + body), .close]
    case .headerWithoutColon:
      return [.bytes(inserting(text("a field without a colon\r\n")) + body), .close]
    case .headerControl:
      return [.bytes(inserting(text("X-Odd: a\u{1}\u{7F}b\r\n")) + body), .close]
    case .endlessHeaders:
      let fields = (0..<2000).flatMap {
        text("X-Endless-\($0): \(String(repeating: "e", count: 500))\r\n")
      }
      return [.bytes(open + fields), .stall]
    case .endlessHeaderLine:
      return [
        .bytes(open + text("X-Endless: ") + Array(repeating: 0x65, count: 1 << 20)),
        .stall,
      ]
    case .endlessInterim:
      let interim = (0..<5000).flatMap { _ in text("HTTP/1.1 100 Continue\r\n\r\n") }
      return [.bytes(interim), .stall]
    case .stallBeforeHead: return [.stall]
    case .stallInHead: return [.bytes(cut(head, 5)), .stall]
    case .stallAfterHead: return [.bytes(head), .stall]
    case .stallInBody: return [.bytes(head + cut(body, 4)), .stall]
    case .gzipBroken:
      return [.bytes(inserting(text("Content-Encoding: gzip\r\n")) + body), .close]
    case .gzipCut:
      let coded = Array(Gzip.stored(body).dropLast(body.count / 2 + 8))
      let field = text("Content-Encoding: gzip\r\nContent-Length: \(coded.count)\r\n")
      let plain = frame(.untilClose).head
      return [.bytes(Array(plain.dropLast(2)) + field + text("\r\n") + coded), .close]
    }
  }

  private func chunked(_ head: [UInt8], _ body: [UInt8]) -> [Reply.Step] {
    [.bytes(head + body), .close]
  }
}
