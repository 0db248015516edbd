import AssayGenerate
import AssayModel

extension ScenarioMaker {
  /// Where the items of pages are, for operations that have pages or at least one list to fill.
  var itemsPath: MemberPath? { pagination?.items }

  /// The first ordinal of the data: the seed's.
  var firstOrdinal: Int { Int(options.seed % 9973) * 64 + 1 }

  /// An answer of every member, without items and token.
  var base: MessageValue? {
    guard var message = model.output(.typical, ordinal: firstOrdinal) else { return nil }
    for path in [itemsPath, pagination?.output].compactMap({ $0 }) {
      if case .member(let name)? = path.steps.first, path.steps.count == 1 { message[name] = nil }
    }
    return message
  }

  /// Items of the data set.
  func items(_ range: Range<Int>, _ profile: ValueProfile = .typical) -> [JSONValue] {
    guard let itemsPath else { return [] }
    return range.flatMap { index in
      // In no order that a client could have put them into: 37 has no divisor in common with 64.
      let ordinal = firstOrdinal + index / 64 * 64 + index % 64 * 37 % 64
      return model.items(at: itemsPath, profile, ordinals: ordinal..<ordinal + 1)
    }
  }

  /// A token of the data set.
  func token(_ ordinal: Int) -> String? {
    guard let path = pagination?.output,
      case .string(let text)? = model.outputValue(
        at: path, .typical, ordinal: firstOrdinal + ordinal)
    else { return nil }
    return text
  }

  /// A page of some items.
  func page(_ items: [JSONValue], next: String? = nil) -> Script.Page? {
    guard let base else { return nil }
    guard let itemsPath else { return Script.Page(message: base, next: nil) }
    guard let message = model.replacing(in: base, at: itemsPath, { _ in .array(items) }) else {
      return nil
    }
    return Script.Page(message: message, next: next)
  }

  /// A walk of pages with so many items each; one page where the operation has none.
  func walk(_ sizes: [Int]) -> Script? {
    guard itemsPath != nil else { return page([]).map { Script(pages: [$0]) } }
    var pages: [Script.Page] = []
    var start = 0
    for (index, size) in sizes.enumerated() {
      let next = index + 1 < sizes.count ? token(index) : nil
      if index + 1 < sizes.count, next == nil { return nil }
      guard let page = page(items(start..<start + size), next: next) else { return nil }
      pages.append(page)
      start += size
    }
    return Script(pages: pages)
  }

  /// The walk that most scenarios vary: the data set on one page.
  var plainScript: Script? { walk([min(max(options.items, 1), 10_000)]) }

  /// A walk of two pages, where there can be pages.
  var twoPages: Script? {
    let items = min(max(options.items, 2), 10_000)
    return pagination == nil ? nil : walk([(items + 1) / 2, items / 2])
  }

  // MARK: - Scenarios

  mutating func addPages(_ plain: Script) {
    addSound("plain", "the plainest answer", plain)
    addProfiles()
    guard let pagination, itemsPath != nil else { return }
    let source = location(pagination.origin)
    let walks: [(String, String, [Int])] = [
      ("two", "two pages", [4, 3]), ("three", "three pages", [3, 3, 1]),
      ("of-one", "pages of one item", [1, 1, 1, 1, 1]),
      ("many", "40 pages", Array(repeating: 1, count: 40)),
      ("empty", "one page without items", [0]),
      ("empty-first", "a first page without items, and a token", [0, 3, 2]),
      ("empty-middle", "a page without items in the middle, with a token", [3, 0, 2]),
      ("empty-twice", "two pages without items in the middle, with tokens", [2, 0, 0, 2]),
      ("empty-last", "a last page without items", [3, 2, 0]),
      ("full", "a page of 100 items and one of 1", [100, 1]),
    ]
    for (name, title, sizes) in walks {
      guard let script = walk(sizes) else { continue }
      addSound("page/\(name)", title, script, source: source)
    }
    if var script = walk([3, 2]) {
      script.endsWithNull = true
      addSound("page/null-token", "a last page whose token is `null`", script, source: source)
    }
    addPagesWithoutList(source)
    addSameIdentity(source)
  }

  /// The list of items absent, or `null`, instead of empty.
  private mutating func addPagesWithoutList(_ source: SourceLocation?) {
    guard let itemsPath, itemsPath.steps.count == 1, case .member(let name)? = itemsPath.steps.first
    else { return }
    for (label, value) in [("absent", nil), ("null", JSONValue.null)] {
      guard var script = walk([3, 0, 2]) else { continue }
      script.pages[1].message[name] = value
      addSound(
        "page/\(label)-list-middle",
        "a page in the middle whose list is \(label == "null" ? "`null`" : label), with a token",
        script, source: source)
      guard var single = walk([0]) else { continue }
      single.pages[0].message[name] = value
      addSound(
        "page/\(label)-list", "one page whose list is \(label == "null" ? "`null`" : label)",
        single, source: source)
    }
  }

  /// Items that are the same but for one place: a client may not take them for one.
  private mutating func addSameIdentity(_ source: SourceLocation?) {
    guard var script = walk([3, 3]), let itemsPath else { return }
    // The second page's items differ from the first's in nothing but what tells them apart.
    let first = model.values(of: script.pages[0].message, at: itemsPath)
    let second = model.values(of: script.pages[1].message, at: itemsPath)
    guard case .array(let sample)? = first.first, case .array(let others)? = second.first,
      let template = sample.first, case .object(let members) = template
    else { return }
    let mixed = others.map { other -> JSONValue in
      guard let key = members.first?.key, let identity = other[key] else { return other }
      return template.setting(key, to: identity)
    }
    guard let page = page(mixed) else { return }
    script.pages[1] = page
    addSound("page/alike", "items that differ in one member alone", script, source: source)
  }

  private mutating func addProfiles() {
    for (profile, title) in [
      (ValueProfile.smallest, "the smallest answer there can be"),
      (.plain, "an answer of what must be there alone"), (.typical, "an answer of every member"),
      (.largest, "an answer as large as it may be"),
    ] {
      guard var message = model.output(profile, ordinal: firstOrdinal) else { continue }
      if let path = pagination?.output, case .member(let name)? = path.steps.first {
        message[name] = nil
      }
      addSound(
        "answer/\(profile.rawValue)", title, Script(pages: [Script.Page(message: message)]))
    }
    guard itemsPath != nil else { return }
    for (profile, title) in [
      (ValueProfile.smallest, "items of what must be there alone, as short as may be"),
      (.plain, "items of what must be there alone"),
      (.largest, "items as long as they may be"),
    ] {
      guard let page = page(items(0..<5, profile)) else { continue }
      addSound("item/\(profile.rawValue)", title, Script(pages: [page]))
    }
  }
}
