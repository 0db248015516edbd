internal import AssayModel

extension Deriver {
  /// Derives messages in which the optional members and the values at bounds meet.
  mutating func deriveCombinations(_ frame: Frame) {
    guard options.strength > 1 else { return }
    let factors = Factors(frame, model, bound: options.boundMembers)
    guard factors.factors.count > 1 else { return }
    let array = CoveringArray(factors.factors, strength: options.strength)
    let subject = Case.Subject(
      part: frame.bodyPart, pointer: "", path: "", constraint: nil, boundary: "combination",
      source: location(model.operation.origin))
    for row in array.rows {
      add(
        frame, factors.message(row), "combination/\(factors.name(row))", subject, .valid,
        choices: ChoiceSequence(row.map { UInt64($0) }))
    }
  }
}

extension CaseOptions {
  /// Members of the input that have one known value.
  var boundMembers: Set<String> {
    Set(
      bindings.texts.compactMap { entry in
        if case .member(let name)? = entry.path.steps.first, entry.path.steps.count == 1 {
          name
        } else {
          nil
        }
      })
  }
}
