internal import Synchronization

/// A set of scalars, as PCRE2 understands a piece of pattern that matches exactly one.
///
/// Nothing here interprets the class: PCRE2 is asked. The verdicts on ASCII are learned at once, the
/// rest when it is wanted: page by page through a ``ClassCache``, or whole through ``scalars``.
package struct CharacterClass: Sendable {
  /// The class in PCRE2's syntax: `[a-z]`, `\d`, `(?s:.)`, `(?:.|\n)`. Needs no context.
  package let source: String
  /// Bit n of the first word is the verdict on scalar n, of the second on scalar 64 + n.
  package let ascii: (UInt64, UInt64)

  let oracle: ClassOracle

  /// Learns a class; `nil` when the text does not compile.
  ///
  /// - Precondition: `source` matches exactly one scalar, whatever stands round it.
  package init?(_ source: String) {
    guard let oracle = ClassOracle(source) else { return nil }
    self.source = source
    self.oracle = oracle
    let words = oracle.words(from: 0, count: 128)
    ascii = (words[0], words[1])
  }

  /// Whether an ASCII byte is in the class; other bytes are not.
  @inlinable
  package func containsASCII(_ byte: UInt8) -> Bool {
    byte < 64 ? ascii.0 >> byte & 1 != 0 : byte < 128 && ascii.1 >> (byte & 63) & 1 != 0
  }

  /// Whether every ASCII scalar is in the class.
  package var containsAllASCII: Bool { ascii.0 == .max && ascii.1 == .max }

  /// The whole class over all 1,112,064 scalars: ranges in rising order that neither touch nor
  /// overlap. Computed once for a class and its copies; surrogates are in no range.
  package var scalars: [ClosedRange<UInt32>] { oracle.scalars }
}

extension CharacterClass: Hashable {
  /// Two classes are equal when they are written alike.
  package static func == (left: CharacterClass, right: CharacterClass) -> Bool {
    left.source.utf8.elementsEqual(right.source.utf8)
  }

  package func hash(into hasher: inout Hasher) {
    for byte in source.utf8 { hasher.combine(byte) }
  }
}

/// The whole of a class; see ``CharacterClass/scalars``.
package func scalars(of characterClass: CharacterClass) -> [ClosedRange<UInt32>] {
  characterClass.scalars
}
