import AssayModel
import AssaySpec

/// A YAML file of values: members by name, structures inside each other or with dots.
///
/// ```yaml
/// referenceStoreId: "1234567890"
/// filter: { status: COMPLETED }
/// ```
enum ValueFile {
  struct Entry: Equatable {
    var path: String
    var text: String
  }

  struct Problem: Error, CustomStringConvertible {
    var description: String
  }

  /// Reads a file.
  static func read(_ path: String) throws(Problem) -> [Entry] {
    let source: SourceFile
    switch FileAccess.disk(limit: 1 << 20).look(path) {
    case .file(let bytes): source = SourceFile(path: path, bytes: bytes)
    case .folder: throw Problem(description: "it is a folder")
    case .failure(let reason): throw Problem(description: reason)
    }
    var diagnostics = DiagnosticSink()
    let document = DocumentReader.read(source, file: 0, diagnostics: &diagnostics)
    if let mistake = diagnostics.diagnostics.first(where: { $0.severity == .error }) {
      throw Problem(description: "line \(mistake.origin.line): \(mistake.message)")
    }
    guard let document, case .mapping(let mapping) = document.root.kind else {
      throw Problem(description: "expected members with their values")
    }
    var entries: [Entry] = []
    try add(mapping, "", to: &entries)
    return entries
  }

  private static func add(
    _ mapping: Mapping, _ prefix: String, to entries: inout [Entry]
  ) throws(Problem) {
    for entry in mapping.entries {
      let path = prefix + entry.key
      if case .mapping(let inner) = entry.value.kind {
        try add(inner, path + ".", to: &entries)
      } else if let text = entry.value.scalarText {
        entries.append(Entry(path: path, text: text))
      } else {
        throw Problem(description: "line \(entry.keyOrigin.line): `\(path)` has no value to send")
      }
    }
  }
}
