package import AssayModel

/// Relations between an answer and its request that pagination and names suggest. Nobody states
/// them, so an import writes them as comments.
package struct SuggestedRelations {
  private let contract: Contract

  /// Suggests for a contract.
  package init(_ contract: Contract) { self.contract = contract }

  /// What may tie the answers of an operation to its requests.
  package func relations(for operation: Operation) -> [Relation] {
    guard let input = operation.input, let output = operation.output else { return [] }
    let inputs = paths(from: input)
    var result: [Relation] = []
    let outputs = contract[contract.base(of: output)].members
    if let items = operation.pagination?.items,
      let list = contract.shape(at: items, from: output),
      case .list(let element, _) = contract[list].kind
    {
      let item = contract[contract.base(of: element.target)].members
      for member in item {
        result += relations(
          to: member, at: MemberPath(steps: items.steps + [.each, .member(member.name)]), inputs)
      }
      if let limit = operation.pagination?.limit, kind(at: limit, input) == .number {
        result.append(
          Relation(subject: .count(items), comparison: .atMost, operand: .input(limit)))
      }
    }
    // What names the thing asked for comes back with it.
    for member in outputs {
      for known in inputs where known.isLabel && known.name.isExactly(member.name) {
        guard let kind = kind(of: member.target), kind == known.kind, kind != .list else {
          continue
        }
        result.append(
          Relation(
            subject: .every(MemberPath(steps: [.member(member.name)])), comparison: .equals,
            operand: .input(known.path)))
      }
    }
    return result
  }

  // MARK: The request

  private enum Kind { case text, number, boolean, timestamp, list }

  private struct Input {
    var name: String
    var path: MemberPath
    var kind: Kind
    var isLabel: Bool
    /// The kind of the items, where it is a list.
    var itemKind: Kind?
  }

  /// The members of a request, and those of the structures in it: filters.
  private func paths(from input: ShapeID) -> [Input] {
    var result: [Input] = []
    func add(_ members: [Member], _ steps: [MemberPath.Step]) {
      for member in members {
        guard let kind = kind(of: member.target) else { continue }
        var item: Kind?
        if case .list(let element, _) = contract[contract.base(of: member.target)].kind {
          item = self.kind(of: element.target)
        }
        result.append(
          Input(
            name: member.name, path: MemberPath(steps: steps + [.member(member.name)]), kind: kind,
            isLabel: member.location == .path, itemKind: item))
      }
    }
    let members = contract[contract.base(of: input)].members
    add(members, [])
    for member in members where member.name.lowercased().hasPrefix("filter") {
      if case .structure(let inner) = contract[contract.base(of: member.target)].kind {
        add(inner, [.member(member.name)])
      }
    }
    return result
  }

  private func kind(of id: ShapeID) -> Kind? {
    switch contract[contract.base(of: id)].kind {
    case .simple(.string), .enumeration: .text
    case .simple(.boolean): .boolean
    case .simple(.timestamp): .timestamp
    case .simple(let type): type.isNumeric ? .number : nil
    case .intEnumeration: .number
    case .list: .list
    default: nil
    }
  }

  private func kind(at path: MemberPath, _ shape: ShapeID) -> Kind? {
    contract.shape(at: path, from: shape).flatMap { kind(of: $0) }
  }

  // MARK: Names that go together

  private func relations(
    to member: Member, at path: MemberPath, _ inputs: [Input]
  ) -> [Relation] {
    guard let kind = kind(of: member.target), kind != .list else { return [] }
    return inputs.compactMap { input in
      let comparison: Relation.Comparison
      if input.name.isExactly(member.name), input.kind == kind {
        comparison = .equals
      } else if input.itemKind == kind, Self.isPlural(input.name, of: member.name) {
        comparison = .oneOf
      } else if kind == .timestamp, input.kind == .timestamp,
        let order = Self.order(input.name, member.name)
      {
        comparison = order
      } else {
        return nil
      }
      return Relation(
        subject: .every(path), comparison: comparison, operand: .input(input.path))
    }
  }

  private static func isPlural(_ name: String, of singular: String) -> Bool {
    let (name, singular) = (name.lowercased(), singular.lowercased())
    return name == singular + "s" || name == singular + "es"
  }

  /// `createdAfter` bounds `creationTime` from below, `createdBefore` from above.
  private static func order(_ name: String, _ member: String) -> Relation.Comparison? {
    let (name, member) = (name.lowercased(), member.lowercased())
    for (suffix, comparison) in [("after", Relation.Comparison.atLeast), ("before", .atMost)]
    where name.hasSuffix(suffix) {
      let stem = name.dropLast(suffix.count).prefix(5)
      if stem.count >= 4, member.hasPrefix(stem) { return comparison }
    }
    return nil
  }
}
