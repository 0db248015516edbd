/// Rewrites `\uXXXX` as `\x{XXXX}`, and a pair of surrogate escapes as one scalar.
///
/// PCRE2's own option for `\u` (`ALT_BSUX`) would take `\x{…}` away, so it is never set.
enum UnicodeEscapes {
  static func translate(_ source: String) throws(PatternError) -> TranslatedPattern {
    let text = Array(source.utf8)
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    var notes: [PatternNote] = []
    var map: [TranslatedPattern.OffsetPair] = []
    var index = 0
    while index < text.count {
      guard text[index] == UInt8(ascii: "\\"), index + 1 < text.count else {
        output.append(text[index])
        index += 1
        continue
      }
      switch text[index + 1] {
      case UInt8(ascii: "u"):
        let escape = try read(text, at: index)
        map.append(.init(pcre: output.count, source: index))
        output += #"\x{\#(String(escape.scalar, radix: 16, uppercase: true))}"#.utf8
        notes.append(
          PatternNote(kind: .escape, offset: index, text: #"`\u` escape written as `\x{…}`"#))
        index += escape.length
        map.append(.init(pcre: output.count, source: index))
      case UInt8(ascii: "Q"):
        let end = endOfQuotation(text, from: index + 2)
        output += text[index..<end]
        index = end
      case UInt8(ascii: "c") where index + 2 < text.count:
        output += text[index..<index + 3]
        index += 3
      default:
        output += text[index..<index + 2]
        index += 2
      }
    }
    guard !map.isEmpty else { return TranslatedPattern(source: source, pcre: source) }
    return TranslatedPattern(
      source: source, pcre: String(decoding: output, as: UTF8.self), notes: notes, map: map)
  }

  /// The scalar of the escape that starts at `index`, and the bytes it takes.
  static func read(
    _ text: [UInt8], at index: Int
  ) throws(PatternError) -> (scalar: UInt32, length: Int) {
    guard let unit = fourDigits(text, at: index + 2) else {
      throw PatternError(
        id: .unicodeEscape, message: #"expected four hexadecimal digits after `\u`"#,
        offset: index, length: 2)
    }
    guard unit & 0xF800 == 0xD800 else { return (unit, 6) }
    if unit & 0xFC00 == 0xD800, let second = lowSurrogate(text, at: index + 6) {
      return (0x10000 + (unit & 0x3FF) << 10 + (second & 0x3FF), 12)
    }
    throw PatternError(
      id: .unicodeEscape,
      message: "half of a surrogate pair stands for no character; expected both halves",
      offset: index, length: 6)
  }

  static func lowSurrogate(_ text: [UInt8], at index: Int) -> UInt32? {
    guard index + 1 < text.count, text[index] == UInt8(ascii: "\\"),
      text[index + 1] == UInt8(ascii: "u"), let unit = fourDigits(text, at: index + 2),
      unit & 0xFC00 == 0xDC00
    else { return nil }
    return unit
  }

  static func fourDigits(_ text: [UInt8], at index: Int) -> UInt32? {
    guard index + 4 <= text.count else { return nil }
    var value: UInt32 = 0
    for byte in text[index..<index + 4] {
      guard let digit = Unicode.Scalar(byte).hexadecimalValue else { return nil }
      value = value << 4 | digit
    }
    return value
  }

  /// The index after `\E`, or the end of the text when the quotation is left open.
  static func endOfQuotation(_ text: [UInt8], from start: Int) -> Int {
    var index = start
    while index + 1 < text.count {
      if text[index] == UInt8(ascii: "\\"), text[index + 1] == UInt8(ascii: "E") {
        return index + 2
      }
      index += 1
    }
    return text.count
  }
}

extension Unicode.Scalar {
  /// The value of an ASCII hexadecimal digit.
  var hexadecimalValue: UInt32? {
    switch self {
    case "0"..."9": value - 0x30
    case "a"..."f": value - 0x57
    case "A"..."F": value - 0x37
    default: nil
    }
  }
}
