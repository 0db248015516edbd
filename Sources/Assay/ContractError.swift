public import AssayModel
import AssayReport

/// Why a contract could not be loaded: all of its mistakes, each with its place.
public struct ContractError: Error, Sendable, Hashable {
  /// What was found, mistakes and doubts alike, in the order of the files.
  public let diagnostics: [Diagnostic]
  /// The files, which ``Origin/file`` of a diagnostic indexes.
  public let sources: [SourceFile]

  /// Creates an error.
  public init(diagnostics: [Diagnostic], sources: [SourceFile]) {
    self.diagnostics = diagnostics
    self.sources = sources
  }

  /// The file, line and column of a diagnostic.
  public func location(of diagnostic: Diagnostic) -> SourceLocation? {
    SourceTable(paths: sources.map(\.path)).location(of: diagnostic.origin)
  }
}

// MARK: - CustomStringConvertible

extension ContractError: CustomStringConvertible {
  /// Each mistake as a compiler shows it: place, message, and the line with a caret under it.
  public var description: String {
    let errors = diagnostics.filter { $0.severity == .error }
    let text = DiagnosticText.render(errors, sources: sources, usesColour: false)
    return String(text.dropLast(text.hasSuffix("\n") ? 1 : 0))
  }
}
