extension JavaTranslator {
  mutating func group(_ flags: inout Flags) throws(PatternError) -> Item {
    let start = index
    index += 1
    guard current == UInt8(ascii: "?") else {
      groups += 1
      let number = groups
      copy(from: start)
      try body(flags, from: start)
      return .capture(number)
    }
    index += 1
    switch current {
    case UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: ">"):
      index += 1
      copy(from: start)
      try body(flags, from: start)
      return .group
    case UInt8(ascii: "<"):
      if peek() == UInt8(ascii: "=") || peek() == UInt8(ascii: "!") {
        index += 2
        copy(from: start)
        try body(flags, from: start)
        return .group
      }
      return try named(flags, from: start)
    default:
      return try flagged(&flags, from: start)
    }
  }

  private mutating func body(_ flags: Flags, from start: Int) throws(PatternError) {
    var inner = flags
    try alternation(&inner)
    guard current == UInt8(ascii: ")") else {
      throw error(.syntax, "expected `)` to end the group", at: start)
    }
    index += 1
    copy(from: index - 1)
  }

  private mutating func named(_ flags: Flags, from start: Int) throws(PatternError) -> Item {
    index += 1
    let name = try groupName()
    guard names[name] == nil else {
      throw error(.syntax, "two groups are named `\(name)`", at: start, to: index)
    }
    groups += 1
    let number = groups
    names[name] = number
    // PCRE2 takes names of up to 32 letters; references are written by number anyway.
    if name.utf8.count <= 32 { copy(from: start) } else { write("(", from: start) }
    try body(flags, from: start)
    return .capture(number)
  }

  /// A group's name up to its `>`, moved over.
  mutating func groupName() throws(PatternError) -> String {
    let start = index
    while let byte = current, Self.isAlphanumeric(byte) { index += 1 }
    guard index > start, !(0x30...0x39).contains(text[start]) else {
      throw error(.syntax, "expected a group's name, a letter first", at: start)
    }
    let name = String(decoding: text[start..<index], as: UTF8.self)
    guard take(">") else { throw error(.syntax, "expected `>` after the group's name", at: index) }
    return name
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }

  /// `(?flags)` and `(?flags:…)`. Of the flags only `s` means the same to PCRE2; the others are
  /// worked into what they change.
  private mutating func flagged(
    _ flags: inout Flags, from start: Int
  ) throws(PatternError) -> Item {
    var changed = flags
    var value = true
    var ignoresUnicodeCase = false
    while let byte = current, byte != UInt8(ascii: ")"), byte != UInt8(ascii: ":") {
      switch byte {
      case UInt8(ascii: "-") where value: value = false
      case UInt8(ascii: "i"): changed.ignoresCase = value
      case UInt8(ascii: "m"): changed.isMultiline = value
      case UInt8(ascii: "s"): changed.dotMatchesAll = value
      case UInt8(ascii: "d"): changed.unixLines = value
      case UInt8(ascii: "x"): changed.isExtended = value
      case UInt8(ascii: "u"): ignoresUnicodeCase = value
      case UInt8(ascii: "U") where value:
        throw unsupportedFlag("U", "which makes the predefined classes Unicode's")
      case UInt8(ascii: "c") where value:
        throw unsupportedFlag("c", "which compares canonical equivalents")
      case UInt8(ascii: "U"), UInt8(ascii: "c"): break
      default:
        throw error(.syntax, "unknown group or flag after `(?`", at: start, to: index + 1)
      }
      index += 1
    }
    if ignoresUnicodeCase {
      throw error(
        .unsupportedConstruct, "the flag `u`, with which case is ignored as Java's tables say",
        at: start, to: index)
    }
    let setting =
      changed.dotMatchesAll == flags.dotMatchesAll ? "" : changed.dotMatchesAll ? "s" : "-s"
    if take(")") {
      flags = changed
      writeFlags(setting.isEmpty ? "" : "(?\(setting))", from: start)
      return .none
    }
    guard take(":") else { throw error(.syntax, "expected `)` to end the group", at: start) }
    writeFlags("(?\(setting):", from: start)
    try body(changed, from: start)
    return .group
  }

  private mutating func writeFlags(_ piece: String, from start: Int) {
    if piece.utf8.elementsEqual(text[start..<index]) { return copy(from: start) }
    note(.group, at: start, "flags worked into what they change")
    write(piece, from: start)
  }

  private func unsupportedFlag(_ flag: String, _ what: String) -> PatternError {
    error(.unsupportedConstruct, "the flag `\(flag)`, \(what)", at: index)
  }
}
