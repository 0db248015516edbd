internal import AssayModel

extension ValueMaker {
  /// A valid value made of choices; all zeros make the plainest one. `nil` where there is none.
  func random(_ node: Int, _ source: inout ChoiceSource) -> JSONValue? {
    random(node, &source, depth: 0)
  }

  private func random(
    _ index: Int, _ source: inout ChoiceSource, depth: Int
  ) -> JSONValue? {
    let node = blueprint[index]
    guard node.height < .max, depth < 512 else { return nil }
    // Deep down, or after many choices, the plainest value that ends it.
    if depth > 24 || source.drawn.count > 20_000 { return value(index, .smallest) }
    switch node.kind {
    case .string(let model): return model.random(&source).map { .string($0) }
    case .boolean: return .boolean(source.below(2) == 1)
    case .integer(let type): return integer(node, type, &source).map(node.written)
    case .list(let element, let isSparse):
      return list(node, element, isSparse, &source, depth)
    case .map(let key, let value, let isSparse):
      return map(node, key, value, isSparse, &source, depth)
    case .structure(let members):
      var entries: [JSONValue.Entry] = []
      for member in members {
        if !member.isRequired, !includes(member, &source, depth) { continue }
        guard let inner = random(member.node, &source, depth: depth + 1) else {
          if member.isRequired { return nil }
          continue
        }
        entries.append(.init(member.key, inner))
      }
      return .object(entries)
    case .union(let members):
      // The members that end soonest come first; far down, only those.
      let order = members.filter { blueprint[$0.node].height < .max }
        .sorted { blueprint[$0.node].height < blueprint[$1.node].height }
      guard !order.isEmpty else { return nil }
      let member = order[source.index(depth > 6 ? 1 : order.count)]
      guard let inner = random(member.node, &source, depth: depth + 1) else { return nil }
      return .object([.init(member.key, inner)])
    case .timestamp: return timestamp(node, &source)
    case .blob: return blob(node, &source)
    case .fractional: return fraction(node, &source).map(node.written)
    case .document: return document(&source, depth: 0)
    }
  }

  private func includes(
    _ member: MemberNode, _ source: inout ChoiceSource, _ depth: Int
  ) -> Bool {
    // The deeper, the rarer: the expected size of a recursive value stays finite.
    depth < 3 ? source.below(2) == 1 : source.oneIn(UInt64(depth) &+ 1)
  }

  // MARK: - Collections

  private func count(
    _ node: ValueNode, _ source: inout ChoiceSource, _ depth: Int
  ) -> Int? {
    let low = node.minimumLength
    guard low <= node.maximumLength, low <= 100_000 else { return nil }
    let most = depth > 4 ? 1 : 8
    let room = min(node.maximumLength - low, most)
    return low + source.small(upTo: room)
  }

  private func list(
    _ node: ValueNode, _ element: Int, _ isSparse: Bool, _ source: inout ChoiceSource,
    _ depth: Int
  ) -> JSONValue? {
    guard let wanted = count(node, &source, depth) else { return nil }
    var items: [JSONValue] = []
    var seen: Set<[UInt8]> = []
    for attempt in 0..<(wanted * 3) where items.count < wanted {
      if isSparse, source.oneIn(8) {
        if node.uniqueItems != nil, !seen.insert(Array("null".utf8)).inserted { continue }
        items.append(.null)
        continue
      }
      guard let item = random(element, &source, depth: depth + 1) else { break }
      if node.uniqueItems != nil, !seen.insert(item.json).inserted {
        // Chance has repeated itself: a value that is known to differ, where there is one.
        guard let other = value(element, .typical, ordinal: attempt + 1),
          seen.insert(other.json).inserted
        else { continue }
        items.append(other)
        continue
      }
      items.append(item)
    }
    return items.count >= node.minimumLength ? .array(items) : nil
  }

  private func map(
    _ node: ValueNode, _ key: Int, _ inner: Int, _ isSparse: Bool, _ source: inout ChoiceSource,
    _ depth: Int
  ) -> JSONValue? {
    guard let wanted = count(node, &source, depth) else { return nil }
    var entries: [JSONValue.Entry] = []
    var seen: Set<[UInt8]> = []
    for attempt in 0..<(wanted * 3) where entries.count < wanted {
      guard case .string(var name)? = random(key, &source, depth: depth + 1) else { break }
      if !seen.insert(Array(name.utf8)).inserted {
        guard case .string(let other)? = value(key, .typical, ordinal: attempt + 1),
          seen.insert(Array(other.utf8)).inserted
        else { continue }
        name = other
      }
      if isSparse, source.oneIn(8) {
        entries.append(.init(name, .null))
        continue
      }
      guard let value = random(inner, &source, depth: depth + 1) else { break }
      entries.append(.init(name, value))
    }
    return entries.count >= node.minimumLength ? .object(entries) : nil
  }
}
