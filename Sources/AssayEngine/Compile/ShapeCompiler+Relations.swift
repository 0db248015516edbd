internal import AssayModel

/// What relations look at.
extension ShapeCompiler {
  /// What relations want of the items of a list or the values of a map.
  func itemTaps(_ spec: TapSpec) -> [TapSpec] {
    if spec.steps.first == .each {
      return [TapSpec(steps: spec.steps.dropFirst(), purpose: spec.purpose)]
    }
    if spec.steps.isEmpty, case .captureItems(let slot) = spec.purpose {
      return [TapSpec(steps: [], purpose: .capture(slot: slot))]
    }
    return []
  }

  /// What relations want of the values of single keys of a map.
  func keyTaps(_ taps: [TapSpec]) -> [(key: String, taps: [TapSpec])] {
    var found: [(key: String, taps: [TapSpec])] = []
    for spec in taps {
      guard case .member(let name)? = spec.steps.first else { continue }
      let rest = TapSpec(steps: spec.steps.dropFirst(), purpose: spec.purpose)
      if let index = found.firstIndex(where: { $0.key.utf8.elementsEqual(name.utf8) }) {
        found[index].taps.append(rest)
      } else {
        found.append((name, [rest]))
      }
    }
    return found
  }

  /// The entry of what relations want of a node's own values; -1 where they want nothing.
  mutating func tapIndex(_ specs: [TapSpec], isCollection: Bool) -> Int32 {
    guard !specs.isEmpty else { return -1 }
    var tap = Tap(
      slotStart: Int32(clamping: tapSlots.count), slotCount: 0,
      checkStart: Int32(clamping: tapChecks.count), checkCount: 0)
    for spec in specs {
      switch spec.purpose {
      case .capture(let slot):
        tapSlots.append(TapSlot(slot: Int32(clamping: slot), marksPresence: false))
        tap.slotCount += 1
      case .captureItems(let slot):
        tapSlots.append(TapSlot(slot: Int32(clamping: slot), marksPresence: isCollection))
        tap.slotCount += 1
      case .check(let slot, let relation, let comparison):
        tapChecks.append(
          TapCheck(
            slot: Int32(clamping: slot), relation: Int32(clamping: relation),
            comparison: comparison, isCount: false))
        tap.checkCount += 1
      case .count(let slot, let relation, let comparison):
        tapChecks.append(
          TapCheck(
            slot: Int32(clamping: slot), relation: Int32(clamping: relation),
            comparison: comparison, isCount: true))
        tap.checkCount += 1
      }
    }
    taps.append(tap)
    return Int32(clamping: taps.count - 1)
  }
}
