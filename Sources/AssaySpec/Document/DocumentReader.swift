package import AssayModel

/// Reads a file into a ``Document``, and reports what keeps it from being one.
package enum DocumentReader {
  /// Reads YAML or JSON, told apart by ``format(of:)``.
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - file: Its index among the loader's sources, for every origin.
  ///   - limits: Bounds.
  ///   - diagnostics: Takes what is wrong.
  /// - Returns: `nil` where there is no tree to go on with. A document that is returned may still
  ///   have errors: duplicate keys, for one.
  package static func read(
    _ source: SourceFile, file: UInt32, limits: DocumentLimits = DocumentLimits(),
    diagnostics: inout DiagnosticSink
  ) -> Document? {
    let format = format(of: source)
    let checker = TextChecker(bytes: source.bytes, format: format, file: file, limits: limits)
    guard checker.check(&diagnostics) else { return nil }
    switch format {
    case .json:
      var reader = JSONDocumentReader(bytes: source.bytes, file: file, limits: limits)
      let root = reader.read()
      diagnostics.add(contentsOf: reader.diagnostics)
      return root.map { Document(root: $0, format: .json, file: file) }
    case .yaml:
      var reader = YAMLDocumentReader(bytes: source.bytes, file: file, limits: limits)
      let root = reader.read()
      diagnostics.add(contentsOf: reader.diagnostics)
      return root.map { Document(root: $0, format: .yaml, file: file) }
    }
  }

  /// What a file is written in: YAML where its name says so, else JSON where it begins as JSON
  /// does (`[`, or `{` before a quote or `}`), else YAML.
  package static func format(of source: SourceFile) -> Document.Format {
    let path = source.path.lowercased()
    if path.hasSuffix(".yaml") || path.hasSuffix(".yml") { return .yaml }
    let start = TextChecker.byteOrderMarkLength(source.bytes)
    var significant = source.bytes.dropFirst(start).lazy
      .filter { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }.makeIterator()
    switch significant.next() {
    case UInt8(ascii: "["): return .json
    case UInt8(ascii: "{"):
      switch significant.next() {
      case UInt8(ascii: "\""), UInt8(ascii: "}"), nil: return .json
      default: return path.hasSuffix(".json") ? .json : .yaml
      }
    default: return .yaml
    }
  }
}
