internal import AssayModel

extension Runner {
  /// Checks the headers of a message.
  mutating func headers(_ message: MessagePlan, _ fields: [Exchange.HeaderField], _ all: Bytes) {
    for plan in message.headers {
      parameter = plan.wireName
      depth = 0
      header(plan, fields, all)
    }
    for map in message.headerMaps { headerMap(map, fields, all) }
    parameter = nil
  }

  private mutating func header(
    _ plan: ParameterPlan, _ fields: [Exchange.HeaderField], _ all: Bytes
  ) {
    let node = tables.nodes[plan.node]
    if node.op == .list {
      listHeader(plan, node, fields, all)
      return
    }
    var count = 0
    for field in fields where all.slice(field.name.start, field.name.count).isHeader(plan.wire) {
      count += 1
      if count == 1 {
        textValue(
          plan.node, all.slice(field.value.start, field.value.count).trimmed,
          isBase64: plan.isBase64)
      } else {
        report(
          .duplicateMember, pointer: pointer(),
          level: self.plan.contract.policies.duplicateMember, expected: "one value",
          actual: "another value", origin: plan.origin,
          message: "the header `\(plan.wireName)` is given more than once")
      }
    }
    if count == 0, plan.isRequired { missing(plan) }
  }

  // MARK: - Lists

  private mutating func listHeader(
    _ plan: ParameterPlan, _ node: NodeRef, _ fields: [Exchange.HeaderField], _ all: Bytes
  ) {
    var joined: [UInt8] = []
    var isPresent = false
    for field in fields where all.slice(field.name.start, field.name.count).isHeader(plan.wire) {
      if isPresent { joined.append(UInt8(ascii: ",")) }
      isPresent = true
      joined += all.slice(field.value.start, field.value.count).array
    }
    guard isPresent else {
      if plan.isRequired { missing(plan) }
      return
    }
    let child = tables.nodes[node.child]
    let items = HeaderList.items(
      joined, isQuoted: child.op == .string,
      isDate: child.op == .timestamp && child.format == .httpDate)
    for (index, item) in items.enumerated() {
      item.withBytes { listItem(node, index, $0) }
    }
    endList(plan.node, node, count: items.count, items: items)
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
  func isHeader(_ lower: [UInt8]) -> Bool {
    guard count == lower.count else { return false }
    for index in 0..<count {
      let byte = self[index]
      if (byte &- 65 < 26 ? byte | 32 : byte) != lower[index] { return false }
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
