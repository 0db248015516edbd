package import AssayModel

extension Contract {
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
