internal import AssayModel

/// How much of what a contract allows a value uses.
package enum ValueProfile: String, Sendable, Hashable, CaseIterable {
  /// Required members alone, everything as short and as low as may be.
  case smallest
  /// Required members alone, away from the bounds: what surrounds the value that a case is about.
  case plain
  /// Every member, away from the bounds.
  case typical
  /// Every member, everything as long and as high as may be, within a budget.
  case largest
}

/// Makes valid values for the nodes of a blueprint.
struct ValueMaker: Sendable {
  let blueprint: Blueprint
  /// Scalars of the longest string that is made without being asked for.
  var stringCap = 16_384
  /// Items of a list that has no greatest length.
  var openCount = 3
  /// Values and scalars that one value may take before only what must be is added.
  var budget = 100_000

  init(_ blueprint: Blueprint) { self.blueprint = blueprint }

  /// A value; `nil` where there is none or none could be found. Values of different ordinals differ
  /// where the type has enough values.
  func value(_ node: Int, _ profile: ValueProfile, ordinal: Int = 0) -> JSONValue? {
    var work = Work(maker: self, left: budget)
    return work.value(node, profile, ordinal, depth: 0)
  }

  /// Whether a member that is optional is to be part of a value.
  func includes(_ member: MemberNode, _ profile: ValueProfile, depth: Int) -> Bool {
    if member.isRequired { return true }
    return (profile == .typical || profile == .largest) && depth < 5
  }

  private struct Work {
    let maker: ValueMaker
    var left: Int

    mutating func value(
      _ index: Int, _ profile: ValueProfile, _ ordinal: Int, depth: Int
    ) -> JSONValue? {
      let node = maker.blueprint[index]
      left -= 1
      let profile = left > 0 && depth < 24 ? profile : .smallest
      guard node.height < .max, depth < 512 else { return nil }
      switch node.kind {
      case .string(let model):
        guard let text = maker.text(model, profile, ordinal) else { return nil }
        left -= text.utf8.count / 4
        return .string(text)
      case .list(let element, _): return list(node, element, profile, ordinal, depth)
      case .map(let key, let value, _): return map(node, key, value, profile, ordinal, depth)
      case .structure(let members):
        var entries: [JSONValue.Entry] = []
        for member in members
        where maker.includes(member, left > 0 ? profile : .smallest, depth: depth) {
          guard let inner = value(member.node, profile, ordinal, depth: depth + 1) else {
            if member.isRequired { return nil }
            continue
          }
          entries.append(.init(member.key, inner))
        }
        return .object(entries)
      case .union(let members):
        let order = members.sorted {
          maker.blueprint[$0.node].height < maker.blueprint[$1.node].height
        }
        for member in order {
          if let inner = value(member.node, profile, ordinal, depth: depth + 1) {
            return .object([.init(member.key, inner)])
          }
        }
        return nil
      default: return maker.scalar(node, profile, ordinal).map(node.written)
      }
    }

    private func count(_ node: ValueNode, _ profile: ValueProfile) -> Int {
      let low = node.minimumLength
      let high = node.maximumLength
      guard low <= high else { return -1 }
      switch profile {
      case .smallest: return low
      case .plain: return min(max(low < high ? low + 1 : low, low > 0 ? 2 : 0), high)
      case .typical: return min(max(low < high ? low + 1 : low, 2), high)
      case .largest: return high < .max ? min(high, max(low, 200)) : max(low, maker.openCount)
      }
    }

    private mutating func list(
      _ node: ValueNode, _ element: Int, _ profile: ValueProfile, _ ordinal: Int, _ depth: Int
    ) -> JSONValue? {
      var wanted = count(node, profile)
      guard wanted >= 0, wanted <= 100_000 else { return nil }
      // Deep inside, what is optional is left empty: recursive shapes would grow without end.
      if depth >= 8 { wanted = node.minimumLength }
      var items: [JSONValue] = []
      var seen: Set<[UInt8]> = []
      var attempt = 0
      while items.count < wanted, attempt < wanted * 4 + 8 {
        if left <= 0, items.count >= node.minimumLength { break }
        guard let item = value(element, profile, ordinal &+ attempt, depth: depth + 1) else {
          return node.minimumLength == 0 ? .array([]) : nil
        }
        attempt += 1
        if node.uniqueItems != nil, !seen.insert(item.json).inserted { continue }
        items.append(item)
      }
      return items.count >= node.minimumLength ? .array(items) : nil
    }

    private mutating func map(
      _ node: ValueNode, _ key: Int, _ value: Int, _ profile: ValueProfile, _ ordinal: Int,
      _ depth: Int
    ) -> JSONValue? {
      var wanted = count(node, profile)
      guard wanted >= 0, wanted <= 100_000 else { return nil }
      if depth >= 8 { wanted = node.minimumLength }
      var entries: [JSONValue.Entry] = []
      var seen: Set<[UInt8]> = []
      var attempt = 0
      while entries.count < wanted, attempt < wanted * 4 + 8 {
        if left <= 0, entries.count >= node.minimumLength { break }
        guard
          case .string(let name) = self.value(key, profile, ordinal &+ attempt, depth: depth + 1),
          let inner = self.value(value, profile, ordinal &+ attempt, depth: depth + 1)
        else { return node.minimumLength == 0 ? .object([]) : nil }
        attempt += 1
        guard seen.insert(Array(name.utf8)).inserted else { continue }
        entries.append(.init(name, inner))
      }
      return entries.count >= node.minimumLength ? .object(entries) : nil
    }
  }
}
