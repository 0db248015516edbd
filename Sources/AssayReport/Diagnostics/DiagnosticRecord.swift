package import AssayModel

/// A diagnostic with its places resolved, as a program reads it.
package struct DiagnosticRecord: Sendable, Hashable {
  /// A further place.
  package struct Note: Sendable, Hashable {
    /// What is to be seen there.
    package var message: String
    /// Where.
    package var location: SourceLocation?
  }

  /// Stable, dotted name.
  package var id: String
  /// `error`, `warning` or `hint`.
  package var severity: String
  /// One clause for a person.
  package var message: String
  /// The file; `nil` where it is about none.
  package var file: String?
  /// Line and column in bytes, from 1, and length in bytes; `nil` where it is about a whole file.
  package var line: Int?
  package var column: Int?
  package var length: Int?
  /// A likely correction.
  package var suggestion: String?
  /// Further places.
  package var notes: [Note]

  /// Resolves a diagnostic.
  package init(_ diagnostic: Diagnostic, sources: [SourceFile]) {
    let table = SourceTable(paths: sources.map(\.path))
    let origin = diagnostic.origin
    id = diagnostic.id
    severity = diagnostic.severity.rawValue
    message = diagnostic.message
    file = Int(origin.file) < sources.count ? sources[Int(origin.file)].path : nil
    line = origin.isKnown ? Int(origin.line) : nil
    column = origin.isKnown ? Int(origin.column) : nil
    length = origin.isKnown ? Int(origin.length) : nil
    suggestion = diagnostic.suggestion
    notes = diagnostic.notes.map {
      Note(message: $0.message, location: table.location(of: $0.origin))
    }
  }
}
