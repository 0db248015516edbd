import AssayJSON
import AssayModel
import AssayReport
import AssaySpec

/// What `assay lint` has to say of one contract.
struct LintFinding {
  let path: String
  let diagnostics: [Diagnostic]
  let sources: [SourceFile]
  /// Advice, the first few of each kind; nothing where the contract cannot be used.
  private let hints: LintHints?
  private let operations: Int

  init(path: String, result: LoadResult) {
    self.path = path
    hints = result.contract.map { LintHints($0) }
    diagnostics = result.diagnostics + (hints?.mistakes ?? [])
    sources = result.sources
    operations = result.contract?.operations.count ?? 0
  }

  var errors: Int { count(.error) }
  var warnings: Int { count(.warning) }
  /// How much advice there is, shown or not.
  var adviceCount: Int { hints?.total ?? 0 }

  private func count(_ severity: Diagnostic.Severity) -> Int {
    diagnostics.count { $0.severity == severity }
  }

  /// The diagnostics, and a line that sums them up.
  func text(isQuiet: Bool, usesColour: Bool) -> String {
    let colour = Colour(isOn: usesColour)
    let shown =
      isQuiet ? diagnostics.filter { $0.severity == .error } : diagnostics + (hints?.shown ?? [])
    var text = DiagnosticText.render(shown, sources: sources, usesColour: usesColour)
    guard !isQuiet else { return text }
    text += "\(Wording.visible(path)): "
    if diagnostics.isEmpty {
      text += colour.paint("no mistakes", .good) + ", \(Wording.counted(operations, "operation"))"
    } else {
      let pieces = [(errors, "error"), (warnings, "warning"), (count(.hint), "hint")]
        .filter { $0.0 > 0 }.map { Wording.counted($0.0, $0.1) }
      text += colour.paint(pieces.joined(separator: ", "), errors > 0 ? .error : .warning)
    }
    if let hints, hints.total > 0 {
      let counts = hints.counts.map { "\(Wording.grouped($0.count)) \($0.id)" }
      text += "; hints: \(counts.joined(separator: ", "))"
      if hints.total > hints.shown.count { text += " (the first of each are shown)" }
    }
    return text + "\n"
  }

  /// `{"contracts": [{"spec", "operations", "errors", "warnings", "hints", "hintCounts": {…},
  /// "silencedHints", "diagnostics": […]}]}`; of each kind of hint, `diagnostics` has the first few.
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
    writer.field("hints", count(.hint) + adviceCount)
    writer.key("hintCounts")
    writer.beginObject()
    for entry in hints?.counts ?? [] { writer.field(named: entry.id, entry.count) }
    writer.endObject()
    writer.field("silencedHints", hints?.silenced ?? 0)
    writer.key("diagnostics")
    writer.beginArray()
    for diagnostic in diagnostics + (hints?.shown ?? []) {
      Self.write(DiagnosticRecord(diagnostic, sources: sources), to: &writer)
    }
    writer.endArray()
    writer.endObject()
  }

  /// `{"id", "severity", "message", "file", "line", "column", "length", "suggestion", "notes"}`;
  /// line, column and length are `null` where the whole file is meant.
  private static func write(_ record: DiagnosticRecord, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("id", record.id)
    writer.field("severity", record.severity)
    writer.field("message", record.message)
    writer.field("file", record.file)
    writer.field("line", record.line)
    writer.field("column", record.column)
    writer.field("length", record.length)
    writer.field("suggestion", record.suggestion)
    writer.key("notes")
    writer.beginArray()
    for note in record.notes {
      writer.beginObject()
      writer.field("message", note.message)
      SourceRecord.writeField(note.location, to: &writer)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }
}
