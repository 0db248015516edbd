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
      let (old, new) = $0.element
      return old.lengths != new.lengths || old.ranges != new.ranges || old.patterns != new.patterns
        || old.enums != new.enums || old.shape != new.shape
    }
    if let reason = lists(mutation) { return reason }
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
    switch mutation.kind {
    case .lengthMinimum, .lengthMaximum, .lengthDropped: return length(old, new)
    case .rangeMinimum, .rangeMaximum, .rangeDropped: return range(old, new)
    case .typeChanged: return width(old, new)
    default: return nil
    }
  }

  // MARK: - Lists

  /// Why nothing tells a change of lists, where they travel as parameters or are too short.
  private func lists(_ mutation: Mutation) -> Excuse? {
    var changed = contract
    mutation.apply(&changed)
    let shapes = contract.shapes.indices.filter {
      contract.shapes[$0] != changed.shapes[$0] && $0 >= Contract.builtInShapeCount
    }
    guard shapes.count == 1, let shape = shapes.first else { return nil }
    let nodes = model.blueprint.nodes.indices.filter { model.blueprint[$0].shape.index == shape }
    guard !nodes.isEmpty else { return nil }
    let isText = nodes.allSatisfy { node in
      let places = (model.input.places + model.output.places).filter { $0.node == node }
      return !places.isEmpty
        && places.allSatisfy { $0.location == .query || $0.location == .header }
        && !model.blueprint.nodes.contains { $0.children.contains(node) }
    }
    switch mutation.kind {
    case .sparse where isText: return .same("there is no `null` in a parameter")
    case .uniqueItems where nodes.allSatisfy({ model.blueprint[$0].maximumLength < 2 }):
      return .same("there is at most one item")
    case .lengthMinimum
    where isText && contract.shapes[shape].constraints.length?.min ?? 0 == 0:
      return .same("a parameter without items is no parameter")
    case .lengthMaximum, .lengthMinimum, .lengthDropped:
      let isShort = nodes.allSatisfy { index in
        let node = model.blueprint[index]
        guard node.uniqueItems != nil, case .list(let element, _) = node.kind,
          let count = values(element)
        else { return false }
        return count < node.maximumLength && mutation.kind != .lengthMinimum
      }
      return isShort ? .same("there are not that many different items") : nil
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
