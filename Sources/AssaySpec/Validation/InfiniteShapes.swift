internal import AssayModel

extension ContractValidator {
  /// Shapes that no finite value has: a structure that requires itself, a list of at least one such
  /// structure, a union of nothing else.
  ///
  /// Finite shapes are found from the bottom up, each dependency looked at once.
  mutating func checkInfiniteShapes() {
    let count = contract.shapes.count
    var isFinite = [Bool](repeating: false, count: count)
    // How many dependencies must still prove finite; unions need one.
    var missing = [Int](repeating: 0, count: count)
    var dependents = [[Int]](repeating: [], count: count)
    var ready: [Int] = []
    func depend(_ index: Int, on needs: [Int], all: Bool) {
      missing[index] = all ? needs.count : min(1, needs.count)
      for need in needs { dependents[need].append(index) }
      if missing[index] == 0 { ready.append(index) }
    }
    for (index, shape) in contract.shapes.enumerated() {
      guard case .union(let members) = shape.kind else {
        depend(index, on: needs(of: shape).map(\.index), all: true)
        continue
      }
      // A member that needs more than its type gets a place of its own behind the shapes.
      var choices: [Int] = []
      for member in members {
        let items = elements(of: member.target, member.constraints)
        guard !items.isEmpty else {
          choices.append(member.target.index)
          continue
        }
        choices.append(isFinite.count)
        isFinite.append(false)
        missing.append(0)
        dependents.append([])
        depend(isFinite.count - 1, on: ([member.target] + items).map(\.index), all: true)
      }
      depend(index, on: choices, all: false)
    }
    while let index = ready.popLast() {
      guard !isFinite[index] else { continue }
      isFinite[index] = true
      for dependent in dependents[index] where !isFinite[dependent] {
        missing[dependent] -= 1
        if missing[dependent] <= 0 { ready.append(dependent) }
      }
    }
    // Following circles takes time; a contract with hundreds of them has been told enough.
    let infinite = contract.shapes.indices.lazy.filter { !isFinite[$0] }.prefix(500)
    for index in infinite {
      let shape = contract.shapes[index]
      // Reported where a member closes the circle, not on all that lead into it.
      guard shape.kind.isAggregate, leadsBack(index, isFinite) else { continue }
      let name = shape.name.isEmpty ? "this shape" : quoted(shape.name)
      diagnostics.error(
        "shape.infinite", "no finite value has the type \(name): it requires a value of itself",
        at: shape.origin)
    }
  }

  /// Shapes of which a value must hold another value.
  private func needs(of shape: Shape) -> [ShapeID] {
    switch shape.kind {
    case .simple, .enumeration, .intEnumeration: []
    case .refined(let target): [target] + elements(of: target, shape.constraints)
    case .structure(let members):
      members.filter { $0.required != nil }.flatMap {
        [$0.target] + elements(of: $0.target, $0.constraints)
      }
    case .union(let members):
      members.flatMap { [$0.target] + elements(of: $0.target, $0.constraints) }
    case .list(let element, _): requiresItems(shape.constraints) ? [element.target] : []
    case .map(_, let value, _): requiresItems(shape.constraints) ? [value.target] : []
    }
  }

  private func requiresItems(_ constraints: Constraints) -> Bool {
    (constraints.length?.min ?? 0) > 0
  }

  /// The items of a list or map that constraints beside it require.
  private func elements(of id: ShapeID, _ constraints: Constraints) -> [ShapeID] {
    guard requiresItems(constraints) else { return [] }
    switch base(id).kind {
    case .list(let element, _): return [element.target]
    case .map(_, let value, _): return [value.target]
    default: return []
    }
  }

  /// Whether a shape that is not finite can be reached from itself through such shapes.
  private func leadsBack(_ start: Int, _ isFinite: [Bool]) -> Bool {
    var seen = Set<Int>()
    var stack = needs(of: contract.shapes[start]).map(\.index)
    while let index = stack.popLast() {
      if index == start { return true }
      guard !isFinite[index], seen.count < 1_000, seen.insert(index).inserted else { continue }
      stack += needs(of: contract.shapes[index]).map(\.index)
    }
    return false
  }
}

extension Shape.Kind {
  /// Whether values are made of other values.
  var isAggregate: Bool {
    switch self {
    case .list, .map, .structure, .union: true
    case .simple, .refined, .enumeration, .intEnumeration: false
    }
  }
}
