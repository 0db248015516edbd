internal import AssayModel

extension CaseGenerator {
  /// The sequences of requests that the operation's pagination and relations ask for.
  package func walks() -> [Walk] {
    guard options.directions.contains(.request), let plan = plan() else { return [] }
    let name = model.operation.name
    let contract = model.contract
    var walks: [Walk] = []
    func add(
      _ id: String, _ kind: Walk.Kind, _ plan: WalkPlan, _ origin: Origin,
      _ checks: [WalkFinding.Check], _ steps: [Walk.Step]
    ) {
      walks.append(
        Walk(
          id: "\(name)/walk/\(id)", operation: name, kind: kind, checks: checks, steps: steps,
          source: contract.sources.location(of: origin), plan: plan))
    }
    let origin = model.operation.pagination?.origin ?? model.operation.origin
    if plan.paging != nil || plan.limit != nil {
      var steps = plan.sizes.map { size in
        Walk.Step(
          name: size.name,
          request: model.request(plan.request(plan.base, size: size.size, token: nil)),
          summary: size.size.map { "pages of \($0)" } ?? "pages of the server's own size")
      }
      if steps.count == 1 {
        steps.append(Walk.Step(name: "again", request: steps[0].request, summary: "the same again"))
      }
      add(
        "pagination", .pagination, plan, origin,
        [
          .repeatedItem, .missingItem, .unexpectedItem, .pageOverLimit, .endless, .tokenAfterEnd,
          .refused,
        ], steps)
    }
    let all = Walk.Step(
      name: "all",
      request: model.request(plan.request(plan.base, size: plan.sizes.first?.size, token: nil)),
      summary: "all items, without a filter")
    let checks: [WalkFinding.Check] = [
      .missingItem, .unexpectedItem, .repeatedItem, .pageOverLimit, .endless, .tokenAfterEnd,
      .refused,
    ]
    for filter in plan.filters {
      var alone = plan
      alone.filters = [filter]
      add(
        "relation/\(NameText.escaped(Self.name(filter)))", .relation, alone,
        filter.relation.origin, checks,
        [all] + Self.rounds(filter.relation.comparison).map { Walk.Step(name: $0, summary: $1) })
    }
    if plan.filters.count > 1 {
      add(
        "relations", .relations, plan, plan.filters[0].relation.origin, checks,
        [all]
          + (1...3).map {
            Walk.Step(name: "item-\($0)", summary: "all filters by the values of one item")
          })
    }
    if plan.paging != nil, let token = plan.invented {
      add(
        "invented-token", .inventedToken, plan, origin, [.inventedToken],
        [
          Walk.Step(
            name: "invented",
            request: model.request(plan.request(plan.base, size: nil, token: token)),
            summary: "a token that no server gave out")
        ])
    }
    return walks
  }

  private static func name(_ filter: WalkPlan.Filter) -> String {
    "\(filter.left).\(filter.relation.comparison.rawValue).\(filter.operand)"
  }

  /// The rounds that values from answers make, by name.
  private static func rounds(_ comparison: Relation.Comparison) -> [(String, String)] {
    switch comparison {
    case .equals:
      (1...4).map { ("value-\($0)", "a value that occurs") }
        + [("value-unseen", "a value that does not occur")]
    case .oneOf:
      [
        ("one", "a value that occurs"), ("two", "two values that occur"),
        ("value-unseen", "a value that does not occur"),
      ]
    case .atLeast, .atMost:
      [
        ("lowest", "the lowest value that occurs"), ("middle", "one in the middle"),
        ("highest", "the highest"), ("above", "one above it"), ("below", "one below the lowest"),
      ]
    }
  }

  // MARK: - What can be walked

