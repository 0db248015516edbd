/// Short texts for reports: quoted, cut, with control characters made visible.
enum Excerpt {
  /// Bytes of a string value, in quotation marks.
  static func text(_ content: Bytes) -> String { quoted(plain(content)) }

  /// A text in quotation marks.
  static func quoted(_ text: String) -> String { Wording.join("\"", text, "\"") }

  /// Bytes as text, at most sixty scalars.
  static func plain(_ content: Bytes) -> String {
    if content.count <= 60, content.isPrintable { return content.string }
    return cut(content.count > 400 ? content.slice(0, 400).string + "…" : content.string)
  }

  /// A text of at most so many scalars, control characters escaped.
  static func cut(_ text: String, to limit: Int = 60) -> String {
    var out = ""
    var count = 0
    for scalar in text.unicodeScalars {
      if count == limit { return out + "…" }
      count += 1
      switch scalar.value {
      case 0x0A: out += "\\n"
      case 0x0D: out += "\\r"
      case 0x09: out += "\\t"
      case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2064,
        0x2066...0x2069, 0xFEFF:
        out += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  /// A byte of a body.
  static func byte(_ byte: UInt8) -> String {
    byte >= 0x20 && byte < 0x7F
      ? "`\(Character(UnicodeScalar(byte)))`"
      : "byte 0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }

  /// The JSON type of a value by its first byte.
  static func kind(_ first: UInt8) -> String {
    switch first {
    case Byte.quote: "a string"
    case Byte.openBrace: "an object"
    case Byte.openBracket: "an array"
    case UInt8(ascii: "t"), UInt8(ascii: "f"): "a boolean"
    case UInt8(ascii: "n"): "null"
    default: "a number"
    }
  }

  /// Inclusive bounds: `1...100`, `at least 1`, `at most 100`.
  static func bounds<Bound: CustomStringConvertible & Equatable>(
    _ low: Bound?, _ high: Bound?
  ) -> String {
    switch (low, high) {
    case (let low?, let high?): low == high ? "exactly \(low)" : "\(low)...\(high)"
    case (let low?, nil): "at least \(low)"
    case (nil, let high?): "at most \(high)"
    case (nil, nil): "anything"
    }
  }
}

extension Bytes {
  /// Whether all of it is ASCII that can be seen, or spaces.
  var isPrintable: Bool {
    var isPrintable = true
    for index in 0..<count { isPrintable = isPrintable && self[index] &- 0x20 < 0x5F }
    return isPrintable
  }
}

/// RFC 6901.
enum Pointer {
  /// A reference token: `~` as `~0`, `/` as `~1`.
  static func escape(_ token: String) -> String {
    guard token.utf8.contains(where: { $0 == 0x7E || $0 == 0x2F }) else { return token }
    var out = ""
    for scalar in token.unicodeScalars {
      switch scalar {
      case "~": out += "~0"
      case "/": out += "~1"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
