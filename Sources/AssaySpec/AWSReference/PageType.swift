internal import AssayModel

/// What stands behind `Type:`.
indirect enum PageType: Equatable {
  case simple(SimpleType)
  case named(String)
  case list(PageType)
  case map(PageType)

  /// Reads a type at an index: `String`, `Array of X objects`, `String to string map`.
  static func read(_ text: PageText, at start: Int, to end: Int) -> (type: PageType, end: Int)? {
    var reader = Reader(text: text, index: start, end: end)
    guard let type = reader.type(depth: 0) else { return nil }
    return (type, reader.index)
  }

  private struct Reader {
    let text: PageText
    var index: Int
    let end: Int

    mutating func type(depth: Int) -> PageType? {
      guard depth < 8 else { return nil }
      if take("Array of") || take("array of") || take("Arrays of") || take("arrays of") {
        return type(depth: depth + 1).map { .list($0) }
      }
      if let named = named() { return named }
      for (phrase, simple) in Self.simpleTypes where take(phrase) {
        // A string may turn out to be the key of a map.
        guard simple == .string, take("to") else { return .simple(simple) }
        guard let value = type(depth: depth + 1) else { return nil }
        _ = take("maps") || take("map")
        return .map(value)
      }
      return nil
    }

    /// `X object`; a name may begin as a simple type does.
    private mutating func named() -> PageType? {
      let from = text.skipSpace(index, to: end)
      var stop = from
      while stop < end, PageText.isNameByte(text.bytes[stop]) { stop += 1 }
      guard stop > from else { return nil }
      let name = String(decoding: text.bytes[from..<stop], as: UTF8.self)
      let before = index
      index = stop
      if take("objects") || take("object") { return .named(name) }
      index = before
      return nil
    }

    /// Steps over words, where they stand here and end here.
    mutating func take(_ phrase: StaticString) -> Bool {
      let start = text.skipSpace(index, to: end)
      guard let stop = text.match(PageText.words(phrase), at: start, to: end) else { return false }
      // Where breaks are gone altogether, the next word follows at once; plurals come first.
      guard stop == end || !PageText.isNameByte(text.bytes[stop]) || text.isGlued else {
        return false
      }
      index = stop
      return true
    }

    /// Longer phrases first.
    private static let simpleTypes: [(StaticString, SimpleType)] = [
      ("Base64-encoded binary data objects", .blob), ("Base64-encoded binary data object", .blob),
      ("JSON values", .document), ("JSON value", .document), ("BigDecimals", .bigDecimal),
      ("BigDecimal", .bigDecimal), ("BigIntegers", .bigInteger), ("BigInteger", .bigInteger),
      ("Strings", .string), ("strings", .string), ("String", .string), ("string", .string),
      ("Integers", .integer), ("integers", .integer), ("Integer", .integer),
      ("integer", .integer), ("Longs", .long), ("longs", .long), ("Long", .long), ("long", .long),
      ("Doubles", .double), ("doubles", .double), ("Double", .double), ("double", .double),
      ("Floats", .float), ("floats", .float), ("Float", .float), ("float", .float),
      ("Booleans", .boolean), ("booleans", .boolean), ("Boolean", .boolean),
      ("boolean", .boolean), ("Timestamps", .timestamp), ("timestamps", .timestamp),
      ("Timestamp", .timestamp), ("timestamp", .timestamp), ("Shorts", .short), ("Short", .short),
      ("Bytes", .byte), ("Byte", .byte),
    ]
  }
}
