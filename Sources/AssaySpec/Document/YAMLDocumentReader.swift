internal import AssayModel
internal import Yams

/// Reads YAML through Yams into nodes with their places.
///
/// Yams composes a tree whose aliases are expanded already, hashes the keys of every mapping (which
/// takes exponential time where a key holds nested aliases), and stops at the first mapping that
/// has a key twice. So it is given a text in which no alias is left (``YAMLAliases``) and, where it
/// does stop at a duplicate key, one in which that key is renamed (``YAMLDuplicateKeys``). Aliases
/// are resolved here, within ``DocumentLimits/aliasedNodes``.
struct YAMLDocumentReader {
  private let bytes: [UInt8]
  private let limits: DocumentLimits
  private var marks: YAMLMarks
  private var anchors: [ExactString: Node] = [:]
  private var aliasedNodes = 0
  private(set) var diagnostics = DiagnosticSink()

  /// Keys that were given before, by the offset of their first byte; they are left out.
  private var droppedKeys: Set<Int> = []

  init(bytes: [UInt8], file: UInt32, limits: DocumentLimits) {
    self.bytes = bytes
    self.limits = limits
    marks = YAMLMarks(bytes: bytes, file: file)
  }

  /// The document's value, or `nil` where it cannot be composed.
  mutating func read() -> Node? {
    var placeholders = PlaceholderPool(bytes: bytes)
    guard var aliases = YAMLAliases(bytes: bytes, placeholders: &placeholders) else {
      diagnostics.error(
        "yaml.alias", "too many private-use characters beside aliases",
        at: marks.origin(offset: 0, length: 1))
      return nil
    }
    // Nodes are never made into values, so the parser need not learn how.
    let noValues = Constructor([:], [:], [:])
    // Each turn either succeeds, fails, or renames one more duplicate key.
    for _ in 0..<(bytes.count < 1 << 20 ? YAMLDuplicateKeys.limit : 2) {
      do {
        let parser = try Parser(
          yaml: aliases.text, resolver: .basic, constructor: noValues, encoding: .utf8)
        guard let root = try parser.nextRoot() else {
          diagnostics.error(
            "document.empty", "the file holds nothing but comments",
            at: marks.origin(offset: marks.start, length: 1))
          return nil
        }
        let second = try parser.nextRoot()
        if let second, let mark = second.mark {
          diagnostics.error(
            "yaml.documents", "a second document begins here; a file holds one",
            at: marks.origin(of: mark, length: 1))
        }
        // Anchors are weak references to what the parser holds.
        return withExtendedLifetime(parser) {
          marks.rewind()
          return node(root, aliases: aliases, depth: 0)
        }
      } catch YamlError.duplicatedKeysInMapping(_, let context) {
        guard renameDuplicate(at: context.mark, aliases: &aliases, placeholders: &placeholders)
        else { return nil }
      } catch let error as YamlError {
        diagnostics.add(marks.diagnostic(for: error))
        return nil
      } catch {
        diagnostics.error(
          "yaml.syntax", "the file is not YAML", at: marks.origin(offset: marks.start, length: 1))
        return nil
      }
    }
    return nil
  }

  /// Reports the second of two equal keys and renames it; `false` where it is not found.
  private mutating func renameDuplicate(
    at mark: Mark, aliases: inout YAMLAliases, placeholders: inout PlaceholderPool
  ) -> Bool {
    let first = marks.offset(of: mark)
    let finder = YAMLDuplicateKeys(bytes: bytes, lines: marks.lines)
    let firstKey = finder.key(at: first)
    let firstOrigin = marks.origin(offset: first, length: firstKey?.length ?? 1)
    guard let firstKey, let second = finder.duplicate(of: firstKey, except: droppedKeys),
      let placeholder = placeholders.next()
    else {
      let name = firstKey.map { " \(quoted($0.text))" } ?? ""
      diagnostics.error(
        "document.duplicateKey", "the key\(name) is given twice in this mapping", at: firstOrigin)
      return false
    }
    diagnostics.duplicateKey(
      firstKey.text, at: marks.origin(offset: second.offset, length: second.length),
      first: firstOrigin)
    droppedKeys.insert(second.offset)
    aliases.replaceScalar(at: second.contentOffset, with: placeholder)
    return true
  }
}

