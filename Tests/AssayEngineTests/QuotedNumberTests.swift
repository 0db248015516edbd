import AssayEngine
import AssayModel
import AssayTestSupport
import Testing

/// Big numbers travel as JSON strings in Smithy RPC v2 JSON, and as numbers everywhere else.
@Suite struct QuotedNumberTests {
  private static let members: [Member] = {
    var range = Constraints()
    range.range = RangeConstraint(min: Numeral(-5), max: Numeral("18446744073709551616"))
    return [
      Member(name: "whole", target: SimpleType.bigInteger.shapeID, constraints: range),
      Member(name: "any", target: SimpleType.bigDecimal.shapeID),
      Member(name: "long", target: SimpleType.long.shapeID),
    ]
  }()

  private func violations(_ body: String, _ wireProtocol: WireProtocol) -> [String] {
    let plan = Plan(.sample(wireProtocol, input: Self.members))
    let exchange = Exchange(
      request: HTTPRequest(
        method: "POST", target: "/service/Sample/operation/Op",
        headers: [("Content-Type", wireProtocol.contentType)], body: Array(body.utf8)))
    let verdict = plan.check(exchange, operation: 0, scratch: Scratch(for: plan))
    return verdict.violations.map { "\($0.pointer) \($0.constraint.rawValue) \($0.offset ?? -1)" }
  }

  @Test(arguments: [
    (#"{"whole": "18446744073709551616"}"#, []), (#"{"whole": "-5"}"#, []),
    (#"{"whole": "\u0031\u0032"}"#, []), (#"{"any": "1.5e-7"}"#, []),
    (#"{"whole": "18446744073709551617"}"#, ["/whole range 10"]),
    (#"{"whole": "-6"}"#, ["/whole range 10"]), (#"{"whole": 12}"#, ["/whole type 10"]),
    (#"{"whole": "1.0"}"#, ["/whole type 10"]), (#"{"whole": "012"}"#, ["/whole type 10"]),
    (#"{"whole": "+1"}"#, ["/whole type 10"]), (#"{"whole": " 1"}"#, ["/whole type 10"]),
    (#"{"whole": ""}"#, ["/whole type 10"]), (#"{"whole": "-"}"#, ["/whole type 10"]),
    (#"{"any": 1.5}"#, ["/any type 8"]), (#"{"any": "1."}"#, ["/any type 8"]),
    (#"{"any": "1e"}"#, ["/any type 8"]), (#"{"any": "NaN"}"#, ["/any type 8"]),
    (#"{"long": "1"}"#, ["/long type 9"]), (#"{"long": 1}"#, []),
  ])
  func inStrings(_ body: String, _ expected: [String]) {
    #expect(violations(body, .rpcv2Json) == expected)
  }

  @Test func asNumbersElsewhere() {
    #expect(violations(#"{"whole": 12, "any": 1.5}"#, .restJson1).isEmpty)
    #expect(violations(#"{"whole": "12"}"#, .restJson1) == ["/whole type 10"])
  }
}
