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
  /// - Returns: The text, empty where there is nothing to print.
  package static func render(
    _ diagnostics: [Diagnostic], sources: [SourceFile], usesColour: Bool
  ) -> String {
    var renderer = Renderer(
      lines: sources.map { SourceLines($0) }, style: TerminalStyle(isOn: usesColour))
    for diagnostic in diagnostics { renderer.append(diagnostic) }
    return renderer.text
  }
}

/// Writes one diagnostic after the other.
private struct Renderer {
  var lines: [SourceLines]
  let style: TerminalStyle
  var text = ""

  mutating func append(_ diagnostic: Diagnostic) {
    let severity = diagnostic.severity.rawValue
    var message = diagnostic.message
    if let suggestion = diagnostic.suggestion { message += "; did you mean `\(suggestion)`?" }
    text += style.bold(place(diagnostic.origin))
    text += style.severity(severity + ":", diagnostic.severity)
    text += " \(style.bold(message)) \(style.faint("[\(diagnostic.id)]"))\n"
    appendSnippet(diagnostic)
    for note in diagnostic.notes {
      text += "\(style.bold(place(note.origin)))note: \(note.message)\n"
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
    text += "\(style.faint("\(number) │")) \(snippet.text)\n"
    text += "\(style.faint("\(margin) │")) \(style.caret(snippet.underline))\n"
  }
}

/// Escape sequences of a terminal (ECMA-48, SGR), or nothing.
private struct TerminalStyle {
  let isOn: Bool

  func bold(_ text: String) -> String { paint(text, "1") }
  func faint(_ text: String) -> String { paint(text, "2") }
  func caret(_ text: String) -> String { paint(text, "32") }

  func severity(_ text: String, _ severity: Diagnostic.Severity) -> String {
    switch severity {
    case .error: paint(text, "1;31")
    case .warning: paint(text, "1;35")
    case .hint: paint(text, "1;36")
    }
  }

  private func paint(_ text: String, _ code: String) -> String {
    isOn && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
