import Assay
import Foundation
import Testing

/// The façade as a test author uses it. What a constraint means is the engine's to test.
@Suite struct CheckerTests {
  static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures")

  static func weather() throws -> Contract {
    try Contract(contentsOf: fixtures.appendingPathComponent("weather.yaml").path)
  }

  let checker: Checker

  init() throws { checker = Checker(try Self.weather()) }

  // MARK: - Bodies

  @Test func aSoundBodyPassesInWhateverFormItComes() {
    let body = #"{"summary": "Sun", "celsius": 21.5}"#
    let bytes = Array(body.utf8)
    #expect(checker.check(response: body, for: "GetForecast").passes)
    #expect(checker.check(response: bytes, status: 200, for: "GetForecast").passes)
    #expect(checker.check(response: bytes.span, status: 200, for: "GetForecast").passes)
    #expect(checker.check(request: #"{"text": "dry"}"#, for: "PutReport").passes)
    #expect(checker.check(request: Array(#"{"text": "dry"}"#.utf8), for: "PutReport").passes)
  }

  @Test func aBrokenBodyFailsWithPlaceAndLine() throws {
    let verdict = checker.check(response: #"{"summary": "", "celsius": 61}"#, for: "GetForecast")
    #expect(verdict.outcome == .fail)
    #expect(verdict.operation == "GetForecast")
    #expect(verdict.errors.map(\.constraint) == [.length, .range])
    let length = try #require(verdict.violations(of: .length).first)
    #expect(length.part == .responseBody)
    #expect(length.pointer == "/summary")
    #expect(length.offset == 12)
    #expect(length.source?.line == 11)
    #expect(length.source?.file.hasSuffix("weather.yaml") == true)
  }

  @Test func theStatusTellsWhichAnswerABodyIs() {
    let message = #"{"message": "no such city"}"#
    #expect(checker.check(response: message, status: 404, for: "GetForecast").passes)
    #expect(checker.check(response: message, status: 200, for: "GetForecast").outcome == .fail)
    #expect(checker.check(response: "{}", status: 404, for: "GetForecast").outcome == .fail)
    let undeclared = checker.check(response: message, status: 418, for: "GetForecast")
    #expect(undeclared.errors.map(\.constraint) == [.status])
    #expect(checker.check(response: "", status: 201, for: "PutReport").passes)
  }

  @Test func bytesThatAreNotTextAreNoReasonToStop() {
    let verdict = checker.check(response: [0xFF, 0xFE, 0x00], for: "GetForecast")
    #expect(verdict.outcome == .fail)
  }

  // MARK: - Exchanges

  @Test func anExchangeFindsItsOperationByMethodAndPath() {
    let answer = HTTPResponse(
      status: 200, headers: [("Content-Type", "application/json")],
      body: Array(#"{"summary": "Sun"}"#.utf8))
    let sound = HTTPRequest(method: "GET", target: "/cities/Oslo/forecast?days=3")
    #expect(checker.check(sound, answer).passes)
    #expect(checker.check(sound, answer).operation == "GetForecast")
    #expect(checker.check(Exchange(request: sound, response: answer)).passes)
    let broken = HTTPRequest(method: "GET", target: "/cities/Oslo/forecast?days=15")
    #expect(checker.check(broken).errors.map(\.pointer) == ["/days"])
    let nowhere = HTTPRequest(method: "GET", target: "/towns/Oslo/forecast")
    #expect(checker.check(nowhere, answer).outcome == .unmatched)
    #expect(checker.check(answer, for: "GetForecast").passes)
  }

  @Test func anUnknownOperationIsUnmatched() {
    let verdict = checker.check(response: "{}", for: "GetForcast")
    #expect(verdict.outcome == .unmatched)
    #expect(!verdict.passes)
    #expect(verdict.errors.map(\.constraint) == [.operation])
    #expect(verdict.description.contains("GetForcast"))
  }

  // MARK: - Options

  @Test func strictnessMakesErrorsOfWarnings() throws {
    let body = #"{"summary": "Sun", "wind": 3}"#
    let lenient = checker.check(response: body, for: "GetForecast")
    #expect(lenient.passes)
    #expect(lenient.warnings.map(\.constraint) == [.unknownMember])
    var options = Checker.Options()
    options.isStrict = true
    let strict = Checker(try Self.weather(), options: options)
    #expect(strict.check(response: body, for: "GetForecast").errors.count == 1)
  }

  @Test func limitsAreTheCallersToSet() throws {
    var options = Checker.Options()
    options.limits.violations = 2
    let checker = Checker(try Self.weather(), options: options)
    let members = (0..<10).map { "\"m\($0)\": 1" }.joined(separator: ", ")
    let verdict = checker.check(
      response: "{\"summary\": \"Sun\", \(members)}", for: "GetForecast")
    #expect(verdict.violations.count == 2)
    #expect(verdict.omittedViolations == 8)
    #expect(verdict.description.hasSuffix("and 8 more"))
  }

  // MARK: - Many tasks

  @Test func manyTasksMayCheckAtOnce() async throws {
    let checker = checker
    let verdicts = await withTaskGroup(of: Bool.self) { group in
      for task in 0..<16 {
        group.addTask {
          (0..<500).allSatisfy { round in
            let isSound = (task + round).isMultiple(of: 2)
            let body = isSound ? #"{"summary": "Sun"}"# : #"{"summary": ""}"#
            return checker.check(response: body, for: "GetForecast").passes == isSound
          }
        }
      }
      var all = true
      for await result in group { all = all && result }
      return all
    }
    #expect(verdicts)
    #expect(checker.coverage.satisfied > 0)
    #expect(checker.coverage.violated > 0)
  }
}
