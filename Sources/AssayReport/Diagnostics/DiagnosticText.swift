package import AssayModel

/// Diagnostics as a compiler prints them: place, message, identifier, the line with a caret, notes.
///
/// ```text
/// specs/kms.yaml:41:13: error: the least length 64 is greater than the greatest, 12 [length.inverted]
/// 41 │     length: 64..12
///    │             ^^^^^^
/// ```
package enum DiagnosticText {
  /// The text of all diagnostics, each ending with a line feed.
  ///
  /// - Parameters:
  ///   - diagnostics: What to print, in this order.
  ///   - sources: The files that their origins count.
  ///   - usesColour: Whether to write escape sequences for a terminal.
  /// - Returns: The text.
  package static func render(
    _ diagnostics: [Diagnostic], sources: [SourceFile], usesColour: Bool
  ) -> String {
    var renderer = Renderer(
      lines: sources.map { SourceLines($0) }, colour: Colour(isOn: usesColour))
    for diagnostic in diagnostics { renderer.append(diagnostic) }
    return renderer.text
  }
}

/// Writes one diagnostic after the other.
private struct Renderer {
  var lines: [SourceLines]
  let colour: Colour
  var text = ""

  mutating func append(_ diagnostic: Diagnostic) {
    let severity = diagnostic.severity.rawValue
    var message = diagnostic.message
    if let suggestion = diagnostic.suggestion { message += "; did you mean `\(suggestion)`?" }
    text += colour.paint(place(diagnostic.origin), .bold)
    text += colour.paint(severity + ":", role(diagnostic.severity))
    text += " \(colour.paint(message, .bold)) \(colour.paint("[\(diagnostic.id)]", .faint))\n"
    appendSnippet(diagnostic)
    for note in diagnostic.notes {
      text += "\(colour.paint(place(note.origin), .bold))note: \(note.message)\n"
    }
  }

  private func role(_ severity: Diagnostic.Severity) -> Colour.Role {
    switch severity {
    case .error: .error
    case .warning: .warning
    case .hint: .hint
    }
  }

  /// `file:line:column: `, as much of it as is known.
  private func place(_ origin: Origin) -> String {
    guard Int(origin.file) < lines.count else { return "" }
    let path = lines[Int(origin.file)].path
    return origin.isKnown ? "\(path):\(origin.line):\(origin.column): " : "\(path): "
  }

  private mutating func appendSnippet(_ diagnostic: Diagnostic) {
    let origin = diagnostic.origin
    guard origin.isKnown, Int(origin.file) < lines.count,
      let line = lines[Int(origin.file)].line(Int(origin.line))
    else { return }
    var marks = [Snippet.Mark(origin, "^")]
    for note in diagnostic.notes
    where note.origin.file == origin.file && note.origin.line == origin.line {
      marks.append(Snippet.Mark(note.origin, "~"))
    }
    let snippet = Snippet(line: line, marks: marks)
    let number = String(origin.line)
    let margin = String(repeating: " ", count: number.utf8.count)
    text += "\(colour.paint("\(number) │", .faint)) \(snippet.text)\n"
    text += "\(colour.paint("\(margin) │", .faint)) \(colour.paint(snippet.underline, .good))\n"
  }
}
