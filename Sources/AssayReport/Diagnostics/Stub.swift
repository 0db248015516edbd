package import AssayModel

package enum DiagnosticText {
  package static func render(
    _ diagnostics: [Diagnostic], sources: [SourceFile], usesColour: Bool
  ) -> String {
    diagnostics.map { "\($0.severity): \($0.message) [\($0.id)]" }.joined(separator: "\n")
  }
}
