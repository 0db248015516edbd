/// A JSON text in the making: a tree that can hold what no decoder would give back.
package indirect enum JSONSketch: Sendable {
  /// Any token, written as it stands.
  case raw(String)
  /// A string, as UTF-8; ill-formed bytes are written as they are.
  case string([UInt8])
  case array([JSONSketch])
  case object([(key: [UInt8], value: JSONSketch)])

  /// `null`.
  package static let null = JSONSketch.raw("null")

  /// A string.
  package static func text(_ text: String) -> JSONSketch { .string(Array(text.utf8)) }
}

/// How a sketch is written down.
package struct JSONStyle: Sendable {
  /// White space around tokens.
  package enum Space: Sendable, CaseIterable {
    case none, afterPunctuation, pretty, random
  }

  /// Which characters of strings are escaped.
  package enum Escapes: Sendable, CaseIterable {
    case needed, all, random
  }

  /// White space around tokens.
  package var space: Space
  /// Which characters of strings are escaped.
  package var escapes: Escapes

  /// Creates a style.
  package init(space: Space = .none, escapes: Escapes = .needed) {
    self.space = space
    self.escapes = escapes
  }

  /// A style as traffic has it: mostly compact, escaped where needed.
  package static func random(_ random: inout RandomSource) -> JSONStyle {
    JSONStyle(
      space: random.chance(50) ? .none : random.pick(Space.allCases),
      escapes: random.chance(75) ? .needed : random.pick(Escapes.allCases))
  }
}

/// Writes sketches.
package struct JSONSketchWriter {
  private var bytes: [UInt8] = []
  private let style: JSONStyle
  private var random: RandomSource

  /// The text of a sketch.
  package static func write(
    _ sketch: JSONSketch, _ style: JSONStyle, _ random: inout RandomSource
  ) -> [UInt8] {
    var writer = JSONSketchWriter(style: style, random: RandomSource(seed: random.next()))
    if style.space == .random { writer.space() }
    if writer.random.once(in: 150) {
      // So that all that follows stands across the edges of blocks and buffers.
      writer.put(String(repeating: " ", count: writer.random.int(4_000...8_250)))
    }
    writer.write(sketch, depth: 0)
    if style.space == .random { writer.space() }
    return writer.bytes
  }

  private init(style: JSONStyle, random: RandomSource) {
    self.style = style
    self.random = random
  }

  private mutating func write(_ sketch: JSONSketch, depth: Int) {
    switch sketch {
    case .raw(let text): put(text)
    case .string(let text): string(text)
    case .array(let items):
      put("[")
      for (index, item) in items.enumerated() {
        if index > 0 { comma() }
        newline(depth + 1)
        write(item, depth: depth + 1)
      }
      if !items.isEmpty { newline(depth) }
      put("]")
    case .object(let members):
      put("{")
      for (index, member) in members.enumerated() {
        if index > 0 { comma() }
        newline(depth + 1)
        string(member.key)
        colon()
        write(member.value, depth: depth + 1)
      }
      if !members.isEmpty { newline(depth) }
      put("}")
    }
  }

  private mutating func put(_ text: String) { bytes += text.utf8 }

  private mutating func space() {
    for _ in 0..<random.below(3) {
      put(random.pick([" ", "  ", "\t", "\n", "\r\n", "     ", String(repeating: " ", count: 70)]))
    }
  }

  private mutating func newline(_ depth: Int) {
    switch style.space {
    case .none, .afterPunctuation: break
    case .pretty: put("\n" + String(repeating: "  ", count: depth))
    case .random: space()
    }
  }

  private mutating func comma() {
    if style.space == .random { space() }
    put(style.space == .afterPunctuation ? ", " : ",")
  }

  private mutating func colon() {
    if style.space == .random { space() }
    switch style.space {
    case .none: put(":")
    case .afterPunctuation: put(": ")
    case .pretty: put(random.chance(80) ? ": " : " : ")
    case .random:
      put(":")
      space()
    }
  }

  private mutating func string(_ text: [UInt8]) {
    put("\"")
    guard let valid = String(validating: text, as: UTF8.self) else {
      for byte in text {
        if byte == 34 || byte == 92 { bytes.append(92) }
        if byte >= 32 { bytes.append(byte) }
      }
      return put("\"")
    }
    for scalar in valid.unicodeScalars {
      let isEscaped =
        switch style.escapes {
        case .needed: false
        case .all: true
        case .random: random.chance(20)
        }
      switch scalar {
      case "\"": put(isEscaped && random.chance(50) ? "\\u0022" : "\\\"")
      case "\\": put(isEscaped && random.chance(50) ? "\\u005C" : "\\\\")
      case "/" where isEscaped: put(random.chance(50) ? "\\/" : "\\u002f")
      case "\n" where random.chance(70): put("\\n")
      case "\t" where random.chance(70): put("\\t")
      case "\u{8}" where random.chance(70): put("\\b")
      case "\u{C}" where random.chance(70): put("\\f")
      case "\r" where random.chance(70): put("\\r")
      default:
        if isEscaped || scalar.value < 32 {
          for unit in String(scalar).utf16 { escape(unit) }
        } else {
          bytes += String(scalar).utf8
        }
      }
    }
    put("\"")
  }

  private mutating func escape(_ unit: UInt16) {
    let digits = String(unit, radix: 16, uppercase: random.chance(50))
    put("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
  }
}
