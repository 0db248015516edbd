import AssayEngine
import AssayJSON
import AssayModel
import AssayPattern
import AssayTestSupport

/// The ways into the engine that are held against the reference.
enum DifferentialEntries {
  /// The plan as everybody uses it, one scratch for all exchanges of a contract.
  static let plan = way("plan")

  /// The plan with every width of the scanning functions that this processor has, with and without
  /// the fast lane and what is learned of the order of members.
  static let forced: [CheckerUnderTest] =
    IndexBuffer.Level.allCases.flatMap { level in
      guard IndexBuffer(level: level) != nil else { return [CheckerUnderTest]() }
      return [
        way("\(level)", level: level),
        way("\(level), no order", level: level, learnsOrder: false),
        way("\(level), no lane", level: level, usesLane: false),
      ]
    } + [way("every pattern by PCRE2", usesTables: false)]

  private static func way(
    _ name: String, level: IndexBuffer.Level? = nil, learnsOrder: Bool = true,
    usesLane: Bool = true, usesTables: Bool = true
  ) -> CheckerUnderTest {
    CheckerUnderTest(name: name) { contract, limits, isStrict in
      prepared(contract, limits, isStrict, usesTables) {
        Scratch(for: $0, level: level, learnsOrder: learnsOrder, usesLane: usesLane)
      }
    }
  }

  private static func prepared(
    _ contract: Contract, _ limits: Limits, _ isStrict: Bool, _ usesTables: Bool,
    _ makeScratch: (Plan) -> Scratch
  ) -> CheckerUnderTest.Prepared {
    var options = Plan.Options()
    options.limits = limits
    options.isStrict = isStrict
    options.usesTables = usesTables
    let plan = Plan(contract, options: options)
    let scratch = makeScratch(plan)
    return CheckerUnderTest.Prepared(
      exchange: { exchange, name in
        let index = name.flatMap { plan.operationIndex(named: $0) }
        return plan.check(exchange, operation: index, scratch: scratch)
      },
      body: { bytes, isRequest, name in
        guard let index = plan.operationIndex(named: name) else {
          return Verdict(
            outcome: .unmatched,
            violations: [
              Violation(
                part: .requestPath, pointer: "", constraint: .operation, expected: "", actual: "",
                message: "")
            ])
        }
        return unsafe bytes.withUnsafeBufferPointer { buffer in
          unsafe plan.check(
            body: buffer, isRequest ? .request : .response, operation: index, scratch: scratch)
        }
      })
  }

  /// All ways.
  static let all = [plan] + forced

  /// What patterns say of texts.
  static let matches = ReferencePatterns.matches
}
