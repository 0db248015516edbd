package import AssayModel

/// Makes small contracts of every kind of shape, binding, error, relation and policy, such as a
/// loader would let pass.
package struct ContractGenerator {
  var random: RandomSource
  var contract: Contract
  private var nameCount = 0

  /// A contract that only the source decides.
  package static func make(_ random: inout RandomSource) -> Contract {
    var generator = ContractGenerator(random: RandomSource(seed: random.next()))
    generator.fill()
    return generator.contract
  }

  private init(random: RandomSource) {
    self.random = random
    let protocols: [WireProtocol] = [
      .restJson1, .restJson1, .restJson1, .restJson1, .restJson1, .httpJson, .httpJson,
      .awsJson1_0, .awsJson1_1, .awsJson1_1, .rpcv2Json,
    ]
    contract = Contract(service: "Service", wireProtocol: self.random.pick(protocols))
  }

  private mutating func fill() {
    if random.chance(20) { contract.targetPrefix = "Prefix_20120810" }
    if random.chance(40) { contract.policies = policies() }
    shapes()
    errors()
    for index in 0..<random.int(1...3) { operation("Operation\(index)") }
  }

  // MARK: - Policies

  private mutating func policies() -> Policies {
    var policies = Policies()
    func change(_ level: inout Policies.Level, _ random: inout RandomSource) {
      if random.chance(40) { level = random.pick(Policies.Level.allCases) }
    }
    change(&policies.unknownMember, &random)
    change(&policies.unknownEnum, &random)
    change(&policies.duplicateMember, &random)
    change(&policies.requestOffset, &random)
    change(&policies.integerFraction, &random)
    change(&policies.outputConstraints, &random)
    if random.chance(20) { policies.invalid = ["Error0", "ValidationException"] }
    return policies
  }

  // MARK: - Shapes

  private mutating func shapes() {
    // Structures and unions that anything may refer to, themselves included.
    let count = random.int(1...3)
    let first = contract.shapes.count
    for index in 0..<count {
      _ = contract.add(Shape(name: "Structure\(index)", kind: .structure([])))
    }
    for index in 0..<random.int(2...6) { _ = contract.add(shape(named: "Shape\(index)")) }
    for index in first..<(first + count) {
      let members = self.members(random.int(0...5))
      let isUnion = !members.isEmpty && random.chance(30)
      if isUnion {
        contract.shapes[index].kind = .union(
          members.map {
            var member = $0
            member.required = nil
            return member
          })
      } else {
        contract.shapes[index].kind = .structure(members)
      }
    }
  }

  private mutating func shape(named name: String) -> Shape {
    var shape = Shape(name: name, kind: .simple(.string))
    switch random.below(12) {
    case 0, 1:
      shape.kind = .refined(SimpleType.string.shapeID)
      shape.constraints = stringConstraints()
    case 2:
      let type = random.pick(SimpleType.allCases)
      shape.kind = .refined(type.shapeID)
      shape.constraints = constraints(for: .simple(type))
    case 3: shape.kind = .enumeration(enumValues())
    case 4:
      shape.kind = .intEnumeration(["0", "1", "7", "-3"].map { EnumValue(value: $0) })
    case 5, 6, 7:
      shape.kind = .list(
        element: member("member", target()), sparse: random.chance(25))
      shape.constraints = constraints(for: shape.kind)
    case 8, 9:
      shape.kind = .map(
        key: member("key", textTarget()), value: member("value", target()),
        sparse: random.chance(25))
      shape.constraints = constraints(for: shape.kind)
    default:
      let below = contract.shapes.indices.filter { id in
        if case .simple = contract.base(contract.shapes[id]) { return true }
        return false
      }
      let index = random.pick(below)
      shape.kind = .refined(ShapeID(index))
      shape.constraints = constraints(for: contract.base(contract.shapes[index]))
    }
    return shape
  }

  private mutating func enumValues() -> [EnumValue] {
    let texts = [
      "A", "B", "", "COMPLETED_WITH_FAILURES", "é", "e\u{301}", "a\"b\\", "🙂", "IN_PROGRESS",
    ]
    var values = texts.filter { _ in random.chance(50) }.map { EnumValue(value: $0) }
    if values.isEmpty { values = [EnumValue(value: "ONLY")] }
    return values
  }

  /// Any shape but a streaming one.
  mutating func target() -> ShapeID {
    if random.chance(45) { return random.pick(SimpleType.allCases).shapeID }
    return ShapeID(random.int(Contract.builtInShapeCount...(contract.shapes.count - 1)))
  }

  /// A shape whose values are strings.
  mutating func textTarget() -> ShapeID {
    let fitting = contract.shapes.indices.filter { index in
      switch contract.base(contract.shapes[index]) {
      case .simple(.string), .enumeration: true
      default: false
      }
    }
    return ShapeID(random.pick(fitting))
  }

  /// A shape whose values travel as one text.
  mutating func scalarTarget() -> ShapeID {
    let fitting = contract.shapes.indices.filter { index in
      switch contract.base(contract.shapes[index]) {
      case .simple(let type): type != .document
      case .enumeration, .intEnumeration: true
      default: false
      }
    }
    return ShapeID(random.pick(fitting))
  }

  // MARK: - Members

  mutating func members(_ count: Int) -> [Member] {
    (0..<count).map { _ in
      var member = self.member(memberName(), target())
      if random.chance(30) { member.required = Marker() }
      if random.chance(15) { member.wireName = "wire-" + member.name }
      return member
    }
  }

  mutating func memberName() -> String {
    nameCount += 1
    let stems = [
      "id", "name", "status", "Value", "longMemberNameThatTakesSeveralWords", "a", "x/y~z",
      "größe", "quote\"d", "back\\slash", "creationTime", "t",
    ]
    return random.pick(stems) + String(nameCount)
  }

  mutating func member(_ name: String, _ target: ShapeID) -> Member {
    var member = Member(name: name, target: target)
    if random.chance(30) {
      member.constraints = constraints(for: contract.base(contract[target]))
    }
    return member
  }

  // MARK: - Constraints

  private mutating func constraints(for kind: Shape.Kind) -> Constraints {
    var constraints = Constraints()
    switch kind {
    case .simple(let type):
      switch type {
      case .string: return stringConstraints()
      case .blob: constraints.length = length(upTo: 12)
      case .timestamp:
        if random.chance(60) {
          constraints.timestampFormat = TimestampFormatConstraint(
            format: random.pick(TimestampFormat.allCases))
        }
      case _ where type.isNumeric:
        if random.chance(70) { constraints.range = range(type) }
        if type.isInteger, random.chance(10) {
          constraints.allowed = EnumConstraint(
            values: ["1", "2", "100"].map { EnumValue(value: $0) })
        }
      default: break
      }
    case .enumeration:
      if random.chance(30) { constraints.length = length(upTo: 8) }
    case .list:
      if random.chance(60) { constraints.length = length(upTo: 5) }
      if random.chance(40) { constraints.uniqueItems = Marker() }
    case .map:
      if random.chance(60) { constraints.length = length(upTo: 5) }
    case .intEnumeration, .structure, .union, .refined: break
    }
    return constraints
  }

  private mutating func stringConstraints() -> Constraints {
    var constraints = Constraints()
    if random.chance(60) { constraints.length = length(upTo: random.chance(20) ? 200 : 12) }
    if random.chance(50) {
      let pattern = random.pick(SampleTexts.patterns)
      constraints.patterns = [PatternConstraint(source: pattern.source, match: pattern.match)]
    }
    if random.chance(10) { constraints.allowed = EnumConstraint(values: enumValues()) }
    return constraints
  }

  private mutating func length(upTo most: Int) -> LengthConstraint {
    let min = random.int(0...3)
    switch random.below(3) {
    case 0: return LengthConstraint(min: min, max: nil)
    case 1: return LengthConstraint(min: nil, max: random.int(min...most))
    default: return LengthConstraint(min: min, max: random.int(min...most))
    }
  }

  private mutating func range(_ type: SimpleType) -> RangeConstraint {
    let low = type.isInteger ? ["-5", "0", "1", "-128"] : ["-0.5", "0", "1e-3", "-12.25"]
    let high = type.isInteger ? ["1", "10", "100", "127"] : ["1", "1.5", "1e5", "99.99"]
    return RangeConstraint(
      min: random.chance(75) ? Numeral(random.pick(low)) : nil,
      max: random.chance(75) ? Numeral(random.pick(high)) : Numeral("120"))
  }

  // MARK: - Errors

  private mutating func errors() {
    for index in 0..<random.int(0...4) {
      var error = ErrorShape(
        name: random.chance(25)
          ? random.pick(["ValidationException", "SerializationException"]) : "Error\(index)",
        shape: structure(bindings: [.header], 3))
      guard contract.error(named: error.name) == nil else { continue }
      if random.chance(85) { error.status = random.pick([400, 400, 404, 403, 500, 429, 304]) }
      if random.chance(40) { error.fault = random.pick([.client, .server]) }
      if random.chance(15) { error.code = "Wire" + error.name }
      error.isCommon = random.chance(25)
      if random.chance(30) {
        var message = member(random.pick(["message", "code", "__type"]), textTarget())
        if random.chance(50) { message.required = Marker() }
        contract[error.shape].kind = .structure(contract[error.shape].members + [message])
      }
      contract.errors.append(error)
    }
  }

  /// A structure for the top of a message, some of its members bound elsewhere.
  mutating func structure(bindings: [Member.Location], _ most: Int) -> ShapeID {
    var members = self.members(random.int(0...most))
    for index in members.indices where random.chance(35) && !bindings.isEmpty {
      let location = random.pick(bindings)
      let old = members[index]
      switch location {
      case .header:
        members[index] = member("h\(index)", random.chance(20) ? listTarget() : scalarTarget())
        members[index].location = .header
        members[index].wireName = "X-Header-\(index)"
      case .query:
        members[index] = member("q\(index)", random.chance(30) ? listTarget() : scalarTarget())
        members[index].location = .query
        members[index].wireName = random.chance(50) ? "query \(index)&é" : nil
      default: members[index].location = location
      }
      members[index].required = old.required
      if random.chance(8) { members[index].traits.mediaType = "application/json" }
    }
    return contract.add(Shape(name: "Top\(contract.shapes.count)", kind: .structure(members)))
  }

  /// An anonymous list of scalars.
  private mutating func listTarget() -> ShapeID {
    var shape = Shape(
      name: "", kind: .list(element: member("member", scalarTarget()), sparse: false))
    shape.constraints = constraints(for: shape.kind)
    return contract.add(shape)
  }
}

extension Contract {
  /// The kind that a shape comes down to.
  func base(_ shape: Shape) -> Shape.Kind {
    guard case .refined(let next) = shape.kind else { return shape.kind }
    return self[base(of: next)].kind
  }
}
