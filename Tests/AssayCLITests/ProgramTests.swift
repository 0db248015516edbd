import Foundation
import Testing

/// The built program, as a caller meets it: its exit status, and its ends of pipes.
@Suite struct ProgramTests {
  /// The program stands beside the program that runs the tests.
  static let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appendingPathComponent("assay")

  struct Ending {
    var status: Int32
    var output: String
    var errors: String
  }

  private func run(_ arguments: [String], output: FileHandle? = nil) throws -> Ending {
    let process = Process()
    process.executableURL = Self.program
    process.arguments = arguments
    let (out, err) = (Pipe(), Pipe())
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output ?? out
    process.standardError = err
    try process.run()
    // What these commands print fits into a pipe.
    process.waitUntilExit()
    let text = output == nil ? out.fileHandleForReading.readDataToEndOfFile() : Data()
    return Ending(
      status: process.terminationReason == .exit ? process.terminationStatus : -1,
      output: String(decoding: text, as: UTF8.self),
      errors: String(decoding: err.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self))
  }

  static let endings: [(arguments: [String], status: Int32)] = [
    (["--version"], 0), (["--help"], 0), (["help", "check"], 0), (["completion", "bash"], 0),
    ([], 2), (["chek"], 2), (["check"], 2), (["check", "a.yaml", "--jobs", "x"], 2),
    (["lint", "/nowhere/at/all.yaml"], 2), (["show", "/nowhere/at/all.yaml"], 2),
    (["check", "/nowhere/at/all.yaml"], 2),
  ]

  @Test(arguments: endings)
  func exitStatus(_ arguments: [String], _ expected: Int32) throws {
    let ending = try run(arguments)
    #expect(ending.status == expected, "\(ending)")
    #expect(ending.errors.isEmpty == (expected == 0), "\(ending)")
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func aFullDiskIsReported() throws {
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    let ending = try run(["--version"], output: full)
    #expect(ending.status == 3)
    #expect(ending.errors == "error: cannot write to standard output: No space left on device\n")
  }

  @Test func aReaderThatGoesAwayEndsTheProgramQuietly() throws {
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    let ending = try run(["completion", "bash"], output: pipe.fileHandleForWriting)
    #expect(ending.status == 3)
    #expect(ending.errors.isEmpty)
  }
}
