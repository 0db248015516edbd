import AssayHTTP
import AssayReport

extension FuzzOutput {
  /// The report for people: failures by cause, then the score.
  func text() -> [UInt8] {
    var lines: [String] = []
    for cause in report.causes { lines += self.lines(cause) + [""] }
    if showsAll {
      for result in report.results {
        let word =
          result.failure == nil ? colour.paint("pass", .good) : colour.paint("FAIL", .error)
        lines.append("\(word)  \(result.scenario.id)")
      }
      lines.append("")
    }
    if isQuiet && report.failed == 0 { return [] }
    lines += summary
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private func lines(_ cause: FuzzCause) -> [String] {
    let result = cause.example
    guard let failure = result.failure else { return [] }
    let count = Wording.counted(cause.scenarios.count, "scenario")
    var lines = [
      colour.paint(failure.kind.rawValue, .error) + ": "
        + colour.paint(Wording.visible(failure.message), .bold) + " (\(count))"
    ]
    func field(_ name: String, _ texts: [String]) {
      for (index, text) in texts.enumerated() {
        let head = index == 0 ? name : ""
        lines.append(
          "  " + colour.paint(head, .faint) + String(repeating: " ", count: 10 - head.utf8.count)
            + text)
      }
    }
    let scenario = result.scenario
    field("scenario", [scenario.id, scenario.title])
    if let source = scenario.source { field("contract", ["\(source)"]) }
    field("expected", [Self.words(scenario.expectation)])
    field("served", result.record.transcript())
    field("client", [Self.words(result)])
    let said = String(decoding: result.run.errors.suffix(3000), as: UTF8.self)
      .split(separator: "\n").suffix(8).map { Wording.visible(String($0.prefix(300))) }
    field("stderr", said)
    let others = cause.scenarios.filter { $0 != scenario.id }
    var also = Array(others.prefix(4))
    if others.count > 4 { also.append("and \(others.count - 4) more") }
    field("also", also)
    field("replay", [replay.line(scenario.id)])
    return lines
  }

  private static func words(_ expectation: Scenario.Expectation) -> String {
    switch expectation {
    case .accept: "accept: exit status 0"
    case .reject: "reject: an exit status other than 0, and no crash"
    case .survive: "survive: any exit status, and no crash"
    case .retry: "retry: a second request, then exit status 0"
    case .noRetry: "noRetry: no second request, and an exit status other than 0"
    }
  }

  private static func words(_ result: FuzzResult) -> String {
    let tenths = Int(min(result.run.seconds, 1e6) * 10)
    let asked = Wording.counted(result.record.total, "request")
    let end =
      switch result.run.end {
      case .exited(let status): "status \(status)"
      case .signalled(let signal): "signal \(signal)"
      case .timedOut: "ended from outside, since its time was over"
      case .unbounded: "ended from outside, since it did not stop asking"
      case .notStarted(let reason): "not started: \(reason)"
      }
    return "\(asked), \(end), after \(tenths / 10).\(tenths % 10) s"
  }

  private var summary: [String] {
    let score = report.scores.map { category, score in
      let text = "\(category.rawValue) \(score.pass)/\(score.total)"
      return score.pass == score.total ? colour.paint(text, .good) : colour.paint(text, .error)
    }
    var lines: [String] = []
    if !score.isEmpty { lines.append("score: " + score.joined(separator: ", ")) }
    if !report.followsPages, report.skipped > 0 {
      lines.append(
        "The client never asks for a second page: it was judged by first pages alone, and "
          + Wording.counted(report.skipped, "scenario") + " of later ones skipped.")
    }
    var last = Wording.counted(report.results.count, "scenario") + " of \(report.operation): "
    last += "\(Wording.grouped(report.results.count - report.failed)) passed"
    if report.failed > 0 {
      last +=
        ", \(Wording.grouped(report.failed)) failed, for "
        + Wording.counted(report.causes.count, "cause")
    }
    return lines + [last]
  }
}
