package import AssayModel

/// The places of a contract that values are made for: a node for each shape, and one more for each
/// member that constrains its shape further. Recursive shapes are cycles of indices.
struct Blueprint: Sendable {
  let contract: Contract
  private(set) var nodes: [ValueNode] = []
  private var known: [Key: Int] = [:]

  private enum Key: Hashable {
    case shape(ShapeID, TimestampFormat)
    case member(container: ShapeID, position: Int, TimestampFormat)
  }

  init(_ contract: Contract) { self.contract = contract }

  subscript(index: Int) -> ValueNode { nodes[index] }

  /// The node of a shape's values where timestamps travel in `format`.
  mutating func add(_ shape: ShapeID, _ format: TimestampFormat) -> Int {
    let index = node(shape, beside: Constraints(), .none, .shape(shape, format), format)
    measure()
    return index
  }

  /// The nodes of several shapes.
  mutating func add(_ shapes: [ShapeID], _ format: TimestampFormat) -> [ShapeID: Int] {
    var found: [ShapeID: Int] = [:]
    for shape in shapes {
      found[shape] = node(shape, beside: Constraints(), .none, .shape(shape, format), format)
    }
    measure()
    return found
  }

  /// The node of a member's values; `container` and `position` say which member it is.
  mutating func add(
    _ member: Member, of container: ShapeID, at position: Int, _ format: TimestampFormat
  ) -> Int {
    let index = node(member, container, position, format)
    measure()
    return index
  }

  // MARK: - Nodes

  private mutating func node(
    _ member: Member, _ container: ShapeID, _ position: Int, _ format: TimestampFormat
  ) -> Int {
    let key: Key =
      member.constraints.isEmpty && member.traits.mediaType == nil
      ? .shape(member.target, format)
      : .member(container: container, position: position, format)
    let index = node(member.target, beside: member.constraints, member.origin, key, format)
    if let mediaType = member.traits.mediaType { nodes[index].mediaType = mediaType }
    return index
  }

  private mutating func node(
    _ target: ShapeID, beside constraints: Constraints, _ origin: Origin, _ key: Key,
    _ place: TimestampFormat
  ) -> Int {
    if let index = known[key] { return index }
    let index = nodes.count
    known[key] = index
    let base = contract.base(of: target)
    var layers = [constraints]
    var mediaType: String?
    var current = target
    for _ in 0...contract.shapes.count {
      layers.append(contract[current].constraints)
      mediaType = mediaType ?? contract[current].traits.mediaType
      guard case .refined(let next) = contract[current].kind else { break }
      current = next
    }
    let shape = contract[base]
    var node = ValueNode(
      kind: .document, shape: base, typeName: contract[target].name, mediaType: mediaType)
    node.origin = origin.isKnown ? origin : contract[target].origin
    let format = layers.first { $0.timestampFormat != nil }?.timestampFormat
    node.format = format?.format ?? place
    node.formatOrigin = format?.origin ?? .none
    nodes.append(node)
    let stated = layers.reversed()
    switch shape.kind {
    case .simple(let type): fill(&node, type, layers: stated)
    case .enumeration(let values):
      node.enums = [EnumConstraint(values: values, origin: shape.origin)]
      fill(&node, .string, layers: stated)
    case .intEnumeration(let values):
      node.enums = [EnumConstraint(values: values, origin: shape.origin)]
      fill(&node, .integer, layers: stated)
    case .list(let element, let isSparse):
      node.lengths = stated.compactMap(\.length)
      node.uniqueItems = stated.compactMap(\.uniqueItems).last
      let child = self.node(element, base, 0, place)
      node.kind = .list(element: child, sparse: isSparse)
    case .map(let key, let value, let isSparse):
      node.lengths = stated.compactMap(\.length)
      let keyNode = self.node(key, base, 0, place)
      let valueNode = self.node(value, base, 1, place)
      node.kind = .map(key: keyNode, value: valueNode, sparse: isSparse)
    case .structure(let members):
      node.kind = .structure(memberNodes(members, base, place))
    case .union(let members):
      node.kind = .union(memberNodes(members, base, place))
    case .refined: node.kind = .document
    }
    if node.typeName.isEmpty { node.typeName = Self.typeName(shape) }
    nodes[index] = node
    return index
  }

  private mutating func memberNodes(
    _ members: [Member], _ container: ShapeID, _ place: TimestampFormat
  ) -> [MemberNode] {
    members.enumerated().map { position, member in
      MemberNode(
        member: member, node: node(member, container, position, place), key: member.keyInside)
    }
  }

  private func fill(
    _ node: inout ValueNode, _ type: SimpleType, layers: some Sequence<Constraints>
  ) {
    let layers = Array(layers)
    node.isQuoted =
      (type == .bigInteger || type == .bigDecimal) && contract.wireProtocol.quotesBigNumbers
    if type == .string || type.isInteger { node.enums += layers.compactMap(\.allowed) }
    switch type {
    case .string:
      node.lengths = layers.compactMap(\.length)
      node.patterns = layers.flatMap(\.patterns)
      var rules = StringRules()
      for layer in layers { rules.narrow(by: layer) }
      for allowed in node.enums { rules.narrow(to: allowed.values.map(\.value)) }
      node.kind = .string(.of(rules))
    case .boolean: node.kind = .boolean
    case .byte, .short, .integer, .long, .bigInteger:
      node.ranges = layers.compactMap(\.range)
      node.kind = .integer(type)
    case .float, .double, .bigDecimal:
      node.ranges = layers.compactMap(\.range)
      node.kind = .fractional(type)
    case .timestamp: node.kind = .timestamp
    case .blob:
      node.lengths = layers.compactMap(\.length)
      node.kind = .blob
    case .document: node.kind = .document
    }
  }

  private static func typeName(_ shape: Shape) -> String {
    switch shape.kind {
    case .simple(let type): type.rawValue
    case .enumeration: "enum"
    case .intEnumeration: "intEnum"
    case .list: "list"
    case .map: "map"
    case .structure: "structure"
    case .union: "union"
    case .refined: shape.name
    }
  }

  // MARK: - Heights

  /// Finds how high the smallest value of each node is: what ends recursion.
  private mutating func measure() {
    for index in nodes.indices where nodes[index].height == .max {
      if nodes[index].children.isEmpty { nodes[index].height = 1 }
    }
    var changed = true
    while changed {
      changed = false
      for index in nodes.indices {
        let height = smallestHeight(nodes[index])
        if height < nodes[index].height {
          nodes[index].height = height
          changed = true
        }
      }
    }
  }

  private func smallestHeight(_ node: ValueNode) -> Int {
    func above(_ height: Int) -> Int { height == .max ? .max : height + 1 }
    switch node.kind {
    case .list(let element, let sparse):
      return node.minimumLength == 0 || sparse ? 1 : above(nodes[element].height)
    case .map(let key, let value, let sparse):
      if node.minimumLength == 0 { return 1 }
      return sparse ? 2 : above(max(nodes[key].height, nodes[value].height))
    case .structure(let members):
      let highest = members.filter(\.isRequired).map { nodes[$0.node].height }.max()
      return above(highest ?? 0)
    case .union(let members):
      return above(members.map { nodes[$0.node].height }.min() ?? 0)
    default: return 1
    }
  }
}

extension Member {
  /// Its name in a JSON object that is not the top of a message with HTTP bindings: what says where
  /// it would travel there does not count.
  package var keyInside: String {
    location == .body || location == .host ? nameOnWire : name
  }
}
