import AssayModel
import AssaySpec

/// Reads a text, and describes what was read and what was wrong with it.
struct DocumentProbe {
  let root: Node?
  let diagnostics: [Diagnostic]

  init(_ text: String, path: String = "a", limits: DocumentLimits = DocumentLimits()) {
    self.init(bytes: Array(text.utf8), path: path, limits: limits)
  }

  init(bytes: [UInt8], path: String = "a", limits: DocumentLimits = DocumentLimits()) {
    var sink = DiagnosticSink()
    let document = DocumentReader.read(
      SourceFile(path: path, bytes: bytes), file: 0, limits: limits, diagnostics: &sink)
    root = document?.root
    diagnostics = sink.diagnostics
  }

  /// `line:column+length id`, one a diagnostic, with the notes' places.
  var summary: [String] {
    diagnostics.map { diagnostic in
      let notes = diagnostic.notes.map { " (\(Self.place($0.origin)))" }.joined()
      return "\(Self.place(diagnostic.origin)) \(diagnostic.id)\(notes)"
    }
  }

  static func place(_ origin: Origin) -> String {
    "\(origin.line):\(origin.column)+\(origin.length)"
  }
}

extension Node {
  /// The tree with every place, such as `{a@1:1+1: "x"@1:4+1}@1:1+1`.
  var dump: String {
    let value =
      switch kind {
      case .null: "null"
      case .bool(let value): "\(value)"
      case .number(let text): text
      case .string(let text): text.debugDescription
      case .sequence(let items): "[" + items.map(\.dump).joined(separator: ", ") + "]"
      case .mapping(let mapping):
        "{"
          + mapping.entries
          .map { "\($0.key)@\(DocumentProbe.place($0.keyOrigin)): \($0.value.dump)" }
          .joined(separator: ", ") + "}"
      }
    return "\(value)@\(DocumentProbe.place(origin))"
  }
}
