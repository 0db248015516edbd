extension JavaTranslator {
  /// `{` where an item may start. With a count it repeats nothing at all in Java (`a{2}{3}` is
  /// `a{2}`); without one Java refuses it and ECMA 262 takes it for itself.
  mutating func brace(_ flags: Flags) throws(PatternError) -> Item {
    let start = index
    if let bounds = try counted() {
      _ = bounds
      _ = take("?") || take("+")
      note(.quantifier, at: start, "a count behind a quantifier repeats nothing and is left out")
      write("", from: start)
      return .none
    }
    index += 1
    note(.quantifier, at: start, "`{` without a count stands for itself")
    write(#"\{"#, from: start)
    return .repeatable
  }

  /// The quantifier behind an item, if there is one.
  mutating func quantifier(
    _ item: Item, from place: Int, textFrom start: Int, _ flags: Flags
  ) throws(PatternError) {
    let quantifierStart = index
    var minimum = 0
    var maximum: Int?
    switch current {
    case UInt8(ascii: "*"): index += 1
    case UInt8(ascii: "+"):
      index += 1
      minimum = 1
    case UInt8(ascii: "?"):
      index += 1
      maximum = 1
    case UInt8(ascii: "{"):
      guard let bounds = try counted() else { return }
      (minimum, maximum) = bounds
    default: return
    }
    let suffixStart = index
    skipCommentsSilently(flags)
    if current == UInt8(ascii: "?") || current == UInt8(ascii: "+") {
      index += 1
    } else {
      index = suffixStart
    }
    let suffix =
      index > suffixStart && suffixStart < text.count ? String(Unicode.Scalar(text[index - 1])) : ""
    if case .anchor = item {
      note(.quantifier, at: start, "a repeated place is wrapped in a group")
      wrap(from: place, "(?:", ")")
    }
    if Self.isAtomicWhenRepeated(item, suffix) {
      note(.quantifier, at: start, "what Java repeats without going back into it is made atomic")
      wrap(from: place, "(?>", ")")
    }
    if try writeLarge(item, from: place, quantifierStart, minimum, maximum, suffix) { return }
    copyQuantifier(from: quantifierStart, minimum, maximum, suffix, flags)
  }

  /// Java never goes back into one round of a possessive repeat for the sake of the next, nor into
  /// a repeated `\R`; PCRE2 does until the repeat as a whole is done.
  private static func isAtomicWhenRepeated(_ item: Item, _ suffix: String) -> Bool {
    switch item {
    case .lineEnd: true
    case .group, .capture: suffix == "+"
    case .repeatable, .anchor, .none: false
    }
  }

  /// Copies the quantifier as it stands, without white space that the flag `x` allows.
  private mutating func copyQuantifier(
    from start: Int, _ minimum: Int, _ maximum: Int?, _ suffix: String, _ flags: Flags
  ) {
    if flags.isExtended, text[start..<index].contains(where: { $0 <= 0x20 || $0 == 0x23 }) {
      write(Self.braces(minimum, maximum) + suffix, from: start)
    } else {
      copy(from: start)
    }
  }

  private mutating func skipCommentsSilently(_ flags: Flags) {
    let (size, pairs) = (output.count, map.count)
    skipComments(flags)
    output.removeLast(output.count - size)
    map.removeLast(map.count - pairs)
  }

  static func braces(_ minimum: Int, _ maximum: Int?) -> String {
    switch (minimum, maximum) {
    case (0, nil): "*"
    case (1, nil): "+"
    case (0, 1): "?"
    case (let minimum, nil): "{\(minimum),}"
    case (let minimum, let maximum?) where minimum == maximum: "{\(minimum)}"
    case (let minimum, let maximum?): "{\(minimum),\(maximum)}"
    }
  }

  /// `{n}`, `{n,}` or `{n,m}`, moved over; `nil` when the `{` stands for itself.
  private mutating func counted() throws(PatternError) -> (Int, Int?)? {
    guard let next = peek(), (0x30...0x39).contains(next) else { return nil }
    let start = index
    index += 1
    let minimum = try count(from: start)
    var maximum: Int? = minimum
    if current == UInt8(ascii: ",") {
      index += 1
      maximum = nil
      if let digit = current, (0x30...0x39).contains(digit) { maximum = try count(from: start) }
    }
    guard current == UInt8(ascii: "}") else {
      throw error(.syntax, "expected `}` to end the count", at: start, to: index)
    }
    index += 1
    if let maximum, maximum < minimum {
      throw error(
        .syntax, "the quantifier's first number is greater than its second", at: start, to: index)
    }
    return (minimum, maximum)
  }

  private mutating func count(from start: Int) throws(PatternError) -> Int {
    var value = 0
    while let byte = current, (0x30...0x39).contains(byte) {
      value = value * 10 + Int(byte - 0x30)
      index += 1
      guard value <= Int(Int32.max) else {
        throw error(.syntax, "the count is greater than 2147483647", at: start, to: index)
      }
    }
    return value
  }
}

// MARK: - Counts that PCRE2 cannot hold

extension JavaTranslator {
  /// PCRE2 counts to 65535 and copies a group for each count. Larger counts are put together from
  /// several; a large group is written once and called by its number.
  private mutating func writeLarge(
    _ item: Item, from place: Int, _ start: Int, _ minimum: Int, _ maximum: Int?, _ suffix: String
  ) throws(PatternError) -> Bool {
    let limit = 65_535
    let most = maximum ?? minimum
    let size = output.count - place
    if case .capture(let number) = item, most <= limit, maximum != nil || minimum > 1,
      size * most > 32_000, most > 1, suffix != "+"
    {
      hasCall = true
      let rest = Self.braces(max(0, minimum - 1), maximum.map { max(0, $0 - 1) }) + suffix
      let call = "(?\(number))\(rest)"
      note(.quantifier, at: start, "a large group, repeated often, is called by its number")
      if minimum == 0 {
        wrap(from: place, "(?:", call + ")?" + suffix)
      } else {
        write(call, from: start)
      }
      return true
    }
    guard most > limit else { return false }
    guard most <= limit * 32, size <= 64, suffix != "+" else {
      throw error(
        .unsupportedConstruct, "a count beyond 65535 of so large an item", at: start, to: index)
    }
    if case .capture = item {
      throw error(.unsupportedConstruct, "a count beyond 65535 of a group", at: start, to: index)
    }
    let atom = String(decoding: output[place...], as: UTF8.self)
    var pieces: [String] = []
    var least = minimum
    while least > 0 {
      pieces.append(Self.braces(min(least, limit), min(least, limit)) + suffix)
      least -= min(least, limit)
    }
    if let maximum {
      var more = maximum - minimum
      while more > 0 {
        pieces.append(Self.braces(0, min(more, limit)) + suffix)
        more -= min(more, limit)
      }
    } else {
      pieces.append("*" + suffix)
    }
    note(.quantifier, at: start, "a count beyond 65535 put together from several")
    write(pieces.joined(separator: atom), from: start)
    wrap(from: place, "(?:", ")")
    return true
  }
}
