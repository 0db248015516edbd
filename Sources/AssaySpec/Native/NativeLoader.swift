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
      let start = TextChecker.byteOrderMarkLength(source.bytes)
      let lines = source.bytes[start...].split(separator: 0x0A).lazy
      if let first = lines.first(where: { !$0.starts(with: "#".utf8) && !$0.starts(with: "-".utf8) }
      ),
        first.starts(with: "{".utf8)
      {
        return true
      }
      return lines.contains {
        $0.starts(with: "assay:".utf8) || $0.starts(with: "\"assay\"".utf8)
      }
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