// MARK: - Nodes

extension YAMLDocumentReader {
  private mutating func node(_ yaml: Yams.Node, aliases: YAMLAliases, depth: Int) -> Node {
    let offset = yaml.mark.map { marks.offset(of: $0) } ?? marks.start
    guard depth <= limits.nesting else {
      diagnostics.error(
        "document.nesting", "nested deeper than \(limits.nesting) levels",
        at: marks.origin(offset: offset, length: 1))
      return Node(kind: .null, origin: marks.origin(offset: offset, length: 1))
    }
    var result: Node
    switch yaml {
    case .scalar(let scalar):
      result = self.scalar(scalar, offset: offset, aliases: aliases, depth: depth)
    case .sequence(let sequence):
      let origin = marks.origin(offset: offset, length: 1)
      checkTag(sequence.tag.rawValue, standard: "tag:yaml.org,2002:seq", at: origin)
      result = Node(kind: .null, origin: origin)
      result.kind = .sequence(sequence.map { node($0, aliases: aliases, depth: depth + 1) })
    case .mapping(let mapping):
      let origin = marks.origin(offset: offset, length: 1)
      checkTag(mapping.tag.rawValue, standard: "tag:yaml.org,2002:map", at: origin)
      result = Node(
        kind: .mapping(entries(mapping, aliases: aliases, depth: depth)), origin: origin)
    case .alias:
      // Yams replaces aliases; kept for the compiler's sake.
      result = Node(kind: .null, origin: marks.origin(offset: offset, length: 1))
    }
    if let anchor = yaml.anchor { anchors[ExactString(anchor.rawValue)] = result }
    return result
  }

  private mutating func entries(
    _ mapping: Yams.Node.Mapping, aliases: YAMLAliases, depth: Int
  ) -> Mapping {
    var entries: [Mapping.Entry] = []
    entries.reserveCapacity(mapping.count)
    var keys = KeySet()
    for (key, value) in mapping {
      let offset = key.mark.map { marks.offset(of: $0) } ?? marks.start
      let keyNode = node(key, aliases: aliases, depth: depth + 1)
      let valueNode = node(value, aliases: aliases, depth: depth + 1)
      if droppedKeys.contains(offset) { continue }
      guard let text = keyText(keyNode, yaml: key) else { continue }
      // A duplicate that Yams did not see: `*alias` as a key.
      if let first = keys.insert(text, at: entries.count, in: entries) {
        diagnostics.duplicateKey(text, at: keyNode.origin, first: entries[first].keyOrigin)
      } else {
        entries.append(Mapping.Entry(key: text, keyOrigin: keyNode.origin, value: valueNode))
      }
    }
    return Mapping(entries)
  }

  /// The text of a key; keys that are not strings are reported.
  private mutating func keyText(_ key: Node, yaml: Yams.Node) -> String? {
    if case .plain = key.style, key.string == "<<" {
      diagnostics.error(
        "yaml.mergeKey", "merge keys are not supported; name a shape instead", at: key.origin)
      return nil
    }
    if let text = key.scalarText { return text }
    // `null: …` and `~: …` are keys by their text; an empty key is none.
    if key.isNull, let text = yaml.scalar?.string, !text.isEmpty { return text }
    diagnostics.error(
      "yaml.key", "a key must be a string; this one is \(key.kindName)", at: key.origin)
    return nil
  }

