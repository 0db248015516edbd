import AssayModel

extension ContractGenerator {
  mutating func operation(_ name: String) {
    var operation = Operation(name: name)
    let hasHTTP = contract.wireProtocol.hasHTTPBindings
    if random.chance(90) {
      operation.input = structure(bindings: hasHTTP ? [.query, .header] : [], 5)
    }
    if random.chance(90) { operation.output = structure(bindings: hasHTTP ? [.header] : [], 5) }
    if let input = operation.input {
      if hasHTTP {
        addMaps(to: input, in: [.queryMap, .headerMap])
        addPayload(to: input)
      } else if random.chance(15) {
        changeFirstMember(of: input) { $0.location = .host }
      }
    }
    if let output = operation.output, hasHTTP {
      addMaps(to: output, in: [.headerMap])
      addPayload(to: output)
      if random.chance(10) {
        var member = self.member("statusCode", SimpleType.integer.shapeID)
        member.location = .status
        append(member, to: output)
      }
    }
    if hasHTTP || random.chance(20) {
      let method = random.pick(["GET", "POST", "PUT", "DELETE", "HEAD"])
      operation.http = HTTPBinding(
        method: method, uri: URITemplate(hasHTTP ? uri(of: &operation) : "/"),
        status: random.pick([200, 200, 200, 201, 202]))
    }
    for error in contract.errors where !error.isCommon && random.chance(70) {
      operation.errors.append(ErrorReference(name: error.name))
    }
    for _ in 0..<random.int(0...3) {
      if let relation = relation(of: operation) { operation.relations.append(relation) }
    }
    contract.operations.append(operation)
  }

  // MARK: - Bindings

  private mutating func append(_ member: Member, to structure: ShapeID) {
    contract[structure].kind = .structure(contract[structure].members + [member])
  }

  private mutating func changeFirstMember(of structure: ShapeID, _ change: (inout Member) -> Void) {
    var members = contract[structure].members
    guard !members.isEmpty else { return }
    change(&members[0])
    contract[structure].kind = .structure(members)
  }

  private mutating func addMaps(to structure: ShapeID, in locations: [Member.Location]) {
    for location in locations where random.chance(12) {
      let isOfLists = location == .queryMap && random.chance(30)
      let value =
        isOfLists
        ? contract.add(
          Shape(
            name: "", kind: .list(element: member("member", textTarget()), sparse: false)))
        : textTarget()
      let map = contract.add(
        Shape(
          name: "",
          kind: .map(
            key: member("key", textTarget()), value: member("value", value), sparse: false)))
      var member = self.member(location.rawValue, map)
      member.location = location
      if location == .headerMap { member.wireName = random.chance(30) ? "" : "x-meta-" }
      if random.chance(20) { member.required = Marker() }
      append(member, to: structure)
    }
  }

  private mutating func addPayload(to structure: ShapeID) {
    guard random.chance(20) else { return }
    let members = contract[structure].members.filter { $0.location != .body }
    var payload = member(
      "payload",
      random.chance(30) ? random.pick([SimpleType.string, .blob, .document]).shapeID : target())
    payload.location = .payload
    if random.chance(30) { payload.required = Marker() }
    if random.chance(20) { payload.traits.mediaType = "image/png" }
    contract[structure].kind = .structure(members + [payload])
  }

  private mutating func uri(of operation: inout Operation) -> String {
    var pieces: [String] = []
    var labels: [Member] = []
    for index in 0..<random.int(0...3) {
      switch random.below(10) {
      case 0..<5: pieces.append(random.pick(["a", "b", "things", "jobs.v1", "(x)+"]))
      case 5..<9 where operation.input != nil:
        labels.append(member("label\(index)", scalarTarget()))
        pieces.append("{label\(index)}")
      default: pieces.append("c")
      }
    }
    if operation.input != nil, random.chance(15) {
      labels.append(member("greedy", textTarget()))
      pieces.append("{greedy+}")
      if random.chance(30) { pieces.append("end") }
    }
    if let input = operation.input {
      for var label in labels {
        label.location = .path
        label.required = Marker()
        append(label, to: input)
      }
    }
    var text = "/" + pieces.joined(separator: "/")
    if random.chance(15) { text += random.pick(["?fixed=1", "?flag", "?fixed=1&flag", "?empty="]) }
    return text
  }

  // MARK: - Relations

  private mutating func relation(of operation: Operation) -> Relation? {
    guard let input = operation.input, let output = operation.output,
      let right = path(from: input, wantsList: false)
    else { return nil }
    if random.chance(30), let left = path(from: output, wantsList: true) {
      return Relation(
        subject: .count(left), comparison: random.pick([.equals, .atLeast, .atMost]),
        operand: .input(right))
    }
    var left = path(from: output, wantsList: false)
    for _ in 0..<12
    where left.flatMap({ kind(of: $0, from: output) }) != kind(of: right, from: input) {
      left = path(from: output, wantsList: false)
    }
    guard let left else { return nil }
    let comparison = random.pick(Relation.Comparison.allCases)
    var operand = right
    if comparison == .oneOf, random.chance(70), let list = path(from: input, wantsList: true),
      case .list? = kind(of: list, from: input)
    {
      operand = list
    }
    return Relation(subject: .every(left), comparison: comparison, operand: .input(operand))
  }

  /// A random path to a scalar, or to a list or map.
  private mutating func path(from structure: ShapeID, wantsList: Bool) -> MemberPath? {
    var steps: [MemberPath.Step] = []
    var id = structure
    for _ in 0..<6 {
      switch contract[contract.base(of: id)].kind {
      case .structure(let members), .union(let members):
        let usable = members.filter { ![.queryMap, .headerMap].contains($0.location) }
        guard !usable.isEmpty else { return nil }
        let member = random.pick(usable)
        steps.append(.member(member.name))
        id = member.target
      case .list(let element, _):
        if wantsList { return MemberPath(steps: steps) }
        steps.append(.each)
        id = element.target
      case .map(_, let value, _):
        if wantsList { return MemberPath(steps: steps) }
        steps.append(random.chance(70) ? .each : .member("a"))
        id = value.target
      default:
        return wantsList ? nil : MemberPath(steps: steps)
      }
    }
    return nil
  }

  /// The kind of the shape that a path leads to.
  private func kind(of path: MemberPath, from structure: ShapeID) -> Shape.Kind? {
    var id = structure
    for step in path.steps {
      switch (step, contract[contract.base(of: id)].kind) {
      case (.member(let name), .structure(let members)), (.member(let name), .union(let members)):
        guard let member = members.first(where: { $0.name == name }) else { return nil }
        id = member.target
      case (_, .list(let next, _)), (_, .map(_, let next, _)): id = next.target
      default: return nil
      }
    }
    return contract[contract.base(of: id)].kind
  }
}
