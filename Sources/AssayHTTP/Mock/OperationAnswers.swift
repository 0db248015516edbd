internal import AssayEngine
internal import AssayGenerate
internal import AssayModel
internal import Synchronization

/// The sound answers of one operation.
final class OperationAnswers: Sendable {
  /// What became of a question.
  enum Outcome: Sendable {
    case response(Case.Response)
    /// The token, at this member, was never given out for this question.
    case badToken(member: String)
    /// Nothing that keeps the contract could be generated.
    case none
  }

  /// Views that are kept; questions beyond them are answered as well, a little slower.
  private static let viewLimit = 64

  private let model: OperationModel
  private let options: Mock.Options
  private let entry: MockData.Entry?
  private let reader: RequestValues
  private let pages: Pages?
  private let operands: [MemberPath]
  private let judge: RequestJudge
  private let views = Mutex<[[UInt8]: AnswerView]>([:])

  init(_ model: OperationModel, _ options: Mock.Options, _ judge: RequestJudge) {
    self.model = model
    self.options = options
    self.judge = judge
    entry = options.data?.entries[model.operation.name]
    reader = RequestValues(model.contract, model.operation)
    pages = Pages(model)
    var operands: [MemberPath] = []
    for relation in model.operation.relations {
      switch relation.operand {
      case .input(let path) where !operands.contains(path): operands.append(path)
      case .input: break
      }
    }
    // How much of a question a page shows is no part of what the question is about.
    self.operands = operands.filter { $0 != model.operation.pagination?.limit }
  }

  /// Answers a request that keeps the contract.
  func answer(to request: ServerRequest) -> Outcome {
    let values = reader.members(of: request)
    guard let view = view(values, request) else { return .none }
    guard let pages else { return .response(model.response(view.base)) }
    let start: Int
    switch place(values, view) {
    case .some(let place): start = place
    case nil:
      return .badToken(member: model.operation.pagination?.input.description ?? "token")
    }
    let size = pages.size(values, model)
    var message = view.base
    if pages.items.steps.count == 1, case .member(let name)? = pages.items.steps.first {
      message[name] = view.page(from: start, count: size)
    } else {
      let page = view.page(from: start, count: size)
      message = model.replacing(in: message, at: pages.items) { _ in page } ?? message
    }
    let end = start + size
    if let pagination = pages.pagination, let form = pages.form, end < view.items.count {
      let token = form.token(place: end, check: view.check)
      message = model.replacing(in: message, at: pagination.output) { _ in token } ?? message
    }
    return .response(model.response(message))
  }

  /// Where the page begins that a request asks for; `nil` where its token is none.
  private func place(_ values: MessageValue, _ view: AnswerView) -> Int? {
    guard let pagination = pages?.pagination,
      let token = Self.value(values, at: pagination.input)
    else { return 0 }
    guard let form = pages?.form, let place = form.place(token, check: view.check),
      place > 0, place < view.items.count
    else { return nil }
    return place
  }

  private static func value(_ values: MessageValue, at path: MemberPath) -> JSONValue? {
    guard case .member(let first)? = path.steps.first, var value = values[first] else { return nil }
    for step in path.steps.dropFirst() {
      guard case .member(let name) = step, let inner = value[name] else { return nil }
      value = inner
    }
    return value == .null ? nil : value
  }

  // MARK: - Views

  private func view(_ values: MessageValue, _ request: ServerRequest) -> AnswerView? {
    var key: [UInt8] = []
    for path in operands {
      key.append(0x1E)
      if let value = Self.value(values, at: path) { key += value.json }
    }
    if let known = views.withLock({ $0[key] }) { return known }
    guard let made = makeView(values, request, key) else { return nil }
    views.withLock { views in
      if views.count >= Self.viewLimit { views.removeAll(keepingCapacity: true) }
      views[key] = made
    }
    return made
  }

  private func makeView(
    _ values: MessageValue, _ request: ServerRequest, _ key: [UInt8]
  ) -> AnswerView? {
    var check = Checksum()
    check.add(model.operation.name.utf8)
    check.add(options.seed)
    check.add(key)
    guard
      var base = model.answer(to: values, ordinal: ordinal(0))
        ?? model.answer(to: values, .smallest, ordinal: ordinal(0))
    else { return nil }
    for member in entry?.answer.members ?? [] { base[member.key] = member.value }
    if let pagination = model.operation.pagination {
      base = model.removing(pagination.output, from: base)
    } else {
      removeTokens(from: &base)
    }
    guard let pages else { return AnswerView(base: base, items: [], check: check.mixed) }
    var items = entry?.items ?? generated(pages)
    items = fitting(items, base, pages, values, request)
    return AnswerView(base: base, items: items.map(\.json), check: check.mixed)
  }

