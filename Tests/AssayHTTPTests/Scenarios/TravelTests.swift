import AssayGenerate
import Testing

@testable import AssayHTTP

@Suite("Answers on their way")
struct TravelTests {
  let response = Case.Response(
    status: 200, headers: [Case.Field("Content-Type", "application/json")],
    body: Array(#"{"name":"é🧬","list":[1,2,3]}"#.utf8))

  private func bytes(_ steps: [Reply.Step]) -> [UInt8] {
    steps.flatMap { step -> [UInt8] in
      switch step {
      case .bytes(let bytes): bytes
      case .drip(let bytes, _, _): bytes
      default: []
      }
    }
  }

  @Test("however an answer is cut, the bytes are the same", arguments: Travel.allCases)
  func whole(_ travel: Travel) {
    let frame = MessageFrame(response, travel)
    #expect(bytes(frame.steps(travel)) == frame.head + frame.body)
  }

  @Test(
    "chunks say their sizes",
    arguments: [Travel.chunked, .chunkedBytes, .chunkedUneven, .chunkExtensions, .trailers])
  func chunks(_ travel: Travel) {
    var rest = MessageFrame(response, travel).body[...]
    var body: [UInt8] = []
    while let end = rest.firstIndex(of: 0x0A) {
      let line = String(decoding: rest[rest.startIndex..<end], as: UTF8.self)
      let digits = line.prefix { $0.isHexDigit }
      guard let size = Int(digits, radix: 16) else {
        Issue.record("no size: \(line)")
        return
      }
      rest = rest[(end + 1)...]
      if size == 0 { break }
      body += rest.prefix(size)
      rest = rest.dropFirst(size)
      #expect(rest.starts(with: Array("\r\n".utf8)))
      rest = rest.dropFirst(2)
    }
    #expect(body == response.body)
  }

  @Test("HTTP/1.0 gets no chunks, and a client that does not accept gzip none of it")
  func restraint() {
    let old = MessageFrame(response, .chunked, minorVersion: 0)
    #expect(old.body == response.body)
    #expect(!old.keepsAlive)
    #expect(MessageFrame(response, .gzip, acceptsGzip: false).body == response.body)
    #expect(MessageFrame(response, .gzip, acceptsGzip: true).body.starts(with: [0x1F, 0x8B]))
  }

  @Test("no fault sends the whole answer in order", arguments: Fault.allCases)
  func faults(_ fault: Fault) {
    let steps = fault.steps(response)
    let sound = MessageFrame(response, .plain)
    let sent = bytes(steps)
    #expect(sent != sound.head + sound.body)
    guard let last = steps.last else { return }
    #expect(last == .close || last == .reset || last == .stall)
  }

  @Test("small and empty bodies break, too", arguments: Fault.allCases)
  func emptyBodies(_ fault: Fault) {
    for body in [[], [0x7B], [0x7B, 0x7D]] as [[UInt8]] {
      #expect(!fault.steps(Case.Response(status: 200, headers: [], body: body)).isEmpty)
    }
  }

  @Test("a document means the same in every dress", arguments: Dress.allCases)
  func dresses(_ dress: Dress) throws {
    let body = Array(#"{"a":{"b":"x/y","c":[{"d":1.50}]},"e":null}"#.utf8)
    let value = try #require(JSONValue(reading: dress.apply(to: body)))
    #expect(value["a"]?["b"] == .string("x/y"))
    guard case .array(let items)? = value["a"]?["c"] else {
      Issue.record("no list")
      return
    }
    #expect(items.first?["d"] == .number("1.50"))
    #expect(dress.apply(to: Array("no JSON".utf8)) == Array("no JSON".utf8))
  }
}
