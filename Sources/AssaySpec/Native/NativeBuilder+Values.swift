internal import AssayModel

// What every part of a file is made of: keys that are known, and values of the kind that is wanted.

extension NativeBuilder {
  /// Reports the keys of a mapping that its place does not know.
  mutating func checkKeys(_ mapping: Mapping, _ known: [String], of what: String) {
    for entry in mapping.entries {
      guard !entry.key.hasPrefix("x-"), !known.contains(where: { $0.isExactly(entry.key) })
      else { continue }
      reportUnknown(entry, known, of: what)
    }
  }

  private mutating func reportUnknown(
    _ entry: Mapping.Entry, _ known: [String], of what: String
  ) {
    var suggestion = suggest(entry.key, among: known)
    if suggestion == nil, let meant = NativeKeys.synonyms[entry.key], known.contains(meant) {
      suggestion = meant
    }
    let belongs = Self.places.first { $0.keys.contains { $0.isExactly(entry.key) } }
    if suggestion == nil, let belongs {
      diagnostics.error(
        "key.misplaced", "\(quoted(entry.key)) does not belong to \(what) but to \(belongs.what)",
        at: entry.keyOrigin)
      return
    }
    diagnostics.error(
      "key.unknown", "\(what) has no key \(quoted(entry.key))", at: entry.keyOrigin,
      suggestion: suggestion)
  }

  /// Where the keys belong that people put elsewhere.
  private static let places: [(keys: [String], what: String)] = [
    (["in", "required", "default", "as"], "a member"),
    (["status"], "`http` or an error"),
    (["method", "uri"], "`http`"),
    (NativeKeys.constraint, "a shape or member"),
    (["http", "pagination", "relations", "input", "output", "readonly"], "an operation"),
    (["operations", "shapes", "imports", "policy", "protocol", "service"], "the top of a file"),
    (["fault", "retryable", "common"], "an error"),
  ]

  /// A mapping, or a report that it is none.
  mutating func mapping(_ node: Node, _ key: String) -> Mapping? {
    if let mapping = node.mapping { return mapping }
    wrongKind(node, key, wanted: "a mapping")
    return nil
  }

  /// A list, or a report that it is none.
  mutating func sequence(_ node: Node, _ key: String) -> [Node]? {
    if let items = node.sequence { return items }
    wrongKind(node, key, wanted: "a list")
    return nil
  }

  /// A string; what is unquoted in YAML is one whatever it looks like.
  mutating func text(_ node: Node, _ key: String) -> String? {
    if let text = node.scalarText { return text }
    wrongKind(node, key, wanted: "a string")
    return nil
  }

  /// A string with something in it.
  mutating func name(_ node: Node, _ key: String) -> String? {
    guard let text = text(node, key) else { return nil }
    guard text.isEmpty else { return text }
    diagnostics.error("value.empty", "`\(key)` is empty", at: node.origin)
    return nil
  }

  /// The string of a key, where the key is given.
  mutating func text(of key: String, in mapping: Mapping) -> String? {
    mapping[key].flatMap { text($0, key) }
  }

  /// The truth value of a key; false where it is not given.
  mutating func flag(_ key: String, in mapping: Mapping) -> Bool {
    guard let node = mapping[key] else { return false }
    if let value = node.bool { return value }
    let words = ["yes": "true", "no": "false", "on": "true", "off": "false"]
    let suggestion = node.string.flatMap { text -> String? in
      let word = text.lowercased()
      return words[word] ?? (word == "true" || word == "false" ? word : nil)
    }
    wrongKind(node, key, wanted: "`true` or `false`", suggestion: suggestion)
    return false
  }

  /// An integer within bounds, or a report that it is none.
  mutating func integer(_ node: Node, _ key: String, _ bounds: ClosedRange<Int>) -> Int? {
    guard let value = node.integer else {
      wrongKind(node, key, wanted: "an integer")
      return nil
    }
    guard bounds.contains(value) else {
      diagnostics.error(
        "value.range",
        "`\(key)` is from \(bounds.lowerBound) to \(bounds.upperBound); found \(value)",
        at: node.origin)
      return nil
    }
    return value
  }

  /// One word out of a set, or a report that it is none of them.
  mutating func word<Word: RawRepresentable & CaseIterable>(
    _ node: Node, _ key: String, _: Word.Type,
    synonyms: @autoclosure () -> [String: String] = [:]
  ) -> Word? where Word.RawValue == String {
    guard let text = text(node, key) else { return nil }
    if let word = Word.allCases.first(where: { $0.rawValue.isExactly(text) }) { return word }
    let known = Word.allCases.map(\.rawValue)
    let suggestion = synonyms()[text.lowercased()] ?? suggest(text, among: known)
    diagnostics.error(
      "\(key).unknown", "`\(key)` is \(Self.list(known)); found \(quoted(text))", at: node.origin,
      suggestion: suggestion)
    // What was probably meant, so that nothing follows from the mistake.
    return suggestion.flatMap(Word.init)
  }

  /// Reports a value of the wrong kind.
  mutating func wrongKind(
    _ node: Node, _ key: String, wanted: String, suggestion: String? = nil
  ) {
    var found = node.kindName
    if let text = node.scalarText { found += " " + quoted(text) }
    diagnostics.error(
      "value.kind", "`\(key)` is \(wanted); found \(found)", at: node.origin,
      suggestion: suggestion)
  }

  /// `a, b or c`, each in backticks.
  static func list(_ words: [String]) -> String {
    let words = words.map { "`\($0)`" }
    guard let last = words.last, words.count > 1 else { return words.first ?? "nothing" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }
}
