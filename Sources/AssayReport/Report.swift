package import AssayModel

/// Writes a run's report as the run goes on, in memory that does not grow with the traffic.
///
/// ```swift
/// let report = Report(.ndjson, to: sink)
/// try report.begin()
/// var fragment = report.makeFragment()  // in any task
/// fragment.add(result)
/// try report.append(fragment)           // in order, one task at a time
/// try report.finish(summary)
/// ```
package final class Report {
  /// Bytes kept of the results, for formats that state their counts first.
  static let keptBytes = 64 << 20

  private let format: any Format
  private let options: ReportOptions
  private let sink: any ByteSink
  private let flushesEachTime: Bool
  private var whole: ReportFragment
  private var errors: [InputError] = []
  private var hasWritten = false

  /// Creates a report.
  ///
  /// - Parameters:
  ///   - format: The format.
  ///   - options: How it is to look.
  ///   - sink: Where it goes.
  ///   - flushesEachTime: Everything is passed on as soon as it is there, so that a program at the
  ///     other end of a pipe can answer exchange by exchange.
  package init(
    _ format: ReportFormat, options: ReportOptions = ReportOptions(), to sink: any ByteSink,
    flushesEachTime: Bool = false
  ) {
    self.format = format.format(options)
    self.options = options
    self.sink = sink
    self.flushesEachTime = flushesEachTime
    whole = ReportFragment(format: self.format, options: options)
  }

  /// An empty fragment. Fragments can be filled in any task, several at once, and used again.
  package func makeFragment() -> ReportFragment {
    ReportFragment(format: format, options: options)
  }

  /// Writes what stands before the results.
  package func begin() throws(OutputError) {
    try put(format.opening())
  }

  /// Takes the next results.
  package func append(_ fragment: ReportFragment) throws(OutputError) {
    whole.groups.merge(fragment.groups)
    whole.omittedPieces += fragment.omittedPieces
    if format.keepsBytes {
      if whole.bytes.count + fragment.bytes.count <= Self.keptBytes {
        whole.bytes += fragment.bytes
        whole.pieces += fragment.pieces
      } else {
        whole.omittedPieces += fragment.pieces
      }
    } else if !fragment.bytes.isEmpty {
      whole.pieces += fragment.pieces
      let separated = format is JSONFormat && !hasWritten
      hasWritten = true
      // The first element of an array has no comma before it.
      try put(separated ? Array(fragment.bytes.dropFirst()) : fragment.bytes)
    }
  }

  /// Notes that an input broke off.
  package func append(_ error: InputError) {
    errors.append(error)
  }

  /// Writes the end of the report.
  package func finish(_ summary: Summary) throws(OutputError) {
    try put(format.closing(whole, errors, summary))
    try sink.flush()
  }

  /// Takes what a run says, in order.
  package func consume(_ event: Event) throws(OutputError) {
    switch event {
    case .exchange(let result):
      var fragment = makeFragment()
      fragment.add(result)
      try append(fragment)
    case .inputError(let error): append(error)
    case .summary(let summary): try finish(summary)
    }
  }

  private func put(_ bytes: [UInt8]) throws(OutputError) {
    guard !bytes.isEmpty else { return }
    try sink.write(bytes)
    if flushesEachTime { try sink.flush() }
  }
}
