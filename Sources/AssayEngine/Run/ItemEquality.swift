internal import AssayJSON
internal import AssayModel

/// Where an item of a list stands in the body.
struct ItemRange: BitwiseCopyable {
  var start: Int
  var end: Int
}

/// Equality of JSON values, as `uniqueItems` means it: numbers by value, strings scalar by scalar,
/// objects whatever the order of their members, of a repeated member the first.
///
/// Works on text that has been read once, so that it is known to be JSON of bounded nesting.
struct ItemEquality {
  let text: ByteIndex
  let seed: UInt64

  /// Whether two of some items are equal.
  func hasEqual(_ items: ArraySlice<ItemRange>) -> Bool {
    var seen: [UInt64: [ItemRange]] = [:]
    for item in items {
      var end = item.start
      let hash = hash(at: &end)
      if let others = seen[hash] {
        if others.contains(where: { equal($0.start, item.start) }) { return true }
        seen[hash, default: []].append(item)
      } else {
        seen[hash] = [item]
      }
    }
    return false
  }

  // MARK: - Hashing

  private func hash(at position: inout Int) -> UInt64 {
    switch text.byte(position) {
    case Byte.quote:
      return mix(string(at: &position), 1)
    case Byte.openBracket:
      var hash: UInt64 = 2
      forEachItem(at: &position) { start in
        var end = start
        hash = KeySet.mix(hash ^ self.hash(at: &end))
        return end
      }
      return hash
    case Byte.openBrace:
      var sum: UInt64 = 3
      var names: Set<[UInt8]> = []
      forEachMember(at: &position) { key, start in
        var end = start
        let value = self.hash(at: &end)
        if names.insert(key).inserted { sum &+= KeySet.mix(mix(key, 4) ^ value) }
        return end
      }
      return sum
    case UInt8(ascii: "t"):
      position += 4
      return KeySet.mix(seed ^ 5)
    case UInt8(ascii: "f"):
      position += 5
      return KeySet.mix(seed ^ 6)
    case UInt8(ascii: "n"):
      position += 4
      return KeySet.mix(seed ^ 7)
    default:
      guard let number = number(at: &position) else { return 8 }
      return mix(number.digits, UInt64(truncatingIfNeeded: number.exponent) ^ 9)
    }
  }

  private func mix(_ bytes: [UInt8], _ kind: UInt64) -> UInt64 {
    var hash = seed ^ kind
    for byte in bytes { hash = KeySet.mix(hash ^ UInt64(byte)) }
    return hash
  }

  // MARK: - Comparing

  private func equal(_ left: Int, _ right: Int) -> Bool {
    var leftEnd = left
    var rightEnd = right
    guard text.byte(left) == text.byte(right) || isNumber(left) && isNumber(right) else {
      return false
    }
    switch text.byte(left) {
    case Byte.quote: return string(at: &leftEnd) == string(at: &rightEnd)
    case Byte.openBracket:
      let leftItems = itemStarts(left)
      let rightItems = itemStarts(right)
      return leftItems.count == rightItems.count
        && zip(leftItems, rightItems).allSatisfy { equal($0, $1) }
    case Byte.openBrace:
      let leftMembers = members(at: &leftEnd)
      let rightMembers = Dictionary(members(at: &rightEnd)) { first, _ in first }
      return leftMembers.count == rightMembers.count
        && leftMembers.allSatisfy { key, value in
          rightMembers[key].map { equal(value, $0) } ?? false
        }
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"): return true
    default:
      let leftNumber = number(at: &leftEnd)
      let rightNumber = number(at: &rightEnd)
      guard let leftNumber, let rightNumber else {
        return text.bytes(from: left, to: leftEnd).equals(text.bytes(from: right, to: rightEnd))
      }
      return leftNumber == rightNumber
    }
  }

  private func isNumber(_ position: Int) -> Bool { Byte.beginsNumber(text.byte(position)) }

  // MARK: - Reading

  private func number(at position: inout Int) -> Numeral? {
    let start = position
    position = text.number(at: start).end
    return Numeral(utf8: text.bytes(from: start, to: position).array)
  }

  /// The text of a string, escapes undone; lone surrogates as they would stand in UTF-8.
  private func string(at position: inout Int) -> [UInt8] {
    position += 1
    var out: [UInt8] = []
    while position < text.count, text.byte(position) != Byte.quote {
      guard text.byte(position) == Byte.backslash else {
        out.append(text.byte(position))
        position += 1
        continue
      }
      switch StringEscapes.read(text, at: position) {
      case .scalar(let scalar, let length):
        StringEscapes.appendUTF8(scalar, to: &out)
        position += length
      case .loneSurrogate(let length):
        out.append(contentsOf: text.bytes(from: position, to: position + length).array)
        out.append(0xFF)
        position += length
      case .invalid: position += 2
      }
    }
    position += 1
    return out
  }

  private func skipSpace(_ position: inout Int) {
    while position < text.count, text.byte(position) <= 0x20 { position += 1 }
  }

  /// Members of an object, of a repeated one the first, with the position of each value.
  private func members(at position: inout Int) -> [([UInt8], Int)] {
    var out: [([UInt8], Int)] = []
    var names: Set<[UInt8]> = []
    forEachMember(at: &position) { key, start in
      if names.insert(key).inserted { out.append((key, start)) }
      return end(of: start)
    }
    return out
  }

  /// Hands over each member's name and the position of its value; `body` returns where that ends.
  private func forEachMember(at position: inout Int, _ body: ([UInt8], Int) -> Int) {
    position += 1
    skipSpace(&position)
    while position < text.count, text.byte(position) != Byte.closeBrace {
      let key = string(at: &position)
      skipSpace(&position)
      position += 1
      skipSpace(&position)
      position = body(key, position)
      skipSpace(&position)
      if text.byte(position) == Byte.comma { position += 1 }
      skipSpace(&position)
    }
    position += 1
  }

  /// Position behind the value at a position: brackets are counted, nothing is looked into.
  private func end(of start: Int) -> Int {
    var position = start
    var depth = 0
    while position < text.count {
      switch text.byte(position) {
      case Byte.quote:
        position += 1
        while position < text.count, text.byte(position) != Byte.quote {
          position += text.byte(position) == Byte.backslash ? 2 : 1
        }
        position += 1
      case Byte.openBrace, Byte.openBracket:
        depth += 1
        position += 1
      case Byte.closeBrace, Byte.closeBracket:
        if depth == 0 { return position }
        depth -= 1
        position += 1
      case Byte.comma where depth == 0, 0...0x20 where depth == 0: return position
      default: position += 1
      }
      if depth == 0, position < text.count, position > start {
        let first = text.byte(start)
        if first == Byte.quote || first == Byte.openBrace || first == Byte.openBracket {
          return position
        }
      }
    }
    return min(position, text.count)
  }

  private func itemStarts(_ start: Int) -> [Int] {
    var out: [Int] = []
    var position = start
    forEachItem(at: &position) { item in
      out.append(item)
      return end(of: item)
    }
    return out
  }

  private func forEachItem(at position: inout Int, _ body: (Int) -> Int) {
    position += 1
    skipSpace(&position)
    while position < text.count, text.byte(position) != Byte.closeBracket {
      position = body(position)
      skipSpace(&position)
      if text.byte(position) == Byte.comma { position += 1 }
      skipSpace(&position)
    }
    position += 1
  }
}
