/// The command line that runs one scenario again.
struct FuzzReplay {
  private let head: [String]
  private let tail: [String]

  init(command: FuzzCommand) {
    var head = ["assay", "fuzz", command.contract]
    if let service = command.spec.service { head += ["--service", service] }
    if let operation = command.operation { head += ["--operation", operation] }
    if command.seed != 0 { head += ["--seed", "\(command.seed)"] }
    if command.items != 7 { head += ["--items", "\(command.items)"] }
    if command.timeout != 10 { head += ["--timeout", "\(command.timeout)"] }
    if command.attempts != 10 { head += ["--attempts", "\(command.attempts)"] }
    if let invalid = command.invalid { head += ["--invalid", invalid.rawValue] }
    for path in command.echoes { head += ["--echoes", path] }
    for pattern in command.crash { head += ["--crash", pattern] }
    self.head = head
    tail = ["--"] + command.client
  }

  /// The line, as a shell reads it.
  func line(_ id: String) -> String {
    (head + ["--scenario", id] + tail).map(Self.quoted).joined(separator: " ")
  }

  private static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty
      && word.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "A")...UInt8(ascii: "Z"):
          true
        default: "-_./:=@%+,".utf8.contains(byte)
        }
      }
    if isPlain { return word }
    return "'"
      + word.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: #"'\''"#) + "'"
  }
}
