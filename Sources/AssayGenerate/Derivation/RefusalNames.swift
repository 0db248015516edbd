internal import AssayModel

/// Which errors a server may refuse a request with that breaks its contract.
struct RefusalNames: Sendable {
  private let contract: Contract
  private let errors: [ErrorShape]
  /// Names that count, in order of rank.
  private let names: [String]
  private let isOwn: Bool

  static let validation = "ValidationException"
  static let serialization = "SerializationException"
  static let mediaType = "UnsupportedMediaTypeException"
  static let acceptable = "NotAcceptableException"

  init(_ contract: Contract, errors: [ErrorShape]) {
    self.contract = contract
    self.errors = errors
    isOwn = contract.policies.invalid.isEmpty
    names =
      isOwn
      ? [Self.validation, Self.serialization, Self.mediaType, Self.acceptable]
      : contract.policies.invalid
  }

  /// The errors for some breaches, the fitting one first.
  func refusals(for breaches: [Case.Breach]) -> [Verdict.Refusal] {
    guard !breaches.isEmpty else { return [] }
    if breaches.contains(where: { $0.constraint == .operation }) {
      // No operation is asked for: whatever the server says to a path that it does not know.
      return [404, 400, 403, 405].map { Verdict.Refusal(status: $0, type: "") }
    }
    let (wanted, status) = Self.wanted(breaches)
    if contract.wireProtocol == .httpJson { return [byStatus(status)] }
    var found = [named(wanted, status)]
    let others =
      (isOwn ? [] : names) + (wanted == Self.serialization ? [Self.serialization] : [])
    for name in others {
      guard let error = declared(name) else { continue }
      let refusal = Verdict.Refusal(status: error.effectiveStatus, type: error.typeOnWire)
      if !found.contains(refusal) { found.append(refusal) }
    }
    return found
  }

  private static func wanted(_ breaches: [Case.Breach]) -> (String, Int) {
    func has(_ pointer: String) -> Bool {
      breaches.contains { $0.constraint == .contentType && $0.pointer == pointer }
    }
    if has("/content-type") { return (mediaType, 415) }
    if has("/accept") { return (acceptable, 406) }
    let parsing: Set<ConstraintKind> = [
      .type, .format, .json, .encoding, .unknownMember, .duplicateMember,
    ]
    if breaches.contains(where: { parsing.contains($0.constraint) }) {
      return (serialization, 400)
    }
    return (validation, 400)
  }

  private func declared(_ name: String) -> ErrorShape? {
    contract.errors.first { $0.name.isExactly(name) }
  }

  private func named(_ wanted: String, _ status: Int) -> Verdict.Refusal {
    let isListed = names.contains { $0.isExactly(wanted) }
    if isListed, let error = declared(wanted) {
      return Verdict.Refusal(status: error.effectiveStatus, type: error.typeOnWire)
    }
    let found = names.compactMap { declared($0) }
    let first = found.first
    // An error with a `fieldList` is one of Smithy's framework, whose servers use the other names
    // without declaring them.
    let isFramework =
      found.count == 1
      && contract[contract.base(of: found[0].shape)].members.contains {
        $0.name.isExactly("fieldList")
      }
    if isOwn, isListed, first == nil || isFramework {
      return Verdict.Refusal(status: status, type: wanted)
    }
    if let first {
      return Verdict.Refusal(status: first.effectiveStatus, type: first.typeOnWire)
    }
    return Verdict.Refusal(status: 400, type: names.first ?? Self.validation)
  }

  private func byStatus(_ status: Int) -> Verdict.Refusal {
    let error =
      errors.first { $0.effectiveStatus == status } ?? errors.first { $0.effectiveStatus == 400 }
    guard let error else { return Verdict.Refusal(status: status, type: "") }
    return Verdict.Refusal(status: error.effectiveStatus, type: error.typeOnWire)
  }
}
