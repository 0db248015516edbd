import AssayHTTP
import AssayReport

/// `--format junit`: a test case for every scenario.
struct FuzzJUnit {
  let report: FuzzReport
  let replay: FuzzReplay

  func bytes() -> [UInt8] {
    let counts: [(String, String)] = [
      ("name", "assay fuzz"),
      ("tests", "\(report.results.count + (report.unfinished > 0 ? 1 : 0))"),
      ("failures", "\(report.failed)"), ("errors", report.unfinished > 0 ? "1" : "0"),
      ("skipped", "0"), ("time", Self.seconds(report.seconds)),
    ]
    var bytes: [UInt8] = []
    var xml = XMLWriter(taking: &bytes)
    xml.declaration()
    xml.begin("", "testsuites", counts)
    xml.begin("  ", "testsuite", counts)
    for result in report.results { write(result, to: &xml) }
    if report.unfinished > 0 {
      xml.begin("    ", "testcase", [("classname", "assay"), ("name", "interrupted")])
      xml.empty(
        "      ", "error",
        [
          ("type", "unfinished"),
          ("message", Wording.counted(report.unfinished, "scenario") + " not run"),
        ])
      xml.end("    ", "testcase")
    }
    xml.end("  ", "testsuite")
    xml.end("", "testsuites")
    xml.finish(into: &bytes)
    return bytes
  }

  private func write(_ result: FuzzResult, to xml: inout XMLWriter) {
    let head: [(String, String)] = [
      ("classname", "\(report.operation).\(result.scenario.category.rawValue)"),
      ("name", result.scenario.id), ("time", Self.seconds(result.run.seconds)),
    ]
    guard let failure = result.failure else { return xml.empty("    ", "testcase", head) }
    xml.begin("    ", "testcase", head)
    xml.open(
      "      ", "failure", [("type", failure.kind.rawValue), ("message", failure.message)])
    xml.text(result.scenario.title + "\n")
    if let source = result.scenario.source { xml.text("\(source)\n") }
    for line in result.record.transcript() { xml.text(line + "\n") }
    xml.text(replay.line(result.scenario.id) + "\n")
    xml.end("", "failure")
    xml.end("    ", "testcase")
  }

  private static func seconds(_ seconds: Double) -> String {
    let thousandths = Int(min(max(seconds, 0), 1e6) * 1000)
    let rest = "\(thousandths % 1000)"
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - rest.utf8.count) + rest
  }
}
