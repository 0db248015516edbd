package import AssayModel

/// A value of a document, with the place it was read from.
///
/// YAML and JSON give the same tree. A plain YAML scalar is a number, `true`, `false` or `null`
/// only where JSON would read it so: `NO`, `0123`, `1:20` and `1..100` are strings, whatever
/// YAML 1.1 says.
package struct Node: Sendable {
  /// What a node holds.
  package indirect enum Kind: Sendable {
    /// `null`; in YAML also `~` and nothing at all.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number, as it is written.
    case number(String)
    /// A string, decoded.
    case string(String)
    /// An array.
    case sequence([Node])
    /// An object, keys in the source's order.
    case mapping(Mapping)
  }

  /// How a scalar is written; tells where its content begins and how it is escaped.
  package enum Style: UInt8, Sendable {
    /// Without quotes; every JSON literal and number, and collections.
    case plain
    /// YAML's `'…'`.
    case singleQuoted
    /// `"…"`, JSON's and YAML's.
    case doubleQuoted
    /// YAML's `|` and `>`.
    case block
  }

  /// What it holds.
  package var kind: Kind
  /// Where it begins, and how long it is on its line; collections have length 1.
  package var origin: Origin
  /// How it is written.
  package var style: Style

  /// Creates a node.
  package init(kind: Kind, origin: Origin = .none, style: Style = .plain) {
    self.kind = kind
    self.origin = origin
    self.style = style
  }
}

// MARK: - Access

extension Node {
  /// The string, where it is one.
  package var string: String? {
    if case .string(let text) = kind { text } else { nil }
  }

  /// The text of a string, number or boolean as it is written: what an unquoted YAML scalar means
  /// where only a string makes sense.
  package var scalarText: String? {
    switch kind {
    case .string(let text), .number(let text): text
    case .bool(let value): value ? "true" : "false"
    case .null, .sequence, .mapping: nil
    }
  }

  /// The truth value, where it is one.
  package var bool: Bool? {
    if case .bool(let value) = kind { value } else { nil }
  }

  /// The number as it is written, where it is one.
  package var number: String? {
    if case .number(let text) = kind { text } else { nil }
  }

  /// The number as an integer, where it is one that fits: `100`, `1e2` and `100.0` alike.
  package var integer: Int? {
    guard let number, let value = Numeral(number)?.int64 else { return nil }
    return Int(exactly: value)
  }

  /// The items, where it is a sequence.
  package var sequence: [Node]? {
    if case .sequence(let items) = kind { items } else { nil }
  }

  /// The entries, where it is a mapping.
  package var mapping: Mapping? {
    if case .mapping(let mapping) = kind { mapping } else { nil }
  }

  /// Whether it is `null`.
  package var isNull: Bool {
    if case .null = kind { true } else { false }
  }

  /// The value of a key, where this is a mapping that has it.
  package subscript(key: String) -> Node? { mapping?[key] }

  /// What it is, for diagnostics: `a string`, `a mapping`.
  package var kindName: String {
    switch kind {
    case .null: "nothing"
    case .bool: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}
