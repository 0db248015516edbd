extension JavaTranslator {
  /// An escape outside of a class.
  mutating func escape(_ flags: Flags) throws(PatternError) -> Item {
    let start = index
    guard let byte = peek() else {
      throw error(.syntax, #"`\` at the end of the pattern escapes nothing"#, at: start)
    }
    switch byte {
    case UInt8(ascii: "p"), UInt8(ascii: "P"):
      index += 1
      let set = try property(flags)
      writeClass(set, from: start, kind: .property)
      return .repeatable
    case UInt8(ascii: "d"), UInt8(ascii: "D"), UInt8(ascii: "w"), UInt8(ascii: "W"),
      UInt8(ascii: "s"), UInt8(ascii: "S"), UInt8(ascii: "h"), UInt8(ascii: "H"),
      UInt8(ascii: "v"), UInt8(ascii: "V"):
      index += 2
      copy(from: start)
      return .repeatable
    case UInt8(ascii: "A"), UInt8(ascii: "z"), UInt8(ascii: "G"):
      index += 2
      copy(from: start)
      return .anchor
    case UInt8(ascii: "b"), UInt8(ascii: "B"):
      if Tokens.has("\\b{", in: text, at: index) {
        throw error(
          .unsupportedConstruct, #"`\b{g}`, the boundary of what readers take for one character"#,
          at: start, to: start + 5)
      }
      index += 2
      noteDifference(
        at: start, #"`\b` looks at ASCII words; Java's, before 19, at letters of any script"#)
      copy(from: start)
      return .anchor
    case UInt8(ascii: "Z"):
      index += 2
      note(.predefined, at: start, #"`\Z` written out, with Java's line ends"#)
      write(JavaLines.lastLineEnd(flags), from: start)
      return .anchor
    case UInt8(ascii: "R"):
      index += 2
      note(.predefined, at: start, #"`\R` written out, since Java's gives back"#)
      write(JavaLines.anyLineEnd, from: start)
      return .repeatable
    case UInt8(ascii: "X"):
      index += 2
      noteDifference(
        at: start, #"`\X` follows the version of Unicode that PCRE2 knows"#)
      copy(from: start)
      return .repeatable
    case UInt8(ascii: "1")...UInt8(ascii: "9"):
      index += 1
      return try backreference(from: start, flags)
    case UInt8(ascii: "k"):
      index += 2
      guard take("<") else { throw error(.syntax, #"expected `<` after `\k`"#, at: start) }
      let name = try groupName()
      guard let number = names[name] else {
        throw error(.syntax, "there is no group `\(name)` before this", at: start, to: index)
      }
      try writeBackreference(number, from: start, flags)
      return .repeatable
    default:
      let (value, isSame) = try escapedScalar()
      if flags.ignoresCase && JavaCase.other(value) != nil || value & ~0x7FF == 0xD800 {
        literal(value, from: start, flags)
      } else if isSame {
        copy(from: start)
      } else {
        note(.escape, at: start, "an escape written as PCRE2 does")
        write(JavaClassText.number(value), from: start)
      }
      return .repeatable
    }
  }

  /// Digits are read as long as there is a group of that number.
  private mutating func backreference(
    from start: Int, _ flags: Flags
  ) throws(PatternError) -> Item {
    var number = Int(text[index] - 0x30)
    index += 1
    while let byte = current, (0x30...0x39).contains(byte) {
      let longer = number * 10 + Int(byte - 0x30)
      guard longer <= groups else { break }
      number = longer
      index += 1
    }
    guard number <= groups else {
      note(.group, at: start, "a reference to a group that does not exist matches nothing")
      write("(?!)", from: start)
      return .repeatable
    }
    try writeBackreference(number, from: start, flags)
    return .repeatable
  }

  private mutating func writeBackreference(
    _ number: Int, from start: Int, _ flags: Flags
  ) throws(PatternError) {
    if flags.ignoresCase {
      throw error(
        .unsupportedConstruct, "a reference to a group under the flag `i`, ASCII alone in Java",
        at: start, to: index)
    }
    // `\1` followed by a digit, and names that PCRE2 may not know, are written so that they cannot
    // be misread.
    let isPlain =
      number < 10 && index == start + 2 && !(current.map { (0x30...0x39) ~= $0 } ?? false)
    if isPlain { copy(from: start) } else { write(#"\g{\#(number)}"#, from: start) }
  }

  /// The scalar of an escape, moved over, and whether PCRE2 reads the escape alike. Half of a
  /// surrogate pair comes out as it is.
  mutating func escapedScalar() throws(PatternError) -> (value: UInt32, isSame: Bool) {
    let start = index
    index += 1
    guard let byte = current else {
      throw error(.syntax, #"`\` at the end of the pattern escapes nothing"#, at: start)
    }
    switch byte {
    case UInt8(ascii: "a"): return step(0x07)
    case UInt8(ascii: "e"): return step(0x1B)
    case UInt8(ascii: "f"): return step(0x0C)
    case UInt8(ascii: "n"): return step(0x0A)
    case UInt8(ascii: "r"): return step(0x0D)
    case UInt8(ascii: "t"): return step(0x09)
    case UInt8(ascii: "0"): return try octal(from: start)
    case UInt8(ascii: "x"): return try hexadecimal(from: start)
    case UInt8(ascii: "u"): return (try unicode(from: start), false)
    case UInt8(ascii: "c"):
      index += 1
      guard current != nil else {
        throw error(.syntax, #"expected a character after `\c`"#, at: start)
      }
      let control = scalar()
      // PCRE2 takes a small letter for its capital, Java does not.
      return (control ^ 64, (0x41...0x5A).contains(control))
    case UInt8(ascii: "N"):
      throw error(
        .unsupportedConstruct, #"a character by its name, `\N{…}`"#, at: start, to: index + 1)
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
      throw error(.syntax, #"unknown escape after `\`"#, at: start, to: index + 1)
    default:
      return (scalar(), true)
    }
  }

  private mutating func step(_ value: UInt32) -> (UInt32, Bool) {
    index += 1
    return (value, true)
  }

  /// `\0n`, `\0nn`, `\0mnn`.
  private mutating func octal(from start: Int) throws(PatternError) -> (UInt32, Bool) {
    index += 1
    var value: UInt32 = 0
    var digits = 0
    while digits < 3, let byte = current, (0x30...0x37).contains(byte) {
      let next = value * 8 + UInt32(byte - 0x30)
      guard next <= 0xFF else { break }
      value = next
      digits += 1
      index += 1
    }
    guard digits > 0 else {
      // Java wants a digit; to ECMA 262 `\0` is the null character.
      return (0, false)
    }
    let isFollowedByOctal = current.map { (0x30...0x37).contains($0) } ?? false
    return (value, digits <= 2 && !isFollowedByOctal)
  }

  private mutating func hexadecimal(from start: Int) throws(PatternError) -> (UInt32, Bool) {
    index += 1
    if take("{") {
      var value: UInt32 = 0
      let first = index
      while let byte = current, let digit = Unicode.Scalar(byte).hexadecimalValue {
        value = min(value << 4 | digit, 0x11_0000)
        index += 1
      }
      guard index > first, take("}"), value < 0x11_0000 else {
        throw error(.syntax, #"expected a character's number in `\x{…}`"#, at: start, to: index)
      }
      return (value, true)
    }
    guard let high = current.flatMap({ Unicode.Scalar($0).hexadecimalValue }),
      let low = peek().flatMap({ Unicode.Scalar($0).hexadecimalValue })
    else { throw error(.syntax, #"expected two hexadecimal digits after `\x`"#, at: start) }
    index += 2
    return (high << 4 | low, true)
  }

  private mutating func unicode(from start: Int) throws(PatternError) -> UInt32 {
    index = start
    guard let unit = UnicodeEscapes.fourDigits(text, at: start + 2) else {
      if Tokens.has("\\u{", in: text, at: start) {
        index = start + 1
        // ECMA 262's form with braces is `\x{…}` in Java.
        return try hexadecimal(from: start).0
      }
      throw error(
        .unicodeEscape, #"expected four hexadecimal digits after `\u`"#, at: start, to: start + 2)
    }
    index = start + 6
    if unit & 0xFC00 == 0xD800, let second = UnicodeEscapes.lowSurrogate(text, at: index) {
      index += 6
      return 0x10000 + (unit & 0x3FF) << 10 + (second & 0x3FF)
    }
    return unit
  }
}
