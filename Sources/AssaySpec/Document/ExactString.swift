/// A string that is equal to another one only where their bytes are.
///
/// `String` compares by canonical equivalence, so `"K"` and the Kelvin sign are one key of a
/// dictionary. Names, enumeration values and keys compare scalar by scalar here.
package struct ExactString: Hashable, Sendable {
  /// The text.
  package let text: String

  /// Wraps a text.
  package init(_ text: String) { self.text = text }

  package static func == (left: ExactString, right: ExactString) -> Bool {
    left.text.isExactly(right.text)
  }

  package func hash(into hasher: inout Hasher) {
    // Texts that are exactly equal are canonically equal, so String's hash will do.
    hasher.combine(text)
  }
}

extension String {
  /// Whether two texts have the same scalars.
  package func isExactly(_ other: String) -> Bool {
    // Most that are compared differ in their lengths.
    guard utf8.count == other.utf8.count else { return false }
    let mine = utf8Span.span
    let others = other.utf8Span.span
    for index in mine.indices where mine[index] != others[index] { return false }
    return true
  }
}
