import AssayEngine
import AssayModel
import AssayPattern
import AssayTestSupport

/// The ways into the engine that are held against the reference.
enum DifferentialEntries {
  /// The plan as everybody uses it, one scratch for all exchanges of a contract.
  static let plan = CheckerUnderTest(name: "plan") { contract, limits, isStrict in
    var options = Plan.Options()
    options.limits = limits
    options.isStrict = isStrict
    let plan = Plan(contract, options: options)
    let scratch = Scratch(for: plan)
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
  static let all = [plan]

  /// What patterns say of texts.
  static let matches = ReferencePatterns.matches
}
