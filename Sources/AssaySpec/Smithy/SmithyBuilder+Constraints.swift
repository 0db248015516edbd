internal import AssayModel

// What constrains the values of a shape or member.

extension SmithyBuilder {
  /// The constraint traits of a shape or member whose values are of a type.
  mutating func constraints(of traits: SmithyTraits, type: SmithyType?) -> Constraints {
    var result = Constraints()
    if let trait = traits[TraitID.length] { result.length = length(trait) }
    if let trait = traits[TraitID.range] { result.range = range(trait) }
    if let trait = traits[TraitID.pattern] { result.patterns = pattern(trait) }
    if let trait = traits[TraitID.uniqueItems] {
      _ = marker(TraitID.uniqueItems, of: traits)
      result.uniqueItems = Marker(origin: trait.origin)
    } else if type == .set {
      result.uniqueItems = Marker()
    }
    if let trait = traits[TraitID.timestampFormat],
      SmithyProtocols.obeysTimestampFormat(contract.wireProtocol)
    {
      result.timestampFormat = timestampFormat(trait)
    }
    return result
  }

  private mutating func length(_ trait: SmithyTrait) -> LengthConstraint? {
    guard hasBound(trait) else { return nil }
    let min = trait.value["min"].flatMap { count($0, of: trait) }
    let max = trait.value["max"].flatMap { count($0, of: trait) }
    if let min, let max, min > max { inverted(trait) }
    guard min != nil || max != nil else { return nil }
    return LengthConstraint(min: min, max: max, origin: trait.origin)
  }

  private mutating func range(_ trait: SmithyTrait) -> RangeConstraint? {
    guard hasBound(trait) else { return nil }
    let min = trait.value["min"].flatMap { numeral($0, of: trait) }
    let max = trait.value["max"].flatMap { numeral($0, of: trait) }
    if let min, let max, min > max { inverted(trait) }
    guard min != nil || max != nil else { return nil }
    return RangeConstraint(min: min, max: max, origin: trait.origin)
  }

  /// A number; big ones may be written as strings.
  private mutating func numeral(_ node: Node, of trait: SmithyTrait) -> Numeral? {
    if let value = (node.number ?? node.string).flatMap({ Numeral($0) }) { return value }
    wrongValue(trait, wanted: "a number", found: node)
    return nil
  }

  private mutating func hasBound(_ trait: SmithyTrait) -> Bool {
    if trait.value["min"] != nil || trait.value["max"] != nil { return true }
    wrongValue(trait, wanted: "a mapping with `min` or `max`")
    return false
  }

  private mutating func inverted(_ trait: SmithyTrait) {
    diagnostics.error(
      "smithy.inverted", "`min` of \(quoted(trait.id)) is greater than `max`",
      at: trait.value["min"]?.origin ?? trait.origin)
  }

  /// A Smithy pattern is searched for, as written, in the syntax that Java and ECMA 262 share.
  private mutating func pattern(_ trait: SmithyTrait) -> [PatternConstraint] {
    guard let source = text(trait) else { return [] }
    var origin = trait.value.origin
    // Behind the quote.
    if trait.value.style == .doubleQuoted, origin.length > 1 {
      origin.column += 1
      origin.length -= origin.length > 2 ? 2 : 1
    }
    return [PatternConstraint(source: source, match: .search, dialect: .java, origin: origin)]
  }

  private mutating func timestampFormat(_ trait: SmithyTrait) -> TimestampFormatConstraint? {
    guard let format = trait.value.string.flatMap({ TimestampFormat(rawValue: $0) }) else {
      wrongValue(trait, wanted: "`date-time`, `http-date` or `epoch-seconds`")
      return nil
    }
    return TimestampFormatConstraint(format: format, origin: trait.value.origin)
  }
}

// MARK: - Members over their targets

extension Constraints {
  /// Whether both state a constraint of one kind, so that the nearer one replaces the other.
  ///
  /// Of timestamp formats a contract takes the nearest one too, so those need no care.
  func overrides(_ target: Constraints) -> Bool {
    (length != nil && target.length != nil) || (range != nil && target.range != nil)
      || (!patterns.isEmpty && !target.patterns.isEmpty)
      || (uniqueItems != nil && target.uniqueItems != nil)
      || (allowed != nil && target.allowed != nil)
  }

  /// What is left of a target's constraints where a member's replace those of the same kind.
  func remainder(of target: Constraints) -> Constraints {
    var result = target
    if length != nil { result.length = nil }
    if range != nil { result.range = nil }
    if !patterns.isEmpty { result.patterns = [] }
    if uniqueItems != nil { result.uniqueItems = nil }
    if allowed != nil { result.allowed = nil }
    return result
  }

  /// These constraints, and those of another set where they state none.
  func over(_ target: Constraints) -> Constraints {
    var result = self
    let rest = remainder(of: target)
    if result.length == nil { result.length = rest.length }
    if result.range == nil { result.range = rest.range }
    if result.patterns.isEmpty { result.patterns = rest.patterns }
    if result.uniqueItems == nil { result.uniqueItems = rest.uniqueItems }
    if result.allowed == nil { result.allowed = rest.allowed }
    if result.timestampFormat == nil { result.timestampFormat = rest.timestampFormat }
    return result
  }
}
