internal import AssayModel

// Members of structures, unions, lists and maps.

extension SmithyBuilder {
  /// Deepest chain of lists in lists that are copied because members override their constraints.
  static let copyDepth = 16

  /// A member as a contract has it.
  mutating func member(
    from source: SmithyMember, binding: SmithyBinding, depth: Int
  ) -> Member {
    let wireProtocol = contract.wireProtocol
    var traits = traits(of: source.traits) {
      Self.isConsumed(onMember: $0, wireProtocol) || SmithyBinding.traits.contains($0)
    }
    for trait in source.traits.entries
    where SmithyBinding.traits.contains(trait.id) && trait.id != binding.trait {
      report.add(
        .ignored, trait.id, "has no effect on a member of this structure", at: trait.origin)
    }
    let type = source.target.flatMap { model.type(of: $0) }
    var own = constraints(of: source.traits, type: nil)
    if let trait = source.traits[TraitID.enum] {
      own.allowed = EnumConstraint(values: values(ofTrait: trait), origin: trait.origin)
    }
    let target = target(of: source, type: type, own: &own, traits: &traits, depth: depth)
    return Member(
      name: source.name, target: target, constraints: own,
      required: required(source.traits), location: binding.location,
      wireName: wireName(of: source, binding), defaultValue: defaultValue(of: source, type: type),
      traits: traits, origin: source.origin)
  }

  /// A member that has a default is required all the same: who sends the message sends it.
  ///
  /// Source: Smithy 2.0, "required trait" and "default trait"; its protocol tests call a response
  /// without such a member a failure of the server.
  private mutating func required(_ traits: SmithyTraits) -> Marker? {
    guard let trait = traits[TraitID.required] else { return nil }
    _ = marker(TraitID.required, of: traits)
    return Marker(origin: trait.origin)
  }

  // MARK: - Names and defaults

  private mutating func wireName(of member: SmithyMember, _ binding: SmithyBinding) -> String? {
    switch binding.location {
    case .query, .header, .headerMap:
      guard let name = binding.name else {
        if let trait = binding.trait.flatMap({ member.traits[$0] }) {
          wrongValue(trait, wanted: "a string")
        }
        return nil
      }
      return binding.location != .headerMap && name.isExactly(member.name) ? nil : name
    case .path, .payload, .status, .queryMap: return nil
    case .body, .host:
      guard let trait = SmithyProtocols.nameTrait(contract.wireProtocol),
        let applied = member.traits[trait]
      else { return nil }
      return text(applied).flatMap { $0.isExactly(member.name) ? nil : $0 }
    }
  }

  /// The default as JSON; Smithy 1.0 has one wherever a primitive is targeted.
  private func defaultValue(of member: SmithyMember, type: SmithyType?) -> String? {
    if let trait = member.traits[TraitID.default] {
      return trait.value.isNull ? nil : trait.value.jsonText
    }
    guard model.major == 1, let target = member.target, !member.traits.has(TraitID.required),
      !member.traits.has(TraitID.box), !member.name.isExactly("member"),
      !member.name.isExactly("key"), !member.name.isExactly("value")
    else { return nil }
    if let shape = model.shape(target) {
      if shape.traits.has(TraitID.box) { return nil }
    } else if !SmithyPrelude.isPrimitive(target) {
      return nil
    }
    return switch type {
    case .boolean: "false"
    case .byte, .short, .integer, .long, .float, .double: "0"
    default: nil
    }
  }

  // MARK: - Targets

