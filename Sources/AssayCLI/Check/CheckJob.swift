import AssayEngine
import AssayModel
import AssayReport

/// All that a run of `assay check` needs to know: what the command line said, made into values.
struct CheckJob {
  /// The contract, compiled.
  var plan: Plan
  /// Paths of the traffic in order; `-` is standard input.
  var inputs: [String]
  /// Every line is a body of this kind, instead of a HAR entry.
  var bodies: Plan.Direction?
  /// Index of the operation that exchanges belong to which do not say.
  var operation: Int?
  /// How many exchanges are checked at once.
  var jobs: Int
  /// Exchanges that pass are reported too.
  var showsAll: Bool
  /// Every exchange is answered before the next is read.
  var flushes: Bool
  /// Takes the results. `begin` was called; `finish` is the command's to call.
  var report: Report
  /// Told from time to time how much was read.
  var progress: Progress
  /// Whether to end early. Asked often.
  var isInterrupted: @Sendable () -> Bool
}

/// What a run came to.
struct CheckOutcome {
  /// The counts.
  var summary: Summary
  /// Inputs that could not be read to their end.
  var inputErrors: [InputError]

  /// Whether all inputs were read to their end and held nothing to check.
  var foundNothing: Bool {
    summary.exchanges == 0 && inputErrors.isEmpty && !summary.isInterrupted
  }

  /// What the program tells its caller.
  var status: ExitStatus {
    var status = ExitStatus.conforms
    if summary.fail > 0 || summary.unmatched > 0 { status = max(status, .broken) }
    if summary.undetermined > 0 || summary.isInterrupted || !inputErrors.isEmpty {
      status = max(status, .unfinished)
    }
    return status
  }
}
