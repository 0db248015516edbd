internal import AssayModel

extension ContractValidator {
  /// Errors that are listed and not defined, defined and not listed, or told apart by nothing.
  mutating func checkErrors() {
    var defined: [ExactString: ErrorShape] = [:]
    for error in contract.errors { defined[ExactString(error.name)] = error }
    let names = contract.errors.map(\.name)
    var listed = Set<ExactString>()
    for operation in contract.operations {
      var here: [ExactString: Origin] = [:]
      for reference in operation.errors {
        let key = ExactString(reference.name)
        listed.insert(key)
        if defined[key] == nil {
          diagnostics.error(
            "error.undefined", "no error \(quoted(reference.name)) is defined",
            at: reference.origin,
            suggestion: suggestions.nearest(to: reference.name, among: names))
        }
        if let first = here.updateValue(reference.origin, forKey: key) {
          diagnostics.warning(
            "error.listedTwice", "\(quoted(reference.name)) is listed twice",
            at: reference.origin,
            notes: [Diagnostic.Note(message: "it is listed here first", origin: first)])
        }
      }
      checkDistinct(operation.errors.compactMap { defined[ExactString($0.name)] })
    }
    for error in contract.errors {
      check(error, isListed: listed.contains(ExactString(error.name)))
    }
  }

  private mutating func check(_ error: ErrorShape, isListed: Bool) {
    if !isListed, !error.isCommon {
      diagnostics.warning(
        "error.unused",
        "no operation lists the error \(quoted(error.name)); `common: true` is for errors that any "
          + "operation may answer with", at: error.origin)
    }
    guard let status = error.status else { return }
    if !(400...599).contains(status) {
      diagnostics.warning(
        "error.status", "the status of an error is from 400 to 599; found \(status)",
        at: error.statusOrigin)
    }
    let isServers = (500...599).contains(status)
    if let fault = error.fault, (400...599).contains(status), isServers != (fault == .server) {
      diagnostics.warning(
        "error.fault",
        "the status \(status) says that the fault is the \(isServers ? "server" : "client")'s, "
          + "`fault` that it is the \(fault.rawValue)'s", at: error.statusOrigin)
    }
  }

  /// Two errors of one operation with the same type on the wire and the same status.
  private mutating func checkDistinct(_ errors: [ErrorShape]) {
    guard contract.wireProtocol != .httpJson else { return }
    var seen: [ExactString: ErrorShape] = [:]
    for error in errors {
      let key = ExactString("\(error.effectiveStatus) \(error.typeOnWire)")
      guard let first = seen.updateValue(error, forKey: key),
        !first.name.isExactly(error.name)
      else { continue }
      diagnostics.warning(
        "error.ambiguous",
        "\(quoted(error.name)) and \(quoted(first.name)) have the same type on the wire and the "
          + "same status", at: error.origin,
        notes: [Diagnostic.Note(message: "the other error is here", origin: first.origin)])
    }
  }
}
