import Foundation

/// The built program, running as a process of its own.
final class Program {
  /// The program stands beside the one that runs the tests.
  static let url = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appendingPathComponent("assay")

  /// How a run ended.
  struct Ending {
    var status: Int32
    var output: String
    var errors: String
  }

  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private let errors = Pipe()
  private var pending = Data()

  /// Starts the program. What it prints must fit into a pipe, unless it is read meanwhile.
  ///
  /// Without `hasInput` its standard input is empty.
  init(_ arguments: [String], hasInput: Bool = false, output handle: FileHandle? = nil) throws {
    process.executableURL = Self.url
    process.arguments = arguments
    process.standardInput = hasInput ? input : FileHandle.nullDevice
    process.standardOutput = handle ?? output
    process.standardError = errors
    try process.run()
    // The child has its own; ours would keep the pipe open.
    if handle != nil { try? output.fileHandleForWriting.close() }
  }

  /// Writes to its standard input.
  func write(_ data: Data) { try? input.fileHandleForWriting.write(contentsOf: data) }

  /// Ends its standard input.
  func closeInput() { try? input.fileHandleForWriting.close() }

  /// Sends it a signal.
  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// The next line of its standard output; `nil` at the end.
  func readLine() -> String? {
    while true {
      if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: pending[..<end], as: UTF8.self)
        pending = Data(pending[(end + 1)...])
        return line
      }
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else { return nil }
      pending += data
    }
  }

  /// Waits for its end.
  func wait() -> Ending {
    process.waitUntilExit()
    return Ending(
      status: process.terminationReason == .exit ? process.terminationStatus : -1,
      output: String(
        decoding: pending + output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self),
      errors: String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self))
  }
}
