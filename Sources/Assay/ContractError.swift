public import AssayModel

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
  /// A line for each mistake: `specs/kms.yaml:41:20: error: … [length.inverted]`.
  public var description: String {
    diagnostics.filter { $0.severity == .error }.map { diagnostic in
      let place = location(of: diagnostic).map { "\($0): " } ?? ""
      var line = "\(place)error: \(diagnostic.message) [\(diagnostic.id)]"
      if let suggestion = diagnostic.suggestion { line += "; \(suggestion)" }
      return line
    }.joined(separator: "\n")
  }
}
