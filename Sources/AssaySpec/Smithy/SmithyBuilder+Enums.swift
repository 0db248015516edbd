internal import AssayModel

// Closed sets of values: enumeration shapes, and Smithy 1.0's trait on strings.

extension SmithyBuilder {
  /// Values of an `enum` or `intEnum` shape.
  ///
  /// Source: Smithy 2.0, "Enum shape" (a member without a value has its name for one), "Int enum".
  mutating func values(ofEnum shape: SmithyShape) -> [EnumValue] {
    let isInteger = shape.type == .intEnum
    return shape.members.compactMap { member in
      var value: String?
      var origin = member.origin
      if let trait = member.traits[TraitID.enumValue] {
        origin = trait.value.origin
        if isInteger {
          value = trait.value.integer.map(String.init)
          if value == nil { wrongValue(trait, wanted: "a whole number") }
        } else {
          value = text(trait)
        }
      } else if isInteger {
        diagnostics.error(
          "smithy.enumValue",
          "the member \(quoted(member.name)) of an `intEnum` has no "
            + "`smithy.api#enumValue`", at: member.origin)
      } else {
        value = member.name
      }
      for trait in member.traits.entries {
        switch trait.id {
        case TraitID.enumValue, TraitID.internal, TraitID.tags: break
        default: leave(trait, "a contract keeps no traits of enumeration values")
        }
      }
      guard let value else { return nil }
      return EnumValue(
        name: member.name.isExactly(value) ? nil : member.name, value: value,
        // A tag of that name hides values of the `enum` trait alone, as Smithy's protocol tests show.
        isInternal: member.traits.has(TraitID.internal), origin: origin)
    }
  }

  /// Values of the `enum` trait.
  ///
  /// Source: Smithy 1.0 and 2.0, "enum trait".
  mutating func values(ofTrait trait: SmithyTrait) -> [EnumValue] {
    guard let items = trait.value.sequence, !items.isEmpty else {
      wrongValue(trait, wanted: "a list of mappings with `value`")
      return []
    }
    return items.compactMap { item in
      guard let node = item["value"], let value = node.string else {
        wrongValue(trait, wanted: "a mapping with a string as `value`", found: item)
        return nil
      }
      let name = item["name"]?.string
      return EnumValue(
        name: name.flatMap { $0.isExactly(value) ? nil : $0 }, value: value,
        isInternal: hasInternalTag(item["tags"]), origin: node.origin)
    }
  }

  private func hasInternalTag(_ tags: Node?) -> Bool {
    tags?.sequence?.contains { $0.string?.isExactly("internal") == true } ?? false
  }
}
