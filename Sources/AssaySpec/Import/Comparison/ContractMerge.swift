package import AssayModel

/// Makes one contract of two sources: what the first says counts, what it leaves open is taken from
/// the second, and so are operations that only the second has.
package struct ContractMerge {
  /// What the two say differently.
  package let comparison: ContractComparison
  private var result: Contract
  private let second: Contract
  private let report: ImportReport
  /// Where a shape of the second source is in the result.
  private var places: [ShapeID: ShapeID] = [:]
  private var filled: Set<ContractComparison.Pair> = []

  /// The merged contract, in canonical form.
  package var contract: Contract { result.canonical() }

  /// Merges two contracts; the report says what each of them leaves open.
  package init(_ first: Contract, _ second: Contract, report: ImportReport) {
    comparison = ContractComparison(first, second, report: report)
    result = first
    self.second = second
    self.report = report
    for type in SimpleType.allCases { places[type.shapeID] = type.shapeID }
    fillOperations()
    fillErrors()
    addRest()
  }

  // MARK: What both have

  private mutating func fillOperations() {
    var others: [ExactString: Operation] = [:]
    for operation in second.operations { others[ExactString(operation.name)] = operation }
    for index in result.operations.indices {
      guard let other = others[ExactString(result.operations[index].name)] else { continue }
      var operation = result.operations[index]
      operation.http = operation.http ?? other.http
      operation.hostPrefix = operation.hostPrefix ?? other.hostPrefix
      operation.pagination = operation.pagination ?? other.pagination
      operation.isReadonly = operation.isReadonly || other.isReadonly
      operation.isIdempotent = operation.isIdempotent || other.isIdempotent
      operation.traits.documentation =
        operation.traits.documentation ?? other.traits.documentation
      operation.traits.deprecated = operation.traits.deprecated ?? other.traits.deprecated
      if operation.relations.isEmpty { operation.relations = other.relations }
      for path in [\Operation.input, \Operation.output] {
        guard let theirs = other[keyPath: path] else { continue }
        if let ours = operation[keyPath: path] { fill(ours, theirs) }
      }
      result.operations[index] = operation
    }
    result.version = result.version ?? second.version
    result.documentation = result.documentation ?? second.documentation
    result.targetPrefix = result.targetPrefix ?? second.targetPrefix
  }

  private mutating func fillErrors() {
    for index in result.errors.indices {
      guard let other = second.error(named: result.errors[index].name) else { continue }
      var error = result.errors[index]
      error.status = error.status ?? other.status
      error.fault = error.fault ?? other.fault
      error.traits.documentation = error.traits.documentation ?? other.traits.documentation
      if report.isOpen(.members, at: error.origin) {
        error.code = error.code ?? other.code
        if error.retryable == .no { error.retryable = other.retryable }
        places[other.shape] = error.shape
        result[error.shape].kind = adopted(second[other.shape].kind)
      } else {
        fill(error.shape, other.shape)
      }
      result.errors[index] = error
    }
  }

  /// Fills what a shape leaves open from one that describes the same values.
  private mutating func fill(_ ours: ShapeID, _ theirs: ShapeID) {
    let (ours, theirs) = (result.base(of: ours), second.base(of: theirs))
    guard ours.index >= Contract.builtInShapeCount,
      filled.insert(ContractComparison.Pair(first: ours, second: theirs)).inserted
    else { return }
    if places[theirs] == nil { places[theirs] = ours }
    let other = second[theirs]
    result[ours].traits.documentation =
      result[ours].traits.documentation
      ?? (result[ours].isAnonymous ? nil : other.traits.documentation)
    if report.isOpen(.members, at: result[ours].origin), result[ours].members.isEmpty {
      result[ours].kind = adopted(other.kind)
      return
    }
    switch (result[ours].kind, other.kind) {
    case (.structure(let members), .structure(let others)):
      let members = filled(members, others)
      result[ours].kind = .structure(members)
    case (.union(let members), .union(let others)):
      let members = filled(members, others)
      result[ours].kind = .union(members)
    case (.list(var element, let sparse), .list(let other, _)):
      fill(&element, other)
      result[ours].kind = .list(element: element, sparse: sparse)
    case (.map(var key, var value, let sparse), .map(let otherKey, let other, _)):
      fill(&key, otherKey)
      fill(&value, other)
      result[ours].kind = .map(key: key, value: value, sparse: sparse)
    default: break
    }
  }

  private mutating func filled(_ members: [Member], _ others: [Member]) -> [Member] {
    let matches = MemberMatching(members, others).pairs
    var byName: [ExactString: Member] = [:]
    for (ours, theirs) in matches { byName[ExactString(ours.name)] = theirs }
    return members.map { member in
      guard let other = byName[ExactString(member.name)] else { return member }
      var member = member
      if member.required == nil, report.isOpen(.required, at: member.origin) {
        member.required = other.required
      }
      fill(&member, other)
      return member
    }
  }

  private mutating func fill(_ member: inout Member, _ other: Member) {
    member.traits.documentation = member.traits.documentation ?? other.traits.documentation
    member.traits.isIdempotencyToken =
      member.traits.isIdempotencyToken || other.traits.isIdempotencyToken
    member.traits.isSensitive = member.traits.isSensitive || other.traits.isSensitive
    member.traits.mediaType = member.traits.mediaType ?? other.traits.mediaType
    member.defaultValue = member.defaultValue ?? other.defaultValue
    if report.isOpen(.uniqueItems, inFileOf: member.origin), member.constraints.uniqueItems == nil {
      member.constraints.uniqueItems =
        EffectiveConstraints(other.constraints, other.target, in: second).uniqueItems
    }
    guard report.isOpen(.type, at: member.origin) else {
      fill(member.target, other.target)
      return
    }
    if report.isOpen(.constraints, at: member.origin) {
      member.target = adopt(other.target)
      member.constraints = other.constraints
    } else if case .simple(let type) = second[second.base(of: other.target)].kind,
      member.target.index < Contract.builtInShapeCount
    {
      // Only its type is inferred; what constrains it is stated.
      member.target = type.shapeID
    }
  }

  // MARK: What the second has

  /// The shape of the second source in the result.
  private mutating func adopt(_ id: ShapeID) -> ShapeID {
    if let place = places[id] { return place }
    let place = result.add(second[id])
    places[id] = place
    result[place].kind = adopted(second[id].kind)
    return place
  }

  private mutating func adopted(_ kind: Shape.Kind) -> Shape.Kind {
    var shape = Shape(name: "", kind: kind)
    // Each reference is adopted in turn, which may add shapes.
    var targets: [ShapeID: ShapeID] = [:]
    if case .refined(let id) = kind { targets[id] = adopt(id) }
    for member in shape.allMembers where targets[member.target] == nil {
      targets[member.target] = adopt(member.target)
    }
    shape.retarget { targets[$0] ?? $0 }
    return shape.kind
  }

  private mutating func addRest() {
    for operation in second.operations where result.operation(named: operation.name) == nil {
      var operation = operation
      operation.input = operation.input.map { adopt($0) }
      operation.output = operation.output.map { adopt($0) }
      result.operations.append(operation)
    }
    var known = Set(result.errors.map { ExactString($0.name) })
    for error in second.errors where known.insert(ExactString(error.name)).inserted {
      var error = error
      error.shape = adopt(error.shape)
      result.errors.append(error)
    }
  }
}
