package import AssayModel

extension Contract {
  /// Puts the shapes into the order in which a native file gives them: named ones, then the
  /// structures of errors, then those written inline, in the order of where they are used. Shapes
  /// that nothing leads to any more go.
  ///
  /// Named shapes keep their order among themselves.
  package mutating func putShapesInOrder() {
    let errorShapes = Set(errors.map(\.shape).filter { !self[$0].isAnonymous })
    let named = shapes.indices.dropFirst(Contract.builtInShapeCount).map { ShapeID($0) }
      .filter { !self[$0].isAnonymous }
    var order = SimpleType.allCases.map(\.shapeID)
    order += named.filter { !errorShapes.contains($0) }
    order += errors.map(\.shape).filter { errorShapes.contains($0) }
    var walk = InlineWalk(contract: self, order: order)
    for operation in operations {
      walk.visit(operation.input)
      walk.visit(operation.output)
    }
    for id in order { walk.visitMembers(of: id) }
    for error in errors { walk.visit(error.shape) }
    var places: [ShapeID: ShapeID] = [:]
    for (place, id) in walk.order.enumerated() { places[id] = ShapeID(place) }
    shapes = walk.order.map { self[$0] }
    retarget { places[$0] ?? $0 }
  }

  /// Collects inline shapes, outer ones before those inside them.
  private struct InlineWalk {
    let contract: Contract
    var order: [ShapeID]
    var seen: Set<ShapeID> = []

    mutating func visit(_ id: ShapeID?) {
      guard let id, contract[id].isAnonymous, seen.insert(id).inserted else { return }
      order.append(id)
      visitMembers(of: id)
    }

    mutating func visitMembers(of id: ShapeID) {
      if case .refined(let target) = contract[id].kind { visit(target) }
      for member in contract[id].allMembers { visit(member.target) }
    }
  }

  /// Replaces every reference to a shape.
  package mutating func retarget(_ target: (ShapeID) -> ShapeID) {
    for index in shapes.indices {
      shapes[index].retarget(target)
    }
    for index in operations.indices {
      operations[index].input = operations[index].input.map(target)
      operations[index].output = operations[index].output.map(target)
    }
    for index in errors.indices { errors[index].shape = target(errors[index].shape) }
  }
}

extension Shape {
  /// Replaces every reference to a shape.
  package mutating func retarget(_ target: (ShapeID) -> ShapeID) {
    if case .refined(let id) = kind { kind = .refined(target(id)) }
    changeMembers { $0.target = target($0.target) }
  }

  /// Changes the members of a structure or union, the element of a list, the key and value of a map.
  package mutating func changeMembers(_ change: (inout Member) -> Void) {
    switch kind {
    case .structure(var members):
      for index in members.indices { change(&members[index]) }
      kind = .structure(members)
    case .union(var members):
      for index in members.indices { change(&members[index]) }
      kind = .union(members)
    case .list(var element, let sparse):
      change(&element)
      kind = .list(element: element, sparse: sparse)
    case .map(var key, var value, let sparse):
      change(&key)
      change(&value)
      kind = .map(key: key, value: value, sparse: sparse)
    case .simple, .refined, .enumeration, .intEnumeration:
      break
    }
  }
}