  /// The shape of a member's values.
  ///
  /// In Smithy a member's own trait replaces its target's, in a contract both apply. So where a
  /// member overrides, it gets a target that lacks what is overridden: the built-in type where
  /// that will do, else an anonymous copy.
  private mutating func target(
    of member: SmithyMember, type: SmithyType?, own: inout Constraints, traits: inout Traits,
    depth: Int
  ) -> ShapeID {
    guard let name = member.target else {
      diagnostics.error(
        "smithy.reference", "the member \(quoted(member.name)) has no `target`", at: member.origin)
      return SimpleType.document.shapeID
    }
    guard let position = model.positions[ExactString(name)] else {
      if let simple = SmithyPrelude.type(of: name)?.simple { return simple.shapeID }
      if name.isExactly(SmithyPrelude.unit) { return unitShape() }
      diagnostics.error(
        "smithy.reference", "the shape \(quoted(name)) is not defined", at: member.targetOrigin)
      return SimpleType.document.shapeID
    }
    let shape = model.shapes[position]
    guard shape.type.isData else {
      diagnostics.error(
        "smithy.reference",
        "\(quoted(name)) is a shape of type `\(shape.type.rawValue)`, which "
          + "has no values", at: member.targetOrigin,
        notes: [Diagnostic.Note(message: "it is defined here", origin: shape.origin)])
      return SimpleType.document.shapeID
    }
    // Read silently: what is wrong with the target is reported where the target is read.
    let reported = diagnostics
    let inherited = constraints(of: shape.traits, type: shape.type)
    diagnostics = reported
    guard own.overrides(inherited) else { return id(of: position, in: .nested) }
    report.add(
      .decided, member.name, "its own traits replace those of \(quoted(name))", at: member.origin)
    own = own.over(inherited)
    inherit(shape.traits, into: &traits)
    if let simple = shape.type.simple, !isEnumeration(shape) { return simple.shapeID }
    return copy(of: position, depth: depth) ?? id(of: position, in: .nested)
  }

  private func isEnumeration(_ shape: SmithyShape) -> Bool {
    shape.type == .string && shape.traits.has(TraitID.enum)
  }

  /// Takes over what a target says of its values, where a member does without the target.
  private mutating func inherit(_ target: SmithyTraits, into own: inout Traits) {
    let reported = (diagnostics, report)
    let wireProtocol = contract.wireProtocol
    let inherited = traits(of: target) { id in
      id == TraitID.documentation || Self.isConsumed(onShape: id, isError: false, wireProtocol)
    }
    (diagnostics, report) = reported
    own.isSensitive = own.isSensitive || inherited.isSensitive
    own.isStreaming = own.isStreaming || inherited.isStreaming
    own.requiresLength = own.requiresLength || inherited.requiresLength
    own.mediaType = own.mediaType ?? inherited.mediaType
    own.deprecated = own.deprecated ?? inherited.deprecated
    let names = Set(own.other.map { ExactString($0.name) })
    own.other += inherited.other.filter { !names.contains(ExactString($0.name)) }
  }

  /// An anonymous shape of the kind of another one; its constraints are the member's to state.
  private mutating func copy(of position: Int, depth: Int) -> ShapeID? {
    let shape = model.shapes[position]
    if let kind = copiedEnumerations[position] {
      return contract.add(Shape(name: "", kind: kind, origin: shape.origin))
    }
    guard depth < Self.copyDepth else {
      tooDeep = shape
      return nil
    }
    // What is wrong with the shape is reported where it is read for itself.
    let reported = (diagnostics, report)
    let kind = kind(of: shape, role: .nested, depth: depth + 1)
    (diagnostics, report) = reported
    switch kind {
    case .enumeration, .intEnumeration: copiedEnumerations[position] = kind
    default: break
    }
    if depth == 0, let found = tooDeep {
      diagnostics.error(
        "smithy.cycle",
        "the shape \(quoted(found.id)) contains itself without a structure or "
          + "union in between", at: found.origin)
      tooDeep = nil
    }
    return contract.add(Shape(name: "", kind: kind, origin: shape.origin))
  }

  /// The structure without members that `Unit` is as a member's target.
  private mutating func unitShape() -> ShapeID {
    if let unit { return unit }
    var names = Set<ExactString>()
    for shape in contract.shapes { names.insert(ExactString(shape.name)) }
    var name = "Unit"
    while names.contains(ExactString(name)) { name += "_" }
    let id = contract.add(Shape(name: name, kind: .structure([])))
    unit = id
    return id
  }
}
