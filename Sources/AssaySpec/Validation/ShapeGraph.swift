internal import AssayModel

/// What each shape comes down to, worked out once.
struct ShapeGraph {
  /// Longest chain of refinements.
  static let chainLimit = 32

  private let contract: Contract
  private var bases: [ShapeID]
  /// Shapes that are refinements of themselves, or of too long a chain.
  private(set) var cyclic: [ShapeID] = []
  private(set) var tooLong: [ShapeID] = []

  init(_ contract: Contract) {
    self.contract = contract
    bases = contract.shapes.indices.map { ShapeID($0) }
    for start in contract.shapes.indices {
      var current = ShapeID(start)
      var steps = 0
      while case .refined(let next) = contract[current].kind {
        current = next
        steps += 1
        if current.index == start {
          cyclic.append(current)
          break
        }
        if steps > Self.chainLimit { break }
      }
      if steps > Self.chainLimit { tooLong.append(ShapeID(start)) }
      bases[start] = current
    }
  }

  /// The shape that a chain of refinements ends at.
  func base(of id: ShapeID) -> ShapeID { bases[id.index] }

  /// The constraints of a shape and of all that it refines, from the outside in.
  func chain(from id: ShapeID) -> [Constraints] {
    var result: [Constraints] = []
    var current = id
    for _ in 0...Self.chainLimit {
      if !contract[current].constraints.isEmpty { result.append(contract[current].constraints) }
      guard case .refined(let next) = contract[current].kind else { break }
      current = next
    }
    return result
  }
}

extension ContractValidator {
  /// A shape whose type is, in the end, itself.
  mutating func checkRefinementCycles() {
    for id in graph.cyclic {
      diagnostics.error(
        "shape.cycle", "the type of \(quoted(contract[id].name)) is, in the end, itself",
        at: contract[id].origin)
    }
    // Those that only lead into a cycle are not to be blamed.
    if let id = graph.tooLong.first, graph.cyclic.isEmpty {
      diagnostics.error(
        "shape.chain",
        "\(quoted(contract[id].name)) refines a chain of more than "
          + "\(ShapeGraph.chainLimit) shapes", at: contract[id].origin)
    }
  }
}
