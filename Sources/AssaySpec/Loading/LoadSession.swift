package import AssayModel

/// What a reader of a format works with: the files, their table, and where mistakes go.
package struct LoadSession {
  /// The files read so far; their positions are what ``Origin/file`` holds.
  package private(set) var sources: [SourceFile] = []
  /// What is wrong.
  package var diagnostics = DiagnosticSink()
  /// Shapes whose type could not be read; nothing follows from what they stand for.
  package var unknownShapes: Set<ShapeID> = []
  /// What an import made of its document besides the contract.
  package var report = ImportReport()
  /// The service to take from a model that has several, by identifier or name.
  package var service: String?
  /// Whether a document that is of one service must be of the one that is named; not where two
  /// sources are compared, which may have names of their own.
  package var expectsService = true
  /// The protocol to take from a model that speaks several.
  package var wireProtocol: WireProtocol?
  /// Bounds on each document.
  package var limits = DocumentLimits()
  /// Where further files come from.
  package let files: FileAccess

  /// Creates a session.
  package init(files: FileAccess, limits: DocumentLimits = DocumentLimits()) {
    self.files = files
    self.limits = limits
  }

  /// Takes a file into the table; a compressed one by its content.
  package mutating func add(_ source: SourceFile) -> UInt32 {
    sources.append(source)
    let file = UInt32(clamping: sources.count - 1)
    guard Gzip.isCompressed(source.bytes) else { return file }
    do throws(Gzip.Failure) {
      sources[Int(file)].bytes = try Gzip.decompress(source.bytes, limit: limits.bytes)
    } catch {
      sources[Int(file)].bytes = []
      let reason =
        switch error {
        case .broken(let reason): "the file is no sound gzip: \(reason)"
        case .tooLarge: "larger than \(limits.bytes) bytes, once decompressed"
        }
      diagnostics.error("file.compression", reason, at: wholeFile(file))
    }
    return file
  }

  /// Takes a file that may stand beside another one into the table; `nil` where there is none.
  package mutating func companion(_ path: String) -> UInt32? {
    guard case .file(let bytes) = files.look(path) else { return nil }
    return add(SourceFile(path: path, bytes: bytes))
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
