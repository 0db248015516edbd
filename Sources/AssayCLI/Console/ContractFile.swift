import AssayModel
import AssayReport
import AssaySpec

/// A contract as a command reads it.
struct ContractFile {
  var contract: Contract
  /// The files it was read from.
  var sources: [SourceFile]

  /// Loads a contract and says on standard error what is wrong with it; with `quiet`, what is only
  /// doubtful is not mentioned. `service` names the service to take from a model that has several.
  init(
    path: String, service: String? = nil, on console: Console, isQuiet: Bool, usesColour: Bool
  ) throws(CommandFailure) {
    let result = SpecLoader.load(paths: [path], service: service)
    let shown = result.diagnostics.filter {
      $0.severity == .error || (!isQuiet && $0.severity == .warning)
    }
    if !shown.isEmpty {
      console.complain(
        DiagnosticText.render(shown, sources: result.sources, usesColour: usesColour),
        terminator: "")
    }
    let errors = result.diagnostics.count { $0.severity == .error }
    guard let contract = result.contract, errors == 0 else {
      throw .usage("`\(path)` is no usable contract: \(Wording.counted(errors, "mistake"))")
    }
    self.contract = contract
    sources = result.sources
  }

  /// The index of an operation that was named on the command line.
  func operationIndex(named name: String) throws(CommandFailure) -> Int {
    try Self.index(of: name, in: contract.operations.map(\.name), contract.service)
  }

  /// The index of a name among those of operations.
  static func index(
    of name: String, in names: [String], _ service: String
  ) throws(CommandFailure) -> Int {
    if let index = names.firstIndex(where: { $0.utf8.elementsEqual(name.utf8) }) { return index }
    var message = "`\(service)` has no operation `\(name)`"
    if let nearest = Suggestion.nearest(to: name, among: names) {
      message += "; did you mean `\(nearest)`?"
    } else if names.count <= 10 {
      message += "; it has \(names.map { "`\($0)`" }.joined(separator: ", "))"
    }
    throw .usage(message)
  }
}
