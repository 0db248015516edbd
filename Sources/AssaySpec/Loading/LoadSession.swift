package import AssayModel

/// What a reader of a format works with: the files, their table, and where mistakes go.
package struct LoadSession {
  /// The files read so far; their positions are what ``Origin/file`` holds.
  package private(set) var sources: [SourceFile] = []
  /// What is wrong.
  package var diagnostics = DiagnosticSink()
  /// Shapes whose type could not be read; nothing follows from what they stand for.
  package var unknownShapes: Set<ShapeID> = []
  /// Bounds on each document.
  package var limits = DocumentLimits()
  /// Where further files come from.
  package let files: FileAccess

  /// Creates a session.
  package init(files: FileAccess, limits: DocumentLimits = DocumentLimits()) {
    self.files = files
    self.limits = limits
  }

  /// Takes a file into the table.
  package mutating func add(_ source: SourceFile) -> UInt32 {
    sources.append(source)
    return UInt32(clamping: sources.count - 1)
  }

  /// Reads a file of the table as YAML or JSON.
  package mutating func document(_ file: UInt32) -> Document? {
    DocumentReader.read(
      sources[Int(file)], file: file, limits: limits, diagnostics: &diagnostics)
  }

  /// The place of a file as a whole.
  package func wholeFile(_ file: UInt32) -> Origin {
    Origin(file: file, line: 0, column: 0, length: 0)
  }
}
