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
    let pairs = zip(model.blueprint.nodes, after.blueprint.nodes).filter { old, new in
      old.lengths != new.lengths || old.ranges != new.ranges || old.patterns != new.patterns
        || old.enums != new.enums || old.shape != new.shape
    }
    if let reason = lists(mutation) { return reason }
    guard model.blueprint.nodes.count == after.blueprint.nodes.count, !pairs.isEmpty else {
      return nil
    }
    if mutation.kind == .enumAdded, mutation.detail.hasSuffix(" `"),
      pairs.allSatisfy({ isField($0.0) })
    {
      return .same("a header field has no space at its end")
    }
    var reasons: [Excuse] = []
    for (old, new) in pairs {
      guard let reason = excuse(mutation, old, new) else { return nil }
      reasons.append(reason)
    }
    return reasons.first { !$0.isEquivalent } ?? reasons.first
  }

  /// Whether values of a node are header fields and nothing else.
  private func isField(_ node: ValueNode) -> Bool {
    let places = (model.input.places + model.output.places).filter {
      model.blueprint[$0.node].shape == node.shape
    }
    return !places.isEmpty && places.allSatisfy { $0.location == .header }
  }

  private func excuse(_ mutation: Mutation, _ old: ValueNode, _ new: ValueNode) -> Excuse? {
    switch mutation.kind {
    case .lengthMinimum, .lengthMaximum, .lengthDropped: return length(old, new)
    case .rangeMinimum, .rangeMaximum, .rangeDropped: return range(old, new)
    case .patternWidened, .patternNarrowed, .patternCount, .patternBranch, .patternMatch,
      .patternDropped:
      return pattern(old, new)
    case .enumRemoved, .enumAdded, .enumDropped: return words(old, new)
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

  // MARK: - Lengths

  private func length(_ old: ValueNode, _ new: ValueNode) -> Excuse? {
    let low = min(old.minimumLength, new.minimumLength)
    let high = max(old.maximumLength, new.maximumLength)
    if old.minimumLength == new.minimumLength, old.maximumLength == new.maximumLength {
      return .same("another constraint of the same place is as narrow")
    }
    guard case .string(let model) = old.kind else {
      if max(old.maximumLength, new.maximumLength) > StringVariants.longest,
        old.minimumLength == new.minimumLength
      {
        return .beyond("the bound is beyond what a case may hold")
      }
      return nil
    }
    if model.rules.words != nil { return .same("the set of values decides, whatever their length") }
    if old.minimumLength == new.minimumLength,
      min(old.maximumLength, new.maximumLength) > StringVariants.longest
    {
      return .beyond("the bound is beyond what a case may hold")
    }
    // The lengths that one of the two takes and the other does not.
    let lengths =
      old.minimumLength != new.minimumLength
      ? low..<max(old.minimumLength, new.minimumLength)
      : min(old.maximumLength, new.maximumLength)
        + 1..<(high == .max ? min(old.maximumLength, new.maximumLength) + 2 : high + 1)
    let free = StringModel.of(StringRules(patterns: model.rules.patterns))
    for length in lengths.prefix(4) where length <= StringVariants.longest {
      if free.sample(length: length) != nil { return nil }
    }
    return .same("the pattern has no string of that length")
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

  private func words(_ old: ValueNode, _ new: ValueNode) -> Excuse? {
    guard case .string(let before) = old.kind, case .string(let after) = new.kind else {
      return nil
    }
    let one = Set((before.words ?? []).map { Array($0.utf8) })
    let two = Set((after.words ?? []).map { Array($0.utf8) })
    return before.rules.words != nil && after.rules.words != nil && one == two
      ? .same("another constraint refuses the value too") : nil
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

  // MARK: - Patterns

  /// Whether a repetition may have one count more in `large` than in `small`, and no string of an
  /// allowed length has that count.
  private func count(_ small: StringModel, _ large: StringModel) -> Excuse? {
    guard let one = small.grammars.first, let two = large.grammars.first,
      small.grammars.count == 1, large.grammars.count == 1
    else { return nil }
    for (old, new) in zip(one.branches, two.branches) {
      guard case .counts(let oldLow, let oldHigh, _) = old.offer,
        case .counts(let newLow, let newHigh, _) = new.offer, old.id == new.id
      else { continue }
      var only: Int?
      if newLow < oldLow { only = newLow }
      if let oldHigh, newHigh.map({ $0 > oldHigh }) ?? false { only = newHigh }
      guard let only, let settled = two.settling(new.id, to: .count(only)) else { continue }
      var builder = SkeletonBuilder(settled, limit: large.limit)
      let lengths = builder.allLengths()
      let rules = large.rules
      guard let least = lengths.least(notBelow: rules.minimum), least <= rules.maximum else {
        return .same("strings with that count are shorter or longer than may be")
      }
    }
    return nil
  }

  /// Looks for a string that one pattern takes and the other does not.
  private func pattern(_ old: ValueNode, _ new: ValueNode) -> Excuse? {
    guard case .string(let before) = old.kind, case .string(let after) = new.kind else {
      return nil
    }
    if before.rules.words != nil { return .same("the set of values decides") }
    if let reason = count(before, after) ?? count(after, before) { return reason }
    if before.problem != nil { return .beyond("no strings can be made for the pattern") }
    for (one, other) in [(before, after), (after, before)] {
      var variants = StringVariants(one === before ? old : new, one, .query)
      variants.derive()
      for variant in variants.variants {
        guard case .string(let text)? = variant.value else { continue }
        if one.accepts(text) != other.accepts(text) { return nil }
      }
      var source = ChoiceSource(seed: 7)
      for _ in 0..<200 {
        guard let text = one.random(&source) else { break }
        if one.accepts(text) != other.accepts(text) { return nil }
      }
    }
    return .beyond("no string was found that one of the patterns takes and the other does not")
  }
}
