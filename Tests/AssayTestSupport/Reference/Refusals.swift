import AssayModel

// How a request that breaks the contract is refused (DECISIONS 60 to 63).

extension ReferenceChecker {
  /// The protocol's own names, in the order in which one stands in for another.
  private static let names: [(name: String, status: Int)] = [
    ("ValidationException", 400), ("SerializationException", 400),
    ("UnsupportedMediaTypeException", 415), ("NotAcceptableException", 406),
  ]

  func refusal(of found: [Violation], operation: Operation) -> Verdict.Refusal? {
    let errors = found.filter { $0.severity == .error && $0.constraint != .limit }
    guard !errors.isEmpty else { return nil }
    let wanted: (name: String, status: Int)
    if errors.contains(where: { $0.constraint == .contentType && $0.pointer == "/content-type" }) {
      wanted = Self.names[2]
    } else if errors.contains(where: { $0.constraint == .contentType }) {
      wanted = Self.names[3]
    } else if errors.contains(where: { Self.isUnreadable($0.constraint) }) {
      wanted = Self.names[1]
    } else {
      wanted = Self.names[0]
    }
    if contract.wireProtocol == .httpJson {
      let possible = ReferenceRun(self, operation).possibleErrors
      let error =
        possible.first { $0.effectiveStatus == wanted.status }
        ?? possible.first { $0.effectiveStatus == 400 }
      return error.map { Verdict.Refusal(status: $0.effectiveStatus, type: $0.typeOnWire) }
        ?? Verdict.Refusal(status: wanted.status, type: "")
    }
    let declared = invalidNames.compactMap { contract.error(named: $0) }
    if let error = declared.first(where: { isSame($0.name, wanted.name) }) ?? declared.first {
      return Verdict.Refusal(status: error.effectiveStatus, type: error.typeOnWire)
    }
    if let name = contract.policies.invalid.first {
      return Verdict.Refusal(status: 400, type: name)
    }
    return Verdict.Refusal(status: wanted.status, type: wanted.name)
  }

  private static func isUnreadable(_ constraint: ConstraintKind) -> Bool {
    switch constraint {
    case .type, .format, .json, .encoding, .unknownMember, .duplicateMember: true
    default: false
    }
  }

  /// Whether an answer refuses its request as invalid.
  func isRefusal(_ answer: ReferenceRun.Answer, operation: Operation) -> Bool {
    guard !answer.isSuccess else { return false }
    if contract.wireProtocol == .httpJson {
      let statuses = contract.policies.invalid
        .compactMap { contract.error(named: $0)?.effectiveStatus }
      return answer.status == 400 || statuses.contains(answer.status)
    }
    guard let type = answer.errorType else { return false }
    return invalidNames.contains { name in
      isSame(name, type)
        || contract.error(named: name).map { isSame($0.typeOnWire, type) } ?? false
    }
  }

  private var invalidNames: [String] {
    contract.policies.invalid.isEmpty ? Self.names.map(\.name) : contract.policies.invalid
  }
}
