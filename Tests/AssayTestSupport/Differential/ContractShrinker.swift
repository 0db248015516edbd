import AssayModel

/// Simpler variants of a contract and its limits.
struct ContractShrinker: Sequence {
  private let setup: Differential.Setup

  init(_ setup: Differential.Setup) { self.setup = setup }

  func makeIterator() -> IndexingIterator<[Differential.Setup]> {
    var setups: [Differential.Setup] = []
    func add(_ change: (inout Differential.Setup) -> Void) {
      var copy = setup
      change(&copy)
      setups.append(copy)
    }
    let contract = setup.contract
    if setup.isStrict { add { $0.isStrict = false } }
    if setup.limits != Limits() { add { $0.limits = Limits() } }
    if contract.policies != Policies() { add { $0.contract.policies = Policies() } }
    if contract.targetPrefix != nil { add { $0.contract.targetPrefix = nil } }
    for index in contract.operations.indices where contract.operations.count > 1 {
      add { $0.contract.operations.remove(at: index) }
    }
    for index in contract.errors.indices {
      add { setup in
        let name = setup.contract.errors.remove(at: index).name
        for position in setup.contract.operations.indices {
          setup.contract.operations[position].errors.removeAll { $0.name == name }
        }
      }
    }
    for index in contract.operations.indices {
      let operation = contract.operations[index]
      for position in operation.relations.indices {
        add { $0.contract.operations[index].relations.remove(at: position) }
      }
      if operation.input != nil { add { $0.contract.operations[index].input = nil } }
      if operation.output != nil { add { $0.contract.operations[index].output = nil } }
      if operation.http != nil, operation.http?.uri.query.isEmpty == false {
        add { $0.contract.operations[index].http?.uri.query = [] }
      }
    }
    for index in contract.shapes.indices.dropFirst(Contract.builtInShapeCount) {
      addShapes(of: contract.shapes[index]) { shape in
        add { $0.contract.shapes[index] = shape }
      }
    }
    return setups.makeIterator()
  }

  private func addShapes(of shape: Shape, _ add: (Shape) -> Void) {
    addConstraints(of: shape.constraints) { constraints in
      var copy = shape
      copy.constraints = constraints
      add(copy)
    }
    let (members, rebuild): ([Member], ([Member]) -> Shape.Kind)
    switch shape.kind {
    case .structure(let all): (members, rebuild) = (all, { .structure($0) })
    case .union(let all): (members, rebuild) = (all, { .union($0) })
    case .list(let element, let sparse):
      (members, rebuild) = ([element], { .list(element: $0[0], sparse: sparse) })
    case .map(let key, let value, let sparse):
      (members, rebuild) = (
        [key, value], { .map(key: $0[0], value: $0[1], sparse: sparse) }
      )
    case .enumeration(let values) where values.count > 1:
      for index in values.indices {
        var fewer = values
        fewer.remove(at: index)
        var copy = shape
        copy.kind = .enumeration(fewer)
        add(copy)
      }
      return
    default: return
    }
    func put(_ members: [Member]) {
      var copy = shape
      copy.kind = rebuild(members)
      add(copy)
    }
    let isOpen: Bool
    switch shape.kind {
    case .structure, .union: isOpen = true
    default: isOpen = false
    }
    for index in members.indices {
      if isOpen {
        var fewer = members
        fewer.remove(at: index)
        put(fewer)
      }
      func change(_ change: (inout Member) -> Void) {
        var changed = members
        change(&changed[index])
        put(changed)
      }
      if members[index].required != nil { change { $0.required = nil } }
      addConstraints(of: members[index].constraints) { constraints in
        change { $0.constraints = constraints }
      }
      let string = SimpleType.string.shapeID
      if members[index].target != string, !isOpen { change { $0.target = string } }
    }
  }

  private func addConstraints(of constraints: Constraints, _ add: (Constraints) -> Void) {
    func change(_ change: (inout Constraints) -> Void) {
      var copy = constraints
      change(&copy)
      add(copy)
    }
    if constraints.length != nil { change { $0.length = nil } }
    if constraints.range != nil { change { $0.range = nil } }
    if !constraints.patterns.isEmpty { change { $0.patterns = [] } }
    if constraints.allowed != nil { change { $0.allowed = nil } }
    if constraints.uniqueItems != nil { change { $0.uniqueItems = nil } }
    if constraints.timestampFormat != nil { change { $0.timestampFormat = nil } }
  }
}
