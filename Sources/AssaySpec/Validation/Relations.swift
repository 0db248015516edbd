internal import AssayModel

extension ContractValidator {
  /// Relations whose paths lead nowhere, or whose sides cannot be compared.
  mutating func checkRelations() {
    for operation in contract.operations {
      for relation in operation.relations { check(relation, of: operation) }
    }
  }

  /// What values are compared as.
  private enum Comparand: String {
    case number = "a number"
    case text = "a string"
    case boolean = "a boolean"
    case timestamp = "a timestamp"
  }

  private func comparand(_ id: ShapeID) -> Comparand? {
    switch simpleType(id) {
    case .string?: .text
    case .boolean?: .boolean
    case .timestamp?: .timestamp
    case let type? where type.isNumeric: .number
    default: nil
    }
  }

  private mutating func check(_ relation: Relation, of operation: Operation) {
    guard case .input(let rightPath) = relation.operand else { return }
    let right = resolve(rightPath, from: operation.input, of: "input")
    let left: Comparand?
    let leftPath: MemberPath
    switch relation.subject {
    case .count(let path):
      leftPath = path
      guard let end = resolve(path, from: operation.output, of: "output") else { return }
      switch base(end.target).kind {
      case .list, .map: left = .number
      default:
        diagnostics.error(
          "relation.count", "`count` is of a list or map; found \(kindName(end.target))",
          at: path.origin)
        return
      }
    case .every(let path):
      leftPath = path
      guard let end = resolve(path, from: operation.output, of: "output") else { return }
      left = comparand(end.target)
      if left == nil {
        let isList = if case .list = base(end.target).kind { true } else { false }
        diagnostics.error(
          "relation.type", "\(kindName(end.target)) cannot be compared", at: path.origin,
          suggestion: isList ? path.description + "[]" : nil)
        return
      }
    }
    guard let left, let right else { return }
    check(relation, left, leftPath, right, rightPath)
  }

  private mutating func check(
    _ relation: Relation, _ left: Comparand, _ leftPath: MemberPath, _ right: PathEnd,
    _ rightPath: MemberPath
  ) {
    var target = right.target
    if relation.comparison == .oneOf, !right.isPlural {
      guard case .list(let element, _) = base(target).kind else {
        diagnostics.error(
          "relation.oneOf", "the right side of `oneOf` is a list; found \(kindName(target))",
          at: rightPath.origin)
        return
      }
      target = element.target
    }
    guard let other = comparand(target) else {
      diagnostics.error(
        "relation.type", "\(kindName(target)) cannot be compared", at: rightPath.origin)
      return
    }
    guard left == other else {
      diagnostics.error(
        "relation.types", "\(left.rawValue) is not comparable with \(other.rawValue)",
        at: rightPath.origin,
        notes: [Diagnostic.Note(message: "the left side is here", origin: leftPath.origin)])
      return
    }
    let isOrder = relation.comparison == .atLeast || relation.comparison == .atMost
    if isOrder, left == .text || left == .boolean {
      diagnostics.error(
        "relation.order",
        "`\(relation.comparison.rawValue)` compares numbers and timestamps, not \(left.rawValue)",
        at: relation.origin)
    }
  }
}
