import AssayModel
import AssaySpec

/// A contract written as a native file, as `assay import` writes it, and read back.
enum RoundTrip {
  /// What is wrong with the way there and back; `nil` where the contract comes back equal.
  static func mistake(in path: String, service: String?, _ contract: Contract) -> Diagnostic? {
    let importer = Importer([path], service: service)
    guard let text = importer.text, importer.contract == contract else {
      return diagnostic("the document is imported otherwise than it is loaded")
    }
    let native = SpecLoader.load([SourceFile(path: "native.yaml", bytes: Array(text.utf8))])
    guard native.contract != contract else { return nil }
    let first = native.diagnostics.first.map { ": \($0.message), line \($0.origin.line)" } ?? ""
    return diagnostic("the native file is read back otherwise\(first)")
  }

  private static func diagnostic(_ message: String) -> Diagnostic {
    Diagnostic(
      id: "lint.roundTrip", severity: .error, message: message,
      origin: Origin(file: 0, line: 0, column: 0, length: 0))
  }
}
