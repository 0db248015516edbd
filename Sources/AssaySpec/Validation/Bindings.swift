internal import AssayModel

extension ContractValidator {
  /// Methods that do not exist, and inputs that are no structures.
  mutating func checkBindings() {
    for operation in contract.operations {
      if let http = operation.http { check(http) }
      for (key, id) in [("input", operation.input), ("output", operation.output)] {
        guard let id, !isUnknown(id) else { continue }
        if case .structure = base(id).kind { continue }
        diagnostics.error(
          "\(key).type",
          "the \(key) of \(quoted(operation.name)) is a structure; found "
            + kindName(id), at: operation.origin, notes: definition(of: id))
      }
    }
    for error in contract.errors where !isUnknown(error.shape) {
      if case .structure = base(error.shape).kind { continue }
      diagnostics.error(
        "error.type",
        "the error \(quoted(error.name)) is a structure; found "
          + kindName(error.shape), at: error.origin, notes: definition(of: error.shape))
    }
  }

  private mutating func check(_ http: HTTPBinding) {
    let known = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "CONNECT", "TRACE"]
    if !known.contains(where: { $0.isExactly(http.method) }),
      !known.contains(where: { $0.isExactly(http.method.uppercased()) })
    {
      diagnostics.warning(
        "http.unknownMethod", "\(quoted(http.method)) is none of the methods of RFC 9110",
        at: http.origin, suggestion: suggestions.nearest(to: http.method, among: known))
    }
    if !(200...399).contains(http.status) {
      diagnostics.error(
        "http.status", "the status of success is from 200 to 399; found \(http.status)",
        at: http.statusOrigin)
    }
  }
}
