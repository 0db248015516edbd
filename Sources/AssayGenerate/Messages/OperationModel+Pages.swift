package import AssayModel

// What a server that answers page by page needs to know of an operation.
extension OperationModel {
  /// Values of the list that an answer has at a path of the output; values of different ordinals
  /// differ where the type has enough values. Empty where there is no list.
  package func items(
    at path: MemberPath, _ profile: ValueProfile = .typical, ordinals: Range<Int>
  ) -> [JSONValue] {
    guard let node = node(at: path, output), case .list(let element, _) = blueprint[node].kind
    else { return [] }
    return ordinals.compactMap { maker.value(element, profile, ordinal: $0) }
  }

  /// A valid value for a path of the output.
  package func outputValue(
    at path: MemberPath, _ profile: ValueProfile = .typical, ordinal: Int = 0
  ) -> JSONValue? {
    node(at: path, output).flatMap { maker.value($0, profile, ordinal: ordinal) }
  }

  /// The answer with every value at a path of the output replaced; what is missing on the way there
  /// is made. `nil` where the path leads nowhere.
  package func replacing(
    in output: MessageValue, at path: MemberPath, _ change: (JSONValue?) -> JSONValue?
  ) -> MessageValue? {
    replacing(output, self.output, path) { change($1) }
  }

  /// The answer with what ties it to a request put right: values that are compared with the request
  /// and do not fit become the request's. Counts are left to the caller.
  package func related(_ answer: MessageValue, to request: MessageValue) -> MessageValue {
    var answer = answer
    for relation in operation.relations {
      guard case .every(let path) = relation.subject, !values(of: answer, at: path).isEmpty,
        let wanted = operand(relation, request).first, let node = node(at: path, output)
      else { continue }
      let fitting = fitted(wanted, to: node)
      let changed = replacing(answer, output, path) { _, old in
        guard let old, old != .null else { return old }
        return Self.holds(old, relation.comparison, fitting) ? old : fitting
      }
      if let changed { answer = changed }
    }
    return answer
  }

  /// How many values a request allows at a path of the output, where a relation says so.
  package func countLimit(at path: MemberPath, _ request: MessageValue) -> Int? {
    var limit: Int?
    for relation in operation.relations {
      guard case .count(let subject) = relation.subject, subject.steps == path.steps,
        relation.comparison == .atMost || relation.comparison == .equals,
        let bound = operand(relation, request).compactMap(\.wholeNumber).min()
      else { continue }
      limit = min(limit ?? bound, bound)
    }
    return limit
  }

  private static func holds(
    _ left: JSONValue, _ comparison: Relation.Comparison, _ right: JSONValue
  ) -> Bool {
    if comparison == .equals || comparison == .oneOf { return left == right }
    if case .number(let a) = left, case .number(let b) = right,
      let first = Numeral(a), let second = Numeral(b)
    {
      return comparison == .atLeast ? first >= second : first <= second
    }
    guard let first = TimestampText.seconds(left), let second = TimestampText.seconds(right) else {
      return false
    }
    // Fractions are beyond what is read here: only what is clearly on the right side stays.
    return comparison == .atLeast ? first > second : first < second
  }
}
