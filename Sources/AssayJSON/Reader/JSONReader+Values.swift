extension JSONReader {
  /// Reads a number.
  @usableFromInline
  package mutating func number() throws(JSONError) -> NumberToken {
    position = text.skipWhitespace(position)
    let byte = text.byte(position)
    guard byte == UInt8(ascii: "-") || byte &- 48 < 10 else { throw unexpected(.expectedNumber) }
    let token = text.number(at: position)
    position = token.end
    guard token.isValid else { throw unexpected(.brokenNumber) }
    return token
  }

  /// Reads `true`, `false` or `null`; the latter is `nil`.
  package mutating func literal() throws(JSONError) -> Bool? {
    position = text.skipWhitespace(position)
    switch text.byte(position) {
    case UInt8(ascii: "t"):
      try expect("true")
      return true
    case UInt8(ascii: "f"):
      try expect("false")
      return false
    default:
      try expect("null")
      return nil
    }
  }

  private mutating func expect(_ word: StaticString) throws(JSONError) {
    for offset in 0..<word.utf8CodeUnitCount {
      // SAFETY: offset is less than the word's length.
      let wanted = unsafe word.utf8Start[offset]
      guard text.byte(position) == wanted else {
        throw unexpected(.brokenLiteral)
      }
      position &+= 1
    }
  }

  /// Reads a value of any kind and forgets it.
  ///
  /// - Complexity: Linear in the bytes of the value; memory does not depend on its depth.
  package mutating func skipValue() throws(JSONError) {
    let outer = depth
    // One bit for each level that is open: 1 for an object.
    var objects = LevelBits()
    while true {
      switch try kind() {
      case .object:
        if try openObject() {
          objects[depth] = true
          try skipName()
          continue
        }
      case .array:
        if try openArray() {
          objects[depth] = false
          continue
        }
      case .string: _ = try rawString()
      case .number: _ = try number()
      case .bool, .null: _ = try literal()
      }
      // A value is over: on to the next one, out of everything that ends here.
      while depth > outer {
        if objects[depth] {
          if try nextMember() {
            try skipName()
            break
          }
        } else if try nextElement() {
          break
        }
      }
      if depth == outer { return }
    }
  }

  private mutating func skipName() throws(JSONError) { _ = try name() }
}

/// A bit for each level of nesting from 1 to 512; the last one takes the place of level 0.
private struct LevelBits {
  private var words = InlineArray<8, UInt64>(repeating: 0)

  subscript(level: Int) -> Bool {
    get { words[(level &>> 6) & 7] &>> UInt64(level & 63) & 1 == 1 }
    set {
      let bit = 1 as UInt64 &<< UInt64(level & 63)
      if newValue { words[(level &>> 6) & 7] |= bit } else { words[(level &>> 6) & 7] &= ~bit }
    }
  }
}
