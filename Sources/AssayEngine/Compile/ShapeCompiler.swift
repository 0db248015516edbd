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
  private let usesTables: Bool
  var builder = PlanBuilder()
  var taps: [Tap] = []
  var tapChecks: [TapCheck] = []
  var tapSlots: [TapSlot] = []
  var widths: [ClosedRange<Int64>] = []
  private var shared: [SharedKey: Int] = [:]
  private var enumTables: [[String]: Int32] = [:]
  private var screenTables: [Int: (Node.Screen, Int32)] = [:]

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

  private mutating func reserve() -> Int {
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

  /// What relations want of the items of a list or the values of a map.
  private func itemTaps(_ spec: TapSpec) -> [TapSpec] {
    if spec.steps.first == .each {
      return [TapSpec(steps: spec.steps.dropFirst(), purpose: spec.purpose)]
    }
    if spec.steps.isEmpty, case .captureItems(let slot) = spec.purpose {
      return [TapSpec(steps: [], purpose: .capture(slot: slot))]
    }
    return []
  }

  /// What relations want of the values of single keys of a map.
  private func keyTaps(_ taps: [TapSpec]) -> [(key: String, taps: [TapSpec])] {
    var found: [(key: String, taps: [TapSpec])] = []
    for spec in taps {
      guard case .member(let name)? = spec.steps.first else { continue }
      let rest = TapSpec(steps: spec.steps.dropFirst(), purpose: spec.purpose)
      if let index = found.firstIndex(where: { $0.key.utf8.elementsEqual(name.utf8) }) {
        found[index].taps.append(rest)
      } else {
        found.append((name, [rest]))
      }
    }
    return found
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

  private func narrowLength(_ node: inout Node, _ info: NodeInfo) {
    for length in info.lengths {
      node.lengthMin = max(node.lengthMin, length.min ?? 0)
      node.lengthMax = min(node.lengthMax, length.max ?? .max)
    }
  }

  // MARK: - Text

  /// Finishes a node of type string: bounds of the length and the quick test.
  mutating func fillText(_ node: inout Node, _ info: inout NodeInfo) {
    info.ranges = []
    info.uniqueItems = []
    narrowLength(&node, info)
    switch (info.patterns.count, info.enums.count) {
    case (0, 0): node.screen = .none
    case (0, 1):
      node.screen = .enumeration
      node.screenIndex = enumTable(info.enums[0].values.map(\.value))
    case (1, 0): (node.screen, node.screenIndex) = screen(info.patterns[0].index)
    default: node.screen = .general
    }
  }

  private mutating func enumTable(_ values: [String]) -> Int32 {
    if let found = enumTables[values] { return found }
    var size = 2
    while size < values.count * 2 { size *= 2 }
    var slots = Array(repeating: EnumSlot(start: 0, count: -1), count: size)
    for value in values {
      let bytes = Array(value.utf8)
      let literal = builder.addLiteral(bytes)
      var slot = Int(truncatingIfNeeded: bytes.withBytes { NameHash.hash($0) }) & (size - 1)
      while slots[slot].count >= 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = EnumSlot(start: literal.start, count: literal.count)
    }
    builder.enums.append(
      EnumTable(
        slotStart: Int32(clamping: builder.enumSlots.count), slotMask: Int32(clamping: size - 1)))
    builder.enumSlots += slots
    let index = Int32(clamping: builder.enums.count - 1)
    enumTables[values] = index
    return index
  }

  /// The quick test of a pattern, where it has one.
  private mutating func screen(_ pattern: Int) -> (Node.Screen, Int32) {
    if let found = screenTables[pattern] { return found }
    var result: (Node.Screen, Int32) = (.general, -1)
    if usesTables, let fast = patterns.fastShape(pattern) {
      let prefix = builder.addLiteral(fast.prefix)
      let set = builder.sets.count / 16
      builder.sets += fast.nibbles
      builder.screens.append(
        ScreenTable(
          prefixStart: prefix.start, prefixCount: prefix.count, set: Int32(clamping: set),
          characterClass: Int32(clamping: fast.characterClass), minimum: fast.minimum,
          maximum: fast.maximum))
      result = (
        fast.prefix.isEmpty ? .set : .prefixSet, Int32(clamping: builder.screens.count - 1)
      )
    }
    screenTables[pattern] = result
    return result
  }

  // MARK: - Structures

  /// Name of a member in a JSON object: bindings to other places mean nothing there, so neither do
  /// their names.
  static func nameInBody(_ member: Member) -> String {
    member.location == .body || member.location == .host ? member.nameOnWire : member.name
  }

  /// Table of the members of an object.
  mutating func structTable(
    name: String, origin: Origin, members: [Member], sensitive: Bool, format: TimestampFormat,
    isErrorBody: Bool, taps: [TapSpec]
  ) -> Int {
    let index = builder.structs.count
    builder.structs.append(
      StructTable(
        memberStart: 0, memberCount: 0, slotStart: 0, slotMask: 0, orderStart: 0, extraWords: 0,
        required: 0, flags: []))
    builder.structInfos.append(StructInfo(name: name.isEmpty ? "the body" : name, origin: origin))
    var entries: [MemberEntry] = []
    var table = builder.structs[index]
    for (position, member) in members.enumerated() {
      let below = taps.compactMap { spec -> TapSpec? in
        guard case .member(let step)? = spec.steps.first, same(step, member.name) else {
          return nil
        }
        return TapSpec(steps: spec.steps.dropFirst(), purpose: spec.purpose)
      }
      let child = node(
        for: member.target, beside: member.constraints,
        sensitive: sensitive || member.traits.isSensitive,
        path: name.isEmpty ? member.name : name + "." + member.name,
        origin: member.origin, format: format, taps: below)
      let wire = Array(ShapeCompiler.nameInBody(member).utf8)
      let quoted = [UInt8(ascii: "\"")] + wire + [UInt8(ascii: "\"")]
      let literal = builder.addLiteral(quoted)
      var word: UInt64 = 0
      var mask: UInt64 = 0
      for offset in 0..<min(8, quoted.count) {
        word |= UInt64(quoted[offset]) << UInt64(offset * 8)
        mask |= 0xFF << UInt64(offset * 8)
      }
      // A name with characters that JSON escapes never stands in a body as it is.
      let isPlain = !wire.contains { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C || $0 >= 0x80 }
      builder.memberInfos.append(
        MemberInfo(
          wireName: ShapeCompiler.nameInBody(member),
          origin: member.required?.origin.known ?? member.origin))
      entries.append(
        MemberEntry(
          literalStart: literal.start, literalCount: literal.count, node: Int32(clamping: child),
          isRequired: member.required == nil ? 0 : 1,
          info: Int32(clamping: builder.memberInfos.count - 1),
          reach: isPlain ? max(literal.count, 8) : .max, firstWord: word, firstMask: mask))
      if member.required != nil {
        if position < 64 {
          table.required |= 1 << UInt64(position)
        } else {
          table.flags.insert(.requiresExtra)
        }
      }
    }
    if isErrorBody { table.flags.insert(.isErrorBody) }
    table.memberStart = Int32(clamping: builder.members.count)
    table.memberCount = Int32(clamping: entries.count)
    table.extraWords = Int32(clamping: max(0, (entries.count + 63) / 64 - 1))
    table.orderStart = Int32(clamping: builder.orderCount)
    builder.orderCount += 2 * (entries.count + 1)
    builder.members += entries

    var size = 2
    while size < entries.count * 2 { size *= 2 }
    var slots = Array(repeating: UInt16(0), count: size)
    for (position, entry) in entries.enumerated() {
      let start = Int(entry.literalStart) + 1
      let wire = Array(builder.literals[start..<start + Int(entry.literalCount) - 2])
      var slot = Int(truncatingIfNeeded: wire.withBytes { NameHash.hash($0) }) & (size - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = UInt16(truncatingIfNeeded: position + 1)
    }
    table.slotStart = Int32(clamping: builder.nameSlots.count)
    table.slotMask = Int32(clamping: size - 1)
    builder.nameSlots += slots
    builder.structs[index] = table
    return index
  }

  /// Node of a body's object: a structure whose members are those that travel in the body.
  mutating func bodyNode(
    _ shape: Shape, members: [Member], format: TimestampFormat, isErrorBody: Bool,
    taps: [TapSpec] = []
  ) -> Int {
    let index = reserve()
    var node = Node(op: .structure)
    node.child = Int32(
      clamping: structTable(
        name: shape.name, origin: shape.origin, members: members,
        sensitive: shape.traits.isSensitive, format: format, isErrorBody: isErrorBody, taps: taps))
    builder.nodes[index] = node
    builder.infos[index] = NodeInfo(
      typeName: shape.name.isEmpty ? "structure" : shape.name, origin: shape.origin,
      path: shape.name)
    return index
  }

  // MARK: - Relations

  private mutating func tapIndex(_ specs: [TapSpec], isCollection: Bool) -> Int32 {
    guard !specs.isEmpty else { return -1 }
    var tap = Tap(
      slotStart: Int32(clamping: tapSlots.count), slotCount: 0,
      checkStart: Int32(clamping: tapChecks.count), checkCount: 0)
    for spec in specs {
      switch spec.purpose {
      case .capture(let slot):
        tapSlots.append(TapSlot(slot: Int32(clamping: slot), marksPresence: false))
        tap.slotCount += 1
      case .captureItems(let slot):
        tapSlots.append(TapSlot(slot: Int32(clamping: slot), marksPresence: isCollection))
        tap.slotCount += 1
      case .check(let slot, let relation, let comparison):
        tapChecks.append(
          TapCheck(
            slot: Int32(clamping: slot), relation: Int32(clamping: relation),
            comparison: comparison, isCount: false))
        tap.checkCount += 1
      case .count(let slot, let relation, let comparison):
        tapChecks.append(
          TapCheck(
            slot: Int32(clamping: slot), relation: Int32(clamping: relation),
            comparison: comparison, isCount: true))
        tap.checkCount += 1
      }
    }
    taps.append(tap)
    return Int32(clamping: taps.count - 1)
  }

  private func same(_ left: String, _ right: String) -> Bool {
    left.utf8.elementsEqual(right.utf8)
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

extension Origin {
  /// The origin, where a file states it.
  fileprivate var known: Origin? { isKnown ? self : nil }
}

extension Numeral {
  /// The value as a double; infinite where it is beyond them.
  var nearestDouble: Double { Double(description) ?? (isNegative ? -.infinity : .infinity) }
}
