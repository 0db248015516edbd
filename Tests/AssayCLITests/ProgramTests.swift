import Foundation
import Testing

/// The built program, as a caller meets it: its exit status, and its ends of pipes.
@Suite(.serialized) struct ProgramTests {
  static let contract = CommandTests.fixtures + "/library.yaml"
  static let sound = CommandTests.fixtures + "/sound.har"
  static let faulty = CommandTests.fixtures + "/faulty.har"
  static let truncated = CommandTests.fixtures + "/truncated.har"
  static let mistaken = CommandTests.fixtures + "/mistaken.yaml"
  static let nowhere = "/nowhere/at/all"

  static let endings: [(arguments: [String], status: Int32)] = [
    // 0: everything conforms.
    (["--version"], 0), (["--help"], 0), (["help", "check"], 0), (["completion", "bash"], 0),
    (["check", contract, sound], 0), (["lint", contract], 0), (["show", contract], 0),
    (["check", contract, "-q"], 0),
    // 1: the contract is broken.
    (["check", contract, faulty], 1), (["check", contract, sound, faulty], 1),
    (["check", contract, faulty, "--format", "ndjson"], 1), (["check", contract, faulty, "-q"], 1),
    // 2: the command line or the contract is at fault.
    ([], 2), (["chek"], 2), (["check"], 2), (["check", contract, "--jobs", "x"], 2),
    (["lint", nowhere], 2), (["show", nowhere], 2), (["check", nowhere, sound], 2),
    (["lint", mistaken], 2), (["lint", contract, mistaken], 2), (["show", mistaken], 2),
    (["check", mistaken, faulty], 2), (["check", contract, sound, "--operation", "No"], 2),
    (["check", contract, sound, "--bodies", "response"], 2),
    (["check", contract, sound, "--output", nowhere], 2),
    // 3: the work could not be finished; the highest counts.
    (["check", contract, nowhere], 3), (["check", contract, truncated], 3),
    (["check", contract, faulty, nowhere], 3), (["check", contract, nowhere, faulty], 3),
    (["check", contract, mistaken], 3), (["check", contract, CommandTests.fixtures], 3),
    (["check", contract, faulty, "--limit", "nesting=1"], 3),
  ]

  @Test(arguments: endings)
  func exitStatus(_ arguments: [String], _ expected: Int32) throws {
    let program = try Program(arguments)
    let ending = program.wait()
    #expect(ending.status == expected, "\(ending)")
    if expected == 0 { #expect(ending.errors.isEmpty, "\(ending)") }
    if expected > 1 { #expect(ending.errors + ending.output != "", "\(ending)") }
  }

  @Test(arguments: [["-"], []])
  func standardInputIsReadWhereNoFileIsNamed(_ traffic: [String]) throws {
    let program = try Program(["check", Self.contract] + traffic, hasInput: true)
    program.write(try Data(contentsOf: URL(fileURLWithPath: Self.faulty)))
    program.closeInput()
    let ending = program.wait()
    #expect(ending.status == 1)
    #expect(ending.output.contains("5 exchanges: 1 pass, 3 fail, 1 unmatched"))
  }

  @Test func everyLineIsAnsweredAtOnceWhereThatIsAskedFor() throws {
    let program = try Program(
      ["check", Self.contract, "-", "--format", "ndjson", "--all", "--flush"], hasInput: true)
    let lines = try String(
      contentsOfFile: CommandTests.fixtures + "/faulty.ndjson", encoding: .utf8
    ).split(separator: "\n")
    for (index, line) in lines.enumerated() {
      program.write(Data((line + "\n").utf8))
      #expect(program.readLine()?.hasPrefix("{\"exchange\":\(index),") == true)
    }
    program.closeInput()
    #expect(program.readLine()?.hasPrefix("{\"summary\":{\"exchanges\":5,") == true)
    #expect(program.wait().status == 1)
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func anInterruptedProgramPrintsItsSummary(_ signal: Int32) throws {
    let program = try Program(
      ["check", Self.contract, "-", "--format", "ndjson", "--all", "--flush"], hasInput: true)
    let lines = try Data(contentsOf: URL(fileURLWithPath: CommandTests.fixtures + "/faulty.ndjson"))
    program.write(lines.prefix { $0 != UInt8(ascii: "\n") } + Data("\n".utf8))
    #expect(program.readLine() != nil)
    // It waits for more now.
    program.send(signal)
    let ending = program.wait()
    #expect(ending.status == 3)
    #expect(ending.output.contains("\"interrupted\":true"))
    #expect(ending.output.hasPrefix("{\"summary\":{\"exchanges\":1,"))
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func aFullDiskIsReported() throws {
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    for arguments in [["--version"], ["check", Self.contract, Self.faulty]] {
      let ending = try Program(arguments, output: full).wait()
      #expect(ending.status == 3)
      #expect(ending.errors == "error: cannot write to standard output: No space left on device\n")
    }
    let ending = try Program(["check", Self.contract, Self.faulty, "-o", "/dev/full"]).wait()
    #expect(ending.status == 3)
    #expect(ending.errors == "error: cannot write to `/dev/full`: No space left on device\n")
  }

  @Test(arguments: [["completion", "bash"], ["check", contract, faulty, "--format", "ndjson"]])
  func aReaderThatGoesAwayEndsTheProgramQuietly(_ arguments: [String]) throws {
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    let ending = try Program(arguments, output: pipe.fileHandleForWriting).wait()
    #expect(ending.status == 3)
    #expect(ending.errors.isEmpty)
  }
}
