internal import AssayModel

/// Finds keys that were given before; small mappings are searched, large ones indexed.
struct KeySet {
  private var positions: [ExactString: Int] = [:]

  /// Notes a key that is about to become entry number `position`; the position of the entry that
  /// has it already, if one does.
  mutating func insert(_ key: String, at position: Int, in entries: [Mapping.Entry]) -> Int? {
    if entries.count < 8 {
      return entries.firstIndex { $0.key.isExactly(key) }
    }
    if positions.isEmpty {
      for (position, entry) in entries.enumerated() {
        positions[ExactString(entry.key)] = position
      }
    }
    if let first = positions[ExactString(key)] { return first }
    positions[ExactString(key)] = position
    return nil
  }
}

extension DiagnosticSink {
  /// Reports a key that a mapping has already.
  mutating func duplicateKey(_ key: String, at origin: Origin, first: Origin) {
    error(
      "document.duplicateKey", "the key \(quoted(key)) is given twice", at: origin,
      notes: [Diagnostic.Note(message: "it is given here first", origin: first)])
  }
}
