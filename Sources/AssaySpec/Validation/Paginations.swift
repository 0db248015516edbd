internal import AssayModel

extension ContractValidator {
  /// Paths of paginations that lead nowhere or to values of the wrong type.
  mutating func checkPaginations() {
    for operation in contract.operations {
      guard let pagination = operation.pagination else { continue }
      let input = resolve(pagination.input, from: operation.input, of: "input")
      let output = resolve(pagination.output, from: operation.output, of: "output")
      if let input, let output, !isSameType(input.target, output.target) {
        diagnostics.error(
          "pagination.token",
          "the token that comes out, \(kindName(output.target)), does not go in again as "
            + kindName(input.target), at: pagination.output.origin,
          notes: [Diagnostic.Note(message: "it goes in here", origin: pagination.input.origin)])
      }
      if let path = pagination.limit, let end = resolve(path, from: operation.input, of: "input"),
        simpleType(end.target)?.isNumeric != true, simpleType(end.target) != .string
      {
        diagnostics.error(
          "pagination.limit", "the size of a page is a number; found \(kindName(end.target))",
          at: path.origin)
      }
      if let path = pagination.items, let end = resolve(path, from: operation.output, of: "output")
      {
        switch base(end.target).kind {
        case .list, .map: break
        default:
          if !end.isPlural {
            diagnostics.error(
              "pagination.items",
              "the items of a page are a list or map; found \(kindName(end.target))",
              at: path.origin)
          }
        }
      }
    }
  }

  private func isSameType(_ left: ShapeID, _ right: ShapeID) -> Bool {
    if let left = simpleType(left), let right = simpleType(right) {
      return left == right || (left.isNumeric && right.isNumeric)
    }
    switch (base(left).kind, base(right).kind) {
    case (.map, .map), (.list, .list), (.structure, .structure), (.union, .union): return true
    default: return false
    }
  }
}
