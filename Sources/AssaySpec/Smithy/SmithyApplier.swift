internal import AssayModel

/// Undoes `apply` and mixins, so that every shape has all of its members and traits.
///
/// Source: Smithy 2.0, "Applying traits", "Mixins".
struct SmithyApplier {
  /// Most members, traits and properties that mixins may copy into other shapes, all together: a
  /// short file can ask for any number of them.
  static let copyLimit = 1_000_000

  private var model: SmithyModel
  private var diagnostics: DiagnosticSink
  /// Traits for members that a shape has from a mixin, by position of the shape.
  private var pending: [Int: [(member: String, traits: SmithyTraits, origin: Origin)]] = [:]
  private var copies = 0
  private var indexed: (shape: Int, slots: [ExactString: Int])?

  /// Applies statements to a model and resolves its mixins.
  static func apply(
    _ statements: [SmithyModelReader.Application], to model: inout SmithyModel,
    diagnostics: inout DiagnosticSink
  ) {
    var applier = SmithyApplier(model: model, diagnostics: diagnostics)
    for statement in grouped(statements) { applier.apply(statement) }
    applier.resolveMixins()
    model = applier.model
    diagnostics = applier.diagnostics
  }

  /// Statements by the shape they concern, in order of each.
  private static func grouped(
    _ statements: [SmithyModelReader.Application]
  ) -> [SmithyModelReader.Application] {
    var order: [ExactString] = []
    var groups: [ExactString: [SmithyModelReader.Application]] = [:]
    for statement in statements {
      let shape = ExactString(String(statement.target.prefix { $0 != "$" }))
      if groups[shape] == nil { order.append(shape) }
      groups[shape, default: []].append(statement)
    }
    return order.flatMap { groups[$0] ?? [] }
  }

  private init(model: SmithyModel, diagnostics: DiagnosticSink) {
    self.model = model
    self.diagnostics = diagnostics
  }

  // MARK: Apply

  private mutating func apply(_ statement: SmithyModelReader.Application) {
    let parts = statement.target.split(
      separator: "$", maxSplits: 1, omittingEmptySubsequences: false)
    guard let position = model.positions[ExactString(String(parts[0]))] else {
      diagnostics.error(
        "smithy.reference",
        "traits are applied to \(quoted(statement.target)), which the model "
          + "does not define", at: statement.origin)
      return
    }
    guard parts.count == 2 else {
      Self.merge(statement.traits, into: &model.shapes[position].traits, &diagnostics)
      return
    }
    let name = String(parts[1])
    if let member = memberPosition(name, of: position) {
      Self.merge(
        statement.traits, into: &model.shapes[position].members[member].traits, &diagnostics)
    } else if model.shapes[position].mixins.isEmpty {
      unknownMember(statement.target, at: statement.origin)
    } else {
      pending[position, default: []].append((name, statement.traits, statement.origin))
    }
  }

  /// Adds traits to those that are there: lists are joined, and others may only be given again.
  private static func merge(
    _ new: SmithyTraits, into traits: inout SmithyTraits, _ diagnostics: inout DiagnosticSink
  ) {
    var conflicts: [(old: SmithyTrait, new: SmithyTrait)] = []
    traits.set(new) { old, new in
      var result = old
      if let first = old.value.sequence, let second = new.value.sequence {
        result.value.kind = .sequence(first + second)
      } else if !old.value.jsonText.isExactly(new.value.jsonText) {
        conflicts.append((old, new))
      }
      return result
    }
    for (old, new) in conflicts {
      diagnostics.error(
        "smithy.traitConflict", "\(quoted(new.id)) is applied twice with different values",
        at: new.origin,
        notes: [Diagnostic.Note(message: "it is applied here first", origin: old.origin)])
    }
  }

  private mutating func unknownMember(_ target: String, at origin: Origin) {
    diagnostics.error(
      "smithy.reference", "traits are applied to \(quoted(target)), a member that does not exist",
      at: origin)
  }

  /// The position of a member, from an index of the shape that lasts while statements follow that
  /// concern the same shape.
  private mutating func memberPosition(_ name: String, of shape: Int) -> Int? {
    if indexed?.shape != shape {
      var slots: [ExactString: Int] = [:]
      for (position, member) in model.shapes[shape].members.enumerated() {
        slots[ExactString(member.name)] = position
      }
      indexed = (shape, slots)
    }
    return indexed?.slots[ExactString(name)]
  }

  // MARK: Mixins

