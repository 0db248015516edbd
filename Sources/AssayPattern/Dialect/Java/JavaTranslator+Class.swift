extension JavaTranslator {
  /// A class, from its `[` on.
  mutating func characterClass(_ flags: Flags) throws(PatternError) -> Item {
    let start = index
    let saved = (notes, noted)
    let set: JavaClassSet
    do throws(PatternError) {
      index += 1
      set = try classBody(flags, isNested: true, consumes: true, from: start)
    } catch {
      // Java does not know a class with an open `[` inside; ECMA 262 takes it for itself.
      guard error.id == .syntax, Self.isECMAClass(text, from: start) else { throw error }
      (notes, noted) = saved
      index = start + 1
      set = try classBody(flags, isNested: false, consumes: true, from: start)
      note(.characterClass, at: start, "`[` inside a class stands for itself, as in ECMA 262")
    }
    writeClass(set, from: start, kind: .characterClass)
    return .repeatable
  }

  /// Whether the class ends at its first `]`, read as ECMA 262 reads it.
  private static func isECMAClass(_ text: [UInt8], from start: Int) -> Bool {
    var index = start + 1
    var hasBracket = false
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "]"): return hasBracket
      case UInt8(ascii: "["): hasBracket = true
      case UInt8(ascii: "\\"): index += 1
      default: break
      }
      index += 1
    }
    return false
  }

  /// Writes a set, as it stood when PCRE2 reads that alike.
  mutating func writeClass(_ set: JavaClassSet, from start: Int, kind: PatternNote.Kind) {
    var piece: String
    if kind == .property, case .named(let name, _) = set {
      piece = name
    } else {
      piece = JavaClassText.source(set)
    }
    if set.hasIntersection, let ranges = set.explicit, ranges.count <= 16 {
      piece = JavaClassText.source(.ranges(ranges, text: nil))
    }
    if piece.utf8.elementsEqual(text[start..<index]) { return copy(from: start) }
    note(kind, at: start, "`\(String(decoding: text[start..<index], as: UTF8.self))` as `\(piece)`")
    write(piece, from: start)
  }

  /// What stands between the brackets. As in Java, `&&` takes everything before it for its left side
  /// and, unless a bracket opens, everything behind it for its right.
  private mutating func classBody(
    _ flags: Flags, isNested: Bool, consumes: Bool, from start: Int
  ) throws(PatternError) -> JavaClassSet {
    guard depth < Self.depthLimit else {
      throw error(.tooLarge, "classes are nested too deep", at: index)
    }
    depth += 1
    defer { depth -= 1 }
    let isNegated = consumes && current == UInt8(ascii: "^")
    if isNegated { index += 1 }
    var members: [JavaClassSet] = []
    var hasIntersection = false
    while true {
      guard let byte = current else {
        throw error(.syntax, "expected `]` to end the character class", at: start)
      }
      if byte == UInt8(ascii: "]"), !members.isEmpty {
        if consumes { index += 1 }
        let set: JavaClassSet = members.count == 1 ? members[0] : .union(members)
        return isNegated ? .complement(set) : set
      }
      if byte == UInt8(ascii: "["), isNested {
        index += 1
        members.append(
          try classBody(flags, isNested: true, consumes: true, from: index - 1))
      } else if isNested, Tokens.has("&&", in: text, at: index) {
        members = [try intersection(members, flags)]
        hasIntersection = true
      } else if hasIntersection {
        throw error(.unsupportedConstruct, "`&` behind an intersection of classes", at: index)
      } else {
        members.append(try classItem(flags))
      }
    }
  }

  /// `&&` and its right side, up to the end of the class or another `&&`.
  private mutating func intersection(
    _ left: [JavaClassSet], _ flags: Flags
  ) throws(PatternError) -> JavaClassSet {
    let start = index
    index += 2
    var right: [JavaClassSet] = []
    while let byte = current, byte != UInt8(ascii: "]"), byte != UInt8(ascii: "&") {
      index += byte == UInt8(ascii: "[") ? 1 : 0
      right.append(
        try classBody(
          flags, isNested: true, consumes: byte == UInt8(ascii: "["), from: start))
    }
    guard !right.isEmpty else {
      throw error(.unsupportedConstruct, "`&&` with nothing behind it", at: start, to: index)
    }
    let set: JavaClassSet = right.count == 1 ? right[0] : .union(right)
    if left.isEmpty { return set }
    return .intersection(left.count == 1 ? left[0] : .union(left), set)
  }

  /// One item of a class: a scalar, a range, a predefined class.
  private mutating func classItem(_ flags: Flags) throws(PatternError) -> JavaClassSet {
    let start = index
    guard let byte = current else { return .empty }
    if flags.isExtended, byte <= 0x20 || byte == UInt8(ascii: "#") {
      throw error(
        .unsupportedConstruct, "white space in a class under the flag `x`", at: start)
    }
    if byte == UInt8(ascii: "\\"), let escaped = peek() {
      switch escaped {
      case UInt8(ascii: "p"), UInt8(ascii: "P"):
        index += 1
        return try property(flags)
      case UInt8(ascii: "v") where peek(2) == UInt8(ascii: "-"):
        // Where it might be one end of a range it is the vertical tab alone.
        break
      case UInt8(ascii: "d"), UInt8(ascii: "w"), UInt8(ascii: "s"), UInt8(ascii: "h"),
        UInt8(ascii: "v"), UInt8(ascii: "D"), UInt8(ascii: "W"), UInt8(ascii: "S"),
        UInt8(ascii: "H"), UInt8(ascii: "V"):
        index += 2
        let letter = String(Character(Unicode.Scalar(escaped)))
        let other = String(Character(Unicode.Scalar(escaped ^ 0x20)))
        return .named("\\" + letter, not: "\\" + other)
      default: break
      }
    }
    let low = try classScalar()
    if current == UInt8(ascii: "-"), let next = peek(), next != UInt8(ascii: "]"),
      next != UInt8(ascii: "[")
    {
      index += 1
      let high = try classScalar()
      guard low.value <= high.value else {
        throw error(.syntax, "the range in the class runs backwards", at: start, to: index)
      }
      return range(low, high, flags)
    }
    return range(low, low, flags)
  }

  private struct End {
    var value: UInt32
    /// As it stood, where PCRE2 reads it alike in any place of a class.
    var text: String?
  }

  private mutating func classScalar() throws(PatternError) -> End {
    let start = index
    guard let byte = current else {
      throw error(.syntax, "expected `]` to end the character class", at: start)
    }
    guard byte == UInt8(ascii: "\\") else {
      let value = scalar()
      // `[` never reaches PCRE2 bare: it might open a POSIX name.
      return End(value: value, text: byte == UInt8(ascii: "[") ? nil : copied(from: start))
    }
    switch peek() ?? 0 {
    case UInt8(ascii: "b"):
      index += 2
      return End(value: 0x08, text: #"\b"#)
    case UInt8(ascii: "v"):
      index += 2
      return End(value: 0x0B, text: nil)
    case UInt8(ascii: "d"), UInt8(ascii: "w"), UInt8(ascii: "s"), UInt8(ascii: "h"),
      UInt8(ascii: "D"), UInt8(ascii: "W"), UInt8(ascii: "S"), UInt8(ascii: "H"),
      UInt8(ascii: "V"), UInt8(ascii: "p"), UInt8(ascii: "P"):
      throw error(.syntax, "a class cannot end a range", at: start, to: start + 2)
    case UInt8(ascii: "1")...UInt8(ascii: "9"):
      throw error(.syntax, #"unknown escape after `\`"#, at: start, to: start + 2)
    default:
      let (value, isSame) = try escapedScalar()
      return End(value: value, text: isSame ? copied(from: start) : JavaClassText.number(value))
    }
  }

  private func copied(from start: Int) -> String {
    String(decoding: text[start..<index], as: UTF8.self)
  }

  /// A range of scalars; under the flag `i` with the other case of its ASCII letters.
  private func range(_ low: End, _ high: End, _ flags: Flags) -> JavaClassSet {
    guard let whole = JavaClassText.withoutSurrogates(low.value...high.value) else { return .empty }
    var others: [ClosedRange<UInt32>] = []
    if flags.ignoresCase {
      for letters in [UInt32(0x41)...0x5A, 0x61...0x7A] {
        let part = whole.clamped(to: letters)
        guard whole.overlaps(letters), let first = JavaCase.other(part.lowerBound),
          let last = JavaCase.other(part.upperBound),
          !(whole.contains(first) && whole.contains(last))
        else { continue }
        others.append(first...last)
      }
    }
    guard others.isEmpty, whole == low.value...high.value else {
      return .ranges([whole] + others, text: nil)
    }
    if low.value == high.value {
      return .ranges([whole], text: low.text ?? JavaClassText.scalar(low.value))
    }
    return .ranges([whole], text: "\(endText(low))-\(endText(high))")
  }

  private func endText(_ end: End) -> String {
    switch end.text {
    case "-", "]", "^", nil: JavaClassText.scalar(end.value)
    case let text?: text
    }
  }
}
