import AssayEngine
import AssayJSON
import AssayModel
import AssayTestSupport
import Testing

/// Bodies on lines of their own are passed over many at once: none may pass that would not pass alone.
@Suite struct PlainLinesTests {
  private static let job =
    #"{"id":"1234567890","referenceStoreId":"1234567890","roleArn":"arn:aws:iam::123456789012:role/r","#
    + #""status":"COMPLETED","creationTime":"2026-01-01T00:00:00Z"}"#
  /// Plain bodies, and whatever may stand between them.
  private static let lines = [
    "{}", #"{"importJobs":[]}"#, #"{"importJobs":[],"nextToken":"A"}"#,
    #"{"nextToken":"eyJhIjoxfQ=="}"#,
    #"{"nextToken":"A","importJobs":[]}"#,
    // Sound, and not so plain.
    #"{"importJobs": []}"#, "{ }", #" {"nextToken":"A"}"#, #"{"nextToken":"A"} "#,
    #"{"nextToken":"é"}"#,
    #"{"nextToken":"\u0041"}"#, "{\"importJobs\":[\(job)]}", #"{"importJobs":null}"#,
    "{\"nextToken\":\"A\"}\r",
    #"{"importJobs": [], "nextToken": "A"}"#, #"{"nextToken":  "A"}"#, #"{"nextToken":"A" }"#,
    // Broken; some would do with the line behind them.
    #"{"nextToken": "#, #"{"nextToken":"#, #"{"nextToken":"A","#, #"{"nextToken":"A", "#, #""A"}"#,
    "{", "}", "[]", "{},", "{}{}", #"{"importJobs":[]"#, #"{"importJobs":[]}x"#,
    #"{"nextToken":"A}"#,
    #"{"nextToken":""}"#, #"{"nextToken":"A","nextToken":"A"}"#, #"{"importJobs":{}}"#,
    #"{"nextToken":1}"#,
    #"{"nextToken":"\"}"#, #"{"nexttoken":"A"}"#, #","nextToken":"A"}"#, #""}"#,
    #"{"importJobs":[],}"#,
  ]

  @Test("all that pass would pass alone, and nothing tells how they were checked", arguments: 0..<8)
  func runsOfLines(_ seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let plan = Plan(.listReferenceImportJobs)
    for level in IndexBuffer.Level.allCases where IndexBuffer(level: level) != nil {
      for _ in 0..<60 {
        let scratches = (Scratch(for: plan, level: level), Scratch(for: plan, usesLane: false))
        var session = Session(plan, scratches.0)
        var reference = Session(plan, scratches.1)
        let plainness = random.below(100)
        let documents = (0..<random.int(1...40)).map { _ in
          Array(
            (random.chance(plainness) ? Self.lines[random.below(5)] : random.pick(Self.lines)).utf8)
        }
        let text = documents.reduce(into: [UInt8]()) { $0 += $1 + [0x0A] }
        // With readable bytes behind the last line, and without; what they are means nothing.
        let behind = Array((random.chance(50) ? #"{"importJobs":[]}"# : "").utf8)
        try check(documents, text + behind, behind: behind.count, &session, &reference)
        // What was looked at in vain leaves nothing behind.
        #expect(plan.coverage(of: [scratches.0]) == plan.coverage(of: [scratches.1]), "\(level)")
      }
    }
  }

  /// Checks lines as `assay check --bodies` does, and each of them alone.
  private func check(
    _ documents: [[UInt8]], _ text: [UInt8], behind: Int, _ session: inout Session,
    _ reference: inout Session
  ) throws {
    var place = 0
    var start = 0
    while place < documents.count {
      let run = unsafe text.withUnsafeBufferPointer { text in
        let lines = unsafe UnsafeBufferPointer(rebasing: text[start..<text.count - behind - 1])
        return unsafe session.passes(
          lines: lines, readable: text.count - start, .response, operation: 0)
      }
      var end = 0
      for passed in documents[place...].prefix(run.count) {
        #expect(isClean(passed, &reference), "\(String(decoding: passed, as: UTF8.self))")
        end += passed.count + 1
      }
      try #require(run.count <= documents.count - place)
      if run.count > 0 { #expect(run.end == end - 1) }
      place += run.count
      start += end
      guard place < documents.count else { break }
      #expect(isClean(documents[place], &session) == isClean(documents[place], &reference))
      start += documents[place].count + 1
      place += 1
    }
  }

  private func isClean(_ body: [UInt8], _ session: inout Session) -> Bool {
    unsafe body.withUnsafeBufferPointer {
      unsafe session.isClean(body: $0, .response, operation: 0)
    }
  }

  /// Where there is a lane, plain lines are passed over all at once, whatever their order.
  @Test func plainLinesAreOneRun() throws {
    let plan = Plan(.listReferenceImportJobs)
    var session = Session(plan, Scratch(for: plan))
    try #require(isClean(Array("{}".utf8), &session))
    let lines = Array((0..<1_000).map { Self.lines[$0 * 7 % 5] }.joined(separator: "\n").utf8)
    let padded = lines + [UInt8](repeating: 0x20, count: 72)
    let run = unsafe padded.withUnsafeBufferPointer {
      unsafe session.passes(
        lines: UnsafeBufferPointer(rebasing: $0[..<lines.count]), readable: padded.count, .response,
        operation: 0)
    }
    let hasLane = IndexBuffer(level: .avx2) != nil
    #expect(run.count == (hasLane ? 1_000 : 0))
    #expect(run.end == (hasLane ? lines.count : 0))
  }
}
