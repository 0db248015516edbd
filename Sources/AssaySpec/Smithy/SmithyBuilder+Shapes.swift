internal import AssayModel

// Which shapes the service has, under which names, and what they are.

extension SmithyBuilder {
  // MARK: - Discovery

  /// Finds all shapes that the operations lead to, with their roles.
  mutating func discoverShapes() {
    var pending: [Int] = []
    for operation in closure.operations {
      for (key, role) in [("input", SmithyBinding.Role.input), ("output", .output)] {
        guard let target = structure(operation.properties[key]) else { continue }
        visit(target, role, &pending)
      }
      for reference in errorReferences(of: operation) { visitError(reference, &pending) }
    }
    for reference in closure.commonErrors { visitError(reference, &pending) }
    while let position = pending.popLast() {
      for member in model.shapes[position].members {
        guard let target = member.target, let next = model.positions[ExactString(target)],
          model.shapes[next].type.isData
        else { continue }
        if model.shapes[position].type == .enum || model.shapes[position].type == .intEnum {
          continue
        }
        visit(next, .nested, &pending)
      }
    }
  }

  private mutating func visit(
    _ position: Int, _ role: SmithyBinding.Role, _ pending: inout [Int]
  ) {
    if roles[position] == nil { pending.append(position) }
    roles[position, default: []].insert(role)
  }

  private mutating func visitError(_ reference: ShapeReference, _ pending: inout [Int]) {
    guard let position = model.positions[ExactString(reference.target)],
      model.shapes[position].type == .structure
    else { return }
    errorPositions.insert(position)
    visit(position, .output, &pending)
  }

  /// The structure that is the input or output of an operation; `nil` where it is `Unit`, nothing
  /// or wrong.
  func structure(_ node: Node?) -> Int? {
    guard let target = node?["target"]?.string,
      let position = model.positions[ExactString(target)],
      model.shapes[position].type == .structure
    else { return nil }
    return position
  }

  // MARK: - Declaration

  /// Gives every shape its name and place, in the order of the source, errors last.
  mutating func declareShapes() {
    var names = SmithyNames()
    names.read(renames: service.properties["rename"], diagnostics: &diagnostics)
    let order = roles.keys.sorted {
      let left = errorPositions.contains($0)
      let right = errorPositions.contains($1)
      return left == right ? $0 < $1 : right
    }
    // Shapes with plain names first, so that variants do not take names from them.
    var variants: [(variant: Variant, id: ShapeID)] = []
    for position in order {
      for variant in declareVariants(of: position) {
        variants.append(variant)
      }
    }
    var isNamed: Set<Int> = []
    for (variant, id) in variants where isNamed.insert(variant.position).inserted {
      contract[id].name = names.name(for: model.shapes[variant.position].id)
    }
    for (variant, id) in variants where contract[id].name.isEmpty {
      let suffix = variant.role == .output ? "Output" : "Nested"
      contract[id].name = names.derived(from: model.shapes[variant.position].id, suffix: suffix)
    }
    for (id, renamed) in names.unused { unusedRename(id, at: renamed) }
  }

  private mutating func unusedRename(_ id: String, at origin: Origin) {
    diagnostics.warning(
      "smithy.rename", "\(quoted(id)) is renamed, but the service does not use it", at: origin)
  }

  /// Keeps a place for a shape in each of its roles; roles with equal bindings share one.
  private mutating func declareVariants(of position: Int) -> [(variant: Variant, id: ShapeID)] {
    var distinct: [(variant: Variant, id: ShapeID, bindings: [SmithyBinding])] = []
    for role in (roles[position] ?? []).sorted() {
      let variant = Variant(position: position, role: role)
      let bindings = model.shapes[position].members.map { binding(of: $0, in: role) }
      if let same = distinct.first(where: { $0.bindings == bindings }) {
        aliases[variant] = same.id
        continue
      }
      let id = contract.add(Shape(name: "", kind: .structure([])))
      ids[variant] = id
      distinct.append((variant, id, bindings))
    }
    return distinct.map { ($0.variant, $0.id) }
  }

  /// The binding of a member, as far as the protocol has bindings.
  func binding(of member: SmithyMember, in role: SmithyBinding.Role) -> SmithyBinding {
    guard contract.wireProtocol.hasHTTPBindings else {
      return SmithyBinding(
        of: role == .input ? member.traits.filter { $0.id == TraitID.hostLabel } : SmithyTraits(),
        in: role)
    }
    return SmithyBinding(of: member.traits, in: role)
  }

  /// The identifier of a shape in a role that it was found to have.
  func id(of position: Int, in role: SmithyBinding.Role) -> ShapeID {
    let variant = Variant(position: position, role: role)
    return ids[variant] ?? aliases[variant] ?? SimpleType.document.shapeID
  }

  // MARK: - Definition

  /// Defines the shapes that were declared.
  mutating func fillShapes() {
    let declared = ids.sorted { $0.value < $1.value }
    for (variant, id) in declared {
      let shape = model.shapes[variant.position]
      let isError = errorPositions.contains(variant.position)
      var constraints = constraints(of: shape.traits, type: shape.type)
      let kind = kind(of: shape, role: variant.role)
      if case .enumeration = kind, shape.type == .string { constraints.allowed = nil }
      contract[id].kind = kind
      contract[id].constraints = constraints
      contract[id].origin = shape.origin
      // What is said of an error is said once, by the error itself.
      if isError { continue }
      let wireProtocol = contract.wireProtocol
      contract[id].traits = traits(of: shape.traits) {
        Self.isConsumed(onShape: $0, isError: false, wireProtocol)
      }
    }
  }

  /// What the values of a shape are.
  mutating func kind(
    of shape: SmithyShape, role: SmithyBinding.Role, depth: Int = 0
  ) -> Shape.Kind {
    switch shape.type {
    case .string:
      if let trait = shape.traits[TraitID.enum] { return .enumeration(values(ofTrait: trait)) }
      return .simple(.string)
    case .enum: return .enumeration(values(ofEnum: shape))
    case .intEnum: return .intEnumeration(values(ofEnum: shape))
    case .list, .set:
      let element = part("member", of: shape, depth: depth)
      return .list(element: element, sparse: marker(TraitID.sparse, of: shape.traits))
    case .map:
      let key = part("key", of: shape, depth: depth)
      let value = part("value", of: shape, depth: depth)
      return .map(key: key, value: value, sparse: marker(TraitID.sparse, of: shape.traits))
    case .structure: return .structure(members(of: shape, role: role))
    case .union: return .union(members(of: shape, role: .nested))
    default: return .simple(shape.type.simple ?? .document)
    }
  }

  private mutating func members(of shape: SmithyShape, role: SmithyBinding.Role) -> [Member] {
    shape.members.map { member(from: $0, binding: binding(of: $0, in: role), depth: 0) }
  }

  /// `member`, `key` or `value` of a list or map.
  private mutating func part(_ name: String, of shape: SmithyShape, depth: Int) -> Member {
    guard let member = shape.members.first(where: { $0.name.isExactly(name) }) else {
      diagnostics.error(
        "smithy.member", "the \(shape.type.rawValue) \(quoted(shape.id)) has no \(quoted(name))",
        at: shape.origin)
      return Member(name: name, target: SimpleType.document.shapeID)
    }
    return self.member(from: member, binding: .body, depth: depth)
  }
}
