/// JSON by hand (RFC 8259), with the slips that faults ask for.
indirect enum PlainJSON: Equatable {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([PlainJSON])
  case object([(String, PlainJSON)])

  static func == (left: PlainJSON, right: PlainJSON) -> Bool { "\(left)" == "\(right)" }

  subscript(name: String) -> PlainJSON? {
    guard case .object(let members) = self else { return nil }
    return members.last { Array($0.0.unicodeScalars) == Array(name.unicodeScalars) }?.1
  }

  struct Broken: Error {}

  static func parse(_ bytes: [UInt8], _ fault: ServiceFault?) throws -> PlainJSON {
    guard String(validating: bytes, as: UTF8.self) != nil else { throw Broken() }
    var parser = Parser(text: bytes, fault: fault)
    let value = try parser.value(0)
    parser.skip()
    guard parser.position == bytes.count || fault == .jsonTrailingText else { throw Broken() }
    return value
  }

  private struct Parser {
    let text: [UInt8]
    let fault: ServiceFault?
    var position = 0

    init(text: [UInt8], fault: ServiceFault?) {
      self.text = text
      self.fault = fault
    }

    var byte: UInt8? { position < text.count ? text[position] : nil }

    mutating func skip() {
      while let byte, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
    }

    mutating func takes(_ wanted: Character) -> Bool {
      skip()
      guard byte == wanted.asciiValue else { return false }
      position += 1
      return true
    }

    mutating func value(_ depth: Int) throws -> PlainJSON {
      guard depth < 200 else { throw Broken() }
      skip()
      switch byte {
      case UInt8(ascii: "{"): return try object(depth)
      case UInt8(ascii: "["): return try array(depth)
      case UInt8(ascii: "\""): return .string(try string())
      default: break
      }
      for (word, value) in [
        ("true", PlainJSON.bool(true)), ("false", .bool(false)), ("null", .null),
      ]
      where text[position...].starts(with: word.utf8) {
        position += word.utf8.count
        return value
      }
      return .number(try number())
    }

    mutating func object(_ depth: Int) throws -> PlainJSON {
      position += 1
      var members: [(String, PlainJSON)] = []
      if takes("}") { return .object(members) }
      repeat {
        skip()
        if fault == .jsonTrailingComma, byte == UInt8(ascii: "}") { break }
        guard byte == UInt8(ascii: "\"") else { throw Broken() }
        let name = try string()
        guard takes(":") else { throw Broken() }
        if fault == .jsonUnknownUnread, depth == 0, name != "filter" {
          try passOver()
          continue
        }
        members.append((name, try value(depth + 1)))
      } while takes(",")
      guard takes("}") else { throw Broken() }
      return .object(members)
    }

    /// Passes over a value by its quotes and brackets, whatever is between them.
    mutating func passOver() throws {
      var depth = 0
      repeat {
        skip()
        guard let next = byte else { throw Broken() }
        switch next {
        case UInt8(ascii: "\""):
          position += 1
          while let inside = byte, inside != UInt8(ascii: "\"") {
            position += inside == UInt8(ascii: "\\") ? 2 : 1
          }
          position += 1
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          depth += 1
          position += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          guard depth > 0 else { throw Broken() }
          depth -= 1
          position += 1
        case UInt8(ascii: ","), UInt8(ascii: ":"):
          guard depth > 0 else { throw Broken() }
          position += 1
        default:
          while let inside = byte, !Array(",:{}[]\" \t\r\n".utf8).contains(inside) { position += 1 }
        }
      } while depth > 0
    }

    mutating func array(_ depth: Int) throws -> PlainJSON {
      position += 1
      var items: [PlainJSON] = []
      if takes("]") { return .array(items) }
      repeat {
        skip()
        if fault == .jsonTrailingComma, byte == UInt8(ascii: "]") { break }
        items.append(try value(depth + 1))
      } while takes(",")
      guard takes("]") else { throw Broken() }
      return .array(items)
    }

    mutating func string() throws -> String {
      position += 1
      var out: [UInt8] = []
      while let next = byte {
        position += 1
        switch next {
        case UInt8(ascii: "\""): return String(decoding: out, as: UTF8.self)
        case UInt8(ascii: "\\"): out += try escape()
        case 0..<0x20: throw Broken()
        default: out.append(next)
        }
      }
      throw Broken()
    }

    mutating func escape() throws -> [UInt8] {
      guard let next = byte else { throw Broken() }
      position += 1
      switch next {
      case UInt8(ascii: "n"): return [0x0A]
      case UInt8(ascii: "t"): return [0x09]
      case UInt8(ascii: "r"): return [0x0D]
      case UInt8(ascii: "b"): return [0x08]
      case UInt8(ascii: "f"): return [0x0C]
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [next]
      case UInt8(ascii: "u"): break
      default: throw Broken()
      }
      var unit = try hex()
      if (0xD800..<0xDC00).contains(unit), text[position...].starts(with: Array("\\u".utf8)) {
        let back = position
        position += 2
        let low = try hex()
        if (0xDC00..<0xE000).contains(low) {
          unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
        } else {
          position = back
        }
      }
      guard let scalar = Unicode.Scalar(unit) else { throw Broken() }
      return Array(String(Character(scalar)).utf8)
    }

    mutating func hex() throws -> UInt32 {
      let digits = text[position...].prefix(4)
      guard digits.count == 4, digits.allSatisfy({ isHex($0) }),
        let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
      else { throw Broken() }
      position += 4
      return value
    }

    func isHex(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
    }

    mutating func number() throws -> String {
      let start = position
      if byte == UInt8(ascii: "-") { position += 1 }
      let first = byte
      guard digits() > 0 else { throw Broken() }
      let width = position - start - (text[start] == UInt8(ascii: "-") ? 1 : 0)
      if first == UInt8(ascii: "0"), width > 1 { throw Broken() }
      if byte == UInt8(ascii: ".") {
        position += 1
        guard digits() > 0 else { throw Broken() }
      }
      if let byte, byte | 0x20 == UInt8(ascii: "e") {
        position += 1
        if self.byte == UInt8(ascii: "+") || self.byte == UInt8(ascii: "-") { position += 1 }
        guard digits() > 0 else { throw Broken() }
      }
      return String(decoding: text[start..<position], as: UTF8.self)
    }

    mutating func digits() -> Int {
      let start = position
      while let byte, (0x30...0x39).contains(byte) { position += 1 }
      return position - start
    }
  }
}
