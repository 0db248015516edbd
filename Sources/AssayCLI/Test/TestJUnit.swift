import AssayHTTP
import AssayModel
import AssayReport

/// `assay test --format junit`: a test case for each case that was run, and one for the random ones
/// that passed.
enum TestJUnit {
  static func render(_ report: RunReport) -> [UInt8] {
    let passedAtRandom = report.cases - report.lines.count
    let errors = report.unfinished == nil ? 0 : 1
    let failed = report.lines.count { $0.outcome == .fail }
    let skipped = report.lines.count { $0.outcome == .skipped }
    let counts: [(String, String)] = [
      ("name", "assay test"),
      ("tests", "\(report.lines.count + (passedAtRandom > 0 ? 1 : 0) + errors)"),
      ("failures", "\(failed)"), ("errors", "\(errors)"), ("skipped", "\(skipped)"),
      ("time", "\((report.seconds * 1000).rounded() / 1000)"),
    ]
    var groups: [String: FailureGroup] = [:]
    for group in report.failures { for id in group.ids { groups[id] = group } }
    var bytes: [UInt8] = []
    var xml = XMLWriter(taking: &bytes)
    xml.declaration()
    xml.begin("", "testsuites", counts)
    xml.begin("  ", "testsuite", counts)
    for line in report.lines {
      let head = [("classname", line.operation), ("name", line.id)]
      switch line.outcome {
      case .pass: xml.empty("    ", "testcase", head)
      case .skipped:
        xml.begin("    ", "testcase", head)
        xml.empty("      ", "skipped", [("message", line.reason)])
        xml.end("    ", "testcase")
      case .fail:
        xml.begin("    ", "testcase", head)
        let group = groups[line.id]
        xml.open(
          "      ", "failure",
          [("type", group?.judgement.kind?.rawValue ?? "failure"), ("message", line.reason)])
        if let group { xml.text(text(group)) }
        xml.end("", "failure")
        xml.end("    ", "testcase")
      }
    }
    if passedAtRandom > 0 {
      xml.empty(
        "    ", "testcase",
        [
          ("classname", "assay"),
          ("name", Wording.counted(passedAtRandom, "random case") + " without failure"),
        ])
    }
    if let reason = report.unfinished {
      xml.begin("    ", "testcase", [("classname", "assay"), ("name", "run")])
      xml.empty("      ", "error", [("type", "unfinished"), ("message", reason)])
      xml.end("    ", "testcase")
    }
    xml.end("  ", "testsuite")
    xml.end("", "testsuites")
    xml.finish(into: &bytes)
    return bytes
  }

  private static func text(_ group: FailureGroup) -> String {
    var text = "expected: \(group.judgement.expected)\nactual: \(group.judgement.actual)\n"
    for violation in group.judgement.violations.prefix(20) {
      text += "\(violation.part.rawValue) \(violation.pointer): \(violation.message)\n"
    }
    if let source = TestPage.source(of: group) { text += "contract: \(source)\n" }
    return text + "\(group.command)\n"
  }
}
