import AssayModel
import AssayTestSupport
import AssayTraffic
import Testing

@Suite struct HAREntryParserTests {
  private let entry = #"""
    {"_id":"one","request":{"method":"POST","url":"/a?b","headers":[{"name":"x","value":"1"},
    {"name":"y","value":"2"}],"postData":{"mimeType":"application/json","text":"{\"a\":\"\u00e9\"}"}},
    "response":{"status":200,"headers":[{"name":"z","value":"3"}],"content":{"text":"e30=",
    "encoding":"base64","size":2}}}
    """#

  private func parse(
    _ text: some Sequence<UInt8>, _ parser: inout HAREntryParser, into exchange: inout Exchange
  )
    throws(EntryError)
  {
    var failure: EntryError?
    unsafe Array(text).withUnsafeBufferPointer { bytes in
      do throws(EntryError) {
        unsafe try parser.parse(bytes, into: &exchange)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  @Test("the exchange is the same whatever it held before, and after a broken entry")
  func reuse() throws {
    var parser = HAREntryParser()
    var fresh = Exchange()
    try parse(entry.utf8, &parser, into: &fresh)
    var other = HAREntryParser()
    var used = Exchange(
      request: HTTPRequest(method: "x", target: "y", headers: [("a", "b")], body: [1]),
      response: HTTPResponse(status: 1, headers: [("c", "d")], body: [2]), operation: "o", id: "i")
    #expect(throws: EntryError.self) {
      try parse("{\"request\":{\"url\":\"u\",".utf8, &other, into: &used)
    }
    #expect(used.request == nil && used.response == nil && used.id == nil)
    try parse(entry.utf8, &other, into: &used)
    #expect(used == fresh)
    try parse(#"{"request":{"method":"GET","url":"/"}}"#.utf8, &other, into: &used)
    #expect(used.response == nil && used.id == nil && used.request?.headers.isEmpty == true)
    try parse(entry.utf8, &other, into: &used)
    #expect(used == fresh)
  }

  @Test("limits on bodies")
  func limits() throws {
    var limits = Limits()
    limits.bodyBytes = 8
    var parser = HAREntryParser(limits: limits)
    var exchange = Exchange()
    try parse(entry.utf8, &parser, into: &exchange)
    #expect(exchange.request?.body == .overLimit("body over 8 bytes"))
    guard case .bytes? = exchange.response?.body else {
      Issue.record("the short body is gone")
      return
    }
  }

  @Test("every prefix of an entry is refused at its end, and every mutation without a trap")
  func broken() throws {
    var parser = HAREntryParser()
    var exchange = Exchange()
    let bytes = Array(entry.utf8)
    for length in 0..<bytes.count {
      do throws(EntryError) {
        try parse(bytes[..<length], &parser, into: &exchange)
        Issue.record("read \(length) bytes")
      } catch {
        #expect(error.offset == length && error.reason == "the text ends inside a value")
      }
    }
    var random = RandomSource(seed: 111)
    for _ in 0..<6_000 {
      var mutant = bytes
      for _ in 0..<random.int(1...4) {
        let place = random.below(mutant.count)
        switch random.below(4) {
        case 0: mutant[place] = UInt8(random.below(256))
        case 1: mutant[place] = random.pick(Array("{}[]\",:\\u01-".utf8))
        case 2: mutant.removeSubrange(place..<min(mutant.count, place + random.int(1...20)))
        default: mutant.insert(contentsOf: mutant[place...].prefix(random.int(1...60)), at: place)
        }
        if mutant.isEmpty { mutant = bytes }
      }
      do throws(EntryError) {
        try parse(mutant, &parser, into: &exchange)
      } catch {
        #expect(error.offset <= mutant.count)
      }
    }
  }
}
