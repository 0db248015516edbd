package import AssayReport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The world around a command: its standard streams and its environment. Tests bring their own.
package struct Console {
  /// Standard output.
  package var output: any ByteSink
  /// Standard error.
  package var errors: any ByteSink
  /// Whether standard output is a terminal.
  package var outputIsTerminal: Bool
  /// Whether standard error is a terminal.
  package var errorsIsTerminal: Bool
  /// Columns that help texts are wrapped to; `nil` for those of the terminal.
  package var columns: Int?
  /// The value of an environment variable.
  package var environment: (String) -> String?
  /// Whether the person wants the run to end.
  package var isInterrupted: @Sendable () -> Bool

  /// Creates a console.
  package init(
    output: any ByteSink, errors: any ByteSink, outputIsTerminal: Bool = false,
    errorsIsTerminal: Bool = false, columns: Int? = nil,
    environment: @escaping (String) -> String? = { _ in nil },
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) {
    self.output = output
    self.errors = errors
    self.outputIsTerminal = outputIsTerminal
    self.errorsIsTerminal = errorsIsTerminal
    self.columns = columns
    self.environment = environment
    self.isInterrupted = isInterrupted
  }

  /// The console of this process.
  package static func process() -> Console {
    Console(
      output: DescriptorSink(1, named: "standard output"),
      errors: DescriptorSink(2, named: "standard error"),
      outputIsTerminal: isatty(1) == 1, errorsIsTerminal: isatty(2) == 1,
      environment: environmentValue, isInterrupted: { Interruption.isRequested })
  }

  /// Writes a line to standard error, at once. Where even that fails there is nobody to tell.
  func complain(_ line: String, terminator: String = "\n") {
    try? errors.write(Array((line + terminator).utf8))
    try? errors.flush()
  }

  /// Whether colour is wanted on a terminal: <https://no-color.org>.
  var allowsColour: Bool {
    (environment("NO_COLOR") ?? "").isEmpty && environment("TERM") != "dumb"
  }
}

private func environmentValue(_ name: String) -> String? {
  // SAFETY: `getenv` returns a terminated text or nothing; it is copied at once, and nobody here
  // sets variables.
  guard let value = unsafe getenv(name) else { return nil }
  return unsafe String(cString: value)
}
