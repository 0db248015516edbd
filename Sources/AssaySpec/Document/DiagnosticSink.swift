package import AssayModel

/// Collects what is wrong, and goes on.
///
/// At most ``limit`` diagnostics are kept; the rest are counted, so that a hostile file cannot
/// grow the list without bound.
package struct DiagnosticSink: Sendable {
  /// How many are kept.
  package static let limit = 1_000

  /// What was found, in order.
  package private(set) var diagnostics: [Diagnostic] = []
  /// How many were found beyond those kept.
  package private(set) var omitted = 0
  /// Whether an error is among them, kept or not.
  package private(set) var hasErrors = false

  /// Creates an empty sink.
  package init() {}

  /// Takes a diagnostic.
  package mutating func add(_ diagnostic: Diagnostic) {
    if diagnostic.severity == .error { hasErrors = true }
    if diagnostics.count < Self.limit {
      diagnostics.append(diagnostic)
    } else {
      omitted += 1
    }
  }

  /// Takes all of another sink.
  package mutating func add(contentsOf other: DiagnosticSink) {
    for diagnostic in other.diagnostics { add(diagnostic) }
    omitted += other.omitted
    hasErrors = hasErrors || other.hasErrors
  }

  /// Reports an error.
  package mutating func error(
    _ id: String, _ message: String, at origin: Origin, notes: [Diagnostic.Note] = [],
    suggestion: String? = nil
  ) {
    add(
      Diagnostic(
        id: id, severity: .error, message: message, origin: origin, notes: notes,
        suggestion: suggestion))
  }

  /// Reports a warning.
  package mutating func warning(
    _ id: String, _ message: String, at origin: Origin, notes: [Diagnostic.Note] = [],
    suggestion: String? = nil
  ) {
    add(
      Diagnostic(
        id: id, severity: .warning, message: message, origin: origin, notes: notes,
        suggestion: suggestion))
  }
}
