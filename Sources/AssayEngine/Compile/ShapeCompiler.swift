internal import AssayModel
internal import AssayPattern

/// What a relation wants of the values at a path below the shape being compiled.
struct TapSpec {
  var steps: ArraySlice<MemberPath.Step>
  var purpose: Purpose

  enum Purpose {
    /// Remember a request's values in a slot.
    case capture(slot: Int)
    /// Remember the items of the list at the end of the path.
    case captureItems(slot: Int)
    /// Compare an answer's values.
    case check(slot: Int, relation: Int, TapCheck.Comparison)
    /// Compare how many there are.
    case count(slot: Int, relation: Int, TapCheck.Comparison)
  }
}

/// Turns shapes into nodes. A shape that relations do not look into becomes one node, however
/// often it is used, so recursive shapes end.
struct ShapeCompiler {
  let contract: Contract
  let patterns: PatternTable
  let usesTables: Bool
  var builder = PlanBuilder()
  var taps: [Tap] = []
  var tapChecks: [TapCheck] = []
  var tapSlots: [TapSlot] = []
  var widths: [ClosedRange<Int64>] = []
  private var shared: [SharedKey: Int] = [:]
  var enumTables: [[String]: Int32] = [:]
  var screenTables: [Int: (Node.Screen, Int32)] = [:]

  private struct SharedKey: Hashable {
    var shape: ShapeID
    var format: TimestampFormat
    var isSensitive: Bool
    /// Beside the shape; empty for nodes that every use of the shape shares.
    var constraints: Constraints
    /// Where those constraints stand, which takes no part in their equality.
    var line: UInt32
    var column: UInt32
  }

  init(_ contract: Contract, patterns: PatternTable, usesTables: Bool = true) {
    self.contract = contract
    self.patterns = patterns
    self.usesTables = usesTables
  }

  // MARK: - Nodes

  /// Node of the values of a member.
  mutating func node(for member: Member, format: TimestampFormat, taps: [TapSpec] = []) -> Int {
    node(
      for: member.target, beside: member.constraints, sensitive: member.isSecret,
      path: member.name, origin: member.origin, format: format, taps: taps)
  }

  /// Node of the values of a shape, with constraints beside it.
  mutating func node(
    for target: ShapeID, beside constraints: Constraints = Constraints(), sensitive: Bool = false,
    path: String = "", origin: Origin = .none, format: TimestampFormat, taps: [TapSpec] = []
  ) -> Int {
    // A node with constraints beside it is shared only while it is being made, so that a list or map
    // that contains itself in this way ends too. Paths of relations grow shorter, so those end.
    let isPlain = constraints.isEmpty
    let key = SharedKey(
      shape: target, format: format, isSensitive: sensitive, constraints: constraints,
      line: isPlain ? 0 : origin.line, column: isPlain ? 0 : origin.column)
    if taps.isEmpty, let found = shared[key] { return found }
    let index = reserve()
    if taps.isEmpty { shared[key] = index }
    defer { if taps.isEmpty, !isPlain { shared[key] = nil } }

    // The chain of refinements, from the member inwards to the shape that has a kind.
    var layers = [constraints]
    var isSensitive = sensitive
    var shapeID = target
    for _ in 0...contract.shapes.count {
      let shape = contract[shapeID]
      layers.append(shape.constraints)
      isSensitive = isSensitive || shape.traits.isSensitive
      guard case .refined(let next) = shape.kind else { break }
      shapeID = next
    }
    let base = contract[shapeID]
    var info = NodeInfo(
      typeName: typeName(target, base), origin: origin.isKnown ? origin : contract[target].origin,
      path: path.isEmpty ? contract[target].name : path)
    for layer in layers.reversed() {
      if let length = layer.length { info.lengths.append(length) }
      if let range = layer.range { info.ranges.append(range) }
      for pattern in layer.patterns {
        info.patterns.append((patterns.index(of: pattern), pattern))
      }
      if let allowed = layer.allowed { info.enums.append(allowed) }
      if let unique = layer.uniqueItems { info.uniqueItems.append(unique) }
    }
    let stated = layers.first { $0.timestampFormat != nil }?.timestampFormat
    info.formatOrigin = stated?.origin ?? .none
    var node = Node(op: .document)
    if isSensitive { node.flags.insert(.sensitive) }
    var width = Int64.min...Int64.max
    fill(
      &node, &info, &width, base, path: info.path, format: stated?.format ?? format,
      place: format, taps: taps)
    node.tap = tapIndex(taps.filter { $0.steps.isEmpty }, isCollection: node.op.isCollection)
    builder.nodes[index] = node
    builder.infos[index] = info
    widths[index] = width
    return index
  }

  /// Makes room for a node that is filled later.
  mutating func reserve() -> Int {
    builder.nodes.append(Node(op: .document))
    builder.infos.append(NodeInfo(typeName: "", origin: .none, path: ""))
    widths.append(Int64.min...Int64.max)
    return builder.nodes.count - 1
  }

  private func typeName(_ target: ShapeID, _ base: Shape) -> String {
    let name = contract[target].name
    if !name.isEmpty { return name }
    switch base.kind {
    case .simple(let type): return type.rawValue
    case .enumeration: return "enum"
    case .intEnumeration: return "intEnum"
    case .list: return "list"
    case .map: return "map"
    case .structure: return "structure"
    case .union: return "union"
    case .refined: return base.name
    }
  }

  // MARK: - Kinds

