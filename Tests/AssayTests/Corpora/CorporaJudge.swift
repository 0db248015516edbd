import AssayEngine
import AssayModel
import AssaySpec
import AssayTestSupport
import Foundation

/// Compares verdicts with what a corpus expects.
final class CorporaJudge {
  /// Cases that are known not to agree, with reasons.
  static let exceptions = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures/Corpora/exceptions.json")

  private var plans: [String: Plan] = [:]
  private(set) var cases: Set<String> = []
  private(set) var disagreements: [(id: String, what: String)] = []

  /// The contract of a model of the corpora, which must load without an error.
  static func contract(ofModel path: String, service: String? = nil) throws -> Contract {
    try contract(of: Corpora.source(path), service: service)
  }

  /// The contract of a file, which must load without an error.
  static func contract(of source: SourceFile, service: String? = nil) throws -> Contract {
    let result = SpecLoader.load(
      paths: [source.path], files: .memory([source]), service: service)
    guard let contract = result.contract else {
      let messages = result.diagnostics.filter { $0.severity == .error }.map {
        "\($0.origin.line):\($0.origin.column): \($0.message)"
      }
      throw Corpora.Missing(description: "\(source.path): \(messages)")
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

  /// Notes how a case came out: `nil` where it agrees.
  func note(_ id: String, _ disagreement: String?) {
    cases.insert(id)
    if let disagreement { disagreements.append((id, disagreement)) }
  }

  /// What differs from the list of known exceptions.
  func surprises(_ corpus: String) throws -> [String] {
    try KnownExceptions(file: Self.exceptions, corpus: corpus)
      .surprises(disagreements: disagreements, cases: cases)
  }

  /// The share of cases that agree, in per cent.
  var agreement: Double {
    cases.isEmpty ? 100 : 100 - 100 * Double(disagreements.count) / Double(cases.count)
  }
}

// MARK: - Protocol tests

extension CorporaJudge {
  /// Judges a protocol test.
  func judge(_ test: ProtocolCase, plan: Plan) {
    note(test.id, disagreement(on: test, plan: plan))
  }

  /// What is wrong with the verdict on a protocol test; `nil` where it is right.
  private func disagreement(on test: ProtocolCase, plan: Plan) -> String? {
    let verdict = plan.check(
      test.exchange, operation: plan.operationIndex(named: test.operation),
      scratch: Scratch(for: plan))
    func say(_ what: String) -> String { "\(what) \(Self.list(verdict))" }
    if verdict.operation != test.operation {
      return say("operation \(verdict.operation ?? "none") in place of \(test.operation)")
    }
    if test.isValid {
      switch verdict.outcome {
      case .pass: return nil
      case .undetermined:
        return plan.contract.wireProtocol.hasJSONBodies ? say("undetermined") : nil
      case .fail, .unmatched: return say(verdict.outcome.rawValue)
      }
    }
    guard verdict.outcome == .fail else { return say(verdict.outcome.rawValue) }
    guard let wanted = test.refusal else { return nil }
    guard verdict.refusal == wanted else {
      let refusal = verdict.refusal.map { "\($0.status) \($0.type)" } ?? "none"
      return say("refusal \(refusal) in place of \(wanted.status) \(wanted.type)")
    }
    guard !test.fields.isEmpty else { return nil }
    let fields = verdict.violations.filter { $0.severity == .error }
      .map { Self.field($0, of: test.operation, in: plan.contract) }
    return fields.sorted() == test.fields.sorted()
      ? nil : say("fields \(fields) in place of \(test.fields)")
  }

  private static func list(_ verdict: Verdict) -> [String] {
    verdict.violations.map {
      "\($0.part.rawValue)\($0.pointer) \($0.constraint.rawValue) \($0.severity.rawValue): "
        + $0.message
    }
  }

  /// The path of a violation as an answer lists it: by members' names, where a pointer has the
  /// parameters' own.
  private static func field(
    _ violation: Violation, of operation: String, in contract: Contract
  ) -> String {
    guard violation.part != .requestBody,
      let input = contract.operation(named: operation)?.input,
      let member = contract[contract.base(of: input)].members.first(where: {
        "/\($0.nameOnWire)" == violation.pointer
      })
    else { return violation.pointer }
    return "/\(member.name)"
  }
}

// MARK: - Values

extension CorporaJudge {
  /// Whether the value of an operation's input is right, by its JSON text.
  func accepts(_ text: String, operation: String, plan: Plan) -> (Bool, what: String)? {
    guard let index = plan.operationIndex(named: operation) else { return nil }
    var bytes = Array(text.utf8)
    // SAFETY: the buffer outlives the check, which keeps nothing of it.
    let verdict = unsafe bytes.withUnsafeMutableBufferPointer { buffer in
      unsafe plan.check(
        body: UnsafeBufferPointer(buffer), .request, operation: index,
        scratch: Scratch(for: plan))
    }
    return (verdict.outcome == .pass, "\(verdict.outcome.rawValue) \(Self.list(verdict))")
  }
}
