extension RegexParser {
  /// One item before its quantifier; `nil` for a flag setting, which is no item.
  mutating func atom(_ flags: inout Flags) throws(NotUnderstood) -> RegexNode? {
    switch current {
    case UInt8(ascii: "("): return try group(&flags)
    case UInt8(ascii: "["): return try characterClass(flags)
    case UInt8(ascii: "\\"): return try escape(flags)
    case UInt8(ascii: "."):
      index += 1
      return .set(flags.dotMatchesAll ? "(?s:.)" : ".")
    case UInt8(ascii: "^"):
      index += 1
      return .anchor(flags.isMultiline ? .lineStart : .start)
    case UInt8(ascii: "$"):
      index += 1
      return .anchor(flags.isMultiline ? .lineEnd : .end)
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"), nil:
      throw NotUnderstood()
    default:
      return literal(try scalar(), flags)
    }
  }

  private mutating func characterClass(_ flags: Flags) throws(NotUnderstood) -> RegexNode {
    let start = index
    // What PCRE2 skips between `[` and the first item moves the place where `]` is a literal.
    let first = index + (peek() == UInt8(ascii: "^") ? 2 : 1)
    if Tokens.has("\\E", in: text, at: first) || Tokens.has("\\Q", in: text, at: first)
      || Tokens.has("[[:<:]]", in: text, at: index) || Tokens.has("[[:>:]]", in: text, at: index)
    {
      throw NotUnderstood()
    }
    index = Tokens.endOfClass(text, from: index)
    let source = source(from: start)
    return .set(flags.ignoresCase ? "(?i:\(source))" : source)
  }

  private mutating func group(_ flags: inout Flags) throws(NotUnderstood) -> RegexNode? {
    index += 1
    if current == UInt8(ascii: "*") { throw NotUnderstood() }
    guard take("?") else {
      if flags.capturesNamedOnly { return .group(try body(flags), .plain) }
      groups += 1
      return try capture(flags)
    }
    if let call = try call() { return call }
    if take(":") { return .group(try body(flags), .plain) }
    if take(">") { return .group(try body(flags), .atomic) }
    if take("=") { return .look(try body(flags), .ahead) }
    if take("!") { return .look(try body(flags), .notAhead) }
    if take("<=") { return .look(try body(flags), .behind) }
    if take("<!") { return .look(try body(flags), .notBehind) }
    if take("<*") || take("P=") || take("P>") { throw NotUnderstood() }
    if take("P<") || take("<") { return try named(flags, closing: UInt8(ascii: ">")) }
    if take("'") { return try named(flags, closing: UInt8(ascii: "'")) }
    return try flagged(&flags)
  }

  private mutating func body(_ flags: Flags) throws(NotUnderstood) -> RegexNode {
    var inner = flags
    let node = try alternation(&inner)
    guard take(")") else { throw NotUnderstood() }
    return node
  }

  private mutating func named(_ flags: Flags, closing: UInt8) throws(NotUnderstood) -> RegexNode {
    guard let end = text[index...].firstIndex(of: closing) else { throw NotUnderstood() }
    index = end + 1
    groups += 1
    return try capture(flags)
  }

  private mutating func capture(_ flags: Flags) throws(NotUnderstood) -> RegexNode {
    let number = groups
    openGroups.insert(number)
    let inner = try body(flags)
    openGroups.remove(number)
    return .group(inner, .capture(number))
  }

  /// `(?1)`, when the group is closed already, so that nothing recurs.
  private mutating func call() throws(NotUnderstood) -> RegexNode? {
    let start = index
    guard let number = number(), take(")") else {
      index = start
      return nil
    }
    guard number > 0, number <= groups, !openGroups.contains(number) else { throw NotUnderstood() }
    return .call(number)
  }

  /// `(?flags)` for the rest of the group, `(?flags:…)` for a group of its own.
  private mutating func flagged(_ flags: inout Flags) throws(NotUnderstood) -> RegexNode? {
    var changed = flags
    if take("^") {
      changed.ignoresCase = false
      changed.isMultiline = false
      changed.dotMatchesAll = false
      changed.isExtended = false
      changed.capturesNamedOnly = false
    }
    var value = true
    while let byte = current {
      index += 1
      switch byte {
      case UInt8(ascii: "-"): value = false
      case UInt8(ascii: "i"): changed.ignoresCase = value
      case UInt8(ascii: "m"): changed.isMultiline = value
      case UInt8(ascii: "s"): changed.dotMatchesAll = value
      case UInt8(ascii: "n"): changed.capturesNamedOnly = value
      case UInt8(ascii: "x"):
        // `xx` changes how classes are read.
        if current == UInt8(ascii: "x") { throw NotUnderstood() }
        changed.isExtended = value
      case UInt8(ascii: ")"):
        flags = changed
        return nil
      case UInt8(ascii: ":"):
        return .group(try body(changed), .plain)
      default: throw NotUnderstood()
      }
    }
    throw NotUnderstood()
  }
}