  /// Resolves mixins before the shapes that use them, without recursion.
  private mutating func resolveMixins() {
    enum State { case untouched, open, done }
    var states = [State](repeating: .untouched, count: model.shapes.count)
    for start in model.shapes.indices where states[start] == .untouched {
      var stack = [start]
      while let position = stack.last {
        if states[position] == .done {
          stack.removeLast()
          continue
        }
        let first = states[position] == .untouched
        states[position] = .open
        var waits = false
        if first {
          for mixin in model.shapes[position].mixins {
            guard let next = model.positions[ExactString(mixin.target)] else { continue }
            switch states[next] {
            case .untouched:
              stack.append(next)
              waits = true
            case .open:
              diagnostics.error(
                "smithy.cycle",
                "the mixin \(quoted(mixin.target)) leads back to "
                  + quoted(model.shapes[position].id), at: mixin.origin)
            case .done: break
            }
          }
        }
        if !waits {
          mix(position)
          states[position] = .done
          stack.removeLast()
        }
      }
    }
  }

  /// Copies what the mixins of a shape have into the shape. Mixins have been resolved themselves.
  private mutating func mix(_ position: Int) {
    var shape = model.shapes[position]
    defer { model.shapes[position] = shape }
    if shape.mixins.isEmpty { return }
    let own = shape
    var members: [SmithyMember] = []
    var slots: [ExactString: Int] = [:]
    var traits = SmithyTraits()
    var properties = Mapping()
    for reference in own.mixins {
      guard let mixin = model.shape(reference.target) else {
        diagnostics.error(
          "smithy.reference", "the mixin \(quoted(reference.target)) is not defined",
          at: reference.origin)
        continue
      }
      guard mixin.type == own.type, let trait = mixin.traits[TraitID.mixin] else {
        diagnostics.error(
          "smithy.mixin",
          "\(quoted(reference.target)) is no mixin for a shape of type "
            + "`\(own.type.rawValue)`", at: reference.origin,
          notes: [Diagnostic.Note(message: "it is defined here", origin: mixin.origin)])
        continue
      }
      copies += mixin.members.count + mixin.traits.entries.count
      for entry in mixin.properties.entries {
        copies += entry.value.sequence?.count ?? entry.value.mapping?.entries.count ?? 1
      }
      guard copies <= Self.copyLimit else {
        diagnostics.error(
          "smithy.mixin", "mixins add up to more than \(Self.copyLimit) members and traits",
          at: reference.origin)
        return
      }
      let local = (trait.value["localTraits"]?.sequence ?? []).compactMap(\.string)
      traits.set(
        mixin.traits.filter { trait in
          trait.id != TraitID.mixin && !local.contains { $0.isExactly(trait.id) }
        })
      for member in mixin.members { add(member, to: &members, &slots) }
      properties = merged(properties, mixin.properties)
    }
    for member in own.members { add(member, to: &members, &slots) }
    for (name, introduced, origin) in pending[position] ?? [] {
      if let slot = slots[ExactString(name)] {
        members[slot].traits.set(introduced)
      } else {
        unknownMember("\(own.id)$\(name)", at: origin)
      }
    }
    traits.set(own.traits)
    shape.members = members
    shape.traits = traits
    shape.properties = merged(properties, own.properties)
    shape.mixins = []
  }

  /// Adds a member behind those that are there, or refines the one of its name.
  private func add(
    _ member: SmithyMember, to members: inout [SmithyMember], _ slots: inout [ExactString: Int]
  ) {
    guard let slot = slots[ExactString(member.name)] else {
      slots[ExactString(member.name)] = members.count
      members.append(member)
      return
    }
    members[slot].traits.set(member.traits)
    members[slot].origin = member.origin
    if let target = member.target {
      members[slot].target = target
      members[slot].targetOrigin = member.targetOrigin
    }
  }

  /// Properties of a shape over those of its mixins: lists are joined, mappings merged.
  private func merged(_ base: Mapping, _ own: Mapping) -> Mapping {
    if base.entries.isEmpty { return own }
    var result = base
    let positions = base.index()
    for entry in own.entries {
      guard let position = positions[ExactString(entry.key)] else {
        result.entries.append(entry)
        continue
      }
      let old = result.entries[position].value
      if let first = old.sequence, let second = entry.value.sequence {
        result.entries[position].value.kind = .sequence(first + second)
      } else if let first = old.mapping, let second = entry.value.mapping {
        result.entries[position].value.kind = .mapping(merged(first, second))
      } else {
        result.entries[position] = entry
      }
    }
    return result
  }
}
