internal import AssayJSON
internal import AssayModel

extension Runner {
  /// Reads a value that nothing is known of: documents, unknown members, values of a wrong type.
  /// It must be JSON in well-formed UTF-8 without repeated names.
  mutating func anyValue(at position: Int) -> Int {
    let byte = text.byte(position)
    switch byte {
    case Byte.quote:
      let (end, high) = text.nextStop(from: position &+ 1)
      if text.byte(end) == Byte.quote, !high { return end &+ 1 }
      let read = readString(at: position, into: .nothing)
      if read.end >= 0, !read.isWellFormed { reportEncoding(at: position) }
      return read.end
    case Byte.openBrace: return anyObject(at: position)
    case Byte.openBracket: return anyArray(at: position)
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"): return literal(at: position)
    default:
      guard Byte.beginsNumber(byte) else { return breakJSON(at: position, expected: "a value") }
      let token = text.number(at: position)
      guard token.isValid else { return breakJSON(at: token.end, expected: "a number") }
      return token.end
    }
  }

  private mutating func anyArray(at start: Int) -> Int {
    guard depth < maxDepth else { return overNested(at: start) }
    var count = 0
    var position = text.skipWhitespace(start &+ 1)
    if text.byte(position) == Byte.closeBracket { return position &+ 1 }
    while true {
      frames[depth] = Frame(start: count, count: -1)
      depth &+= 1
      position = anyValue(at: position)
      guard position >= 0 else { return -1 }
      depth &-= 1
      count &+= 1
      position = text.skipWhitespace(position)
      switch text.byte(position) {
      case Byte.comma: position = text.skipWhitespace(position &+ 1)
      case Byte.closeBracket: return position &+ 1
      default: return breakJSON(at: position, expected: "a comma or a closing bracket")
      }
    }
  }

  private mutating func anyObject(at start: Int) -> Int {
    guard depth < maxDepth else { return overNested(at: start) }
    var position = text.skipWhitespace(start &+ 1)
    if text.byte(position) == Byte.closeBrace { return position &+ 1 }
    var level = scratch.keys.value.begin()
    while true {
      let keyStart = position
      let key = freeKey(at: keyStart)
      guard key.end >= 0 else { return -1 }
      let isNew =
        !key.isWellFormed
        || scratch.keys.value.insert(
          key.content, at: key.isRaw ? keyStart &+ 1 : nil, in: text.all, &level)
      position = text.skipWhitespace(key.end)
      guard text.byte(position) == Byte.colon else {
        return breakJSON(at: position, expected: "a colon")
      }
      position = text.skipWhitespace(position &+ 1)
      frames[depth] = Frame(start: keyStart &+ 1, count: key.end &- keyStart &- 2)
      depth &+= 1
      if !key.isWellFormed { reportEncoding(at: keyStart) }
      if !isNew { reportDuplicate(at: keyStart) }
      position = anyValue(at: position)
      guard position >= 0 else { return -1 }
      depth &-= 1
      position = text.skipWhitespace(position)
      switch text.byte(position) {
      case Byte.comma: position = text.skipWhitespace(position &+ 1)
      case Byte.closeBrace:
        scratch.keys.value.end(level)
        return position &+ 1
      default: return breakJSON(at: position, expected: "a comma or a closing brace")
      }
    }
  }

  /// Reads `true`, `false` or `null`; the first letter has been seen.
  @inline(never)
  mutating func literal(at start: Int) -> Int {
    let word: StaticString =
      switch text.byte(start) {
      case UInt8(ascii: "t"): "true"
      case UInt8(ascii: "f"): "false"
      default: "null"
      }
    var position = start
    for offset in 0..<word.utf8CodeUnitCount {
      guard text.byte(position) == word.byte(offset) else {
        return breakJSON(at: position, expected: "`\(word)`")
      }
      position &+= 1
    }
    return position
  }
}
