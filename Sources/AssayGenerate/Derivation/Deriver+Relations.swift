internal import AssayModel

extension Deriver {
  /// Derives the cases of what ties answers to questions: each has its request beside it.
  mutating func deriveRelations(_ request: Frame, _ answer: Frame) {
    for relation in model.operation.relations {
      switch relation.subject {
      case .every(let path): addEvery(relation, path, request, answer)
      case .count(let path): addCount(relation, path, request, answer)
      }
    }
  }

  private func name(_ relation: Relation) -> String {
    var text: String
    switch relation.subject {
    case .every(let path): text = path.description
    case .count(let path): text = "count.\(path)"
    }
    text += ".\(relation.comparison.rawValue)."
    switch relation.operand {
    case .input(let path): text += path.description
    }
    return NameText.escaped(text)
  }

  // MARK: - Values

  private mutating func addEvery(
    _ relation: Relation, _ path: MemberPath, _ request: Frame, _ answer: Frame
  ) {
    guard case .input(let operand) = relation.operand,
      let right = model.node(at: operand, model.input),
      let left = model.node(at: path, model.output)
    else { return omitRelation(relation, "its ends are no members") }
    let asked: [JSONValue]
    var pairs: [(String, JSONValue, Bool)] = []
    switch relation.comparison {
    case .atLeast, .atMost:
      guard let middle = ordered(right, step: 0) else {
        return omitRelation(relation, "the operand has no values in an order")
      }
      asked = [middle]
      for (label, step) in [("below", -1), ("equal", 0), ("above", 1)] {
        guard let value = ordered(right, step: step) else { continue }
        let holds = relation.comparison == .atLeast ? step >= 0 : step <= 0
        pairs.append((label, model.fitted(value, to: left), holds))
      }
    case .equals, .oneOf:
      var node = right
      if case .list(let element, _) = blueprint[right].kind { node = element }
      let values = different(node, left, 3)
      guard values.count > 1, let first = values.first, let last = values.last else {
        return omitRelation(relation, "there are no two different values for both ends")
      }
      asked = relation.comparison == .oneOf && values.count > 2 ? Array(values.dropLast()) : [first]
      pairs = [("equal", model.fitted(first, to: left), true)]
      if asked.count > 1 { pairs.append(("second", model.fitted(asked[1], to: left), true)) }
      pairs.append(("different", model.fitted(last, to: left), false))
    }
    guard let question = self.request(asked, operand, right, request) else {
      return omitRelation(relation, "no request with the operand could be made")
    }
    for (label, value, holds) in pairs {
      add(relation, path, label, value, holds, question, request, answer)
    }
  }

  /// The request with the operand's values.
  private func request(
    _ values: [JSONValue], _ path: MemberPath, _ node: Int, _ frame: Frame
  ) -> MessageValue? {
    let isList = if case .list = blueprint[node].kind { true } else { false }
    guard isList || values.count == 1 else { return nil }
    return model.replacing(frame.base, model.input, path) { _, _ in
      isList ? .array(values) : values[0]
    }
  }

  private mutating func add(
    _ relation: Relation, _ path: MemberPath, _ label: String, _ value: JSONValue, _ holds: Bool,
    _ question: MessageValue, _ request: Frame, _ answer: Frame
  ) {
    // Two of what there may be several of: that all were looked at shows only in the last.
    guard var sound = model.answer(to: question, .typical, count: 2) else {
      return omitRelation(relation, "no answer could be made")
    }
    if model.values(sound, model.output, path).isEmpty {
      guard let made = model.replacing(sound, model.output, path, { _, _ in value }) else {
        return omitRelation(relation, "no answer with the value could be made")
      }
      sound = made
    }
    let count = model.values(sound, model.output, path).count
    let last = count - 1
    guard
      let changed = model.replacing(
        sound, model.output, path, { index, old in index == last || count == 1 ? value : old })
    else { return }
    let place = place(path, index: last, changed)
    let expectation: Case.Expectation =
      holds
      ? .valid
      : invalid(
        [Case.Breach(part: place.part, pointer: place.pointer, constraint: .relation)], answer)
    addRelation(relation, label, place, path, expectation, question, changed, request, answer)
  }

  private mutating func addRelation(
    _ relation: Relation, _ label: String, _ place: (part: Violation.Part, pointer: String),
    _ path: MemberPath, _ expectation: Case.Expectation, _ question: MessageValue,
    _ reply: MessageValue, _ request: Frame, _ answer: Frame
  ) {
    let wire = model.writer.response(reply, status: model.successStatus, model.output)
    let asked = model.writer.request(question, model.operation, model.input)
    let subject = Case.Subject(
      part: place.part, pointer: place.pointer, path: path.description, constraint: .relation,
      boundary: label, source: location(relation.origin))
    add(
      wire, answer, "relation/\(name(relation))/\(label)", subject, expectation,
      answering: asked.request)
  }

