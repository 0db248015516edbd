import AssayCLI
import AssayTestSupport
import Foundation
import Testing

/// Plain bodies are passed over many at once, unless each is to be reported: that must not show.
@Suite struct BodyLinesTests {
  private static let contract = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("spec/healthomics").path
  private static let plain = [
    "{}", #"{"importJobs":[]}"#, #"{"importJobs":[],"nextToken":"A"}"#,
  ]
  private static let others = [
    "", "  ", #"{"importJobs":[]}x"#, #"{"importJobs": []}"#, "{", "{}\r", #"{"nextToken":1}"#,
    #"{"importJobs":[],"nextToken":"\#(String(repeating: "A", count: 40))"}"#,
    #"{"nextToken": "#, #""A"}"#, #"{"importJobs": [], "nextToken": "A"}"#, #"{"other":1}"#,
    #"{"nextToken":"\u0041"}"#, "{}{}",
  ]

  private func report(
    _ path: String, _ options: [String]
  ) throws -> (records: [Substring], summary: Substring) {
    let run = CommandRun(
      [
        "check", Self.contract, path, "--bodies", "response", "--operation",
        "ListReferenceImportJobs", "--format", "ndjson",
      ] + options)
    let lines = run.output.split(separator: "\n")
    return (Array(lines.dropLast()), try #require(lines.last))
  }

  @Test(arguments: 0..<6)
  func theSameIsReported(_ seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let plainness = random.below(100)
    var lines = (0..<random.int(1...4_000)).map { _ in
      random.chance(plainness) ? random.pick(Self.plain) : random.pick(Self.others)
    }
    // Longer than a batch: of a line over the limit nothing is kept.
    for _ in 0..<random.below(3) {
      lines.insert(
        #"{"nextToken":"\#(String(repeating: "A", count: 700_000))"}"#,
        at: random.below(lines.count))
    }
    let text = lines.joined(separator: "\n")
    let file = try TemporaryFile(text + (random.chance(50) ? "\n" : ""))
    // The second limit is too small for one kind of line.
    for limits in [[], ["--limit", "body-bytes=50"]] {
      let all = try report(file.path, limits + ["--all"])
      let bodies = text.utf8.split(separator: 0x0A).count { $0.contains { $0 > 0x20 } }
      #expect(all.records.count == bodies)
      let wrong = all.records.filter { !$0.contains(#""violations":[]"#) }
      for jobs in ["1", "3"] {
        let some = try report(file.path, limits + ["--jobs", jobs])
        #expect(some.records == wrong.filter { !$0.contains(#""verdict":"pass""#) })
        #expect(some.summary == all.summary)
      }
    }
  }
}
