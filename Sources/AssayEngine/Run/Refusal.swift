internal import AssayModel

/// How a conforming server refuses a request that breaks its contract.
struct RefusalRules: Sendable {
  /// The protocol's own names (restJson1, "Protocol errors"), in order of precedence as stand-ins.
  private static let names = [
    "ValidationException", "SerializationException", "UnsupportedMediaTypeException",
    "NotAcceptableException",
  ]

  private let contract: Contract

  init(_ contract: Contract) { self.contract = contract }

  private var accepted: [String] {
    contract.policies.invalid.isEmpty ? RefusalRules.names : contract.policies.invalid
  }

  /// The refusal of a request with these findings.
  func refusal(_ found: Findings, _ operation: OperationPlan) -> Verdict.Refusal {
    let (wanted, status): (String, Int) =
      if found.badMediaType {
        ("UnsupportedMediaTypeException", 415)
      } else if found.notAcceptable {
        ("NotAcceptableException", 406)
      } else if found.unparsable {
        ("SerializationException", 400)
      } else {
        ("ValidationException", 400)
      }
    if contract.wireProtocol == .httpJson {
      let error =
        operation.errors.first { $0.status == status }
        ?? operation.errors.first { $0.status == 400 }
      return Verdict.Refusal(status: error?.status ?? status, type: error?.type ?? "")
    }
    let declared = accepted.compactMap { name in contract.error(named: name) }
    // A `fieldList` is Smithy's framework error: its servers refuse by the protocol's own names.
    let isFramework =
      declared.count == 1
      && contract[contract.base(of: declared[0].shape)].members.contains { $0.name == "fieldList" }
    if accepted.contains(wanted), let error = declared.first(where: { $0.name == wanted }) {
      return Verdict.Refusal(status: error.effectiveStatus, type: error.typeOnWire)
    }
    if contract.policies.invalid.isEmpty, declared.isEmpty || isFramework {
      return Verdict.Refusal(status: status, type: wanted)
    }
    if let error = declared.first {
      return Verdict.Refusal(status: error.effectiveStatus, type: error.typeOnWire)
    }
    return Verdict.Refusal(status: 400, type: accepted.first ?? wanted)
  }

  /// Whether an error answer refuses its request as invalid.
  func isRefusal(_ name: String, _ wire: [UInt8], _ status: Int) -> Bool {
    if contract.wireProtocol == .httpJson {
      return status == 400
        || contract.policies.invalid.contains {
          contract.error(named: $0)?.effectiveStatus == status
        }
    }
    return accepted.contains {
      $0 == name || $0.utf8.elementsEqual(wire)
        || contract.error(named: $0)?.typeOnWire.utf8.elementsEqual(wire) == true
    }
  }
}
