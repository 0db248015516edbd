/// Why a pattern cannot be used, with the place inside the pattern.
package struct PatternError: Error, Sendable, Hashable {
  /// The kind of mistake; stable, for tests and reports.
  package struct ID: RawRepresentable, Sendable, Hashable {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }

    /// The text is no pattern in its language.
    package static let syntax = ID(rawValue: "syntax")
    /// The text is a pattern, but too large or too deep for PCRE2.
    package static let tooLarge = ID(rawValue: "tooLarge")
    /// `\u` without four hexadecimal digits, or half of a surrogate pair.
    package static let unicodeEscape = ID(rawValue: "unicodeEscape")
    /// A Unicode property, script or block that PCRE2 has no exact form of.
    package static let unsupportedProperty = ID(rawValue: "unsupportedProperty")
    /// A construct of another dialect, or of PCRE2, that has no exact form here.
    package static let unsupportedConstruct = ID(rawValue: "unsupportedConstruct")
    /// Memory ran out while compiling.
    package static let outOfMemory = ID(rawValue: "outOfMemory")
  }

  /// The kind of mistake.
  package var id: ID
  /// One clause for a person: lower case, no full stop.
  package var message: String
  /// Where in the pattern as it was written: UTF-8 bytes from its start.
  package var offset: Int
  /// How many UTF-8 bytes from there, at least 1.
  package var length: Int

  /// Whether the pattern is sound in its own language but cannot be run here, so that a contract
  /// keeps it and its checks say `undetermined`.
  package var isUnsupported: Bool {
    switch id {
    case .unsupportedProperty, .unsupportedConstruct, .tooLarge: true
    default: false
    }
  }

  /// Creates an error.
  package init(id: ID, message: String, offset: Int, length: Int = 1) {
    self.id = id
    self.message = message
    self.offset = offset
    self.length = length
  }
}

extension PatternError: CustomStringConvertible {
  /// The message and the identifier.
  package var description: String { "\(message) [\(id.rawValue)] at \(offset)" }
}
