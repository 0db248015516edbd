import AssayModel

/// `--format junit`: a test case for every exchange that does not pass (every exchange with
/// `--all`), and one that stands for those that are not listed.
///
/// What fails or belongs to no operation is a `failure`; what a limit kept from a verdict, and an
/// input that breaks off, is an `error`. The counts stand before the cases, so the cases are kept
/// until the end, up to a limit; those beyond it are counted in the last case.
struct JUnitFormat: Format {
  let options: ReportOptions

  var keepsBytes: Bool { true }

  func render(_ result: ExchangeResult, into fragment: inout ReportFragment) {
    guard options.showsAll || !result.verdict.passes else { return }
    let verdict = result.verdict
    var xml = XMLWriter(taking: &fragment.bytes)
    let head: [(String, String)] = [
      ("classname", verdict.operation ?? "unmatched"), ("name", ExchangeName(result).text),
    ]
    if verdict.passes {
      xml.empty("    ", "testcase", head)
    } else {
      xml.begin("    ", "testcase", head)
      let first = verdict.violations.first
      let kind = verdict.outcome == .undetermined ? "error" : "failure"
      xml.open(
        "      ", kind,
        [("type", first?.constraint.rawValue ?? ""), ("message", first?.message ?? "")])
      for violation in verdict.violations {
        xml.text(JUnitFormat.line(violation))
        xml.text("\n")
      }
      if verdict.omittedViolations > 0 {
        xml.text("and \(Wording.counted(verdict.omittedViolations, "violation")) more\n")
      }
      xml.end("", kind)
      xml.end("    ", "testcase")
    }
    xml.finish(into: &fragment.bytes)
    fragment.pieces += 1
  }

  func closing(_ whole: ReportFragment, _ errors: [InputError], _ summary: Summary) -> [UInt8] {
    let unlisted = summary.exchanges - whole.pieces
    let failures = summary.fail + summary.unmatched
    let counts: [(String, String)] = [
      ("name", "assay check"), ("tests", String(summary.exchanges + errors.count)),
      ("failures", String(failures)), ("errors", String(summary.undetermined + errors.count)),
      ("skipped", "0"),
    ]
    var bytes: [UInt8] = []
    var xml = XMLWriter(taking: &bytes)
    xml.declaration()
    xml.begin("", "testsuites", counts)
    xml.begin("  ", "testsuite", counts)
    xml.append(whole.bytes)
    if unlisted > 0 {
      let name =
        whole.omittedPieces > 0
        ? "\(Wording.counted(unlisted, "further exchange")), not listed"
        : Wording.counted(unlisted, "conforming exchange")
      xml.empty("    ", "testcase", [("classname", "assay"), ("name", name)])
    }
    for error in errors {
      xml.begin("    ", "testcase", [("classname", "input"), ("name", error.path)])
      xml.empty("      ", "error", [("type", "input"), ("message", error.message)])
      xml.end("    ", "testcase")
    }
    xml.end("  ", "testsuite")
    xml.end("", "testsuites")
    xml.finish(into: &bytes)
    return bytes
  }

  /// A violation on a line of its own, with its place and the contract's line.
  private static func line(_ violation: Violation) -> String {
    var line = "\(violation.severity.rawValue): \(violation.constraint.rawValue): "
    line += "\(violation.part.rawValue) \(violation.pointer): \(violation.message)"
    if let source = violation.source { line += " (\(source))" }
    return line
  }
}
