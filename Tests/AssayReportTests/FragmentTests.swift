import AssayModel
import AssayReport
import AssayTestSupport
import Testing

/// Fragments that are filled apart and appended in order say what one report of all would.
@Suite struct FragmentTests {
  @Test(arguments: ReportFormat.allCases)
  func theCutOfFragmentsDoesNotShow(_ format: ReportFormat) throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    let results = (0..<200).map { index in
      var result = Samples.results[Int.random(in: 0..<5, using: &random)]
      result.index = index
      return result
    }
    let whole = try Samples.report(format, results: results)
    for _ in 0..<5 {
      let sink = MemorySink()
      let report = Report(format, to: sink)
      try report.begin()
      var fragment = report.makeFragment()
      for result in results {
        if Int.random(in: 0..<10, using: &random) == 0 {
          try report.append(fragment)
          fragment.removeAll()
        }
        fragment.add(result)
      }
      try report.append(fragment)
      try report.finish(Samples.summary)
      #expect(sink.text == whole, "seed \(seed)")
    }
  }

  @Test func onlyTheFirstExamplesOfALineAreKept() throws {
    let results = (0..<50_000).map { index in
      ExchangeResult(
        index: index,
        verdict: Verdict(outcome: .fail, operation: "List", violations: [Samples.length]))
    }
    let text = try Samples.report(.text, results: results)
    #expect(text.contains("50,000 violations"))
    #expect(text.contains("exchange 2 List"))
    #expect(!text.contains("exchange 3 List"))
    #expect(text.contains("and 49,997 more"))
  }

  @Test func violationsBeyondTheGroupsAreCounted() throws {
    let results = (0..<10_007).map { index in
      var violation = Samples.length
      violation.source?.line = index + 1
      return ExchangeResult(
        index: index, verdict: Verdict(outcome: .fail, operation: "List", violations: [violation]))
    }
    let text = try Samples.report(.text, results: results)
    #expect(text.contains("and 7 violations of further kinds"))
  }

  @Test func resultsArePassedOnAtOnceWhereThatIsAskedFor() throws {
    final class Recorder: ByteSink {
      var calls: [String] = []
      func write(_ bytes: [UInt8]) { calls.append("write") }
      func flush() { calls.append("flush") }
    }
    let recorder = Recorder()
    let report = Report(.ndjson, to: recorder, flushesEachTime: true)
    try report.begin()
    try report.consume(.exchange(Samples.results[1]))
    #expect(recorder.calls == ["write", "flush"])
  }
}
