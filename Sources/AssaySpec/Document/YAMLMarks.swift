internal import AssayModel
internal import Yams

/// Turns Yams' marks into offsets and origins.
///
/// libyaml counts columns in Unicode scalars and ends lines at U+0085, U+2028 and U+2029 too; an
/// ``Origin`` counts bytes and lines as editors do.
struct YAMLMarks {
  private let bytes: [UInt8]
  /// Lines as editors see them.
  let lines: LineTable
  /// Lines as libyaml sees them.
  private let yamlLines: LineTable
  /// Where the last mark was found; marks come in ascending order, so that a long line is walked
  /// only once.
  private var cursor = (line: 0, column: 0, offset: 0)
  private let isASCII: Bool

  init(bytes: [UInt8], file: UInt32) {
    self.bytes = bytes
    lines = LineTable(bytes: bytes, file: file)
    isASCII = bytes.allSatisfy { $0 < 0x80 }
    yamlLines = isASCII ? lines : LineTable(bytes: bytes, file: file, yamlBreaks: true)
    cursor.offset = start
  }

  /// Offset of the first character.
  var start: Int { lines.starts.first ?? 0 }

  /// Forgets the last mark, before a second walk.
  mutating func rewind() { cursor = (0, 0, start) }

  /// The byte offset of a mark.
  mutating func offset(of mark: Mark) -> Int {
    let line = max(mark.line - 1, 0)
    // The end of a file without a line end is marked on a line of its own.
    guard line < yamlLines.starts.count else { return bytes.count }
    let column = max(mark.column - 1, 0)
    let lineStart = yamlLines.starts[line]
    if isASCII { return min(lineStart + column, bytes.count) }
    if cursor.line != line || cursor.column > column { cursor = (line, 0, lineStart) }
    while cursor.column < column, cursor.offset < bytes.count {
      cursor.offset += UTF8Scalar.decode(bytes, at: cursor.offset)?.length ?? 1
      cursor.column += 1
    }
    return cursor.offset
  }

  /// The place of a byte.
  func origin(offset: Int, length: Int) -> Origin { lines.origin(offset: offset, length: length) }

  /// The place of a mark.
  mutating func origin(of mark: Mark, length: Int) -> Origin {
    origin(offset: offset(of: mark), length: length)
  }

  /// How a scalar is written, and how many bytes of its first line it takes.
  func extent(of scalar: Yams.Node.Scalar, at offset: Int) -> (style: Node.Style, length: Int) {
    switch scalar.style {
    case .singleQuoted: return (.singleQuoted, quotedLength(at: offset, quote: UInt8(ascii: "'")))
    case .doubleQuoted: return (.doubleQuoted, quotedLength(at: offset, quote: UInt8(ascii: "\"")))
    case .literal, .folded: return (.block, 1)
    case .any, .plain:
      // The text may go on in the next line, which the parser folds; it is then cut at the first.
      let end = endOfLine(offset)
      return (.plain, min(scalar.string.utf8.count, end - offset))
    }
  }

  /// Whether a double-quoted scalar begins with an escaped byte order mark, which Yams loses:
  /// Foundation takes it for that of the text.
  func beginsWithByteOrderMark(at offset: Int) -> Bool {
    guard let quote = bytes[offset...].firstIndex(of: UInt8(ascii: "\"")) else { return false }
    let escape = String(decoding: bytes[(quote + 1)...].prefix(10), as: UTF8.self).lowercased()
    return escape.hasPrefix("\\ufeff") || escape.hasPrefix("\\u0000feff")
  }

  private func endOfLine(_ offset: Int) -> Int {
    var end = offset
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    return end
  }

  private func quotedLength(at offset: Int, quote: UInt8) -> Int {
    var index = offset
    // A tag or an anchor may stand before the quote.
    let end = endOfLine(offset)
    while index < end, bytes[index] != quote { index += 1 }
    index += 1
    while index < end {
      if bytes[index] == quote {
        guard quote == UInt8(ascii: "'"), index + 1 < end, bytes[index + 1] == quote else {
          return index + 1 - offset
        }
        index += 1
      } else if bytes[index] == 0x5C, quote == UInt8(ascii: "\"") {
        index += 1
      }
      index += 1
    }
    return max(1, end - offset)
  }
}

// MARK: - Errors

extension YAMLMarks {
  /// What libyaml says, in the words of a contract's diagnostics.
  mutating func diagnostic(for error: YamlError) -> Diagnostic {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      return syntax(problem: problem, mark: mark, context: context)
    case .reader(let problem, _, _, _):
      return Diagnostic(
        id: "yaml.syntax", severity: .error, message: problem,
        origin: origin(offset: start, length: 1))
    default:
      return Diagnostic(
        id: "yaml.syntax", severity: .error, message: "the file is not YAML",
        origin: origin(offset: start, length: 1))
    }
  }

  private mutating func syntax(
    problem: String, mark: Mark, context: YamlError.Context?
  ) -> Diagnostic {
    let offset = offset(of: mark)
    if let tab = tab(before: offset) {
      return Diagnostic(
        id: "yaml.tab", severity: .error,
        message: "a tab in the indentation; YAML is indented with spaces",
        origin: origin(offset: tab, length: 1))
    }
    if problem.contains("nesting level") {
      return Diagnostic(
        id: "document.nesting", severity: .error, message: "nested too deep",
        origin: origin(offset: offset, length: 1))
    }
    var notes: [Diagnostic.Note] = []
    if let context, context.mark.line < mark.line {
      notes.append(
        Diagnostic.Note(message: context.text, origin: origin(of: context.mark, length: 1)))
    }
    return Diagnostic(
      id: "yaml.syntax", severity: .error, message: problem,
      origin: origin(offset: offset, length: 1), notes: notes)
  }

  /// A tab in the white space that a line begins with, at or before an offset or on the next line.
  private func tab(before offset: Int) -> Int? {
    let last = lines.line(of: min(offset, bytes.count))
    for line in [last, last - 1] where line >= 0 {
      var index = lines.starts[line]
      while index < bytes.count, bytes[index] == 0x20 { index += 1 }
      if index < bytes.count, bytes[index] == 0x09 { return index }
    }
    return nil
  }
}
