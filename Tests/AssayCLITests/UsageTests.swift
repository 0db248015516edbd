import AssayCLI
import AssayPattern
import AssayTestSupport
import Testing

/// What the program says of itself, and of command lines it does not understand.
@Suite struct UsageTests {
  static let invocations: [(name: String, arguments: [String])] = [
    ("help", ["--help"]),
    ("help-check", ["check", "--help"]),
    ("help-lint", ["help", "lint"]), ("help-init", ["help", "init"]),
    ("help-show", ["show", "-h"]),
    ("help-import", ["import", "--help"]),
    ("help-cases", ["cases", "--help"]),
    ("help-serve", ["serve", "--help"]),
    ("help-test", ["test", "--help"]),
    ("help-fuzz", ["fuzz", "--help"]),
    ("help-completion", ["completion", "--help"]),
    ("no-command", []),
    ("unknown-command", ["chek"]),
    ("far-command", ["frobnicate"]),
    ("unknown-option", ["check", "a.yaml", "--formt", "json"]),
    ("unknown-format", ["check", "a.yaml", "--format", "xml"]),
    ("missing-contract", ["check"]),
    ("wrong-jobs", ["check", "a.yaml", "--jobs", "0"]),
    ("wrong-limit", ["check", "a.yaml", "--limit", "nesting=none"]),
    ("wrong-bodies", ["check", "a.yaml", "--bodies", "both"]),
    ("wrong-merge", ["import", "--merge", "a.yaml"]),
    ("wrong-protocol", ["import", "a.json", "--protocol", "soap"]),
    ("wrong-strength", ["cases", "a.yaml", "--strength", "4"]),
    ("wrong-random", ["cases", "a.yaml", "--random", "-1"]),
    ("wrong-set", ["cases", "a.yaml", "--set", "x"]),
    ("wrong-adequacy", ["cases", "a.yaml", "--adequacy", "--case", "x"]),
    ("wrong-direction", ["cases", "a.yaml", "--direction", "sideways"]),
    ("test-nowhere", ["test", "a.yaml"]),
    ("test-wrong-set", ["test", "a.yaml", "--url", "http://a", "--set", "x"]),
    ("test-wrong-header", ["test", "a.yaml", "--url", "http://a", "--header", "x"]),
    ("test-wrong-timeout", ["test", "a.yaml", "--url", "http://a", "--timeout", "0"]),
    ("test-wrong-time", ["test", "a.yaml", "--url", "http://a", "--time", "soon"]),
    ("test-wrong-rate", ["test", "a.yaml", "--url", "http://a", "--rate", "0"]),
    ("unknown-shell", ["completion", "tcsh"]),
  ]

  @Test(arguments: invocations.map(\.name))
  func goldenOutput(_ name: String) throws {
    let arguments = try #require(Self.invocations.first { $0.name == name }).arguments
    let run = CommandRun(arguments)
    let difference = Snapshot(besideTest: #filePath)
      .difference(run.transcript(), named: "usage/\(name).txt")
    #expect(difference == nil, "\(difference ?? "")")
  }

  @Test func versionNamesAllThatDecidesAVerdict() throws {
    let run = CommandRun(["--version"])
    #expect(run.status == .conforms)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.first?.hasPrefix("assay ") == true)
    #expect(lines.dropFirst().first == "PCRE2 \(PCRE2Info.version)")
    #expect(lines.last == "Unicode \(PCRE2Info.unicodeVersion)")
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func completionScriptsKnowTheCommands(_ shell: String) throws {
    let run = CommandRun(["completion", shell])
    #expect(run.status == .conforms)
    for word in ["check", "lint", "show", "import", "cases", "show-secrets"] {
      #expect(run.output.contains(word))
    }
    // The parser's own way gives the same.
    let other = CommandRun(["--generate-completion-script", shell])
    #expect(other.output == run.output)
  }
}
