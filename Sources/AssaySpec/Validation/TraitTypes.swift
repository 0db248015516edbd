internal import AssayModel

extension ContractValidator {
  /// Traits on types that they do not apply to.
  mutating func checkTraits() {
    for (index, shape) in contract.shapes.enumerated() {
      checkTraits(shape.traits, on: ShapeID(index), at: shape.origin)
      for member in shape.allMembers {
        checkTraits(member.traits, on: member.target, at: member.origin)
      }
    }
  }

  private mutating func checkTraits(_ traits: Traits, on shape: ShapeID, at origin: Origin) {
    guard !isUnknown(shape) else { return }
    func refuse(_ name: String, _ belongs: String) {
      diagnostics.error(
        "\(name).type", "`\(name)` applies to \(belongs), not to \(kindName(shape))", at: origin)
    }
    let simple = simpleType(shape)
    if traits.isStreaming, simple != .blob {
      if case .union = base(shape).kind {} else { refuse("streaming", "blobs and unions") }
    }
    if traits.requiresLength, simple != .blob { refuse("requiresLength", "blobs") }
    if traits.mediaType != nil, simple != .blob, simple != .string {
      refuse("mediaType", "strings and blobs")
    }
    if traits.isIdempotencyToken, simple != .string { refuse("idempotencyToken", "strings") }
  }
}
