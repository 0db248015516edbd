internal import AssayModel

// Values of traits, with what is said where they are of the wrong kind.

extension SmithyBuilder {
  /// Reports a trait whose value is not what the trait is given.
  mutating func wrongValue(_ trait: SmithyTrait, wanted: String, found node: Node? = nil) {
    let node = node ?? trait.value
    let found =
      switch node.kind {
      case .string(let text): quoted(text)
      case .number(let text): quoted(text)
      default: node.kindName
      }
    diagnostics.error(
      "smithy.traitValue", "\(quoted(trait.id)) wants \(wanted), found \(found)", at: node.origin)
  }

  /// The string of a trait.
  mutating func text(_ trait: SmithyTrait) -> String? {
    if let text = trait.value.string { return text }
    wrongValue(trait, wanted: "a string")
    return nil
  }

  /// The string of a property.
  mutating func text(_ node: Node, _ what: String) -> String? {
    if let text = node.string { return text }
    diagnostics.error(
      "smithy.kind", "\(what) is a string, found \(node.kindName)", at: node.origin)
    return nil
  }

  /// A string of a trait that is a mapping; `nil` where it has no such key.
  mutating func text(_ key: String, of trait: SmithyTrait) -> String? {
    guard let node = trait.value[key] else { return nil }
    if let text = node.string { return text }
    wrongValue(trait, wanted: "a string as \(quoted(key))", found: node)
    return nil
  }

  /// A truth value of a trait that is a mapping; false where it has no such key.
  mutating func flag(_ key: String, of trait: SmithyTrait) -> Bool {
    guard let node = trait.value[key] else { return false }
    if let value = node.bool { return value }
    wrongValue(trait, wanted: "a boolean as \(quoted(key))", found: node)
    return false
  }

  /// An integer that is not negative.
  mutating func count(_ node: Node, of trait: SmithyTrait) -> Int? {
    if let value = node.integer, value >= 0 { return value }
    wrongValue(trait, wanted: "a whole number that is not negative", found: node)
    return nil
  }

  /// Whether a marker trait is applied, which has an empty mapping for its value.
  mutating func marker(_ id: String, of traits: SmithyTraits) -> Bool {
    guard let trait = traits[id] else { return false }
    if trait.value.mapping == nil { wrongValue(trait, wanted: "an empty mapping") }
    return true
  }
}
