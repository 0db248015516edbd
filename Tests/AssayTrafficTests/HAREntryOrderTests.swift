import AssayModel
import AssayTestSupport
import AssayTraffic
import Testing

/// The parser expects members as they came before; what it reads must not depend on what that was.
@Suite struct HAREntryOrderTests {
  /// Entries in a few layouts, with members that are missing, odd, repeated or in another order.
  private struct Entries {
    var random: RandomSource
    private var space = ""
    private var gap = ""

    init(seed: UInt64) {
      random = RandomSource(seed: seed)
    }

    mutating func next() -> [UInt8] {
      (space, gap) = random.pick([
        ("", ""), (" ", ""), ("", "\n    "), (" ", "\n" + String(repeating: " ", count: 70)),
      ])
      let body = random.pick([
        #""text":"{\"a\":1}""#, #""text":"e30=","encoding":"base64""#, #""text":"plain""#,
        #""size":0"#, #""text":1"#,
      ])
      let query = #"[{"name":"q","value":"1"},{"name":"r\u0020","value":null}]"#
      let request = object([
        member("method", #""POST""#),
        member("url", random.pick([#""/a?b=1""#, #""/a""#, #""h\u0074tp:\/\/h/a#f""#])),
        member("httpVersion", #""HTTP/1.1""#), member("headers", list()),
        member("queryString", random.pick(["[]", query])),
        random.chance(70) ? member("postData", "{\(body),\"mimeType\":\"application/json\"}") : nil,
        member("bodySize", random.pick(["-1", "5", "0", "1.0", #""7""#])), odd(),
      ])
      let response = object([
        member("status", random.pick(["200", "404", #""201""#, "0", "2e2", "007", "true"])),
        member("headers", random.chance(90) ? list() : "null"),
        member("content", random.chance(90) ? "{\(body)}" : "null"), odd(),
      ])
      return Array(
        object([
          member("_id", #""one""#), odd(), member("request", request),
          member("response", random.chance(90) ? response : "null"), member("cache", "{}"),
          member("timings", #"{"send":0.4,"wait":-1,"receive":12}"#),
          random.chance(20) ? member("request", request) : nil,
        ]).utf8)
    }

    private mutating func odd() -> String? {
      let values = [
        "null", "[1,{\"name\":2},[]]", "[{},{\"name\":{}}]", #"{"a":{"b":[]}}"#, #""\n""#, "-0.5",
        "01", "[", "1.", #"{"a"}"#,
      ]
      // The last ones are broken.
      let count = random.chance(3) ? values.count : 6
      return random.chance(30) ? member("_odd", values[random.below(count)]) : nil
    }

    private mutating func list() -> String {
      let fields = (0..<random.int(0...4)).map { place -> String in
        let name = random.pick(["Host", "content-type", ":path", "content-length", "\\u0078"])
        let value = random.pick(["h", " application/json ", "5", "\\\"", ""])
        return random.pick([
          object([member("name", "\"\(name)\""), member("value", "\"\(value)\"")]),
          object([member("value", "\"\(value)\""), member("name", "\"\(name)\"")]), "{}",
          object([member("name", "\"\(name)\""), member("comment", "\"\(place)\"")]),
        ])
      }
      return "[" + fields.joined(separator: ",\(gap)") + "]"
    }

    private func member(_ name: String, _ value: String) -> String {
      "\"\(name)\":\(space)\(value)"
    }

    private mutating func object(_ members: [String?]) -> String {
      var members = members.compactMap { $0 }
      if random.chance(10) { members.swapAt(0, members.count - 1) }
      return "{\(gap)" + members.joined(separator: ",\(gap)") + "\(gap)}"
    }
  }

  private func parse(
    _ bytes: [UInt8], _ parser: inout HAREntryParser, into exchange: inout Exchange
  ) -> EntryError? {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      do throws(EntryError) {
        unsafe try parser.parse(bytes, into: &exchange)
        return nil
      } catch {
        return error
      }
    }
  }

  @Test("an entry is read the same by a parser that has read others, sound and broken")
  func order() throws {
    var entries = Entries(seed: 121)
    var used = HAREntryParser()
    var exchange = Exchange()
    var sound = 0
    for round in 0..<6_000 {
      var bytes = entries.next()
      for _ in 0..<entries.random.pick([0, 0, 0, 1, 2]) {
        let place = entries.random.below(bytes.count)
        switch entries.random.below(4) {
        case 0: bytes[place] = entries.random.pick(Array("{}[]\",:\\ 0a".utf8))
        case 1: bytes.insert(0x20, at: place)
        case 2: bytes.remove(at: place)
        default: bytes.removeSubrange(place...)
        }
        if bytes.isEmpty { bytes = [0x7B] }
      }
      // Larger entries are copied in pieces.
      if entries.random.chance(20) {
        let padding = "\"_long\":\"" + String(repeating: "x", count: 5_000) + "\","
        if bytes.first == UInt8(ascii: "{") { bytes.insert(contentsOf: padding.utf8, at: 1) }
      }
      var fresh = HAREntryParser()
      var other = Exchange()
      let expected = parse(bytes, &fresh, into: &other)
      let found = parse(bytes, &used, into: &exchange)
      let note: Comment = "seed 121, round \(round): \(String(decoding: bytes, as: UTF8.self))"
      try #require(found == expected, note)
      try #require(expected != nil || exchange == other, note)
      if expected == nil { sound += 1 }
    }
    #expect(sound > 2_000)
  }

  @Test("members of ever new names and layouts do no harm")
  func variety() throws {
    var parser = HAREntryParser()
    var exchange = Exchange()
    for number in 0..<6_000 {
      let space = String(repeating: " ", count: number % 61)
      let entry =
        "{\"n\(number)\":\(space)[{\"a\(number)\":1}],\"request\":\(space){\"m\(number)\":{\"k\":1},"
        + "\"method\":\"GET\",\"url\":\"/\(number)\"}}"
      #expect(parse(Array(entry.utf8), &parser, into: &exchange) == nil)
      #expect(exchange.request.map { exchange.text($0.target) } == "/\(number)")
    }
  }
}
