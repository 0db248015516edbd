import Assay
import Foundation
import Testing

/// What README and documentation show is true.
@Suite struct DocumentationTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The blocks of a language in a page.
  private func blocks(_ language: String, of page: String) throws -> [String] {
    let text = try String(contentsOf: Self.root.appendingPathComponent(page), encoding: .utf8)
    return text.components(separatedBy: "```\(language)\n").dropFirst()
      .compactMap { $0.components(separatedBy: "\n```").first }
  }

  private func checker(_ yaml: String) throws -> Checker {
    Checker(try Contract(text: yaml, named: "weather.yaml"))
  }

  @Test func theContractOfTheReadmeChecksAsItSays() throws {
    let yaml = try #require(blocks("yaml", of: "README.md").first)
    let verdict = try checker(yaml).check(response: #"{"celsius": 61}"#, for: "GetForecast")
    let violation = try #require(verdict.errors.first)
    #expect(verdict.errors.count == 1)
    let swift = try #require(blocks("swift", of: "README.md").first)
    let place =
      "\(violation.constraint.rawValue): \(violation.part.rawValue) \(violation.pointer), "
      + "byte \(violation.offset ?? -1)"
    #expect(swift.contains(place), "\(verdict)")
    let line = try #require(violation.source)
    #expect(swift.contains("(weather.yaml:\(line.line):\(line.column))"), "\(verdict)")
  }

  @Test func theFirstContractChecksAsItsArticleSays() throws {
    let page = "Sources/Assay/Documentation.docc/FirstContract.md"
    let checker = try checker(#require(blocks("yaml", of: page).first))
    let verdict = checker.check(
      response: #"{"summary": "", "celsius": 21.5}"#, for: "GetForecast")
    let shown = try #require(blocks("", of: page).first { $0.hasPrefix("fail") })
    #expect(verdict.description.hasPrefix(shown.prefix { $0 != "…" }), "\(verdict)")
    let exchange = checker.check(
      HTTPRequest(method: "GET", target: "/cities/Oslo/forecast"),
      HTTPResponse(
        status: 200, headers: [("Content-Type", "application/json")],
        body: Array(#"{"summary": "Sun"}"#.utf8)))
    #expect(exchange.passes, "\(exchange)")
  }
}
