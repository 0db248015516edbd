package import AssayModel

/// An object of a document: keys in the source's order, no key twice.
///
/// A key that was given twice has been reported; the first one is kept.
package struct Mapping: Sendable {
  /// One key with its value.
  package struct Entry: Sendable {
    /// The key.
    package var key: String
    /// Where the key is written; the length includes quotes.
    package var keyOrigin: Origin
    /// The value.
    package var value: Node

    /// Creates an entry.
    package init(key: String, keyOrigin: Origin = .none, value: Node) {
      self.key = key
      self.keyOrigin = keyOrigin
      self.value = value
    }
  }

  /// All of them, in order.
  package var entries: [Entry]

  /// Creates a mapping.
  package init(_ entries: [Entry] = []) { self.entries = entries }

  /// The entry of a key.
  ///
  /// - Complexity: O(*n*) in the number of entries; build an ``index()`` of large mappings.
  package func entry(_ key: String) -> Entry? { entries.first { $0.key.isExactly(key) } }

  /// The value of a key.
  ///
  /// - Complexity: O(*n*) in the number of entries.
  package subscript(key: String) -> Node? { entry(key)?.value }

  /// Positions in ``entries`` by key.
  package func index() -> [ExactString: Int] {
    var result: [ExactString: Int] = [:]
    result.reserveCapacity(entries.count)
    for (position, entry) in entries.enumerated() { result[ExactString(entry.key)] = position }
    return result
  }
}
