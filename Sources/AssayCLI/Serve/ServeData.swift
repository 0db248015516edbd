import AssayEngine
import AssayGenerate
import AssayHTTP
import AssayModel
import AssayReport
import AssaySpec

/// The file of `assay serve --data`.
enum ServeData {
  /// Reads a file of JSON or YAML.
  static func read(
    _ path: String, for plan: Plan, on console: Console, isQuiet: Bool
  ) throws(CommandFailure) -> MockData {
    let bytes: [UInt8]
    switch FileAccess.disk(limit: 256 << 20).look(path) {
    case .file(let found): bytes = found
    case .folder: throw .usage("cannot read the data of `\(path)`: it is a folder")
    case .failure(let reason): throw .usage("cannot read the data of `\(path)`: \(reason)")
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
    let contract = plan.contract
    let models = contract.operations.map { OperationModel(contract, $0) }
    let data: MockData
    do throws(MockData.Problem) {
      data = try MockData(value(document.root), models)
    } catch {
      throw .usage("`\(path)`: \(error)")
    }
    if !isQuiet { complain(path, data.violations(plan, models), on: console) }
    return data
  }

  private static func complain(
    _ path: String, _ found: [(operation: String, violations: [Violation])], on console: Console
  ) {
    for (operation, violations) in found {
      console.complain("warning: `\(path)` breaks the contract of \(operation):")
      for violation in violations.prefix(10) {
        let place = violation.source.map { "\($0): " } ?? ""
        console.complain(
          Wording.visible(
            "  \(place)\(violation.pointer): \(violation.message) "
              + "[\(violation.constraint.rawValue)]"))
      }
      if violations.count > 10 {
        console.complain("  … and \(Wording.counted(violations.count - 10, "more violation"))")
      }
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
