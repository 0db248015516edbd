import AssayModel
import AssayReport

/// Hand-made results of a run, with everything in them that a format must bring across.
enum Samples {
  static let length = Violation(
    part: .responseBody, pointer: "/importJobs/3/id", constraint: .length, expected: "10...36",
    actual: "9", offset: 412,
    source: SourceLocation(file: "spec/a.yaml", line: 41, column: 20),
    message: "`id` has 9 characters, expected 10...36")

  static let unknown = Violation(
    part: .requestQuery, pointer: "/x", constraint: .unknownMember, severity: .warning,
    expected: "a known parameter", actual: "x",
    message: "`x` is not a parameter of the operation")

  static let unmatched = Violation(
    part: .requestPath, pointer: "", constraint: .operation,
    expected: "an operation of the contract", actual: "GET /\u{1B}[2J<&\">",
    message: "no operation has `GET /\u{1B}[2J<&\">`")

  static let limit = Violation(
    part: .requestBody, pointer: "/a~1b/\"q\"", constraint: .limit, expected: "at most 128 levels",
    actual: "129 levels", offset: 0, message: "the body is nested deeper than 128 levels")

  static let results = [
    ExchangeResult(
      index: 0, id: "1", title: "POST https://me:secret@host/stores/1/jobs?token=secret",
      verdict: Verdict(outcome: .pass, operation: "List")),
    ExchangeResult(
      index: 1, id: "a7", title: "POST /stores/2/jobs",
      verdict: Verdict(
        outcome: .fail, operation: "List", violations: [length, unknown], omittedViolations: 2,
        refusal: .init(status: 400, type: "ValidationException"))),
    ExchangeResult(
      index: 2, title: "GET /\u{1B}[2J",
      verdict: Verdict(outcome: .unmatched, violations: [unmatched])),
    ExchangeResult(
      index: 3, id: "4",
      verdict: Verdict(outcome: .undetermined, operation: "List", violations: [limit])),
    ExchangeResult(
      index: 4, id: "5", verdict: Verdict(outcome: .fail, operation: "List", violations: [length])),
  ]

  static var summary: Summary {
    var summary = Summary()
    summary.exchanges = 5
    summary.pass = 1
    summary.fail = 2
    summary.unmatched = 1
    summary.undetermined = 1
    summary.violations = [.length: 2, .unknownMember: 1, .operation: 1, .limit: 1]
    summary.coverage = Coverage(entries: [
      Coverage.Entry(
        operation: "List", part: .responseBody, path: "importJobs[].id", constraint: .length,
        source: length.source, satisfied: true, violated: true),
      Coverage.Entry(
        operation: "List", part: .requestQuery, path: "maxResults", constraint: .range,
        source: SourceLocation(file: "spec/a.yaml", line: 12, column: 7)),
    ])
    return summary
  }

  static let inputError = InputError(
    path: "b.har", offset: 99, message: "the file ends inside a string")

  /// What a format makes of the samples.
  static func report(
    _ format: ReportFormat, _ options: ReportOptions = ReportOptions(),
    results: [ExchangeResult] = Samples.results, summary: Summary = Samples.summary,
    errors: [InputError] = []
  ) throws -> String {
    let sink = MemorySink()
    let report = Report(format, options: options, to: sink)
    try report.begin()
    for result in results { try report.consume(.exchange(result)) }
    for error in errors { try report.consume(.inputError(error)) }
    try report.consume(.summary(summary))
    return sink.text
  }

  /// Options with one thing changed.
  static func options(_ change: (inout ReportOptions) -> Void) -> ReportOptions {
    var options = ReportOptions()
    change(&options)
    return options
  }
}
