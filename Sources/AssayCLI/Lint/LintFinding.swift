import AssayJSON
import AssayModel
import AssayReport
import AssaySpec

/// What `assay lint` has to say of one contract.
struct LintFinding {
  let path: String
  let diagnostics: [Diagnostic]
  let sources: [SourceFile]
  private let operations: Int

  init(path: String, result: LoadResult) {
    self.path = path
    diagnostics = result.diagnostics
    sources = result.sources
    operations = result.contract?.operations.count ?? 0
  }

  var errors: Int { count(.error) }
  var warnings: Int { count(.warning) }

  private func count(_ severity: Diagnostic.Severity) -> Int {
    diagnostics.count { $0.severity == severity }
  }

  /// The diagnostics, and a line that sums them up.
  func text(isQuiet: Bool, usesColour: Bool) -> String {
    let colour = Colour(isOn: usesColour)
    let shown = isQuiet ? diagnostics.filter { $0.severity == .error } : diagnostics
    var text = DiagnosticText.render(shown, sources: sources, usesColour: usesColour)
    if !text.isEmpty { text += "\n" }
    guard !isQuiet else { return text }
    text += "\(Wording.visible(path)): "
    if diagnostics.isEmpty {
      text += colour.paint("no mistakes", .good) + ", \(Wording.counted(operations, "operation"))"
    } else {
      let pieces = [(errors, "error"), (warnings, "warning"), (count(.hint), "hint")]
        .filter { $0.0 > 0 }.map { Wording.counted($0.0, $0.1) }
      text += colour.paint(pieces.joined(separator: ", "), errors > 0 ? .error : .warning)
    }
    return text + "\n"
  }

  /// `{"contracts": [{"spec", "operations", "errors", "warnings", "hints", "diagnostics": […]}]}`.
  static func json(_ findings: [LintFinding]) -> [UInt8] {
    var writer = JSONWriter(layout: .indented)
    writer.beginObject()
    writer.key("contracts")
    writer.beginArray()
    for finding in findings { finding.write(to: &writer) }
    writer.endArray()
    writer.endObject()
    writer.newline()
    return writer.bytes
  }

  private func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("spec", path)
    writer.field("operations", operations)
    writer.field("errors", errors)
    writer.field("warnings", warnings)
    writer.field("hints", count(.hint))
    writer.key("diagnostics")
    writer.beginArray()
    let table = SourceTable(paths: sources.map(\.path))
    for diagnostic in diagnostics {
      writer.beginObject()
      writer.field("id", diagnostic.id)
      writer.field("severity", diagnostic.severity.rawValue)
      writer.field("message", diagnostic.message)
      SourceRecord.writeField(table.location(of: diagnostic.origin), to: &writer)
      writer.field("length", Int(diagnostic.origin.length))
      writer.field("suggestion", diagnostic.suggestion)
      writer.key("notes")
      writer.beginArray()
      for note in diagnostic.notes {
        writer.beginObject()
        writer.field("message", note.message)
        SourceRecord.writeField(note.location ?? table.location(of: note.origin), to: &writer)
        writer.endObject()
      }
      writer.endArray()
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }
}
