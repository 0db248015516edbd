/// How one run of a client went.
package struct ClientRun: Sendable {
  /// How it ended.
  package enum End: Sendable, Hashable {
    /// With a status of its own.
    case exited(Int32)
    /// By a signal that nobody here sent.
    case signalled(Int32)
    /// It was still running when its time was over, and was ended.
    case timedOut
    /// It sent requests without end, and was ended.
    case unbounded
    /// It could not be started, for this reason.
    case notStarted(String)
  }

  /// How it ended.
  package var end: End
  /// What it wrote to standard output; the beginning, where it was very much.
  package var output: [UInt8] = []
  /// What it wrote to standard error; beginning and end, where it was very much.
  package var errors: [UInt8] = []
  /// Whether some of the output is missing.
  package var isCut = false
  /// How long it ran.
  package var seconds = 0.0

  /// Creates a run.
  package init(end: End) { self.end = end }
}
