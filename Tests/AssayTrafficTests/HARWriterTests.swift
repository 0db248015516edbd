import AssayModel
import AssayTestSupport
import AssayTraffic
import Foundation
import Testing

@Suite struct HARWriterTests {
  private func text(_ random: inout RandomSource, _ alphabet: [String]) -> String {
    (0..<random.int(1...12)).map { _ in random.pick(alphabet) }.joined()
  }

  private func headers(_ random: inout RandomSource) -> [(name: String, value: String)] {
    let names = ["content-type", "X-Amz-Date", "accept", "é", "x-amzn-errortype"]
    let values = ["", "application/json", "a\"b\\c", "tab\tinside", "é😀", "\u{1}\u{7F}"]
    return (0..<random.int(0...4)).map { _ in (random.pick(names), random.pick(values)) }
  }

  private func body(_ random: inout RandomSource) -> [UInt8]? {
    switch random.below(4) {
    case 0: return nil
    case 1: return (0..<random.int(1...40)).map { _ in UInt8(random.below(256)) }
    default:
      return Array(text(&random, ["{", "\"", "\\", "é", "😀", "\n", "\0", "\u{1F}", "/", " "]).utf8)
    }
  }

  private func exchange(_ random: inout RandomSource) -> Exchange {
    let words = ["a", "/", "%20", "é", "\"", "?x=1&y", "\\"]
    let request = HTTPRequest(
      method: random.pick(["GET", "POST", "PROPFIND"]), target: "/" + text(&random, words),
      headers: headers(&random), body: body(&random))
    let response = HTTPResponse(
      status: random.pick([200, 400, 599]), headers: headers(&random), body: body(&random))
    return Exchange(
      request: random.chance(90) ? request : nil, response: random.chance(80) ? response : nil,
      operation: random.chance(30) ? "List\"Things" : nil,
      id: random.chance(50) ? text(&random, ["x", "\n", "é"]) : nil)
  }

  /// What an exchange says, wherever it says it in its buffer.
  private func meaning(_ exchange: Exchange) -> [String] {
    func message(_ headers: [Exchange.HeaderField], _ body: Exchange.Body) -> [String] {
      var lines = headers.map { "\(Array(exchange[$0.name])): \(Array(exchange[$0.value]))" }
      if case .bytes(let range) = body {
        lines.append("body \(Array(exchange[range]))")
      } else {
        lines.append("\(body)")
      }
      return lines
    }
    var lines = [exchange.id, exchange.operation].map { range in
      range.map { exchange.text($0) } ?? "none"
    }
    if let request = exchange.request {
      lines += [exchange.text(request.method), exchange.text(request.target)]
      lines += message(request.headers, request.body)
    }
    if let response = exchange.response {
      lines += ["\(response.status)"] + message(response.headers, response.body)
    }
    return lines
  }

  private func read(_ bytes: [UInt8]) throws -> [[String]] {
    let file = try ScratchFile(bytes)
    let reader = TrafficReader(paths: [file.path])
    let batch = Batch()
    var parser = HAREntryParser()
    var exchange = Exchange()
    var found: [[String]] = []
    while reader.next(batch) {
      #expect(batch.failure == nil)
      for document in batch.documents {
        let outcome = parser.parse(document, of: batch, index: found.count, into: &exchange)
        #expect(outcome == .exchange)
        found.append(meaning(exchange))
      }
    }
    return found
  }

  @Test("what is written is read back", arguments: [HARWriter.Layout.document, .lines])
  func roundTrip(_ layout: HARWriter.Layout) throws {
    var random = RandomSource(seed: 101)
    for round in 0..<60 {
      let exchanges = (0..<random.int(0...12)).map { _ in exchange(&random) }
        .filter { $0.request != nil || $0.response != nil }
      var writer = HARWriter(layout)
      var out = writer.head
      for exchange in exchanges { writer.append(exchange, to: &out) }
      out += writer.foot
      let note: Comment = "seed 101, round \(round): \(String(decoding: out, as: UTF8.self))"
      try #require(try read(out) == exchanges.map(meaning), note)
    }
  }

  @Test("another reader of JSON finds all that HAR 1.2 demands")
  func foundation() throws {
    var writer = HARWriter(.document, creator: (name: "a\"b", version: "1"))
    var out = writer.head
    writer.append(
      Exchange(
        request: HTTPRequest(method: "GET", target: "/a?b=c&d", headers: [("x", "\u{1}")]),
        response: HTTPResponse(status: 200, body: [0xFF])), to: &out)
    writer.append(Exchange(request: HTTPRequest(method: "GET", target: "/")), to: &out)
    out += writer.foot
    let document = try JSONSerialization.jsonObject(with: Data(out)) as? [String: Any]
    let log = try #require(document?["log"] as? [String: Any])
    #expect(log["version"] as? String == "1.2")
    #expect((log["creator"] as? [String: Any])?["name"] as? String == "a\"b")
    let entries = try #require(log["entries"] as? [[String: Any]])
    #expect(entries.count == 2)
    for entry in entries {
      #expect(
        Set(entry.keys).isSuperset(of: [
          "startedDateTime", "time", "request", "response", "cache", "timings",
        ]))
      let request = try #require(entry["request"] as? [String: Any])
      #expect(
        Set(request.keys).isSuperset(of: [
          "method", "url", "httpVersion", "cookies", "headers", "queryString", "headersSize",
          "bodySize",
        ]))
      let response = try #require(entry["response"] as? [String: Any])
      #expect(
        Set(response.keys).isSuperset(of: [
          "status", "statusText", "httpVersion", "cookies", "headers", "content", "redirectURL",
          "headersSize", "bodySize",
        ]))
    }
    let query = (entries[0]["request"] as? [String: Any])?["queryString"] as? [[String: String]]
    #expect(query == [["name": "b", "value": "c"], ["name": "d", "value": ""]])
  }

  @Test("a body that is not known is not made up")
  func unknown() throws {
    var exchange = Exchange(
      request: HTTPRequest(method: "GET", target: "/"), response: HTTPResponse(status: 200))
    for body in [Exchange.Body.unknown, .overLimit("x"), .undecodable("x")] {
      exchange.response?.body = body
      var writer = HARWriter(.lines)
      var out: [UInt8] = []
      writer.append(exchange, to: &out)
      #expect(try read(out).first?.last == "unknown")
    }
  }
}
