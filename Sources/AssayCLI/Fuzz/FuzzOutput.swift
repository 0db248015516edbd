import AssayHTTP
import AssayJSON
import AssayReport

/// The report of a client in each format.
struct FuzzOutput {
  let report: FuzzReport
  let replay: FuzzReplay
  let showsAll: Bool
  let isQuiet: Bool
  let colour: Colour

  func bytes(_ format: FuzzFormat) -> [UInt8] {
    switch format {
    case .text: text()
    case .json: json()
    case .ndjson: ndjson()
    case .junit: FuzzJUnit(report: report, replay: replay).bytes()
    }
  }

  // MARK: - JSON

  private var shown: [FuzzResult] {
    showsAll ? report.results : report.results.filter { $0.failure != nil }
  }

  private func json() -> [UInt8] {
    var writer = JSONWriter(layout: .indented)
    writer.beginObject()
    writer.key("scenarios")
    writer.beginArray()
    for result in shown { write(result, to: &writer) }
    writer.endArray()
    writer.key("causes")
    writer.beginArray()
    for cause in report.causes { write(cause, to: &writer) }
    writer.endArray()
    writer.key("summary")
    writeSummary(to: &writer)
    writer.endObject()
    return writer.bytes + Array("\n".utf8)
  }

  private func ndjson() -> [UInt8] {
    var bytes: [UInt8] = []
    func line(_ write: (inout JSONWriter) -> Void) {
      var writer = JSONWriter(taking: &bytes)
      write(&writer)
      writer.finish(into: &bytes)
      bytes.append(UInt8(ascii: "\n"))
    }
    for result in shown { line { write(result, to: &$0) } }
    for cause in report.causes {
      line { writer in
        writer.beginObject()
        writer.key("cause")
        write(cause, to: &writer)
        writer.endObject()
      }
    }
    line { writer in
      writer.beginObject()
      writer.key("summary")
      writeSummary(to: &writer)
      writer.endObject()
    }
    return bytes
  }

  private func write(_ result: FuzzResult, to writer: inout JSONWriter) {
    writer.beginObject()
    ScenarioTable.members(result.scenario, to: &writer)
    writer.field("outcome", result.failure == nil ? "pass" : "fail")
    if let failure = result.failure {
      writer.key("failure")
      writer.beginObject()
      writer.field("kind", failure.kind.rawValue)
      writer.field("message", failure.message)
      writer.endObject()
    }
    writeClient(result, to: &writer)
    if result.failure != nil {
      writer.key("served")
      writer.beginArray()
      for line in result.record.transcript(limit: 2000) { writer.value(line) }
      writer.endArray()
      writer.field("replay", replay.line(result.scenario.id))
    }
    writer.endObject()
  }

  private func writeClient(_ result: FuzzResult, to writer: inout JSONWriter) {
    writer.key("client")
    writer.beginObject()
    switch result.run.end {
    case .exited(let status): writer.field("exit", Int(status))
    case .signalled(let signal): writer.field("signal", Int(signal))
    case .timedOut: writer.field("ended", "timeout")
    case .unbounded: writer.field("ended", "requests")
    case .notStarted(let reason): writer.field("notStarted", reason)
    }
    writer.field("requests", result.record.total)
    writer.field("milliseconds", Int(result.run.seconds * 1000))
    if result.failure != nil {
      writer.field("stderr", String(decoding: result.run.errors.suffix(4000), as: UTF8.self))
    }
    writer.endObject()
  }

  private func write(_ cause: FuzzCause, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("kind", cause.example.failure?.kind.rawValue ?? "")
    writer.field("message", cause.example.failure?.message ?? "")
    writer.field("example", cause.example.scenario.id)
    writer.field("shrunk", cause.isShrunk)
    writer.key("scenarios")
    writer.beginArray()
    for id in cause.scenarios { writer.value(id) }
    writer.endArray()
    writer.key("served")
    writer.beginArray()
    for line in cause.example.record.transcript(limit: 2000) { writer.value(line) }
    writer.endArray()
    writer.field("replay", replay.line(cause.example.scenario.id))
    writer.endObject()
  }

  private func writeSummary(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("operation", report.operation)
    writer.field("scenarios", report.results.count)
    writer.field("pass", report.results.count - report.failed)
    writer.field("fail", report.failed)
    writer.field("causes", report.causes.count)
    writer.field("skipped", report.skipped)
    writer.field("unfinished", report.unfinished)
    writer.field("followsPages", report.followsPages)
    writer.key("score")
    writer.beginObject()
    for (category, score) in report.scores {
      writer.key(named: category.rawValue)
      writer.beginObject()
      writer.field("pass", score.pass)
      writer.field("total", score.total)
      writer.endObject()
    }
    writer.endObject()
    writer.field("milliseconds", Int(report.seconds * 1000))
    writer.endObject()
  }
}