  private func plan() -> WalkPlan? {
    let operation = model.operation
    guard model.contract.wireProtocol.hasJSONBodies,
      let base = model.input(.plain, bindings: options.bindings)
    else { return nil }
    let pagination = operation.pagination
    guard let items = pagination?.items ?? itemsOfRelations(),
      let node = model.node(at: items, model.output)
    else { return nil }
    let itemNode: Int
    switch model.blueprint[node].kind {
    case .list(let element, _): itemNode = element
    case .map(_, let value, _): itemNode = value
    default: return nil
    }
    var plan = WalkPlan(
      model: model, base: base, items: items, itemNode: itemNode, pageLimit: options.pageLimit)
    if let pagination, model.node(at: pagination.input, model.input) != nil,
      model.node(at: pagination.output, model.output) != nil
    {
      plan.paging = WalkPlan.Paging(input: pagination.input, output: pagination.output)
      plan.invented = inventedToken(pagination)
    }
    plan.limit = pagination?.limit.flatMap { model.node(at: $0, model.input) == nil ? nil : $0 }
    plan.sizes = sizes(plan.limit)
    plan.filters = operation.relations.compactMap { filter($0, items) }
    return plan.paging == nil && plan.filters.isEmpty ? nil : plan
  }

  /// The list that relations speak of, where no pagination names one.
  private func itemsOfRelations() -> MemberPath? {
    for relation in model.operation.relations {
      guard case .every(let path) = relation.subject,
        let index = path.steps.firstIndex(of: .each)
      else { continue }
      return MemberPath(steps: Array(path.steps[..<index]), origin: path.origin)
    }
    return nil
  }

  private func filter(_ relation: Relation, _ items: MemberPath) -> WalkPlan.Filter? {
    guard case .every(let left) = relation.subject, case .input(let operand) = relation.operand,
      left.steps.starts(with: items.steps + [.each]),
      let leftNode = model.node(at: left, model.output),
      let rightNode = model.node(at: operand, model.input),
      !isSettled(operand)
    else { return nil }
    return WalkPlan.Filter(
      relation: relation, left: left, inner: left.steps[(items.steps.count + 1)...],
      operand: operand, leftNode: leftNode, rightNode: rightNode)
  }

  /// Whether a member cannot be chosen: it is required at the top, or one value is known to exist.
  private func isSettled(_ path: MemberPath) -> Bool {
    guard case .member(let name)? = path.steps.first,
      let place = model.input.places.first(where: { $0.member.name.isExactly(name) })
    else { return true }
    if options.bindings.texts.contains(where: { $0.path.steps == path.steps }) { return true }
    return path.steps.count == 1 && (place.member.required != nil || place.location == .path)
  }

  private func inventedToken(_ pagination: Pagination) -> JSONValue? {
    guard let node = model.node(at: pagination.input, model.input),
      let token = model.maker.value(node, .typical)
    else { return nil }
    guard case .string(let strings) = model.blueprint[node].kind else { return token }
    // A word that says what it is, where the contract lets it.
    for word in ["assay-invented-token", "assayInventedToken"] where strings.accepts(word) {
      return .string(word)
    }
    return token
  }

  /// The sizes of pages: the bounds and what is beside them. The first has fewest pages.
  private func sizes(_ limit: MemberPath?) -> [(name: String, size: Int64?)] {
    guard let limit, let node = model.node(at: limit, model.input),
      case .integer(let type) = model.blueprint[node].kind
    else { return [("default", nil)] }
    let bounds = IntegerBounds(model.blueprint[node], type)
    let width = type.integerBounds ?? Int64.min...Int64.max
    let low = max(bounds.low, 1)
    guard low <= bounds.high else { return [("default", nil)] }
    var sizes: [(name: String, size: Int64?)] = []
    func add(_ name: String, _ size: Int64?) {
      if let size, size < low || size > bounds.high { return }
      if sizes.contains(where: { $0.size == size }) { return }
      sizes.append((name, size))
    }
    if bounds.high < width.upperBound {
      add("limit=max", bounds.high)
      add("limit=max-1", bounds.high - 1)
    }
    let isRequired = base(limit) != nil
    if !isRequired { add("limit=absent", nil) }
    add("limit=min", low)
    add("limit=min+1", low + 1)
    add("limit=min+2", low + 2)
    return sizes
  }

  private func base(_ path: MemberPath) -> JSONValue? {
    model.input(.plain, bindings: options.bindings).flatMap {
      model.values($0, model.input, path).first
    }
  }
}
