internal import AssayModel

extension BotocoreModel {
  /// Settles what only the use of a structure decides: members of paths and host names are always
  /// there, and answers have neither a path nor a query.
  mutating func settlePlaces() {
    var inputs: Set<ShapeID> = []
    var answers: Set<ShapeID> = []
    for operation in contract.operations {
      if let input = operation.input { inputs.insert(input) }
      if let output = operation.output { answers.insert(output) }
    }
    for error in contract.errors { answers.insert(error.shape) }
    for id in inputs.union(answers).sorted() {
      guard case .structure(var members) = contract[id].kind else { continue }
      for index in members.indices {
        settle(&members[index], isInput: inputs.contains(id), isAnswer: answers.contains(id))
      }
      contract[id].kind = .structure(members)
    }
  }

  private mutating func settle(_ member: inout Member, isInput: Bool, isAnswer: Bool) {
    switch member.location {
    case .path, .host, .query, .queryMap:
      guard isAnswer, !isInput else { break }
      report.add(
        .decided, member.name,
        "`in: \(member.location.rawValue)` of an answer: it travels in the body",
        at: member.origin)
      member.location = .body
    case .header, .headerMap, .status, .body, .payload:
      break
    }
    guard isInput, member.location == .path || member.location == .host, member.required == nil
    else { return }
    report.add(
      .decided, member.name, "a label of the URI is always there, so it is required",
      at: member.origin)
    member.required = Marker(origin: member.origin)
  }
}
