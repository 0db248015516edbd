import Assay
import AssayTesting
import Foundation
import Testing

@Suite struct ConformanceCaseTests {
  static let contract = try? Samples.accounts()
  static let cases = contract?.cases(for: "GetAccount") ?? []

  /// One of so many: each records an issue, which is printed.
  private func some(of cases: [ConformanceCase], _ expectation: String? = nil) -> [ConformanceCase]
  {
    let wanted = cases.filter { expectation == nil || $0.expectation.name == expectation }
    return stride(from: 0, to: wanted.count, by: max(1, wanted.count / 8)).map { wanted[$0] }
  }

  @Test(arguments: cases)
  func aServerThatKeepsTheContractSatisfiesEveryCase(_ aCase: ConformanceCase) throws {
    let answer =
      if let refusal = aCase.expectation.refusals.first {
        Samples.response(refusal.status, #"{"message": "no"}"#, type: refusal.type)
      } else {
        Samples.response(404, #"{"message": "no"}"#, type: "NotFound")
      }
    expect(answer, satisfies: aCase)
  }

  @Test func aServerThatTakesEverythingFailsTheInvalidOnes() {
    for aCase in some(of: Self.cases, "invalid") {
      let found = issues {
        expect(Samples.response(#"{"id": "1234"}"#), satisfies: aCase)
      }
      #expect(found.count == 1, "\(aCase)")
      #expect(found.first?.text.contains("expected a refusal: 400 ValidationException") == true)
    }
  }

  @Test func aServerThatRefusesEverythingFailsTheValidOnes() {
    for aCase in some(of: Self.cases, "valid") {
      let found = issues {
        expect(
          Samples.response(400, #"{"message": "no"}"#, type: "ValidationException"),
          satisfies: aCase)
      }
      #expect(found.count == 1, "\(aCase)")
      #expect(found.first?.text.contains("a sound request was refused") == true)
    }
  }

  @Test func aServerMustNotFail() {
    for aCase in some(of: Self.cases) {
      let found = issues {
        expect(Samples.response(500, "", type: "Oops"), satisfies: aCase)
      }
      #expect(!found.isEmpty, "\(aCase)")
    }
  }

  @Test func casesHaveReadableNamesAndStableIdentifiers() throws {
    let aCase = try #require(Self.cases.first { $0.id == "GetAccount/query.depth/range/max+1" })
    #expect(aCase.testDescription == "GetAccount/query.depth/range/max+1 (invalid)")
    let encoded = try JSONEncoder().encode([EncodedArgument(aCase)])
    #expect(String(decoding: encoded, as: UTF8.self).contains("depth"))
    #expect(Set(Self.cases.map(\.id)).count == Self.cases.count)
  }

  private struct EncodedArgument: Encodable {
    let aCase: ConformanceCase
    init(_ aCase: ConformanceCase) { self.aCase = aCase }
    func encode(to encoder: any Encoder) throws { try aCase.encodeTestArgument(to: encoder) }
  }

  @Test func casesAreSelectedByPatterns() throws {
    let contract = try #require(Self.contract)
    let some = contract.cases(for: "GetAccount", matching: ["*/query.depth/range/*"])
    #expect(!some.isEmpty && some.count < Self.cases.count)
    #expect(some.allSatisfy { $0.id.contains("/query.depth/range/") })
    let one = contract.cases(for: "GetAccount", matching: ["GetAccount/query.depth/range/max+1"])
    #expect(one.map(\.id) == ["GetAccount/query.depth/range/max+1"])
  }

  @Test func nothingSelectedIsAnIssue() throws {
    let contract = try #require(Self.contract)
    var found = issues { _ = contract.cases(for: "GetAccount", matching: ["*/nothing"]) }
    #expect(found.first?.text.contains("no case of `GetAccount` is called */nothing") == true)
    found = issues { _ = contract.cases(for: "Nothing") }
    #expect(found.first?.text.contains("has no operation `Nothing`") == true)
  }

  @Test func responseCasesJudgeClients() throws {
    let contract = try #require(Self.contract)
    for aCase in some(of: contract.cases(for: "GetAccount", .response)) {
      let wrong = aCase.expectation.name == "invalid"
      let found = issues { expect(accepted: wrong, satisfies: aCase) }
      #expect(found.isEmpty == (aCase.expectation.name == "either"))
      #expect(issues { expect(accepted: !wrong, satisfies: aCase) }.isEmpty)
    }
  }
}