  private mutating func scalar(
    _ scalar: Yams.Node.Scalar, offset: Int, aliases: YAMLAliases, depth: Int
  ) -> Node {
    let (style, length) = marks.extent(of: scalar, at: offset)
    let origin = marks.origin(offset: offset, length: length)
    if style == .plain, let name = aliases.aliasName(scalar.string) {
      return alias(name, origin: origin, depth: depth)
    }
    var text = aliases.restore(scalar.string)
    if style == .doubleQuoted, marks.beginsWithByteOrderMark(at: offset) {
      text = "\u{FEFF}" + text
    }
    let tag = scalar.tag.rawValue
    // Yams gives quoted scalars the string tag, and `!!str` gives it to plain ones.
    if style != .plain || tag == "tag:yaml.org,2002:str" || tag == "!" {
      checkTag(tag, standard: "tag:yaml.org,2002:str", at: origin)
      return Node(kind: .string(text), origin: origin, style: style)
    }
    checkTag(tag, standard: "", at: origin)
    return Node(kind: Self.plainKind(text), origin: origin)
  }

  /// What an unquoted scalar is: as JSON reads it, a string otherwise.
  static func plainKind(_ text: String) -> Node.Kind {
    switch text {
    case "", "~", "null": .null
    case "true": .bool(true)
    case "false": .bool(false)
    default: isJSONNumber(text) ? .number(text) : .string(text)
    }
  }

  private static func isJSONNumber(_ text: String) -> Bool {
    var bytes = Array(text.utf8)[...]
    func digits() -> Int {
      let count = bytes.prefix { $0 &- 48 < 10 }.count
      bytes = bytes.dropFirst(count)
      return count
    }
    if bytes.first == UInt8(ascii: "-") { bytes = bytes.dropFirst() }
    let beginsWithZero = bytes.first == UInt8(ascii: "0")
    let whole = digits()
    guard whole > 0, !beginsWithZero || whole == 1 else { return false }
    if bytes.first == UInt8(ascii: ".") {
      bytes = bytes.dropFirst()
      guard digits() > 0 else { return false }
    }
    if let letter = bytes.first, letter | 32 == UInt8(ascii: "e") {
      bytes = bytes.dropFirst()
      if bytes.first == UInt8(ascii: "+") || bytes.first == UInt8(ascii: "-") {
        bytes = bytes.dropFirst()
      }
      guard digits() > 0 else { return false }
    }
    return bytes.isEmpty
  }

  private mutating func checkTag(_ tag: String, standard: String, at origin: Origin) {
    guard !tag.isEmpty, tag != "!", !tag.isExactly(standard) else { return }
    diagnostics.error(
      "yaml.tag", "the tag \(quoted(tag)) is not supported; contracts have none", at: origin)
  }
}

// MARK: - Aliases

extension YAMLDocumentReader {
  /// What an alias stands for, with the places of what it stands for.
  private mutating func alias(_ name: String, origin: Origin, depth: Int) -> Node {
    let nothing = Node(kind: .null, origin: origin)
    guard let target = anchors[ExactString(name)] else {
      diagnostics.error("yaml.alias", "no anchor \(quoted(name)) is defined before", at: origin)
      return nothing
    }
    // Reported once; what comes after is not even measured.
    guard aliasedNodes <= limits.aliasedNodes else { return nothing }
    let extent = Self.extent(of: target, depth: depth)
    aliasedNodes += extent.nodes
    guard aliasedNodes <= limits.aliasedNodes else {
      diagnostics.error(
        "yaml.aliasLimit",
        "the aliases of this file stand for more than \(limits.aliasedNodes) values", at: origin)
      return nothing
    }
    guard extent.depth <= limits.nesting else {
      diagnostics.error(
        "document.nesting", "nested deeper than \(limits.nesting) levels", at: origin)
      return nothing
    }
    return target
  }

  /// How many nodes a tree has, and how deep it goes. Trees are small for the size of the file: what
  /// aliases added to them has passed the limit.
  private static func extent(of node: Node, depth: Int) -> (nodes: Int, depth: Int) {
    var nodes = 1
    var deepest = depth
    func visit(_ child: Node) {
      let extent = extent(of: child, depth: depth + 1)
      nodes += extent.nodes
      deepest = max(deepest, extent.depth)
    }
    switch node.kind {
    case .sequence(let items):
      for item in items { visit(item) }
    case .mapping(let mapping):
      for entry in mapping.entries { visit(entry.value) }
    default:
      break
    }
    return (nodes, deepest)
  }
}
