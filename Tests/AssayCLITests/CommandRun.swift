import AssayCLI
import AssayReport
import Foundation

/// What a command printed and how it ended, run inside this process.
struct CommandRun {
  let status: ExitStatus
  let output: String
  let errors: String

  /// Runs `assay` with arguments.
  init(_ arguments: [String], isInterrupted: Bool = false) {
    let output = MemorySink()
    let errors = MemorySink()
    let console = Console(
      output: output, errors: errors, columns: 80,
      isInterrupted: { isInterrupted })
    status = AssayTool.run(arguments, on: console)
    self.output = output.text
    self.errors = errors.text
  }

  /// Everything in one text, as golden files keep it. What depends on the machine is replaced.
  func transcript(replacing replacements: [(String, String)] = []) -> String {
    var text = output
    if !errors.isEmpty { text += "---- standard error\n" + errors }
    text += "---- status \(status.rawValue)\n"
    for (found, shown) in replacements { text = text.replacingOccurrences(of: found, with: shown) }
    return text
  }
}

/// A file that is gone when nobody holds it any more.
final class TemporaryFile {
  let url: URL

  var path: String { url.path }

  init(_ content: Data, named suffix: String = "") throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("assay-\(UUID().uuidString)\(suffix)")
    try content.write(to: url)
  }

  convenience init(_ text: String, named suffix: String = "") throws {
    try self.init(Data(text.utf8), named: suffix)
  }

  var text: String? { try? String(contentsOf: url, encoding: .utf8) }

  deinit { try? FileManager.default.removeItem(at: url) }
}
