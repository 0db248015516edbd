import AssayGenerate
import AssayHTTP
import AssayJSON
import AssayModel
import AssayReport

/// `assay test --format json` and `ndjson`.
///
/// NDJSON has an object for each cause, `{"skipped": …}` for each reason to skip, and
/// `{"summary": …}` at the end; JSON is one object with `failures`, `skipped` and `summary`.
enum TestRecords {
  static func ndjson(_ report: RunReport) -> [UInt8] {
    var bytes: [UInt8] = []
    func line(_ write: (inout JSONWriter) -> Void) {
      var writer = JSONWriter(taking: &bytes)
      write(&writer)
      writer.bytes.append(UInt8(ascii: "\n"))
      writer.finish(into: &bytes)
    }
    for failure in report.failures { line { Self.write(failure, to: &$0) } }
    for item in report.skipped {
      line { writer in
        writer.beginObject()
        writer.key("skipped")
        Self.write(skipped: item, to: &writer)
        writer.endObject()
      }
    }
    line { writer in
      writer.beginObject()
      writer.key("summary")
      Self.write(summary: report, to: &writer)
      writer.endObject()
    }
    return bytes
  }

  static func json(_ report: RunReport) -> [UInt8] {
    var writer = JSONWriter(layout: .indented)
    writer.beginObject()
    writer.key("failures")
    writer.beginArray()
    for failure in report.failures { write(failure, to: &writer) }
    writer.endArray()
    writer.key("skipped")
    writer.beginArray()
    for item in report.skipped { write(skipped: item, to: &writer) }
    writer.endArray()
    writer.key("summary")
    write(summary: report, to: &writer)
    writer.endObject()
    writer.bytes.append(UInt8(ascii: "\n"))
    return writer.bytes
  }

  // MARK: - Failures

  private static func write(_ failure: FailureGroup, to writer: inout JSONWriter) {
    let item = failure.item
    writer.beginObject()
    writer.field("case", item.id)
    writer.field("operation", item.operation)
    writer.field("verdict", "fail")
    writer.field("kind", failure.judgement.kind?.rawValue ?? "")
    writer.field("message", failure.judgement.reason)
    writer.key("about")
    CaseRecord.write(item.subject, to: &writer)
    writer.key("expectation")
    CaseRecord.write(item.expectation, to: &writer)
    writer.field("expected", failure.judgement.expected)
    writer.field("actual", failure.judgement.actual)
    SourceRecord.writeField(TestPage.source(of: failure), to: &writer)
    writer.key("violations")
    writer.beginArray()
    for violation in failure.judgement.violations { ViolationRecord.write(violation, to: &writer) }
    writer.endArray()
    writer.key("request")
    if let request = item.request {
      CaseRecord.write(request, to: &writer)
    } else {
      writer.null()
    }
    writer.key("answer")
    write(failure.answer, to: &writer)
    writer.field("curl", failure.command)
    if let choices = item.choices, item.id.contains("/random/") {
      writer.field("choices", choices.description)
    }
    writer.field("count", failure.count)
    writer.key("cases")
    writer.beginArray()
    for id in failure.ids { writer.value(id) }
    writer.endArray()
    writer.field("known", failure.isKnown)
    if let file = failure.file { writer.field("file", file) }
    writer.endObject()
  }

  private static func write(_ answer: Answer?, to writer: inout JSONWriter) {
    guard let response = answer?.response else { return writer.null() }
    writer.beginObject()
    writer.field("status", response.status)
    writer.key("headers")
    writer.beginArray()
    for field in response.headers {
      writer.beginObject()
      writer.key("name")
      writer.value(utf8: field.name)
      writer.key("value")
      if String(decoding: field.name, as: UTF8.self).lowercased() == "set-cookie" {
        writer.value("…")
      } else {
        writer.value(utf8: field.value)
      }
      writer.endObject()
    }
    writer.endArray()
    writer.key("body")
    if let body = response.body { writer.value(utf8: body.prefix(64 << 10)) } else { writer.null() }
    writer.endObject()
  }

  // MARK: - The rest

  private static func write(
    skipped item: (reason: String, ids: [String]), to writer: inout JSONWriter
  ) {
    writer.beginObject()
    writer.field("reason", item.reason)
    writer.field("count", item.ids.count)
    writer.key("cases")
    writer.beginArray()
    for id in item.ids { writer.value(id) }
    writer.endArray()
    writer.endObject()
  }

  private static func write(summary report: RunReport, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("cases", report.cases)
    writer.field("pass", report.pass)
    writer.field("fail", report.fail)
    writer.field("skipped", report.skippedCount)
    writer.field("random", report.random)
    writer.field("causes", report.failures.count)
    writer.field("requests", report.requests)
    writer.key("seconds")
    writer.value((report.seconds * 1000).rounded() / 1000)
    writer.key("coverage")
    write(report.coverage, to: &writer)
    writer.key("remarks")
    writer.beginArray()
    for remark in report.remarks { writer.value(remark) }
    writer.endArray()
    writer.key("omissions")
    writer.beginArray()
    for omission in report.omissions.prefix(1000) { writer.value("\(omission)") }
    writer.endArray()
    if !report.fixed.isEmpty {
      writer.key("fixed")
      writer.beginArray()
      for id in report.fixed { writer.value(id) }
      writer.endArray()
    }
    if let reason = report.unfinished { writer.field("unfinished", reason) }
    writer.endObject()
  }

  private static func write(_ coverage: RunCoverage, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("constraints", coverage.total)
    writer.field("satisfied", coverage.satisfied)
    writer.field("violated", coverage.violated)
    writer.field("both", coverage.both)
    writer.field("unexercised", coverage.unexercised)
    writer.key("list")
    writer.beginArray()
    let missing = coverage.entries.filter { !($0.satisfied && $0.violated) }
    for entry in missing.prefix(SummaryRecord.listLimit) {
      writer.beginObject()
      writer.field("operation", entry.operation)
      writer.field("part", entry.part.rawValue)
      writer.field("path", entry.path)
      writer.field("constraint", entry.constraint.rawValue)
      SourceRecord.writeField(entry.source, to: &writer)
      writer.field("satisfied", entry.satisfied)
      writer.field("violated", entry.violated)
      writer.field("ofAnswers", entry.isOfAnswers)
      writer.field("reason", entry.reason ?? "")
      writer.endObject()
    }
    writer.endArray()
    if missing.count > SummaryRecord.listLimit {
      writer.field("omitted", missing.count - SummaryRecord.listLimit)
    }
    writer.endObject()
  }
}
