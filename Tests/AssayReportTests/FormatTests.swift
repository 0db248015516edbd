import AssayModel
import AssayReport
import AssayTestSupport
import Foundation
import Testing

/// Every format against its golden file, with and without the exchanges that pass.
@Suite struct FormatTests {
  @Test(arguments: ReportFormat.allCases, [false, true])
  func goldenOutput(_ format: ReportFormat, showsAll: Bool) throws {
    let options = Samples.options { $0.showsAll = showsAll }
    let text = try Samples.report(format, options, errors: [Samples.inputError])
    let name = format.rawValue + (showsAll ? "-all" : "") + ".txt"
    let difference = Snapshot(besideTest: #filePath).difference(text, named: name)
    #expect(difference == nil, "\(difference ?? "")")
  }

  @Test(arguments: ReportFormat.allCases)
  func goldenOutputWhereAllIsWell(_ format: ReportFormat) throws {
    let text = try Samples.report(
      format, results: [Samples.results[0]], summary: Self.fineSummary)
    let difference = Snapshot(besideTest: #filePath)
      .difference(text, named: format.rawValue + "-fine.txt")
    #expect(difference == nil, "\(difference ?? "")")
  }

  static var fineSummary: Summary {
    var summary = Summary()
    summary.exchanges = 1
    summary.pass = 1
    return summary
  }

  @Test func quietTextSaysNothingWhereAllIsWell() throws {
    let options = Samples.options { $0.isQuiet = true }
    let text = try Samples.report(
      .text, options, results: [Samples.results[0]], summary: Self.fineSummary)
    #expect(text.isEmpty)
  }

  @Test func colourIsOnlyWhereItIsAskedFor() throws {
    #expect(try !Samples.report(.text).contains("\u{1B}"))
    let colour = Samples.options { $0.usesColour = true }
    #expect(try Samples.report(.text, colour).contains("\u{1B}[1;31merror:\u{1B}[0m"))
  }

  /// A control sequence in captured traffic must not reach a terminal.
  @Test(arguments: [ReportFormat.text, .markdown, .github, .junit])
  func controlCharactersOfTrafficAreMadeVisible(_ format: ReportFormat) throws {
    #expect(try !Samples.report(format).unicodeScalars.contains("\u{1B}"))
  }

  @Test(arguments: ReportFormat.allCases)
  func neitherQueryNorUserOfATargetAreShown(_ format: ReportFormat) throws {
    let all = Samples.options { $0.showsAll = true }
    #expect(try !Samples.report(format, all).contains("secret"))
  }

  @Test(arguments: [false, true])
  func jsonIsOneDocumentWithTheObjectsOfNDJSON(showsAll: Bool) throws {
    let options = Samples.options { $0.showsAll = showsAll }
    let lines = try Samples.report(.ndjson, options).split(separator: "\n")
      .map { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? NSDictionary }
    let json = try Samples.report(.json, options)
    let document = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? NSDictionary
    #expect(document?["exchanges"] as? [NSDictionary?] == Array(lines.dropLast()))
    #expect(document?["summary"] as? NSDictionary == lines.last??["summary"] as? NSDictionary)
    #expect(lines.count == (showsAll ? 6 : 5))
  }

  @Test func coverageListsABoundedNumberOfConstraints() throws {
    var summary = Samples.summary
    summary.coverage = Coverage(
      entries: (0..<1_500).map {
        Coverage.Entry(
          operation: "List", part: .requestBody, path: "m\($0)", constraint: .required, source: nil)
      })
    let json = try Samples.report(.json, summary: summary)
    #expect(json.contains("\"unexercised\":1500"))
    #expect(json.contains("\"m999\"") && !json.contains("\"m1000\""))
    #expect(json.contains("\"omitted\":500"))
  }

  @Test func theFieldsOfAViolationStandInTheOrderOfTheDesign() throws {
    let line = try Samples.report(.ndjson).split(separator: "\n")[0]
    let fields = [
      "exchange", "id", "operation", "verdict", "violations", "part", "pointer", "constraint",
      "severity", "expected", "actual", "offset", "source", "file", "line", "column", "message",
    ]
    var rest = line[...]
    for field in fields {
      let found = try #require(rest.range(of: "\"\(field)\":"), "\(field) in \(rest)")
      rest = rest[found.upperBound...]
    }
  }
}