  /// Where the violation of the occurrence at a path is.
  private func place(
    _ path: MemberPath, index: Int, _ message: MessageValue
  ) -> (part: Violation.Part, pointer: String) {
    guard case .member(let name)? = path.steps.first,
      let place = model.output.places.first(where: { $0.member.name.isExactly(name) })
    else { return (.responseBody, "") }
    if place.location == .header { return (.responseHeader, Pointer.token(place.wire)) }
    if place.location == .status { return (.responseStatus, "") }
    var pointer = place.location == .payload ? "" : Pointer.token(place.wire)
    var value = message[name]
    var node = place.node
    // With one list on the way, the occurrence is its item; lists in lists have one item each here.
    var rest = index
    for step in path.steps.dropFirst() {
      switch (step, blueprint[node].kind, value) {
      case (.each, .list(let element, _), .array(let items)?):
        let position = min(rest, max(items.count - 1, 0))
        rest -= position
        pointer += "/\(position)"
        value = items.indices.contains(position) ? items[position] : nil
        node = element
      case (.each, .map(_, let inner, _), .object(let entries)?):
        let position = min(rest, max(entries.count - 1, 0))
        rest -= position
        guard entries.indices.contains(position) else { return (.responseBody, pointer) }
        pointer += Pointer.token(entries[position].key)
        value = entries[position].value
        node = inner
      case (.member(let name), .structure(let members), _):
        guard let member = members.first(where: { $0.member.name.isExactly(name) }) else {
          return (.responseBody, pointer)
        }
        pointer += Pointer.token(member.key)
        value = value?[member.key]
        node = member.node
      default: return (.responseBody, pointer)
      }
    }
    return (.responseBody, pointer)
  }

  // MARK: - Counts

  private mutating func addCount(
    _ relation: Relation, _ path: MemberPath, _ request: Frame, _ answer: Frame
  ) {
    guard case .input(let operand) = relation.operand,
      let right = model.node(at: operand, model.input),
      let left = model.node(at: path, model.output),
      case .integer(let type) = blueprint[right].kind
    else { return omitRelation(relation, "its ends are no number and list") }
    let bounds = IntegerBounds(blueprint[right], type)
    guard bounds.low <= 100, !bounds.isEmpty else {
      return omitRelation(relation, "the operand is at least \(bounds.low)")
    }
    let wanted = Int(min(max(2, bounds.low), bounds.high))
    guard
      let question = self.request(
        [blueprint[right].written(.number("\(wanted)"))], operand, right, request),
      let sound = model.answer(to: question, .typical)
    else { return omitRelation(relation, "no request with the operand could be made") }
    for (label, count) in [("below", wanted - 1), ("equal", wanted), ("above", wanted + 1)]
    where count >= blueprint[left].minimumLength && count <= blueprint[left].maximumLength {
      guard let changed = model.resized(sound, path, to: count),
        let related = related(changed, to: question)
      else { continue }
      let holds =
        switch relation.comparison {
        case .atLeast: count >= wanted
        case .atMost: count <= wanted
        case .equals, .oneOf: count == wanted
        }
      var place = place(path, index: 0, related)
      if path.steps.count == 1 { place.pointer = self.place(path, index: 0, related).pointer }
      let expectation: Case.Expectation =
        holds
        ? .valid
        : invalid(
          [Case.Breach(part: place.part, pointer: place.pointer, constraint: .relation)], answer)
      addRelation(relation, label, place, path, expectation, question, related, request, answer)
    }
  }

  /// The answer with the values that other relations want.
  private func related(_ answer: MessageValue, to question: MessageValue) -> MessageValue? {
    var answer = answer
    for relation in model.operation.relations {
      guard case .every(let path) = relation.subject,
        let first = model.operand(relation, question).first,
        !model.values(answer, model.output, path).isEmpty
      else { continue }
      let fitting = model.node(at: path, model.output).map { model.fitted(first, to: $0) } ?? first
      guard
        let changed = model.replacing(
          answer, model.output, path, { _, old in old == nil ? nil : fitting })
      else { return nil }
      answer = changed
    }
    return answer
  }

  // MARK: - Values to compare

  /// Values in an order: one that is typical, the one below and the one above.
  private func ordered(_ node: Int, step: Int) -> JSONValue? {
    switch blueprint[node].kind {
    case .timestamp:
      return TimestampText.value(TimestampText.typical + Int64(step), blueprint[node].format)
    case .integer(let type):
      let bounds = IntegerBounds(blueprint[node], type)
      let value = bounds.typical + Int64(step)
      guard !bounds.isEmpty, (bounds.low...bounds.high).contains(value) else { return nil }
      return blueprint[node].written(.number("\(value)"))
    case .fractional: return blueprint[node].written(.number("\(10 + step).5"))
    default: return nil
    }
  }

  /// Different values that both ends take.
  private func different(_ right: Int, _ left: Int, _ count: Int) -> [JSONValue] {
    var values: [JSONValue] = []
    var seen: Set<[UInt8]> = []
    for ordinal in 0..<32 where values.count < count {
      guard let value = model.maker.value(right, .typical, ordinal: ordinal),
        seen.insert(value.json).inserted
      else { continue }
      if let broken = judge.breaks(model.fitted(value, to: left), at: left), !broken.isEmpty {
        continue
      }
      values.append(value)
    }
    return values
  }

  private mutating func omitRelation(_ relation: Relation, _ reason: String) {
    omit("response.relation/\(name(relation))", reason, relation.origin)
  }
}
