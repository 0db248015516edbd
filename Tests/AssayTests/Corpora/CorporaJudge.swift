import AssayEngine
import AssayModel
import AssaySpec
import AssayTestSupport
import Foundation

/// Compares verdicts with what a corpus expects.
final class CorporaJudge {
  /// The fixtures of these tests.
  static let exceptions = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures/Corpora/exceptions.json")

  private var plans: [String: Plan] = [:]

  /// The contract of a model, which must load without an error.
  static func contract(ofModel path: String, service: String? = nil) throws -> Contract {
    let source = try Corpora.source(path)
    let result = SpecLoader.load(
      paths: [path], files: .memory([source]), service: service)
    guard let contract = result.contract else {
      let messages = result.diagnostics.filter { $0.severity == .error }.map {
        "\($0.origin.line):\($0.origin.column): \($0.message)"
      }
      throw Corpora.Missing(description: "\(path): \(messages)")
    }
    return contract
  }

  /// The plan of a model, compiled once.
  func plan(_ key: String, _ contract: () throws -> Contract) throws -> Plan {
    if let plan = plans[key] { return plan }
    let plan = Plan(try contract())
    plans[key] = plan
    return plan
  }

  /// What is wrong with the verdict on a protocol test; `nil` where it is right.
  func disagreement(
    on test: ProtocolCase, plan: Plan, valid: Verdict.Outcome = .pass
  ) -> String? {
    let verdict = plan.check(test.exchange, scratch: Scratch(for: plan))
    let violations = verdict.violations.map {
      "\($0.part.rawValue)\($0.pointer) \($0.constraint.rawValue) \($0.severity.rawValue): "
        + $0.message
    }
    func say(_ what: String) -> String { "\(what) \(violations)" }
    if verdict.operation != test.operation {
      return say("operation \(verdict.operation ?? "none") in place of \(test.operation)")
    }
    if test.isValid {
      return verdict.outcome == valid ? nil : say("\(verdict.outcome.rawValue)")
    }
    guard verdict.outcome == .fail else { return say("\(verdict.outcome.rawValue)") }
    guard let wanted = test.refusal else { return nil }
    guard verdict.refusal == wanted else {
      let refusal = verdict.refusal.map { "\($0.status) \($0.type)" } ?? "none"
      return say("refusal \(refusal) in place of \(wanted.status) \(wanted.type)")
    }
    let pointers = verdict.violations.filter { $0.severity == .error }.map(\.pointer)
    if !test.fields.isEmpty, pointers.sorted() != test.fields.sorted() {
      return say("fields \(pointers) in place of \(test.fields)")
    }
    return nil
  }
}
