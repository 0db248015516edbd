import AssayGenerate
import AssayHTTP
import AssayModel
import AssayReport
import AssaySpec

/// The file of `assay serve --data`.
enum ServeData {
  /// Reads a file of JSON or YAML.
  static func read(
    _ path: String, for contract: Contract, on console: Console
  ) throws(CommandFailure) -> MockData {
    guard case .file(let bytes) = FileAccess.disk(limit: 256 << 20).look(path) else {
      throw .usage("cannot read the data of `\(path)`")
    }
    let source = SourceFile(path: path, bytes: bytes)
    var found = DiagnosticSink()
    let document = DocumentReader.read(source, file: 0, diagnostics: &found)
    guard let document, !found.hasErrors else {
      console.complain(
        DiagnosticText.render(found.diagnostics, sources: [source], usesColour: false),
        terminator: "")
      throw .usage("`\(path)` holds no data that can be served")
    }
    let models = contract.operations.map { OperationModel(contract, $0) }
    do throws(MockData.Problem) {
      return try MockData(value(document.root), models)
    } catch {
      throw .usage("`\(path)`: \(error)")
    }
  }

  private static func value(_ node: Node) -> JSONValue {
    switch node.kind {
    case .null: .null
    case .bool(let flag): .boolean(flag)
    case .number(let text): Numeral(text) == nil ? .string(text) : .number(text)
    case .string(let text): .string(text)
    case .sequence(let items): .array(items.map(value))
    case .mapping(let mapping):
      .object(mapping.entries.map { .init($0.key, value($0.value)) })
    }
  }
}
