internal import AssayModel

extension ReferenceBuilder {
  /// A member as a section describes it, with what the syntax sketches. Pages say `Required:` of
  /// members of requests only.
  mutating func member(
    _ described: PageMember, _ sketch: PageSketch?, isRequest: Bool
  ) -> Member {
    let origin = page.text.origin(described.range)
    var member = Member(
      name: described.name, target: SimpleType.string.shapeID, origin: origin)
    member.traits.documentation = described.documentation
    if described.isDeprecated { member.traits.deprecated = "" }
    if let required = described.required {
      if required.value { member.required = Marker(origin: page.text.origin(required.range)) }
    } else {
      report.leaveOpen(.required, at: origin)
      if !isRequest {
        report.add(
          .open, "required", "pages do not say which members of answers are always there",
          at: origin)
      }
    }
    guard let type = described.type ?? inferredType(described, sketch) else {
      if let sketch {
        member.target = target(of: sketch, described.range)
      }
      leaveOpen([.type], of: member)
      return member
    }
    if described.type == nil { report.leaveOpen(.type, at: origin) }
    (member.target, member.constraints) = build(type, sketch, described)
    return member
  }

  /// The type of a parameter, of which pages give constraints only.
  private func inferredType(_ described: PageMember, _ sketch: PageSketch?) -> PageType? {
    let leaf: PageType?
    if let range = described.valueRange {
      let isWhole = [range.min, range.max].allSatisfy { $0?.isInteger ?? true }
      leaf = .simple(isWhole ? .integer : .double)
    } else if described.length != nil || described.pattern != nil || !described.validValues.isEmpty
    {
      leaf = .simple(.string)
    } else {
      leaf = nil
    }
    if described.mapEntries != nil || described.keyLength != nil || described.keyPattern != nil {
      return .map(leaf ?? .simple(.string))
    }
    if described.arrayMembers != nil { return .list(leaf ?? .simple(.string)) }
    return leaf
  }

  /// The shape of a type and the constraints that stand beside it. Array members constrain the
  /// outermost list, map entries the outermost map, all else the values inside.
  private mutating func build(
    _ type: PageType, _ sketch: PageSketch?, _ described: PageMember
  ) -> (ShapeID, Constraints) {
    var constraints = Constraints()
    switch type {
    case .simple(let simple):
      return scalar(simple, sketch, described)
    case .named(let name):
      return (
        shape(named: name, sketch, isUnion: described.isUnion, described.range), constraints
      )
    case .list(let inner):
      var innerSketch: PageSketch?
      if case .list(let element)? = sketch { innerSketch = element }
      let place = add(.simple(.document), described.range)
      var rest = described
      rest.arrayMembers = nil
      let (target, elementConstraints) = build(inner, innerSketch, rest)
      contract[place].kind = .list(
        element: Member(
          name: "member", target: target, constraints: elementConstraints,
          origin: contract[place].origin), sparse: false)
      constraints.length = length(described.arrayMembers)
      return (place, constraints)
    case .map(let inner):
      var innerSketch: PageSketch?
      if case .map(let value)? = sketch { innerSketch = value }
      let place = add(.simple(.document), described.range)
      let origin = contract[place].origin
      var keys = PageMember(name: "key", range: described.range)
      keys.length = described.keyLength
      keys.pattern = described.keyPattern
      keys.validValues = described.validKeys
      let (keyTarget, keyConstraints) = scalar(.string, nil, keys)
      var values = described
      values.mapEntries = nil
      if described.valueLength != nil || described.valuePattern != nil {
        values.length = described.valueLength
        values.pattern = described.valuePattern
      }
      let (target, valueConstraints) = build(inner, innerSketch, values)
      contract[place].kind = .map(
        key: Member(name: "key", target: keyTarget, constraints: keyConstraints, origin: origin),
        value: Member(name: "value", target: target, constraints: valueConstraints, origin: origin),
        sparse: false)
      constraints.length = length(described.mapEntries)
      return (place, constraints)
    }
  }

  private mutating func scalar(
    _ type: SimpleType, _ sketch: PageSketch?, _ described: PageMember
  ) -> (ShapeID, Constraints) {
    var constraints = Constraints()
    var target = type.shapeID
    switch type {
    case .string:
      constraints.length = length(described.length)
      if let pattern = described.pattern {
        constraints.patterns = [
          PatternConstraint(
            source: pattern.text, match: .whole, dialect: .java,
            origin: page.text.origin(pattern.range))
        ]
      }
      if !described.validValues.isEmpty {
        var seen: Set<ExactString> = []
        let values = described.validValues.filter { seen.insert(ExactString($0.text)).inserted }
        target = add(
          .enumeration(
            values.map { EnumValue(value: $0.text, origin: page.text.origin($0.range)) }),
          described.validValues[0].range)
      }
    case .blob:
      constraints.length = length(described.length)
    case .timestamp:
      switch sketch {
      case .string?: constraints.timestampFormat = TimestampFormatConstraint(format: .dateTime)
      case .number?: constraints.timestampFormat = TimestampFormatConstraint(format: .epochSeconds)
      default:
        report.add(
          .open, described.name, "how the timestamp travels is not said",
          at: page.text.origin(described.range))
      }
    default:
      if let bounds = described.valueRange, type.isNumeric {
        constraints.range = RangeConstraint(
          min: bounds.min, max: bounds.max, origin: page.text.origin(bounds.range))
      }
    }
    return (target, constraints)
  }

  private func length(_ bounds: PageMember.Bounds?) -> LengthConstraint? {
    guard let bounds else { return nil }
    let min = bounds.min.flatMap { $0.int64 }.map { Int($0) }
    let max = bounds.max.map { Int($0.int64 ?? .max) }
    guard min != nil || max != nil else { return nil }
    return LengthConstraint(
      min: min.map { Swift.max(0, $0) }, max: max.map { Swift.max(0, $0) },
      origin: page.text.origin(bounds.range))
  }
}
