/// Where a report's bytes go. Used from one task at a time.
package protocol ByteSink: AnyObject {
  /// Takes bytes, which may be kept back until ``flush()``.
  func write(_ bytes: [UInt8]) throws(OutputError)

  /// Passes on what was kept back.
  func flush() throws(OutputError)
}

/// Why a report could not be written.
package struct OutputError: Error, Hashable, CustomStringConvertible {
  /// What it was written to, for a person.
  package var destination: String
  /// The system's reason.
  package var reason: String
  /// Whether the reader went away, as `head` does: no fault of anybody's.
  package var isClosedPipe: Bool

  /// Creates an error.
  package init(destination: String, reason: String, isClosedPipe: Bool = false) {
    self.destination = destination
    self.reason = reason
    self.isClosedPipe = isClosedPipe
  }

  /// One clause for a person.
  package var description: String { "cannot write to \(destination): \(reason)" }
}

/// Keeps everything in memory: for tests, and for reports that are looked at by a program.
package final class MemorySink: ByteSink {
  /// What was written.
  package private(set) var bytes: [UInt8] = []

  /// Creates an empty sink.
  package init() {}

  /// Appends bytes.
  package func write(_ bytes: [UInt8]) { self.bytes += bytes }

  /// Does nothing: nothing is kept back.
  package func flush() {}

  /// What was written, as text.
  package var text: String { String(decoding: bytes, as: UTF8.self) }
}
