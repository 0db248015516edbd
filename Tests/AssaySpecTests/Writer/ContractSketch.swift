import AssayModel
import AssaySpec
import AssayTestSupport

/// Makes up contracts that use everything a contract can hold, with texts that are hard to write.
///
/// They are well formed, not meaningful: a boolean may have a length.
struct ContractSketch {
  private var random: SeededGenerator
  private var contract = Contract(service: "S")
  private var names: [ShapeID] = []

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  static func contract(seed: UInt64) -> Contract {
    var sketch = ContractSketch(seed: seed)
    return sketch.make()
  }

  // MARK: Choices

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &random) < percent
  }

  private mutating func pick<T>(_ items: [T]) -> T? { items.randomElement(using: &random) }

  private mutating func maybe<T>(_ percent: Int, _ value: (inout Self) -> T) -> T? {
    chance(percent) ? value(&self) : nil
  }

  private mutating func many<T>(_ most: Int, _ value: (inout Self) -> T) -> [T] {
    (0..<Int.random(in: 0...most, using: &random)).map { _ in value(&self) }
  }

  private static let pieces = [
    "a", "Name", "x-y", "NO", "true", "null", "~", "1", "0123", "1.0", "1e5", "-", "- a", "#", " #",
    ": ", ":", "'", "''", "\"", "\\", "\\n", "\n", "\r\n", "\t", " ", "  ", "{", "}", "[", "]", ",",
    "&a", "*a", "!b", "%", "@", "`", "|", ">", "?", "? ", "é", "e\u{301}", "\u{1F600}", "\u{85}",
    "\u{2028}", "\u{FEFF}", "\u{0}", "\u{7F}", "\u{E000}", "\u{FFFD}", "<<", "---", "...", "1..2",
    "long words in a row that go on and on until the line is at its end and must be folded",
  ]

  private mutating func text() -> String {
    if chance(50) { return pick(["Word", "two words", "It's one.", "a: b", "x"]) ?? "" }
    return many(6) { $0.pick(Self.pieces) ?? "" }.joined()
  }

  private mutating func name() -> String {
    let text =
      chance(70) ? (pick(["a", "b", "Item", "type", "in", "x-a", "length"]) ?? "a") : text()
    // Yams takes a key for equal to the same key behind a byte order mark.
    let isOdd = text.isEmpty || text.hasPrefix("x-") || text.unicodeScalars.first == "\u{FEFF}"
    return isOdd ? "n" + text : text
  }

  /// Names that are all different.
  private mutating func names(_ most: Int) -> [String] {
    var result: [String] = []
    for _ in 0..<Int.random(in: 0...most, using: &random) {
      let name = name()
      if !result.contains(where: { $0 == name }) { result.append(name) }
    }
    return result
  }

  private mutating func json() -> String {
    var node = Node(kind: .string(text()))
    switch Int.random(in: 0..<8, using: &random) {
    case 0: node.kind = .null
    case 1: node.kind = .bool(chance(50))
    case 2: node.kind = .number(pick(["0", "-1", "1.50", "1E5", "12345678901234567890"]) ?? "0")
    case 3: node.kind = .sequence(many(3) { Node(kind: .string($0.text())) })
    case 4:
      node.kind = .mapping(
        Mapping(names(3).map { .init(key: $0, value: Node(kind: .string($0))) }))
    default: break
    }
    return node.jsonText
  }

  // MARK: Parts

  private mutating func traits(full: Bool = true) -> Traits {
    var traits = Traits()
    guard chance(30) else { return traits }
    traits.documentation = maybe(60) { $0.text() }
    traits.deprecated = maybe(20) { $0.text() }
    if chance(30) {
      traits.other = names(3).map {
        ExtensionTrait(name: chance(50) ? "x-" + $0 : $0, json: json())
      }
    }
    guard full else { return traits }
    traits.isSensitive = chance(20)
    traits.mediaType = maybe(10) { $0.text() }
    traits.isStreaming = chance(10)
    traits.requiresLength = chance(10)
    traits.isFlattened = chance(10)
    traits.isXMLAttribute = chance(10)
    traits.xmlNamespace = maybe(10) { $0.text() }
    traits.isIdempotencyToken = chance(10)
    return traits
  }

  private mutating func numeral() -> Numeral? {
    pick(["0", "1", "-5", "1.5", "1e30", "-1e-20", "123456789012345678901234567890"])
      .flatMap { Numeral($0) }
  }

  private mutating func constraints() -> Constraints {
    var constraints = Constraints()
    guard chance(40) else { return constraints }
    if chance(40) {
      let least = maybe(70) { Int.random(in: 0...9, using: &$0.random) }
      let most = least == nil || chance(50) ? Int.random(in: 0...Int.max, using: &random) : nil
      constraints.length = LengthConstraint(min: least, max: most)
    }
    if chance(30) {
      let least = numeral()
      constraints.range = RangeConstraint(min: least, max: chance(50) ? least : numeral())
    }
    if chance(40) {
      for _ in 0...Int.random(in: 0...2, using: &random) {
        constraints.patterns.append(
          PatternConstraint(
            source: text(), match: chance(70) ? .whole : .search,
            dialect: chance(70) ? .pcre2 : .java))
      }
    }
    if chance(20) { constraints.allowed = EnumConstraint(values: values()) }
    if chance(20) { constraints.uniqueItems = Marker() }
    if chance(20), let format = pick(TimestampFormat.allCases) {
      constraints.timestampFormat = TimestampFormatConstraint(format: format)
    }
    return constraints
  }

  private mutating func values() -> [EnumValue] {
    var values = names(4)
    if values.isEmpty || chance(20) { values.append(pick(["", "NO", "7", "-0", "1.0"]) ?? "") }
    return values.map { value in
      EnumValue(name: maybe(20) { $0.name() }, value: value, isInternal: chance(10))
    }
  }

  private mutating func target(_ depth: Int) -> ShapeID {
    if depth < 3, chance(25) { return contract.add(inline(depth + 1)) }
    if !names.isEmpty, chance(50), let id = pick(names) { return id }
    return pick(SimpleType.allCases)?.shapeID ?? SimpleType.string.shapeID
  }

  private mutating func inline(_ depth: Int) -> Shape {
    var shape = Shape(name: "", kind: kind(depth))
    // Some say more than an inline shape can, and get a name.
    if chance(10) { shape.traits.documentation = text() }
    return shape
  }

  private mutating func kind(_ depth: Int) -> Shape.Kind {
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return .enumeration(values())
    case 1:
      let count = Int.random(in: 1...3, using: &random)
      return .intEnumeration(
        (0..<count).map { EnumValue(name: maybe(30) { $0.name() }, value: "\($0)") })
    case 2: return .list(element: element("member", depth), sparse: chance(30))
    case 3:
      return .map(key: element("key", depth), value: element("value", depth), sparse: chance(30))
    case 4:
      var members = members(3, depth)
      if members.isEmpty { members = [Member(name: "only", target: SimpleType.string.shapeID)] }
      return .union(members)
    default: return .structure(members(4, depth))
    }
  }

  private mutating func element(_ role: String, _ depth: Int) -> Member {
    Member(
      name: role, target: target(depth), constraints: constraints(),
      wireName: maybe(20) { $0.text() }, traits: traits())
  }

  private mutating func members(_ most: Int, _ depth: Int) -> [Member] {
    names(most).map { name in
      Member(
        name: name, target: target(depth), constraints: constraints(),
        required: maybe(30) { _ in Marker() }, location: pick(Member.Location.allCases) ?? .body,
        wireName: maybe(30) { $0.text() }, defaultValue: maybe(20) { $0.json() }, traits: traits())
    }
  }

  private mutating func path() -> MemberPath {
    let steps: [MemberPath.Step] = [.member("a"), .each, .member("b-é"), .each, .each]
    return MemberPath(steps: Array(steps.prefix(Int.random(in: 1...5, using: &random))))
  }

  // MARK: All of it

  private mutating func make() -> Contract {
    contract.service = name()
    contract.version = maybe(50) { $0.text() }
    contract.documentation = maybe(50) { $0.text() }
    contract.targetPrefix = maybe(30) { $0.text() }
    contract.wireProtocol = pick(WireProtocol.allCases) ?? .restJson1
    if chance(30) {
      contract.policies.unknownMember = pick(Policies.Level.allCases) ?? .error
      contract.policies.requestOffset = pick(Policies.Level.allCases) ?? .error
    }
    for name in names(8) {
      names.append(contract.add(Shape(name: "S" + name, kind: .structure([]))))
    }
    for id in names {
      contract[id].kind =
        chance(30)
        ? (chance(50) ? .simple(pick(SimpleType.allCases) ?? .blob) : .refined(target(9)))
        : kind(0)
      contract[id].constraints = constraints()
      contract[id].traits = traits()
    }
    makeErrors()
    for name in names(3) { makeOperation(name) }
    return contract
  }

  private mutating func makeErrors() {
    for name in names(3) {
      var shape = Shape(name: chance(50) ? "E" + name : "", kind: .structure(members(2, 1)))
      if chance(20) { shape.traits.documentation = text() }
      let own = contract.add(shape)
      let id = chance(80) ? own : (pick(names) ?? own)
      contract.errors.append(
        ErrorShape(
          name: "E" + name, code: maybe(30) { "c" + $0.text() },
          status: maybe(70) { Int.random(in: 100...599, using: &$0.random) },
          fault: maybe(50) { $0.chance(50) ? .client : .server },
          retryable: pick([.no, .yes, .throttling]) ?? .no, isCommon: chance(20), shape: id,
          traits: traits(full: false)))
    }
    contract.policies.invalid = contract.errors.filter { _ in chance(20) }.map(\.name)
  }

  private mutating func makeOperation(_ name: String) {
    var operation = Operation(name: name)
    if contract.wireProtocol.hasHTTPBindings || chance(30) {
      operation.http = HTTPBinding(
        method: pick(["GET", "PUT", "M-SEARCH"]) ?? "GET",
        uri: URITemplate("/" + text()), status: Int.random(in: 100...599, using: &random))
    }
    operation.input = maybe(60) { sketch in
      sketch.contract.add(Shape(name: "", kind: .structure(sketch.members(4, 1))))
    }
    operation.output = maybe(60) { $0.pick($0.names) ?? $0.contract.add($0.inline(1)) }
    operation.errors = contract.errors.filter { _ in chance(50) }
      .map { ErrorReference(name: $0.name) }
    operation.pagination = maybe(30) { sketch in
      Pagination(
        input: sketch.path(), output: sketch.path(), limit: sketch.maybe(50) { $0.path() },
        items: sketch.maybe(50) { $0.path() })
    }
    operation.relations = many(2) { sketch in
      Relation(
        subject: sketch.chance(50) ? .every(sketch.path()) : .count(sketch.path()),
        comparison: sketch.pick(Relation.Comparison.allCases) ?? .equals,
        operand: .input(sketch.path()))
    }
    operation.hostPrefix = maybe(20) { $0.text() }
    operation.isReadonly = chance(30)
    operation.isIdempotent = chance(30)
    operation.traits = traits(full: false)
    contract.operations.append(operation)
  }
}
