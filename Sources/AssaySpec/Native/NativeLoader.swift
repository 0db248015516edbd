internal import AssayModel

/// Reads native files and what they import into one contract.
enum NativeLoader {
  /// Most files that one contract is made of.
  static let fileLimit = 1_000
  /// Longest chain of imports.
  static let depthLimit = 64

  /// Whether a file says that it is of this format: `assay` is a key at its top.
  @Sendable static func recognizes(_ source: SourceFile) -> Bool {
    switch DocumentReader.format(of: source) {
    case .json:
      return contains(source.bytes.prefix(4096), "\"assay\"")
    case .yaml:
      var rest = source.bytes[TextChecker.byteOrderMarkLength(source.bytes)...]
      var isFirst = true
      while !rest.isEmpty {
        let line = rest.prefix { $0 != 0x0A }
        rest = rest[line.endIndex...].dropFirst()
        guard let byte = line.first else { continue }
        if line.starts(with: "assay:".utf8) || line.starts(with: "\"assay\"".utf8) { return true }
        if isFirst, byte != UInt8(ascii: "#"), byte != UInt8(ascii: "-") {
          if byte == UInt8(ascii: "{") { return true }
          isFirst = false
        }
      }
      return false
    }
  }

  private static func contains(_ bytes: ArraySlice<UInt8>, _ text: String) -> Bool {
    let wanted = Array(text.utf8)
    return bytes.indices.contains { bytes[$0...].starts(with: wanted) }
  }

  /// Reads a contract.
  @Sendable static func read(_ roots: [UInt32], _ session: inout LoadSession) -> Contract? {
    var graph = ImportGraph(session: session)
    graph.load(roots)
    session = graph.session
    guard !graph.files.isEmpty else { return nil }
    var builder = NativeBuilder(files: graph.files)
    let contract = builder.build()
    session.diagnostics.add(contentsOf: builder.diagnostics)
    session.unknownShapes = builder.unknownShapes
    return contract
  }
}
