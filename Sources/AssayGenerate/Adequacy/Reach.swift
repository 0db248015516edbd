internal import AssayModel

extension Contract {
  /// The contract of one operation: others are left out, and shapes that it does not use are empty,
  /// so that a plan of it is made quickly. Shapes keep their numbers.
  func alone(_ operation: Operation) -> Contract {
    var contract = self
    contract.operations = [operation]
    let declared = Set(operation.errors.map { Array($0.name.utf8) })
    contract.errors = errors.filter { $0.isCommon || declared.contains(Array($0.name.utf8)) }
    let used = contract.reachable
    for index in Contract.builtInShapeCount..<max(shapes.count, Contract.builtInShapeCount)
    where !used.contains(index) {
      contract.shapes[index] = Shape(name: "", kind: .structure([]))
    }
    return contract
  }

  /// The shapes that operations and errors use, by number.
  var reachable: Set<Int> {
    var found: Set<Int> = []
    var queue =
      operations.flatMap { [$0.input, $0.output] }.compactMap { $0 } + errors.map(\.shape)
    while let shape = queue.popLast() {
      guard shapes.indices.contains(shape.index), found.insert(shape.index).inserted else {
        continue
      }
      switch self[shape].kind {
      case .refined(let target): queue.append(target)
      case .list(let element, _): queue.append(element.target)
      case .map(let key, let value, _): queue += [key.target, value.target]
      case .structure(let members), .union(let members): queue += members.map(\.target)
      default: break
      }
    }
    return found
  }
}

/// Where a set of constraints stands: on a shape, or beside the type of one of its members.
struct ConstraintPlace: Sendable, Hashable {
  var shape: Int
  /// Position among the members (or 0 for an element or key, 1 for a value); `nil` for the shape.
  var member: Int?
}

extension Contract {
  /// All places of constraints in the shapes that are used, in order.
  var constraintPlaces: [ConstraintPlace] {
    reachable.sorted().filter { $0 >= Contract.builtInShapeCount }.flatMap { index in
      let count: Int =
        switch shapes[index].kind {
        case .structure(let members), .union(let members): members.count
        case .list: 1
        case .map: 2
        default: 0
        }
      return [ConstraintPlace(shape: index)]
        + (0..<count).map { ConstraintPlace(shape: index, member: $0) }
    }
  }

  /// The member at a place.
  func member(at place: ConstraintPlace) -> Member? {
    guard let position = place.member else { return nil }
    switch shapes[place.shape].kind {
    case .structure(let members), .union(let members):
      return members.indices.contains(position) ? members[position] : nil
    case .list(let element, _): return element
    case .map(let key, let value, _): return position == 0 ? key : value
    default: return nil
    }
  }

  /// Changes the member at a place.
  mutating func change(_ place: ConstraintPlace, _ body: (inout Member) -> Void) {
    guard let position = place.member else { return }
    switch shapes[place.shape].kind {
    case .structure(var members) where members.indices.contains(position):
      body(&members[position])
      shapes[place.shape].kind = .structure(members)
    case .union(var members) where members.indices.contains(position):
      body(&members[position])
      shapes[place.shape].kind = .union(members)
    case .list(var element, let sparse):
      body(&element)
      shapes[place.shape].kind = .list(element: element, sparse: sparse)
    case .map(var key, var value, let sparse):
      if position == 0 { body(&key) } else { body(&value) }
      shapes[place.shape].kind = .map(key: key, value: value, sparse: sparse)
    default: break
    }
  }

  /// The constraints at a place.
  func constraints(at place: ConstraintPlace) -> Constraints {
    place.member == nil
      ? shapes[place.shape].constraints : member(at: place)?.constraints ?? Constraints()
  }

  /// Changes the constraints at a place.
  mutating func changeConstraints(
    _ place: ConstraintPlace, _ body: (inout Constraints) -> Void
  ) {
    if place.member == nil {
      body(&shapes[place.shape].constraints)
    } else {
      change(place) { body(&$0.constraints) }
    }
  }

  /// The shape that has the kind of the values at a place.
  func base(at place: ConstraintPlace) -> Shape {
    guard let member = member(at: place) else { return self[base(of: ShapeID(place.shape))] }
    return self[base(of: member.target)]
  }

  /// What a place is called.
  func name(of place: ConstraintPlace) -> String {
    let shape = shapes[place.shape].name
    let own = shape.isEmpty ? "(inline)" : shape
    guard let member = member(at: place) else { return own }
    switch shapes[place.shape].kind {
    case .list: return own + "[]"
    case .map: return own + (place.member == 0 ? ".key" : ".value")
    default: return "\(own).\(member.name)"
    }
  }
}
