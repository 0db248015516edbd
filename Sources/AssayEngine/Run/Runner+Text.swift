internal import AssayJSON
internal import AssayModel
internal import CAssayScan

/// Values that travel as text: labels, query parameters, headers, the status.
extension Runner {
  /// Checks the text of a parameter, decoded, against its node.
  mutating func textValue(_ index: Int, _ bytes: Bytes, isBase64: Bool = false) {
    if isBase64 {
      guard let decoded = Base64.decode(bytes) else {
        visits[index] &+= 1
        if isWellFormed(bytes) {
          reportType(index, actual: "text that is not base64", at: 0)
        } else {
          reportEncoding(at: 0)
        }
        return
      }
      decoded.withBytes { textValue(index, $0) }
      return
    }
    let node = tables.nodes[index]
    visits[index] &+= 1
    // The frames of a parameter hold item indices alone, so the text may change under them.
    turn(to: bytes)
    switch node.op {
    case .string, .blob:
      var scalars = 0
      // SAFETY: reads the bytes of the run alone.
      guard unsafe scan.pointee.utf8(bytes.base, bytes.count, &scalars) == bytes.count else {
        reportEncoding(at: 0)
        return
      }
      content(index, node, bytes, scalars: scalars, isASCII: scalars == bytes.count, at: 0)
    case .boolean:
      guard bytes.isWord("true") || bytes.isWord("false") else {
        textMismatch(index, bytes)
        return
      }
      if isWatched(node) { tapText(node, bytes, at: 0) }
    case .integer, .bigInteger, .bigDecimal:
      numberText(index, node, bytes)
    case .float, .double:
      if let special = bytes.specialFloat {
        checkSpecial(index, node, special, at: 0)
      } else {
        numberText(index, node, bytes)
      }
    case .timestamp:
      if node.format == .epochSeconds {
        guard isNumber(bytes) else {
          if isWellFormed(bytes) {
            reportFormat(index, bytes, at: 0)
          } else {
            reportEncoding(at: 0)
          }
          return
        }
        if isWatched(node) { tapNumber(node, bytes, at: 0) }
        return
      }
      guard isWellFormed(bytes) else {
        reportEncoding(at: 0)
        return
      }
      content(index, node, bytes, scalars: bytes.count, isASCII: true, at: 0)
    case .document, .list, .map, .structure, .union: break
    }
  }

  private func isWellFormed(_ bytes: Bytes) -> Bool {
    var scalars = 0
    // SAFETY: reads the bytes of the run alone.
    return unsafe scan.pointee.utf8(bytes.base, bytes.count, &scalars) == bytes.count
  }

  private func isNumber(_ bytes: Bytes) -> Bool {
    guard Byte.beginsNumber(bytes.at(0)) else { return false }
    let token = text.number(at: 0)
    return token.isValid && token.end == bytes.count
  }

  private mutating func isNumber(_ item: [UInt8]) -> Bool {
    item.withBytes {
      turn(to: $0)
      return isNumber($0)
    }
  }

  private mutating func numberText(_ index: Int, _ node: NodeRef, _ bytes: Bytes) {
    guard isNumber(bytes) else {
      textMismatch(index, bytes)
      return
    }
    number(index, node, text.number(at: 0), bytes, at: 0)
  }

  private mutating func textMismatch(_ index: Int, _ bytes: Bytes) {
    guard isWellFormed(bytes) else {
      reportEncoding(at: 0)
      return
    }
    reportType(index, actual: shown(bytes, index), at: 0)
  }

  // MARK: - Lists

  /// Begins the items of a list parameter; they come one by one.
  mutating func listItem(_ node: NodeRef, _ item: Int, _ bytes: Bytes) {
    frames[0] = Frame(start: item, count: -1)
    depth = 1
    textValue(node.child, bytes)
    depth = 0
  }

  /// Ends a list parameter: its length, its relations, and whether its items are unique.
  mutating func endList(_ index: Int, _ node: NodeRef, count: Int, items: [[UInt8]]) {
    visits[index] &+= 1
    if count < node.lengthMin || count > node.lengthMax {
      reportLengths(index, count, unit: .items, at: 0)
    }
    if node.flags.contains(.unique), hasEqual(items, node.child) {
      reportUnique(index, at: 0)
    }
    if isWatched(node) { tapCount(node, count, at: 0) }
  }

  /// Numbers are equal by value, everything else by text.
  private mutating func hasEqual(_ items: [[UInt8]], _ child: Int) -> Bool {
    switch tables.nodes[child].op {
    case .integer, .bigInteger, .float, .double, .bigDecimal:
      var seen: Set<Numeral> = []
      var texts: Set<[UInt8]> = []
      for item in items {
        // `+1` and `01` are no JSON numbers, and so no values: texts.
        if isNumber(item), let number = Numeral(utf8: item) {
          if !seen.insert(number).inserted { return true }
        } else if !texts.insert(item).inserted {
          return true
        }
      }
      return false
    default: return Set(items).count < items.count
    }
  }
}
