import ArgumentParser
import AssayTestSupport
import Testing

@testable import AssayCLI

/// The plain reading of a command line against the argument parser's: where the first says anything,
/// the second says the same.
@Suite struct CheckArgumentsTests {
  /// What the argument parser makes of a command line; `nil` where it refuses it, or shows help.
  private static func parsed(_ arguments: [String]) -> CheckArguments? {
    (try? AssayCommand.parseAsRoot(arguments) as? CheckCommand)?.arguments
  }

  @Test(arguments: [
    "c.yaml", "c.yaml a.har", "c.yaml a.har - b.har", "c.yaml --format ndjson a.har",
    "--format json --operation Get --bodies response c.yaml a.har --jobs 2", "c.yaml -j 3 -q",
    "c.yaml -o out --quiet --no-color --strict --all --flush --show-secrets --service S",
    "c.yaml --output out --bodies request --operation List", "c.yaml --strict --strict",
    "c.yaml --jobs 1 --jobs 2 --format text",
  ])
  func whatIsPlainIsReadAsTheParserReadsIt(_ line: String) throws {
    let arguments = ["check"] + line.split(separator: " ").map(String.init)
    let plain = try #require(CheckArguments(plain: arguments))
    #expect(plain == Self.parsed(arguments))
  }

  @Test(arguments: [
    "", "check", "check --help", "check c.yaml --help", "check c.yaml -h", "check c.yaml --version",
    "check c.yaml --jobs", "check c.yaml --jobs 0", "check c.yaml --jobs x", "check c.yaml -j3",
    "check c.yaml --format=json", "check c.yaml --format xml", "check c.yaml --formt json",
    "check c.yaml --bodies both", "check c.yaml -- a.har", "check c.yaml --operation -x",
    "check c.yaml --output -", "check c.yaml --limit nesting=1", "check c.yaml --seed 1",
    "check c.yaml --experimental-dump-help", "check c.yaml --generate-completion-script",
    "lint c.yaml", "help check", "--version", "check c.yaml -qo out",
  ])
  func theRestIsLeftToTheParser(_ line: String) {
    #expect(CheckArguments(plain: line.split(separator: " ").map(String.init)) == nil)
  }

  @Test func anEmptyWordIsLeftToTheParser() {
    #expect(CheckArguments(plain: ["check", ""]) == nil)
    #expect(CheckArguments(plain: ["check", "c.yaml", "--operation", ""]) == nil)
  }

  /// Words in any order: the plain reading may refuse what the parser takes, and never the reverse.
  @Test func theyAgreeOnRandomLines() {
    let words = [
      "c.yaml", "a.har", "-", "--", "--format", "json", "ndjson", "--operation", "Get", "--bodies",
      "request", "response", "--strict", "--all", "--flush", "--show-secrets", "--jobs", "-j", "2",
      "0", "--service", "--output", "-o", "-q", "--quiet", "--no-color", "--limit", "nesting=9",
      "--seed", "help", "--help", "check", "--jobs=3", "-qj", "",
    ]
    var random = SeededGenerator(seed: 20_261_129)
    var taken = 0
    for _ in 0..<3_000 {
      let count = Int(random.next() % 8)
      let line =
        ["check"] + (0..<count).map { _ in words[Int(random.next() % UInt64(words.count))] }
      guard let plain = CheckArguments(plain: line) else { continue }
      taken += 1
      #expect(plain == Self.parsed(line), "\(line)")
    }
    #expect(taken > 100)
  }
}
