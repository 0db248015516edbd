internal import AssayModel

extension ContractValidator {
  /// Lists of different items, and maps, that must be longer than there are different values.
  mutating func checkUniqueItems() {
    var carriers: [Carrier] = []
    forEachCarrier { if $0.constraints.length?.min != nil { carriers.append($0) } }
    for carrier in carriers {
      guard let length = carrier.constraints.length, let min = length.min else { continue }
      switch base(carrier.shape).kind {
      case .list(let element, _):
        let all = [carrier.constraints] + carrier.inherited
        guard all.contains(where: { $0.uniqueItems != nil }),
          let count = valueCount(element), min > count
        else { continue }
        diagnostics.error(
          "uniqueItems.tooFew",
          "there are only \(count) different items, but at least \(min) are wanted",
          at: length.origin, notes: definition(of: element.target))
      case .map(let key, _, _):
        guard let count = valueCount(key), min > count else { continue }
        diagnostics.error(
          "map.tooFewKeys",
          "there are only \(count) different keys, but at least \(min) entries are wanted",
          at: length.origin, notes: definition(of: key.target))
      default:
        break
      }
    }
  }

  /// How many values a member can have, where they can be counted.
  private func valueCount(_ member: Member) -> Int? {
    if let allowed = member.constraints.allowed { return allowed.values.count }
    switch base(member.target).kind {
    case .simple(.boolean): return 2
    case .enumeration(let values), .intEnumeration(let values): return values.count
    default: return nil
    }
  }
}
