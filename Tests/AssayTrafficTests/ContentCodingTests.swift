import AssayModel
import AssayTestSupport
import AssayTraffic
import Testing

@Suite struct ContentCodingTests {
  private func decode(
    _ bytes: [UInt8], _ coding: String, _ limits: Limits = Limits()
  ) -> (outcome: ContentCoding.Outcome, out: [UInt8]) {
    var out: [UInt8] = [7]
    let outcome = unsafe bytes.withUnsafeBufferPointer {
      unsafe ContentCoding.decode($0, coding: Array(coding.utf8), limits: limits, into: &out)
    }
    #expect(out.first == 7)
    return (outcome, Array(out.dropFirst()))
  }

  private let text = Array(#"{"importJobs":[{"id":"1234567890"}]}"#.utf8)

  @Test("what is coded is decoded, and what was decoded before is left alone")
  func codings() {
    for (form, name) in [
      (Deflate.gzip, "gzip"), (.gzip, " X-GZIP "), (.zlib, "deflate"), (.raw, "Deflate"),
    ] {
      let found = decode(form(text), name)
      #expect(found.outcome == .decoded && found.out == text, "\(name)")
      #expect(decode(text, name).outcome == .unchanged)
      #expect(decode(text, name).out.isEmpty)
    }
    for name in ["identity", "br", "zstd", "", ",", "gzip, deflate"] {
      #expect(decode(text, name).outcome == .unchanged)
    }
    let twice = decode(Deflate.gzip(Deflate.zlib(text)), "deflate, gzip")
    #expect(twice.outcome == .decoded && twice.out == text)
    // Only one of two was undone before the body was captured.
    let once = decode(Deflate.zlib(text), "deflate, gzip")
    #expect(once.outcome == .decoded && once.out == text)
  }

  @Test("what is broken is said to be")
  func broken() {
    let packed = Deflate.gzip(text)
    for bytes in [Array(packed.dropLast()), packed + [1], Array(packed.prefix(11))] {
      guard case .undecodable = decode(bytes, "gzip").outcome else {
        Issue.record("decoded \(bytes)")
        continue
      }
    }
    guard case .undecodable = decode([0xFF, 0x00, 0x80], "br").outcome else {
      Issue.record("decoded br")
      return
    }
  }

  @Test("limits hold: size, and ratio beyond the first mebibyte")
  func limits() {
    let megabytes = [UInt8](repeating: 0x20, count: 3 << 20)
    let packed = Deflate.gzip(megabytes)
    #expect(packed.count * 100 < megabytes.count)
    #expect(decode(packed, "gzip").outcome == .overLimit("decompression ratio over 100:1"))
    let small = Deflate.gzip(Array(megabytes.prefix(1 << 20)))
    #expect(decode(small, "gzip").outcome == .decoded)
    var limits = Limits()
    limits.decompressionRatio = 1_000_000
    #expect(decode(packed, "gzip", limits).out == megabytes)
    limits.decompressedBytes = 2 << 20
    #expect(
      decode(packed, "gzip", limits).outcome == .overLimit("decompressed body over 2097152 bytes"))
    #expect(decode(packed, "gzip", limits).out.isEmpty)
    limits.decompressionRatio = -1
    _ = decode(packed, "gzip", limits)
  }

  @Test("both bodies of an exchange are decoded by their own header fields")
  func exchange() {
    let field = [(name: "content-ENCODING", value: "gzip")]
    var exchange = Exchange(
      request: HTTPRequest(method: "POST", target: "/", headers: field, body: Deflate.gzip(text)),
      response: HTTPResponse(status: 200, headers: field, body: text))
    ContentCoding.decodeBodies(of: &exchange, limits: Limits())
    guard case .bytes(let request)? = exchange.request?.body,
      case .bytes(let response)? = exchange.response?.body
    else {
      Issue.record("a body is gone")
      return
    }
    #expect(Array(exchange[request]) == text && Array(exchange[response]) == text)
    var limits = Limits()
    limits.bodyBytes = 10
    ContentCoding.decodeBodies(of: &exchange, limits: limits)
    #expect(exchange.request?.body == .overLimit("body over 10 bytes"))
    exchange.response?.body = .bytes(ByteRange(start: Int.max, count: 9))
    ContentCoding.decodeBodies(of: &exchange, limits: Limits())
    #expect(exchange.response?.body == .unknown)
  }

  @Test("random bytes never trap")
  func random() {
    var random = RandomSource(seed: 91)
    for _ in 0..<2_000 {
      var bytes = (0..<random.int(0...60)).map { _ in UInt8(random.below(256)) }
      if random.chance(60) {
        bytes = random.pick([[0x1F, 0x8B, 8], [0x78, 0x9C], [0x1F, 0xC2, 0x8B]]) + bytes
      }
      _ = decode(bytes, random.pick(["gzip", "deflate", "br", "gzip,deflate", "x"]))
    }
  }
}
