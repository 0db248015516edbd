internal import AssayModel

/// Gives names to shapes that need one: anonymous ones that cannot be written inline, and those
/// whose name is taken.
struct ShapeNamer {
  private(set) var contract: Contract
  private var taken: Set<ExactString>

  init(_ contract: Contract) {
    self.contract = contract
    taken = Set(SimpleType.allCases.map { ExactString($0.rawValue) })
  }

  mutating func nameShapes() {
    renameTaken()
    simplifyRefinements()
    for (id, name) in unfit() { contract[id].name = free(name) }
  }

  /// Shapes with the name of a built-in type, or of a shape before them.
  private mutating func renameTaken() {
    // Names that stay as they are go first.
    var late: [Int] = []
    for index in contract.shapes.indices.dropFirst(Contract.builtInShapeCount) {
      let name = contract.shapes[index].name
      guard !name.isEmpty else { continue }
      if !taken.insert(ExactString(name)).inserted { late.append(index) }
    }
    for index in late {
      let name = contract.shapes[index].name
      let capital = name.prefix(1).uppercased() + name.dropFirst()
      contract.shapes[index].name = free(capital)
    }
  }

  /// A name that no shape has, made of one that may be taken.
  private mutating func free(_ name: String) -> String {
    var candidate = name
    var number = 2
    while !taken.insert(ExactString(candidate)).inserted {
      candidate = "\(name)\(number)"
      number += 1
    }
    return candidate
  }

  /// A refinement of a built-in type is that type.
  private mutating func simplifyRefinements() {
    for index in contract.shapes.indices {
      guard case .refined(let target) = contract.shapes[index].kind,
        target.index < Contract.builtInShapeCount
      else { continue }
      contract.shapes[index].kind = .simple(SimpleType.allCases[target.index])
    }
  }

  /// Anonymous shapes that cannot be written inline where they are used, with a name for each.
  private func unfit() -> [(ShapeID, String)] {
    var uses = [Int](repeating: 0, count: contract.shapes.count)
    var names: [ShapeID: String] = [:]
    var mustBeNamed = Set<ShapeID>()
    func use(_ id: ShapeID, _ name: @autoclosure () -> String, inline: Bool) {
      guard contract[id].isAnonymous, id.index >= Contract.builtInShapeCount else { return }
      uses[id.index] += 1
      if names[id] == nil { names[id] = name() }
      if !inline || !fits(contract[id]) || uses[id.index] > 1 { mustBeNamed.insert(id) }
    }
    for operation in contract.operations {
      for (role, id) in [("Input", operation.input), ("Output", operation.output)] {
        guard let id else { continue }
        let isStructure = if case .structure = contract[id].kind { true } else { false }
        use(id, operation.name + role, inline: isStructure)
      }
    }
    for shape in contract.shapes {
      if case .refined(let target) = shape.kind { use(target, shape.name, inline: false) }
      for member in shape.allMembers {
        // Values beside a type need its name.
        use(
          member.target, shape.name + Self.capitalized(member.name),
          inline: member.constraints.allowed == nil)
      }
    }
    for error in contract.errors { use(error.shape, error.name, inline: false) }
    return mustBeNamed.sorted().map { ($0, names[$0].flatMap { $0.isEmpty ? nil : $0 } ?? "Shape") }
  }

  /// Whether a shape can be written inline: it is a definition, and says nothing besides.
  private func fits(_ shape: Shape) -> Bool {
    switch shape.kind {
    case .simple, .refined: return false
    default: return shape.constraints.isEmpty && shape.traits == Traits()
    }
  }

  private static func capitalized(_ name: String) -> String {
    name.prefix(1).uppercased() + name.dropFirst()
  }
}
