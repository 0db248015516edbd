internal import AssayModel

/// Puts shapes into the canonical order and leaves out the anonymous ones that nothing uses.
struct ShapeOrder {
  private let contract: Contract
  private var order: [ShapeID] = []
  private var newIDs: [ShapeID: ShapeID] = [:]

  init(_ contract: Contract) { self.contract = contract }

  /// The contract with its shapes in order.
  mutating func ordered() {
    for type in SimpleType.allCases { take(type.shapeID) }
    let errorShapes = contract.inlineErrorShapes
    let late = Set(errorShapes)
    let named = contract.shapes.indices.dropFirst(Contract.builtInShapeCount)
      .map { ShapeID($0) }.filter { !contract[$0].isAnonymous }
    for id in named where !late.contains(id) { take(id) }
    for id in errorShapes { take(id) }
    for operation in contract.operations {
      for id in [operation.input, operation.output] {
        if let id { visit(id) }
      }
    }
    for id in named where !late.contains(id) { visitMembers(of: id) }
    for id in errorShapes { visitMembers(of: id) }
  }

  private mutating func take(_ id: ShapeID) {
    guard newIDs[id] == nil else { return }
    newIDs[id] = ShapeID(order.count)
    order.append(id)
  }

  /// Takes an anonymous shape and what is inside it, outer shapes first. Inline shapes nest as deep
  /// as documents do, so that recursion is bounded for contracts that can be written at all; others
  /// end at shapes that are taken already.
  private mutating func visit(_ start: ShapeID) {
    var stack = [start]
    while let id = stack.popLast() {
      guard contract[id].isAnonymous, newIDs[id] == nil else { continue }
      take(id)
      stack += contract[id].allMembers.map(\.target).reversed()
    }
  }

  private mutating func visitMembers(of id: ShapeID) {
    for member in contract[id].allMembers { visit(member.target) }
  }

  /// The contract with its shapes in order.
  func renumbered() -> Contract {
    var planner = self
    planner.ordered()
    let newIDs = planner.newIDs
    func new(_ id: ShapeID) -> ShapeID { newIDs[id] ?? SimpleType.document.shapeID }
    func new(_ member: Member) -> Member {
      var member = member
      member.target = new(member.target)
      return member
    }
    var result = contract
    result.shapes = planner.order.map { id in
      var shape = contract[id]
      switch shape.kind {
      case .simple, .enumeration, .intEnumeration: break
      case .refined(let target): shape.kind = .refined(new(target))
      case .list(let element, let sparse):
        shape.kind = .list(element: new(element), sparse: sparse)
      case .map(let key, let value, let sparse):
        shape.kind = .map(key: new(key), value: new(value), sparse: sparse)
      case .structure(let members): shape.kind = .structure(members.map { new($0) })
      case .union(let members): shape.kind = .union(members.map { new($0) })
      }
      return shape
    }
    for index in result.operations.indices {
      result.operations[index].input = contract.operations[index].input.map { new($0) }
      result.operations[index].output = contract.operations[index].output.map { new($0) }
    }
    for index in result.errors.indices {
      result.errors[index].shape = new(contract.errors[index].shape)
    }
    return result
  }
}
