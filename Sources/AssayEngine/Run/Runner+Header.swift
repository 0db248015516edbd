internal import AssayModel

extension Runner {
  /// Checks the headers of a message.
  mutating func headers(_ message: MessagePlan, _ fields: [Exchange.HeaderField], _ all: Bytes) {
    let parameters = message.headers
    for index in 0..<parameters.count {
      depth = 0
      header(parameters, index, fields, all)
    }
    for map in message.headerMaps { headerMap(map, fields, all) }
    parameter = .none
  }

  private mutating func header(
    _ parameters: ParameterTable, _ index: Int, _ fields: [Exchange.HeaderField], _ all: Bytes
  ) {
    let entry = parameters[index]
    let wire = parameters.wire(entry)
    let node = tables.nodes[Int(entry.node)]
    if node.op == .list {
      listHeader(parameters, index, node, fields, all)
      return
    }
    var count = 0
    for field in fields where all.slice(field.name.start, field.name.count).isHeader(wire) {
      count += 1
      parameter = .known(parameters, index)
      if count == 1 {
        textValue(
          Int(entry.node), all.slice(field.value.start, field.value.count).trimmed,
          isBase64: entry.isBase64)
      } else {
        let known = parameters.plans[index]
        report(
          .duplicateMember, pointer: pointer(),
          level: plan.contract.policies.duplicateMember, expected: "one value",
          actual: "another value", origin: known.origin,
          message: "the header `\(known.wireName)` is given more than once")
      }
    }
    if count == 0, entry.isRequired { missing(parameters.plans[index]) }
  }

  // MARK: - Lists

  private mutating func listHeader(
    _ parameters: ParameterTable, _ index: Int, _ node: NodeRef,
    _ fields: [Exchange.HeaderField], _ all: Bytes
  ) {
    let entry = parameters[index]
    let wire = parameters.wire(entry)
    var joined: [UInt8] = []
    var isPresent = false
    for field in fields where all.slice(field.name.start, field.name.count).isHeader(wire) {
      if isPresent { joined.append(UInt8(ascii: ",")) }
      isPresent = true
      joined += all.slice(field.value.start, field.value.count).array
    }
    guard isPresent else {
      if entry.isRequired { missing(parameters.plans[index]) }
      return
    }
    parameter = .known(parameters, index)
    let child = tables.nodes[node.child]
    let items = HeaderList.items(
      joined, isQuoted: child.op == .string,
      isDate: child.op == .timestamp && child.format == .httpDate)
    for (index, item) in items.enumerated() {
      item.withBytes { listItem(node, index, $0) }
    }
    endList(Int(entry.node), node, count: items.count, items: items)
  }

  // MARK: - Maps

  private mutating func headerMap(
    _ map: MapParameterPlan, _ fields: [Exchange.HeaderField], _ all: Bytes
  ) {
    var entries: [(name: [UInt8], values: [[UInt8]])] = []
    for field in fields {
      let name = all.slice(field.name.start, field.name.count)
      guard name.count >= map.prefix.count,
        name.slice(0, map.prefix.count).isHeader(map.prefix)
      else { continue }
      let value = all.slice(field.value.start, field.value.count).trimmed.array
      let lower = name.array.lowercasedASCII
      if let index = entries.firstIndex(where: { $0.name.lowercasedASCII == lower }) {
        entries[index].values.append(value)
      } else {
        entries.append((name.array, [value]))
      }
    }
    mapEntries(map, entries) { Array($0.dropFirst(map.prefix.count)) }
  }
}

/// Lists in a header field (Smithy 2.0, `httpHeader` trait; RFC 9110, section 5.6.1).
enum HeaderList {
  /// The items between commas, white space trimmed, empty ones left out.
  ///
  /// Of what it takes:
  ///   - isQuoted: Items may stand in double quotes, in which a reverse solidus escapes.
  ///   - isDate: Items are IMF-fixdates, each of which has a comma of its own.
  static func items(_ text: [UInt8], isQuoted: Bool, isDate: Bool) -> [[UInt8]] {
    var items: [[UInt8]] = []
    var current: [UInt8] = []
    var isOpen = false
    var commas = 0
    func finish() {
      let item = current.withBytes { $0.trimmed.array }
      current = []
      guard !item.isEmpty else { return }
      items.append(isQuoted ? unquoted(item) : item)
    }
    var index = 0
    while index < text.count {
      let byte = text[index]
      if isOpen {
        if byte == Byte.backslash, index + 1 < text.count {
          current.append(byte)
          index += 1
        } else if byte == Byte.quote {
          isOpen = false
        }
      } else if byte == Byte.comma {
        commas += 1
        if !isDate || commas % 2 == 0 {
          finish()
          index += 1
          continue
        }
      } else if isQuoted, byte == Byte.quote,
        current.allSatisfy({ $0 == 0x20 || $0 == 0x09 })
      {
        isOpen = true
      }
      current.append(text[index])
      index += 1
    }
    finish()
    return items
  }

  /// An item without the quotes around it and the reverse solidi inside; as it is, where quotes do
  /// not stand at both ends.
  private static func unquoted(_ item: [UInt8]) -> [UInt8] {
    guard item.count >= 2, item.first == Byte.quote, item.last == Byte.quote else { return item }
    var result: [UInt8] = []
    var isEscaped = false
    for byte in item.dropFirst().dropLast() {
      if byte == Byte.backslash, !isEscaped {
        isEscaped = true
      } else {
        result.append(byte)
        isEscaped = false
      }
    }
    return result
  }
}

extension Bytes {
  /// Whether the bytes are a header name, given in lower case.
  @inline(__always)
  func isHeader(_ lower: Bytes) -> Bool {
    guard count == lower.count else { return false }
    for index in 0..<count {
      let byte = self[index]
      if (byte &- 65 < 26 ? byte | 32 : byte) != lower[index] { return false }
    }
    return true
  }

  /// The same with a name that is kept as an array.
  func isHeader(_ lower: [UInt8]) -> Bool { lower.withBytes { isHeader($0) } }

  /// Whether a field has a name, given in lower case.
  @inline(__always)
  func isHeader(_ field: Exchange.HeaderField, _ lower: StaticString) -> Bool {
    guard field.name.count == lower.utf8CodeUnitCount else { return false }
    let name = slice(field.name.start, field.name.count)
    for index in 0..<name.count {
      let byte = name[index]
      if (byte &- 65 < 26 ? byte | 32 : byte) != lower.byte(index) { return false }
    }
    return true
  }

  /// Without spaces and tabs around it.
  var trimmed: Bytes {
    var start = 0
    var end = count
    while start < end, self[start] == 0x20 || self[start] == 0x09 { start &+= 1 }
    while end > start, self[end &- 1] == 0x20 || self[end &- 1] == 0x09 { end &-= 1 }
    return slice(start, end &- start)
  }
}