  private mutating func fill(
    _ node: inout Node, _ info: inout NodeInfo, _ width: inout ClosedRange<Int64>, _ base: Shape,
    path: String, format: TimestampFormat, place: TimestampFormat, taps: [TapSpec]
  ) {
    switch base.kind {
    case .simple(.string):
      node.op = .string
      fillText(&node, &info)
    case .simple(let type): fill(&node, &info, &width, type, format: format)
    case .enumeration(let values):
      node.op = .string
      info.enums.insert(EnumConstraint(values: values, origin: base.origin), at: 0)
      fillText(&node, &info)
    case .intEnumeration(let values):
      info.enums.insert(EnumConstraint(values: values, origin: base.origin), at: 0)
      fill(&node, &info, &width, .integer, format: format)
    case .list(let element, let isSparse):
      node.op = .list
      if isSparse { node.flags.insert(.sparse) }
      if !info.uniqueItems.isEmpty { node.flags.insert(.unique) }
      narrowLength(&node, info)
      let below = taps.flatMap { itemTaps($0) }
      node.child = Int32(
        clamping: self.node(
          for: element.target, beside: element.constraints,
          sensitive: element.traits.isSensitive || node.flags.contains(.sensitive),
          path: path + "[]", origin: element.origin, format: place, taps: below))
    case .map(let key, let value, let isSparse):
      node.op = .map
      if isSparse { node.flags.insert(.sparse) }
      narrowLength(&node, info)
      let isSensitive = node.flags.contains(.sensitive)
      node.key = Int32(
        clamping: self.node(
          for: key.target, beside: key.constraints,
          sensitive: key.traits.isSensitive || isSensitive, path: path + ".key",
          origin: key.origin, format: place))
      let below = taps.flatMap { itemTaps($0) }
      func values(_ taps: [TapSpec]) -> Int32 {
        Int32(
          clamping: self.node(
            for: value.target, beside: value.constraints,
            sensitive: value.traits.isSensitive || isSensitive, path: path + "[]",
            origin: value.origin, format: place, taps: taps))
      }
      node.child = values(below)
      for (name, taps) in keyTaps(taps) {
        let (start, count) = builder.addLiteral(name.utf8)
        builder.mapKeys.append(
          MapKey(start: start, count: count, node: values(below + taps), next: node.screenIndex))
        node.screenIndex = Int32(clamping: builder.mapKeys.count - 1)
      }
    case .structure(let members), .union(let members):
      if case .union = base.kind { node.op = .union } else { node.op = .structure }
      node.child = Int32(
        clamping: structTable(
          name: base.name.isEmpty ? path : base.name, origin: base.origin, members: members,
          sensitive: node.flags.contains(.sensitive), format: place, isErrorBody: false,
          taps: taps))
    case .refined: node.op = .document
    }
  }

  private func fill(
    _ node: inout Node, _ info: inout NodeInfo, _ width: inout ClosedRange<Int64>,
    _ type: SimpleType, format: TimestampFormat
  ) {
    switch type {
    case .string: node.op = .string
    case .boolean: node.op = .boolean
    case .byte, .short, .integer, .long: node.op = .integer
    case .bigInteger: node.op = .bigInteger
    case .float: node.op = .float
    case .double: node.op = .double
    case .bigDecimal: node.op = .bigDecimal
    case .timestamp:
      node.op = .timestamp
      node.format =
        switch format {
        case .dateTime: .dateTime
        case .httpDate: .httpDate
        case .epochSeconds: .epochSeconds
        }
    case .blob: node.op = .blob
    case .document: node.op = .document
    }
    if type == .bigInteger || type == .bigDecimal, contract.wireProtocol.quotesBigNumbers {
      node.flags.insert(.quoted)
    }
    dropUnfit(&info, type)
    if type == .blob { narrowLength(&node, info) }
    if let bounds = type.integerBounds {
      width = bounds
      node.integerMin = bounds.lowerBound
      node.integerMax = bounds.upperBound
      for range in info.ranges {
        // A bound with a fraction or beyond 64 bits is left to the exact comparison.
        if let low = range.min?.int64 {
          node.integerMin = max(node.integerMin, low)
        } else if range.min != nil {
          node.integerMin = .max
        }
        if let high = range.max?.int64 {
          node.integerMax = min(node.integerMax, high)
        } else if range.max != nil {
          node.integerMax = .min
        }
      }
    } else if type.isNumeric, !info.ranges.isEmpty {
      node.flags.insert(.exactRange)
      let low = info.ranges.compactMap { $0.min.map(\.nearestDouble) }.max() ?? -.infinity
      let high = info.ranges.compactMap { $0.max.map(\.nearestDouble) }.min() ?? .infinity
      node.integerMin = Int64(bitPattern: low.bitPattern)
      node.integerMax = Int64(bitPattern: high.bitPattern)
    }
    if type.isInteger, !info.enums.isEmpty { node.flags.insert(.intEnum) }
  }

  /// Constraints that do not fit a type say nothing; the loader has reported them.
  private func dropUnfit(_ info: inout NodeInfo, _ type: SimpleType) {
    if type != .string, type != .blob { info.lengths = [] }
    if type != .string { info.patterns = [] }
    if type != .string, !type.isInteger { info.enums = [] }
    if !type.isNumeric { info.ranges = [] }
    info.uniqueItems = []
  }

  func narrowLength(_ node: inout Node, _ info: NodeInfo) {
    for length in info.lengths {
      node.lengthMin = max(node.lengthMin, length.min ?? 0)
      node.lengthMax = min(node.lengthMax, length.max ?? .max)
    }
  }
}

extension Node.Op {
  /// Lists and maps.
  var isCollection: Bool { self == .list || self == .map }

  /// Numbers of any type.
  var isNumber: Bool {
    switch self {
    case .integer, .bigInteger, .float, .double, .bigDecimal: true
    default: false
    }
  }
}

extension Numeral {
  /// The value as a double; infinite where it is beyond them.
  var nearestDouble: Double { Double(description) ?? (isNegative ? -.infinity : .infinity) }
}
