/// The little of PCRE2's syntax that can be read without parsing it.
enum Tokens {
  /// The places where a construct may start: outside of escapes, classes and `\Q…\E`.
  static func starts(_ text: [UInt8]) -> [Int] {
    var places: [Int] = []
    var index = 0
    while index < text.count {
      places.append(index)
      switch text[index] {
      case UInt8(ascii: "\\"):
        let isQuotation = index + 1 < text.count && text[index + 1] == UInt8(ascii: "Q")
        index = isQuotation ? UnicodeEscapes.endOfQuotation(text, from: index + 2) : index + 2
      case UInt8(ascii: "["):
        index = endOfClass(text, from: index)
      default:
        index += 1
      }
    }
    return places
  }

  /// The index after the class that opens at `start`, or the end of the text.
  static func endOfClass(_ text: [UInt8], from start: Int) -> Int {
    var index = start + 1
    if index < text.count, text[index] == UInt8(ascii: "^") { index += 1 }
    var isFirst = true
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "]") where !isFirst:
        return index + 1
      case UInt8(ascii: "\\"):
        let isQuotation = index + 1 < text.count && text[index + 1] == UInt8(ascii: "Q")
        index = isQuotation ? UnicodeEscapes.endOfQuotation(text, from: index + 2) : index + 2
      case UInt8(ascii: "["):
        index = endOfPOSIXName(text, from: index) ?? index + 1
      default:
        index += 1
      }
      isFirst = false
    }
    return text.count
  }

  /// The index after `[:name:]`, when that stands at `start`.
  private static func endOfPOSIXName(_ text: [UInt8], from start: Int) -> Int? {
    guard start + 1 < text.count, text[start + 1] == UInt8(ascii: ":") else { return nil }
    var index = start + 2
    if index < text.count, text[index] == UInt8(ascii: "^") { index += 1 }
    while index < text.count, text[index] | 0x20 >= UInt8(ascii: "a"),
      text[index] | 0x20 <= UInt8(ascii: "z")
    {
      index += 1
    }
    guard index + 1 < text.count, text[index] == UInt8(ascii: ":"),
      text[index + 1] == UInt8(ascii: "]")
    else { return nil }
    return index + 2
  }

  /// Whether `form` stands in the text at `index`.
  static func has(_ form: StaticString, in text: [UInt8], at index: Int) -> Bool {
    form.withUTF8Buffer { bytes in
      guard index + bytes.count <= text.count else { return false }
      return bytes.indices.allSatisfy { unsafe text[index + $0] == bytes[$0] }
    }
  }

  /// The length of the verbs such as `(*NO_JIT)` that only count at the very start of a pattern.
  static func leadingVerbs(_ text: [UInt8]) -> Int {
    var index = 0
    while has("(*", in: text, at: index),
      let end = text[index...].firstIndex(of: UInt8(ascii: ")")),
      text[(index + 2)..<end].allSatisfy(isVerbByte)
    {
      index = end + 1
    }
    return index
  }

  private static func isVerbByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"), UInt8(ascii: "="):
      true
    default: false
    }
  }
}
