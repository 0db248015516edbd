/// What the program tells its caller at the end. With several, the highest counts.
package enum ExitStatus: Int32, Sendable, Hashable, Comparable {
  /// Everything conforms.
  case conforms = 0
  /// The contract is broken.
  case broken = 1
  /// The command line or the contract is at fault.
  case usage = 2
  /// The work could not be finished: unreadable traffic, a limit, an interruption.
  case unfinished = 3

  /// By number.
  package static func < (left: ExitStatus, right: ExitStatus) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// Ends a command early, with a message on standard error.
struct CommandFailure: Error {
  var status: ExitStatus
  /// One clause for a person; lower case, no full stop.
  var message: String

  /// The command line or the contract is at fault.
  static func usage(_ message: String) -> CommandFailure {
    CommandFailure(status: .usage, message: message)
  }

  /// The work could not be finished.
  static func unfinished(_ message: String) -> CommandFailure {
    CommandFailure(status: .unfinished, message: message)
  }
}
