/// A JSON value before it is written: numbers keep their text, objects the order of their members.
///
/// ``raw(_:)`` stands for bytes that are written as they are, JSON or not: a case may need a broken
/// number in the middle of a sound document.
package indirect enum JSONValue: Sendable, Hashable {
  case null
  case boolean(Bool)
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([Entry])
  case raw([UInt8])

  /// A member of an object.
  package struct Entry: Sendable, Hashable {
    /// Name, written as a JSON string.
    package var key: String
    /// Value.
    package var value: JSONValue

    /// Creates a member.
    package init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// The value of a member, compared scalar by scalar; the first of several.
  package subscript(key: String) -> JSONValue? {
    guard case .object(let entries) = self else { return nil }
    return entries.first { $0.key.isExactly(key) }?.value
  }

  /// The value with a member set, added at the end where there was none.
  package func setting(_ key: String, to value: JSONValue) -> JSONValue {
    guard case .object(var entries) = self else { return .object([Entry(key, value)]) }
    if let place = entries.firstIndex(where: { $0.key.isExactly(key) }) {
      entries[place].value = value
    } else {
      entries.append(Entry(key, value))
    }
    return .object(entries)
  }

  /// The value without a member.
  package func removing(_ key: String) -> JSONValue {
    guard case .object(let entries) = self else { return self }
    return .object(entries.filter { !$0.key.isExactly(key) })
  }
}

extension String {
  /// Scalar by scalar, where `==` would be canonical equivalence.
  package func isExactly(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
