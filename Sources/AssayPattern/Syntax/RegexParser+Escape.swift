extension RegexParser {
  mutating func escape(_ flags: Flags) throws(NotUnderstood) -> RegexNode {
    let start = index
    index += 1
    guard let byte = current else { throw NotUnderstood() }
    switch byte {
    case UInt8(ascii: "d"), UInt8(ascii: "D"), UInt8(ascii: "w"), UInt8(ascii: "W"),
      UInt8(ascii: "s"), UInt8(ascii: "S"), UInt8(ascii: "h"), UInt8(ascii: "H"),
      UInt8(ascii: "v"), UInt8(ascii: "V"):
      index += 1
      return .set(source(from: start))
    case UInt8(ascii: "N"):
      index += 1
      // `\N{U+41}` is a character; anything else in braces is for a newer PCRE2.
      if current == UInt8(ascii: "{") { throw NotUnderstood() }
      return .set(source(from: start))
    case UInt8(ascii: "p"), UInt8(ascii: "P"):
      return try property(from: start, flags)
    case UInt8(ascii: "R"): return step(.lineEnding)
    case UInt8(ascii: "X"): return step(.cluster)
    case UInt8(ascii: "A"): return step(.anchor(.start))
    case UInt8(ascii: "z"): return step(.anchor(.end))
    case UInt8(ascii: "Z"): return step(.anchor(.endOrFinalLineFeed))
    case UInt8(ascii: "b"): return step(.anchor(.wordBoundary))
    case UInt8(ascii: "B"): return step(.anchor(.notWordBoundary))
    case UInt8(ascii: "G"): return step(.anchor(.matchStart))
    case UInt8(ascii: "1")...UInt8(ascii: "9"):
      return try backreferenceOrOctal(flags)
    default:
      return literal(try escapedScalar(), flags)
    }
  }

  private mutating func step(_ node: RegexNode) -> RegexNode {
    index += 1
    return node
  }

  private mutating func property(
    from start: Int, _ flags: Flags
  ) throws(NotUnderstood) -> RegexNode {
    index += 1
    if current == UInt8(ascii: "{") {
      guard let end = text[index...].firstIndex(of: UInt8(ascii: "}")) else {
        throw NotUnderstood()
      }
      index = end + 1
    } else {
      guard current != nil else { throw NotUnderstood() }
      index += 1
    }
    // `\p{Lu}` ignores case under the flag `i`, as classes do.
    let source = source(from: start)
    return .set(flags.ignoresCase ? "(?i:\(source))" : source)
  }

  private mutating func backreferenceOrOctal(_ flags: Flags) throws(NotUnderstood) -> RegexNode {
    let start = index
    guard let number = number() else { throw NotUnderstood() }
    if number < 10 || number <= groups { return .backreference(number) }
    if text[start] >= UInt8(ascii: "8") { return .backreference(number) }
    index = start
    return literal(octal(digits: 3), flags)
  }

  /// The scalar of an escape that stands for one; the index is behind the `\`.
  private mutating func escapedScalar() throws(NotUnderstood) -> UInt32 {
    guard let byte = current else { throw NotUnderstood() }
    switch byte {
    case UInt8(ascii: "a"): return stepping(0x07)
    case UInt8(ascii: "e"): return stepping(0x1B)
    case UInt8(ascii: "f"): return stepping(0x0C)
    case UInt8(ascii: "n"): return stepping(0x0A)
    case UInt8(ascii: "r"): return stepping(0x0D)
    case UInt8(ascii: "t"): return stepping(0x09)
    case UInt8(ascii: "0"): return octal(digits: 3)
    case UInt8(ascii: "x"):
      index += 1
      return try hexadecimal()
    case UInt8(ascii: "o"):
      index += 1
      return try braced(radix: 8)
    case UInt8(ascii: "c"):
      index += 1
      guard let control = current, control >= 0x20, control < 0x7F else { throw NotUnderstood() }
      index += 1
      let isLower = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(control)
      return UInt32((isLower ? control - 0x20 : control) ^ 0x40)
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
      throw NotUnderstood()
    default:
      return try scalar()
    }
  }

  private mutating func stepping(_ scalar: UInt32) -> UInt32 {
    index += 1
    return scalar
  }

  private mutating func octal(digits: Int) -> UInt32 {
    var value: UInt32 = 0
    var count = 0
    while count < digits, let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(byte)
    {
      value = value * 8 + UInt32(byte - 0x30)
      index += 1
      count += 1
    }
    return value
  }

  private mutating func hexadecimal() throws(NotUnderstood) -> UInt32 {
    if current == UInt8(ascii: "{") { return try braced(radix: 16) }
    var value: UInt32 = 0
    var count = 0
    while count < 2, let byte = current, let digit = Unicode.Scalar(byte).hexadecimalValue {
      value = value * 16 + digit
      index += 1
      count += 1
    }
    return value
  }

  private mutating func braced(radix: UInt32) throws(NotUnderstood) -> UInt32 {
    guard take("{") else { throw NotUnderstood() }
    var value: UInt32 = 0
    let start = index
    while let byte = current, let digit = Unicode.Scalar(byte).hexadecimalValue, digit < radix {
      value = min(value * radix + digit, 0x11_0000)
      index += 1
    }
    guard index > start, take("}"), value < 0x11_0000 else { throw NotUnderstood() }
    return value
  }
}
