import AssayEngine
import AssayGenerate
import AssayModel

/// Asks the engine about cases: the one place where generator and checker meet.
struct EngineJudge {
  let plan: Plan
  let scratch: Scratch

  init(_ contract: Contract, isStrict: Bool = false) {
    var options = Plan.Options()
    options.isStrict = isStrict
    plan = Plan(contract, options: options)
    scratch = Scratch(for: plan)
  }

  func verdict(_ aCase: Case) -> Verdict {
    var exchange = aCase.exchange
    // A request is to be found by its method and path, not by its name.
    if exchange.request != nil { exchange.operation = nil }
    return plan.check(exchange, scratch: scratch)
  }

  /// In what the engine differs from a case's expectation; `nil` where it does not.
  func difference(_ aCase: Case) -> String? {
    let verdict = verdict(aCase)
    let errors = verdict.violations.filter { $0.severity == .error }
    let found = errors.map { "\($0.part.rawValue) \($0.pointer) \($0.constraint.rawValue)" }
      .sorted()
    switch aCase.expectation {
    case .either: return nil
    case .valid:
      return verdict.outcome == .pass ? nil : "\(aCase.id): valid, but \(verdict.outcome) \(found)"
    case .invalid(let breaches, let refusals):
      let wanted = breaches.map { "\($0.part.rawValue) \($0.pointer) \($0.constraint.rawValue)" }
        .sorted()
      if found != wanted { return "\(aCase.id): wanted \(wanted), found \(found)" }
      if aCase.direction == .request, verdict.outcome != .unmatched,
        verdict.refusal != refusals.first
      {
        return "\(aCase.id): refusal \(refusals), found \(String(describing: verdict.refusal))"
      }
      return nil
    }
  }
}