  /// A contract that does not say how pages go on must not send clients round in circles: what looks
  /// like a token that they would send back is left out.
  private func removeTokens(from base: inout MessageValue) {
    let members = { (shape: ShapeID?) -> [Member] in
      shape.map { self.model.contract[self.model.contract.base(of: $0)].members } ?? []
    }
    for member in members(model.operation.output) where member.required == nil {
      let name = member.name.lowercased()
      guard ["token", "marker", "cursor"].contains(where: { name.hasSuffix($0) }),
        members(model.operation.input).contains(where: { $0.name.isExactly(member.name) })
      else { continue }
      base[member.name] = nil
    }
  }

  /// The items of the data set before any question is asked.
  private func generated(_ pages: Pages) -> [JSONValue] {
    let count = pages.form == nil ? min(options.items, pages.counts.upperBound) : options.items
    return model.items(at: pages.items, ordinals: ordinal(0)..<(ordinal(0) + count))
  }

  /// Values are told apart by ordinals; a seed begins somewhere else among them.
  private func ordinal(_ index: Int) -> Int {
    Int(truncatingIfNeeded: options.seed % 9_973) * 101 + index
  }

  /// The items that a question is answered with: what echoes the question is filled in, what it
  /// filters by is filtered. The plan says what fits, as it does wherever an answer is checked.
  private func fitting(
    _ items: [JSONValue], _ base: MessageValue, _ pages: Pages, _ values: MessageValue,
    _ request: ServerRequest
  ) -> [JSONValue] {
    guard !model.operation.relations.isEmpty else { return items }
    var left = echoing(items, pages, values)
    while !left.isEmpty {
      guard
        let message = model.replacing(in: base, at: pages.items, { _ in .array(left) })
      else { return left }
      let verdict = judge.verdict(on: request, model.response(message))
      let misfits = Set(verdict.violations.compactMap { misfit($0, pages) })
      if misfits.isEmpty { return left }
      left = left.enumerated().filter { !misfits.contains($0.offset) }.map(\.element)
    }
    return left
  }

  /// The index of the item that a violation of a relation is about.
  private func misfit(_ violation: Violation, _ pages: Pages) -> Int? {
    guard violation.constraint == .relation, violation.part == .responseBody else { return nil }
    let tokens = violation.pointer.split(separator: "/", omittingEmptySubsequences: false)
    // The first token is empty; the items' index stands behind the names of their path.
    let index = pages.items.steps.count + 1
    return index < tokens.count ? Int(tokens[index]) : nil
  }

  /// Items belong to what the path names: a member that must equal a label of the path is that label,
  /// in items that are generated and in users' items that do not say.
  private func echoing(
    _ items: [JSONValue], _ pages: Pages, _ values: MessageValue
  ) -> [JSONValue] {
    var items = items
    for relation in model.operation.relations {
      guard case .every(let path) = relation.subject, relation.comparison == .equals,
        case .input(let operand) = relation.operand, isLabel(operand),
        let names = names(path, inside: pages.items),
        let value = Self.value(values, at: operand)
      else { continue }
      for index in items.indices {
        if entry?.items != nil, items[index].value(at: names[...]) != nil { continue }
        items[index] = items[index].setting(names[...], to: value)
      }
    }
    return items
  }

  private func isLabel(_ path: MemberPath) -> Bool {
    guard path.steps.count == 1, case .member(let name)? = path.steps.first,
      let input = model.operation.input,
      let member = model.contract[model.contract.base(of: input)].members
        .first(where: { $0.name.isExactly(name) })
    else { return false }
    return member.location == .path || member.required != nil
  }

  /// The names from an item to a place inside it.
  private func names(_ path: MemberPath, inside items: MemberPath) -> [String]? {
    let steps = path.steps
    guard steps.count > items.steps.count + 1,
      steps.prefix(items.steps.count).elementsEqual(items.steps),
      steps[items.steps.count] == .each
    else { return nil }
    var names: [String] = []
    for step in steps.dropFirst(items.steps.count + 1) {
      guard case .member(let name) = step else { return nil }
      names.append(name)
    }
    return names
  }
}
