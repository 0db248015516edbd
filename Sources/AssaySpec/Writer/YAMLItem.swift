/// What the printer of YAML is given: a tree of values with hints how to lay them out.
indirect enum YAMLItem {
  /// A scalar whose text is YAML already: a number, bounds, a word of the format.
  case word(String)
  /// A string; quoted where it must be.
  case text(String)
  /// A string that is always quoted, for the eye: a pattern.
  case quoted(String)
  /// A string for people; folded where it is long.
  case prose(String)
  /// A sequence.
  case list([YAMLItem])
  /// A mapping; on one line where it fits, unless it is to be a block.
  case map([Entry], isBlock: Bool = false)

  /// One key of a mapping.
  struct Entry {
    var key: String
    var value: YAMLItem
    /// Lines of comment above it.
    var comments: [String] = []
    /// Whether there is nothing but the comment.
    var isComment = false

    /// Lines of comment by themselves.
    static func comment(_ lines: [String]) -> Entry {
      Entry(key: "", value: .map([]), comments: lines, isComment: true)
    }
  }

  /// A truth value.
  static func flag(_ value: Bool) -> YAMLItem { .word(value ? "true" : "false") }

  /// A document's node.
  init(_ node: Node) {
    switch node.kind {
    case .null: self = .word("null")
    case .bool(let value): self = .flag(value)
    case .number(let text): self = .word(text)
    case .string(let text): self = .text(text)
    case .sequence(let items): self = .list(items.map { YAMLItem($0) })
    case .mapping(let mapping):
      self = .map(mapping.entries.map { Entry(key: $0.key, value: YAMLItem($0.value)) })
    }
  }
}
