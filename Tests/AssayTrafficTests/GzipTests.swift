import AssayTestSupport
import AssayTraffic
import Testing

@Suite struct GzipTests {
  private let lines = (0..<3_000).map { "line \($0 &* 7919 % 1_000)" }

  private func read(_ bytes: [UInt8], batchBytes: Int = 512 << 10) throws -> (
    lines: [String], failure: TrafficError?
  ) {
    let file = try ScratchFile(bytes)
    var options = TrafficOptions()
    options.content = .bodies
    options.batchBytes = batchBytes
    let reader = TrafficReader(paths: [file.path], options: options)
    let batch = Batch()
    var found: [String] = []
    var failure: TrafficError?
    while reader.next(batch) {
      found += batch.documents.map { unsafe String(decoding: batch.bytes($0), as: UTF8.self) }
      failure = batch.failure ?? failure
    }
    return (found, failure)
  }

  private var text: [UInt8] { Array(lines.joined(separator: "\n").utf8) + [0x0A] }

  @Test("gzip is told by its first bytes and read whole", arguments: [64, 4_096, 512 << 10])
  func whole(_ size: Int) throws {
    let found = try read(Deflate.gzip(text), batchBytes: size)
    #expect(found.lines == lines && found.failure == nil)
  }

  @Test("members that follow each other are one text, and zeros behind them are padding")
  func members() throws {
    let bytes = [UInt8](text)
    var packed: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 997) {
      packed += Deflate.gzip(Array(bytes[start..<min(bytes.count, start + 997)]))
    }
    let found = try read(packed + Deflate.gzip([]) + [UInt8](repeating: 0, count: 600))
    #expect(found.lines == lines && found.failure == nil)
    #expect(try read(Deflate.gzip([])).lines.isEmpty)
  }

  @Test("a stream that is cut gives the lines before the cut, and an error")
  func cut() throws {
    let packed = Deflate.gzip(text)
    for length in stride(from: 3, to: packed.count, by: 61) {
      let found = try read(Array(packed[..<length]), batchBytes: 1_000)
      #expect(lines.starts(with: found.lines), "cut at \(length)")
      #expect(found.failure?.kind == .compression, "cut at \(length)")
      #expect(found.failure?.reason.contains("compressed byte \(length)") == true)
      #expect(found.failure?.offset != nil)
    }
  }

  @Test("a stream that is broken gives an error, and what is read before is right or the error")
  func broken() throws {
    let packed = Deflate.gzip(text)
    var random = RandomSource(seed: 81)
    for _ in 0..<200 {
      var bytes = packed
      bytes[random.int(2...packed.count - 1)] ^= 1 << UInt8(random.below(8))
      let found = try read(bytes)
      // Name, time and flags of a member's head may change without harm.
      #expect(found.failure?.kind == .compression || found.lines == lines)
    }
    var last = packed
    last[last.count - 6] ^= 0xFF
    #expect(try read(last).failure?.kind == .compression)
  }

  @Test("what follows a stream and is no stream is an error")
  func behind() throws {
    let found = try read(Deflate.gzip(text) + Array("plain".utf8))
    #expect(found.lines == lines)
    #expect(found.failure?.kind == .compression)
  }

  @Test("the magic alone is an empty stream that is cut")
  func magic() throws {
    #expect(try read([0x1F, 0x8B]).failure?.kind == .compression)
    #expect(try read([0x1F]).lines.count == 1)
  }
}
