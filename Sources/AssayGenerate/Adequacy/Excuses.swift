internal import AssayModel

/// Why no case shows a change.
struct Excuse: Sendable, Hashable {
  var reason: String
  /// Whether nothing that can be sent tells the two contracts apart. Otherwise something may, and no
  /// case does it.
  var isEquivalent: Bool

  /// Nothing tells them apart.
  static func same(_ reason: String) -> Excuse { Excuse(reason: reason, isEquivalent: true) }

  /// Something would, which is not generated.
  static func beyond(_ reason: String) -> Excuse { Excuse(reason: reason, isEquivalent: false) }
}

/// Finds out why no case can show a change.
struct Excuses {
  private let contract: Contract
  private let model: OperationModel

  init(_ contract: Contract, _ model: OperationModel) {
    self.contract = contract
    self.model = model
  }

  /// Why nothing tells the changed contract from the first; `nil` where something may.
  func excuse(for mutation: Mutation) -> Excuse? {
    var changed = contract
    mutation.apply(&changed)
    let after = OperationModel(changed, changed.operations.first ?? model.operation)
    let pairs = zip(model.blueprint.nodes, after.blueprint.nodes).enumerated().filter {
      Self.differ($0.element.0, $0.element.1)
    }
    if mutation.kind == .uniqueItems, pairs.isEmpty {
      return .same("another constraint of the same place says it too")
    }
    guard model.blueprint.nodes.count == after.blueprint.nodes.count, !pairs.isEmpty else {
      return nil
    }
    var reasons: [Excuse] = []
    for (index, (old, new)) in pairs {
      guard let reason = excuse(mutation, old, new, medium(of: index)) else { return nil }
      reasons.append(reason)
    }
    return reasons.first { !$0.isEquivalent } ?? reasons.first
  }

  /// Whether two nodes take other values.
  private static func differ(_ old: ValueNode, _ new: ValueNode) -> Bool {
    if case .list(_, let before) = old.kind, case .list(_, let after) = new.kind, before != after {
      return true
    }
    return old.lengths != new.lengths || old.ranges != new.ranges || old.patterns != new.patterns
      || old.enums != new.enums || old.shape != new.shape
      || (old.uniqueItems == nil) != (new.uniqueItems == nil)
  }

  /// Where values of a node travel, if they travel in one way only, as they are, and are not part of
  /// others.
  private func medium(of index: Int) -> Member.Location? {
    // A text of some media type travels in a field as base64.
    guard model.blueprint[index].mediaType == nil else { return nil }
    let layouts = [model.input, model.output] + model.errorLayouts
    let locations = layouts.flatMap(\.places).filter { $0.node == index }.map(\.location)
    guard let first = locations.first, locations.allSatisfy({ $0 == first }),
      !model.blueprint.nodes.contains(where: { $0.children.contains(index) })
    else { return nil }
    return first
  }

  private func excuse(
    _ mutation: Mutation, _ old: ValueNode, _ new: ValueNode, _ medium: Member.Location?
  ) -> Excuse? {
    if case .string(let before) = old.kind, case .string(let after) = new.kind {
      return strings(mutation, before, after, medium)
    }
    if case .list(let element, let isSparse) = old.kind {
      let count = values(element).map { isSparse ? $0 + 1 : $0 }
      if let reason = list(mutation, old, new, count, medium) { return reason }
    }
    switch mutation.kind {
    case .lengthMinimum, .lengthMaximum, .lengthDropped: return length(old, new)
    case .rangeMinimum, .rangeMaximum, .rangeDropped: return range(old, new)
    case .typeChanged: return width(old, new)
    default: return nil
    }
  }

  // MARK: - Lists

  /// Why nothing tells a change of a list, where it travels as parameters or is too short.
  private func list(
    _ mutation: Mutation, _ old: ValueNode, _ new: ValueNode, _ values: Int?,
    _ medium: Member.Location?
  ) -> Excuse? {
    let isParameter = medium == .query || medium == .header
    switch mutation.kind {
    case .sparse where isParameter: return .same("there is no `null` in a parameter")
    case .uniqueItems where max(old.maximumLength, new.maximumLength) < 2:
      return .same("there is at most one item")
    case .lengthMinimum where isParameter && max(old.minimumLength, new.minimumLength) < 2:
      return .same("a parameter without items is no parameter")
    case .lengthMaximum, .lengthMinimum, .lengthDropped:
      guard old.uniqueItems != nil, new.uniqueItems != nil, let count = values,
        old.minimumLength == new.minimumLength,
        min(old.maximumLength, count) == min(new.maximumLength, count)
      else { return nil }
      return .same("there are not that many different items")
    default: return nil
    }
  }

  /// How many values a node has, where they are few.
  private func values(_ index: Int) -> Int? {
    switch model.blueprint[index].kind {
    case .string(let model): return model.words?.count
    case .boolean: return 2
    default: return nil
    }
  }

  // MARK: - Bounds

  /// Lengths of lists, maps and blobs.
  private func length(_ old: ValueNode, _ new: ValueNode) -> Excuse? {
    if old.minimumLength == new.minimumLength, old.maximumLength == new.maximumLength {
      return .same("another constraint of the same place is as narrow")
    }
    if max(old.maximumLength, new.maximumLength) > StringVariants.longest,
      old.minimumLength == new.minimumLength
    {
      return .beyond("the bound is beyond what a case may hold")
    }
    return nil
  }

  private func range(_ old: ValueNode, _ new: ValueNode) -> Excuse? {
    switch old.kind {
    case .integer(let type):
      let before = IntegerBounds(old, type)
      let after = IntegerBounds(new, type)
      if before == after {
        return .same("another constraint, or the width of the type, is as narrow")
      }
      return old.enums.isEmpty ? nil : .same("the set of values decides")
    case .fractional:
      let isSame =
        old.ranges.compactMap(\.min).max() == new.ranges.compactMap(\.min).max()
        && old.ranges.compactMap(\.max).min() == new.ranges.compactMap(\.max).min()
      return isSame ? .same("another constraint is as narrow") : nil
    default: return nil
    }
  }

  // MARK: - Types

  /// Why two widths of integers take the same numbers.
  private func width(_ old: ValueNode, _ new: ValueNode) -> Excuse? {
    guard case .integer(let before) = old.kind, case .integer(let after) = new.kind else {
      return nil
    }
    // A number beyond the width is refused in another way than one beyond the range; where a
    // contract has one name for both, nobody can tell.
    let isNarrow = IntegerBounds(old, before) == IntegerBounds(new, after)
    let names = RefusalNames(contract, errors: model.errors)
    let breaches = [ConstraintKind.type, .range].map {
      [Case.Breach(part: .requestBody, pointer: "", constraint: $0)]
    }
    let isSame = names.refusals(for: breaches[0]).first == names.refusals(for: breaches[1]).first
    return isNarrow && isSame ? .same("the range is narrower than both widths") : nil
  }
}
