/// A pattern as PCRE2 is given it, beside the text it came from.
package struct TranslatedPattern: Sendable, Hashable {
  /// The pattern as it was written.
  package let source: String
  /// The same pattern in PCRE2's syntax.
  package let pcre: String
  /// What was translated, in the order of the source, and what was kept although the other language
  /// reads it a little differently (``PatternNote/isExact``).
  package let notes: [PatternNote]
  /// Where the offsets of the two texts part: pairs in rising order. Between two pairs the texts
  /// run side by side.
  let map: [OffsetPair]

  struct OffsetPair: Sendable, Hashable {
    var pcre: Int
    var source: Int
  }

  init(source: String, pcre: String, notes: [PatternNote] = [], map: [OffsetPair] = []) {
    self.source = source
    self.pcre = pcre
    self.notes = notes
    self.map = map
  }

  /// Whether PCRE2 is given another text than was written.
  package var isTranslated: Bool { !pcre.utf8.elementsEqual(source.utf8) }

  /// The offset in the source of an offset in the PCRE2 text, both in UTF-8 bytes.
  package func sourceOffset(ofPCRE offset: Int) -> Int {
    guard let index = map.lastIndex(where: { $0.pcre <= offset }) else {
      return min(offset, source.utf8.count)
    }
    let pair = map[index]
    // A place inside a rewritten piece stays inside the piece it was written from.
    let next = index + 1 < map.count ? map[index + 1].source : source.utf8.count
    return min(pair.source + (offset - pair.pcre), next)
  }
}

/// One thing that a translation rewrote.
package struct PatternNote: Sendable, Hashable {
  /// What kind of construct was rewritten.
  package enum Kind: String, Sendable, Hashable {
    /// `\uXXXX`, octal and other escapes of one scalar.
    case escape
    /// A property, script or block.
    case property
    /// A class: intersection, union, a range with a class as one end.
    case characterClass
    /// `.`, `$`, `^`, `\b`, `\s` and the like, where the languages read them differently.
    case predefined
    /// A quantifier that PCRE2 refuses or reads differently.
    case quantifier
    /// A group or a flag.
    case group
  }

  /// The kind of construct.
  package var kind: Kind
  /// Where in the source, in UTF-8 bytes.
  package var offset: Int
  /// What was done, in a few words.
  package var text: String
  /// Whether the meaning is exactly the source's. Not exact is only what the design decides for the
  /// patterns of every dialect: line ends at `.` and `$`, ASCII words at `\b`.
  package var isExact: Bool

  /// Creates a note.
  package init(kind: Kind, offset: Int, text: String, isExact: Bool = true) {
    self.kind = kind
    self.offset = offset
    self.text = text
    self.isExact = isExact
  }
}

/// A pattern in PCRE2's syntax, or why there is no exact form of it.
///
/// What comes out need not compile: PCRE2 has the last word, and ``CompiledPattern`` asks it.
package func translate(
  _ source: String, from dialect: PatternDialect
) -> Result<TranslatedPattern, PatternError> {
  do throws(PatternError) {
    switch dialect {
    case .pcre2: return .success(try UnicodeEscapes.translate(source))
    case .java: return .success(try JavaTranslator.translate(source))
    }
  } catch {
    return .failure(error)
  }
}
