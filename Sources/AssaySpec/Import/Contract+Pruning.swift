package import AssayModel

extension Contract {
  /// The contract with some of its operations, and the shapes and errors that they lead to.
  ///
  /// Common errors stay: any operation may answer with them. Names that no operation has are passed
  /// over. The result is in canonical form.
  package func pruned(to names: [String]) -> Contract {
    let wanted = Set(names.map { ExactString($0) })
    var result = self
    result.operations = operations.filter { wanted.contains(ExactString($0.name)) }
    let listed = Set(
      result.operations.flatMap { $0.errors.map { ExactString($0.name) } })
    result.errors = errors.filter { $0.isCommon || listed.contains(ExactString($0.name)) }
    result.policies.invalid = policies.invalid.filter { name in
      result.errors.contains { $0.name.isExactly(name) }
    }
    var reached: Set<ShapeID> = []
    var stack = result.errors.map(\.shape)
    for operation in result.operations {
      stack += [operation.input, operation.output].compactMap { $0 }
    }
    while let id = stack.popLast() {
      guard reached.insert(id).inserted else { continue }
      if case .refined(let target) = self[id].kind { stack.append(target) }
      stack += self[id].allMembers.map(\.target)
    }
    // Canonical form leaves out what has no name and no use.
    for index in shapes.indices.dropFirst(Contract.builtInShapeCount)
    where !reached.contains(ShapeID(index)) {
      result.shapes[index] = Shape(name: "", kind: .simple(.document))
    }
    return result.canonical()
  }
}
