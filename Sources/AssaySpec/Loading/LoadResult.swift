package import AssayModel

/// What loading a spec came to.
package struct LoadResult: Sendable {
  /// The contract; `nil` where an error was reported.
  package var contract: Contract?
  /// What is wrong, in the order of the files.
  package var diagnostics: [Diagnostic]
  /// The files read; ``Origin/file`` of diagnostics and contract counts them.
  package var sources: [SourceFile]
  /// What an import made of its document besides the contract; empty for native files.
  package var report: ImportReport

  /// Creates a result.
  package init(
    contract: Contract?, diagnostics: [Diagnostic], sources: [SourceFile],
    report: ImportReport = ImportReport()
  ) {
    self.contract = contract
    self.diagnostics = diagnostics
    self.sources = sources
    self.report = report
  }
}
