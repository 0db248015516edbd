internal import AssayModel

extension Deriver {
  /// What is to be made of a variant; `nil` where that is not known.
  func expectation(of variant: Variant, at site: Site, _ frame: Frame) -> Case.Expectation? {
    switch variant.judgement {
    case .valid: return .valid
    case .breaks(let breaks): return expectation(breaks, site.part, site.pointer, frame)
    case .open(let reason, let policy, let strict):
      return open(reason, policy, strict, site.part, site.pointer, frame)
    case .judged:
      guard let value = variant.value, let kinds = judge.breaks(value, at: site.node) else {
        return nil
      }
      return expectation(
        kinds.map { Variant.Break(constraint: $0) }, site.part, site.pointer, frame)
    }
  }

  /// What is to be made of a message that breaks its contract in some ways.
  func expectation(
    _ breaks: [Variant.Break], _ part: Violation.Part, _ pointer: String, _ frame: Frame
  ) -> Case.Expectation {
    var errors: [Case.Breach] = []
    var doubts: [(Case.Breach, String)] = []
    for item in breaks {
      let breach = Case.Breach(
        part: part, pointer: pointer + item.suffix, constraint: item.constraint)
      let (level, policy) = level(of: item.constraint, frame)
      switch level {
      case .error: errors.append(breach)
      case .warning: doubts.append((breach, policy ?? ""))
      case .allow: break
      }
    }
    if options.isStrict { errors += doubts.map(\.0) }
    if !errors.isEmpty { return invalid(errors, frame) }
    if let (_, policy) = doubts.first {
      return .either(reason: "the contract's policy takes it for a doubt", policy: policy)
    }
    return .valid
  }

  /// What is to be made of something that the standards leave open.
  func open(
    _ reason: String, _ policy: String?, _ strict: [Variant.Break], _ part: Violation.Part,
    _ pointer: String, _ frame: Frame
  ) -> Case.Expectation {
    guard options.isStrict, !strict.isEmpty else {
      return .either(reason: reason, policy: policy)
    }
    return expectation(strict, part, pointer, frame)
  }

  func invalid(_ breaches: [Case.Breach], _ frame: Frame) -> Case.Expectation {
    .invalid(breaches, refusals: frame.kind == .request ? names.refusals(for: breaches) : [])
  }

  /// What a policy makes of a broken constraint, and its name.
  private func level(
    of constraint: ConstraintKind, _ frame: Frame
  ) -> (Policies.Level, String?) {
    guard frame.direction == .response else { return (.error, nil) }
    switch constraint {
    case .enum: return (contract.policies.unknownEnum, "unknownEnum")
    case .length, .range, .pattern, .uniqueItems:
      return (contract.policies.outputConstraints, "outputConstraints")
    default: return (.error, nil)
    }
  }

  /// How an unknown or repeated member is taken.
  func judgement(
    _ constraint: ConstraintKind, suffix: String
  ) -> Variant.Judgement {
    let strict = [Variant.Break(constraint: constraint, suffix: suffix)]
    let isUnknown = constraint == .unknownMember
    let level =
      isUnknown ? contract.policies.unknownMember : contract.policies.duplicateMember
    if level == .allow { return .valid }
    // `error` is what somebody wrote down for unknown members; for repeated ones it is the default,
    // which no server can be blamed for.
    if isUnknown, level == .error { return .breaks(strict) }
    return .open(
      reason: isUnknown
        ? "whether a member that the contract does not know is refused or passed over"
        : "RFC 8259 leaves open what a repeated name means",
      policy: isUnknown ? "unknownMember" : "duplicateMember", strict: strict)
  }
}
