import AssayModel

/// What sets one format apart from another. A format is a value without state: what it gathers of a
/// run stands in the fragments, and everything else in ``Report``.
protocol Format: Sendable {
  /// Adds what the format shows of a result. Runs in the task that checked the exchange.
  func render(_ result: ExchangeResult, into fragment: inout ReportFragment)

  /// What stands before everything else.
  func opening() -> [UInt8]

  /// Whether the bytes of fragments are kept for ``closing(_:_:_:)`` instead of written at once.
  var keepsBytes: Bool { get }

  /// What stands between the results and the end, `whole` being all fragments as one.
  func closing(_ whole: ReportFragment, _ errors: [InputError], _ summary: Summary) -> [UInt8]
}

extension Format {
  func opening() -> [UInt8] { [] }
  var keepsBytes: Bool { false }
}

extension ReportFormat {
  func format(_ options: ReportOptions) -> any Format {
    switch self {
    case .text: TextFormat(options: options)
    case .json: JSONFormat(options: options)
    case .ndjson: JSONLinesFormat(options: options)
    case .junit: JUnitFormat(options: options)
    case .markdown: MarkdownFormat(options: options)
    case .github: GitHubFormat(options: options)
    }
  }
}
