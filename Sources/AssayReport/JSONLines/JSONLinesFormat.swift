import AssayJSON
import AssayModel

/// `--format ndjson`: a line for every exchange that does not pass, the summary on the last.
struct JSONLinesFormat: Format {
  let options: ReportOptions

  func render(_ result: ExchangeResult, into fragment: inout ReportFragment) {
    guard options.showsAll || !result.verdict.passes else { return }
    ExchangeRecord.render(result, into: &fragment.bytes)
  }

  func closing(_: ReportFragment, _ errors: [InputError], _ summary: Summary) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("summary")
    SummaryRecord.write(summary, errors: errors, to: &writer)
    writer.endObject()
    writer.newline()
    return writer.bytes
  }
}

/// `--format json`: one document, `{"exchanges": […], "summary": {…}}`, with the same objects.
struct JSONFormat: Format {
  let options: ReportOptions

  func opening() -> [UInt8] { Array("{\"exchanges\": [".utf8) }

  /// Each element brings the comma and the line break that stand before it; the report drops the
  /// first comma.
  func render(_ result: ExchangeResult, into fragment: inout ReportFragment) {
    guard options.showsAll || !result.verdict.passes else { return }
    var writer = JSONWriter(taking: &fragment.bytes)
    writer.bytes.append(contentsOf: ",\n  ".utf8)
    ExchangeRecord.write(result, to: &writer)
    writer.finish(into: &fragment.bytes)
    fragment.pieces += 1
  }

  func closing(_ whole: ReportFragment, _ errors: [InputError], _ summary: Summary) -> [UInt8] {
    var writer = JSONWriter()
    writer.bytes = Array((whole.pieces > 0 ? "\n],\n\"summary\": " : "],\n\"summary\": ").utf8)
    SummaryRecord.write(summary, errors: errors, to: &writer)
    writer.bytes.append(contentsOf: "}\n".utf8)
    return writer.bytes
  }
}
