internal import AssayModel

extension Deriver {
  // MARK: - Lists

  mutating func addList(
    _ site: Site, _ node: ValueNode, _ element: Int, _ isSparse: Bool, _ frame: Frame
  ) {
    for (name, count) in lengths(node) {
      // In a query or field a list without items is not there at all.
      guard count > 0 || site.medium == .json else { continue }
      guard let items = items(element, count, isText: site.medium.isText) else {
        omit(
          frame.prefix + site.idPath,
          "length \(name): no list of \(count) different items could be made",
          node.origin)
        continue
      }
      add(
        Variant(.length, name, .array(items), origin: origin(node, count)), at: site, frame)
    }
    if node.lengths.isEmpty || node.minimumLength == 0, site.medium == .json {
      add(Variant(.type, "empty", .array([]), .valid, origin: node.origin), at: site, frame)
    }
    if site.medium == .json { addUnique(site, node, element, frame) }
    if site.medium.isText { addTextItems(site, node, element, frame) }
  }

  private func lengths(_ node: ValueNode) -> [(String, Int)] {
    guard !node.lengths.isEmpty else { return [("one", 1), ("three", 3)] }
    let low = node.minimumLength
    let high = node.maximumLength
    guard low <= high else { return [] }
    var wanted: [(String, Int)] = []
    if low > 0 { wanted.append(("min-1", low - 1)) }
    wanted += [("min", low), ("min+1", low + 1)]
    if high < .max { wanted += [("max-1", high - 1), ("max", high), ("max+1", high + 1)] }
    return wanted.filter { $0.1 >= 0 && $0.1 <= 100_000 }
  }

  private func origin(_ node: ValueNode, _ count: Int) -> Origin {
    node.lengths.last { count < $0.min ?? 0 || count > $0.max ?? .max }?.origin
      ?? node.lengths.last?.origin ?? node.origin
  }

  /// `count` sound items, different from one another where there are as many.
  private func items(_ element: Int, _ count: Int, isText: Bool) -> [JSONValue]? {
    var items: [JSONValue] = []
    var seen: Set<[UInt8]> = []
    var ordinal = 0
    var size = 0
    // Many items are small ones.
    let profile: ValueProfile = count > 20 ? .smallest : .plain
    while items.count < count {
      guard ordinal < count * 2 + 16,
        let item = model.maker.value(element, profile, ordinal: ordinal)
      else { return nil }
      ordinal += 1
      let json = item.json
      if isText, json == [UInt8(ascii: "\""), UInt8(ascii: "\"")] { return nil }
      // When all that are different are used up, they come again: only unique items care.
      if !seen.insert(json).inserted, ordinal <= count + 16 { continue }
      size += json.count
      guard size <= options.bodyLimit else { return nil }
      items.append(item)
    }
    return items
  }

  private mutating func addUnique(
    _ site: Site, _ node: ValueNode, _ element: Int, _ frame: Frame
  ) {
    guard node.maximumLength >= 2 else { return }
    guard let unique = node.uniqueItems else {
      if let items = items(element, max(node.minimumLength, 2), isText: false), items.count < 1000,
        let first = items.first
      {
        add(
          Variant(
            .uniqueItems, "twice", .array(items.dropLast() + [first]), .valid, origin: node.origin),
          at: site, frame)
      }
      return
    }
    let count = max(node.minimumLength, 2)
    guard count <= 1000, var items = items(element, count, isText: false), let first = items.first
    else { return }
    let broken = Variant.Judgement.breaks([.init(constraint: .uniqueItems)])
    items[count - 1] = first
    add(
      Variant(.uniqueItems, "twice", .array(items), broken, origin: unique.origin), at: site, frame)
    if case .object(let entries) = first, entries.count > 1 {
      items[count - 1] = .object(entries.reversed())
      add(
        Variant(.uniqueItems, "twice.other-order", .array(items), broken, origin: unique.origin),
        at: site, frame)
    }
    if case .fractional = blueprint[element].kind, case .number(let text) = first,
      !text.contains("e"), !text.contains("E")
    {
      items[count - 1] = .number(text + (text.contains(".") ? "0" : ".0"))
      add(
        Variant(.uniqueItems, "twice.other-form", .array(items), broken, origin: unique.origin),
        at: site, frame)
    }
    if case .string(let model) = blueprint[element].kind, count == 2, model.accepts("\u{E9}"),
      model.accepts("e\u{301}")
    {
      add(
        Variant(
          .uniqueItems, "canonically-equal", .array([.string("\u{E9}"), .string("e\u{301}")]),
          .valid, origin: unique.origin), at: site, frame)
    }
  }

  /// Lists as texts: items that need quotes.
  private mutating func addTextItems(
    _ site: Site, _ node: ValueNode, _ element: Int, _ frame: Frame
  ) {
    guard case .string(let model) = blueprint[element].kind, node.minimumLength <= 1,
      node.maximumLength > 1
    else { return }
    for (name, text) in [("comma", "a,b"), ("quote", "a\"b"), ("spaces", " a ")]
    where model.accepts(text) {
      add(
        Variant(.type, "item.\(name)", .array([.string(text)]), .valid, origin: node.origin),
        at: site, frame)
    }
  }

  // MARK: - Maps

  mutating func addMap(
    _ site: Site, _ node: ValueNode, _ key: Int, _ value: Int, _ isSparse: Bool, _ frame: Frame
  ) {
    for (name, count) in lengths(node) {
      guard count > 0 || site.medium == .json else { continue }
      guard let entries = entries(key, value, count) else {
        omit(
          frame.prefix + site.idPath,
          "length \(name): no map of \(count) different keys could be made",
          node.origin)
        continue
      }
      if site.place.location == .headerMap || site.place.location == .queryMap {
        // Names that others have would not be the map's.
        let taken = frame.layout.places.map(\.wire)
        if entries.contains(where: { entry in taken.contains { $0.isExactly(entry.key) } }) {
          continue
        }
      }
      add(
        Variant(.length, name, .object(entries), origin: origin(node, count)), at: site, frame)
    }
    guard site.medium == .json else { return }
    if node.lengths.isEmpty || node.minimumLength == 0 {
      add(Variant(.type, "empty", .object([]), .valid, origin: node.origin), at: site, frame)
    }
    guard let entries = entries(key, value, max(node.minimumLength, 1)), let first = entries.first
    else { return }
    add(
      Variant(
        .duplicateMember, "same", .object(entries + [first]),
        judgement(.duplicateMember, suffix: Pointer.token(first.key)), origin: node.origin),
      at: site, frame)
  }

  /// `count` sound entries of different keys.
  func entries(_ key: Int, _ value: Int, _ count: Int) -> [JSONValue.Entry]? {
    var entries: [JSONValue.Entry] = []
    var seen: Set<[UInt8]> = []
    var ordinal = 0
    var size = 0
    let profile: ValueProfile = count > 20 ? .smallest : .plain
    while entries.count < count {
      // The shortest keys are soon used up.
      guard ordinal < count * 3 + 16,
        case .string(let name)? = model.maker.value(
          key, ordinal < 20 ? profile : .plain, ordinal: ordinal),
        let inner = model.maker.value(value, profile, ordinal: ordinal)
      else { return nil }
      ordinal += 1
      guard seen.insert(Array(name.utf8)).inserted else { continue }
      size += name.utf8.count + inner.json.count
      guard size <= options.bodyLimit else { return nil }
      entries.append(.init(name, inner))
    }
    return entries
  }
}
