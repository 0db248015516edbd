package import AssayModel

extension Contract {
  /// Writes shapes inline that are used once and say little beside their members: the inputs and
  /// outputs of single operations, lists and maps of named shapes, short enumerations.
  ///
  /// What has documentation or traits of its own, a pattern, or many values keeps its name, and so
  /// do numbers and strings, of which nothing would be left to count. Nothing that constrains
  /// changes: constraints of the shape become those of the member. The result is not in canonical
  /// order.
  package mutating func inlineSmallShapes() {
    let uses = ShapeUses(self)
    for operation in operations.indices {
      for path in [\Operation.input, \Operation.output] {
        guard let id = operations[operation][keyPath: path], uses.isSingle(id),
          case .structure = self[id].kind, self[id].isPlain
        else { continue }
        self[id].name = ""
      }
    }
    var inlined: [ShapeID: Shape] = [:]
    for index in shapes.indices.dropFirst(Contract.builtInShapeCount) {
      let id = ShapeID(index)
      guard uses.isSingle(id), uses.isMemberTarget(id), isSmall(id) else { continue }
      inlined[id] = shapes[index]
    }
    for index in shapes.indices {
      shapes[index].changeMembers { member in
        guard let shape = inlined[member.target], member.constraints.isEmpty else { return }
        member.constraints = shape.constraints
        inlined[member.target]?.name = ""
      }
    }
    for (id, shape) in inlined where shape.isAnonymous {
      self[id].name = ""
      self[id].constraints = Constraints()
    }
  }
}

extension Contract {
  /// Short enough to be read where it is used.
  private func isSmall(_ id: ShapeID) -> Bool {
    let shape = self[id]
    guard !shape.isAnonymous, shape.traits == Traits(), shape.constraints.patterns.isEmpty else {
      return false
    }
    switch shape.kind {
    case .enumeration(let values):
      let length = values.reduce(0) { $0 + $1.value.utf8.count + 2 }
      return values.count <= 4 && length <= 48 && values.allSatisfy { $0.name == nil }
    case .list(let element, _): return isReference(element)
    case .map(let key, let value, _): return isReference(key) && isReference(value)
    default: return false
    }
  }

  /// Nothing is said of an element but its type, which is no list or map again: inline types are not
  /// put into each other.
  private func isReference(_ element: Member) -> Bool {
    guard element.constraints.isEmpty, element.traits == Traits(), element.wireName == nil else {
      return false
    }
    switch self[element.target].kind {
    case .list, .map: return false
    default: return true
    }
  }
}

/// How often each shape is used, and whether by a member.
private struct ShapeUses {
  private var counts: [Int]
  private var isTarget: [Bool]

  init(_ contract: Contract) {
    counts = Array(repeating: 0, count: contract.shapes.count)
    isTarget = Array(repeating: false, count: contract.shapes.count)
    for shape in contract.shapes {
      // A name that another shape refines must stay.
      if case .refined(let target) = shape.kind { counts[target.index] += 2 }
      for member in shape.allMembers {
        counts[member.target.index] += 1
        isTarget[member.target.index] = true
      }
    }
    for operation in contract.operations {
      for id in [operation.input, operation.output].compactMap({ $0 }) { counts[id.index] += 1 }
    }
    // The structure of an error is called as the error is.
    for error in contract.errors { counts[error.shape.index] += 2 }
  }

  func isSingle(_ id: ShapeID) -> Bool { counts[id.index] == 1 }

  func isMemberTarget(_ id: ShapeID) -> Bool { isTarget[id.index] }
}

extension Shape {
  /// Nothing is said of the shape but what it is.
  fileprivate var isPlain: Bool { traits == Traits() && constraints.isEmpty }
}
