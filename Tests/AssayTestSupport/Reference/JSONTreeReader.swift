/// Reads JSON (RFC 8259) by plain recursive descent, byte by byte.
package struct JSONTreeReader {
  private let bytes: [UInt8]
  private let nesting: Int
  private var index = 0

  private struct Stop: Error {
    var failure: JSONReading.Break
    /// What was read of the value that was being read.
    var partial: JSONNode?
  }

  private init(_ bytes: [UInt8], nesting: Int) {
    self.bytes = bytes
    self.nesting = nesting
  }

  /// Reads a text of at least one byte.
  package static func read(_ bytes: [UInt8], nesting: Int) -> JSONReading {
    var reader = JSONTreeReader(bytes, nesting: nesting)
    do {
      reader.skipSpace()
      let root = try reader.value(pointer: "", depth: 1)
      reader.skipSpace()
      if reader.index < bytes.count {
        return JSONReading(
          root: root,
          failure: JSONReading.Break(offset: reader.index, pointer: "", isLimit: false))
      }
      return JSONReading(root: root, failure: nil)
    } catch {
      return JSONReading(root: error.partial, failure: error.failure)
    }
  }

  // MARK: - Values

  private mutating func value(pointer: String, depth: Int) throws(Stop) -> JSONNode {
    let start = index
    guard let first = current else { throw stop(pointer) }
    switch first {
    case UInt8(ascii: "{"): return try object(pointer: pointer, depth: depth)
    case UInt8(ascii: "["): return try array(pointer: pointer, depth: depth)
    case UInt8(ascii: "\""):
      guard let text = string() else { throw stop(pointer) }
      return JSONNode(kind: .string(text), offset: start, isComplete: true)
    case UInt8(ascii: "t"), UInt8(ascii: "f"):
      let isTrue = first == UInt8(ascii: "t")
      guard literal(isTrue ? "true" : "false") else { throw stop(pointer) }
      return JSONNode(kind: .bool(isTrue), offset: start, isComplete: true)
    case UInt8(ascii: "n"):
      guard literal("null") else { throw stop(pointer) }
      return JSONNode(kind: .null, offset: start, isComplete: true)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      guard number() else { throw stop(pointer) }
      return JSONNode(kind: .number(Array(bytes[start..<index])), offset: start, isComplete: true)
    default: throw stop(pointer)
    }
  }

  private mutating func object(pointer: String, depth: Int) throws(Stop) -> JSONNode {
    var node = JSONNode(kind: .object([]), offset: index, isComplete: false)
    var members: [JSONMember] = []
    guard depth <= nesting else { throw tooDeep(pointer) }
    func partial() -> JSONNode {
      JSONNode(kind: .object(members), offset: node.offset, isComplete: false)
    }
    index += 1
    skipSpace()
    if accept("}") {
      node.isComplete = true
      return node
    }
    while true {
      guard current == UInt8(ascii: "\""), let key = string() else {
        throw stop(pointer, partial())
      }
      skipSpace()
      guard accept(":") else { throw stop(pointer, partial()) }
      skipSpace()
      let beginsAsNull = current == UInt8(ascii: "n")
      do {
        let value = try self.value(pointer: pointer + pointerToken(key.display), depth: depth + 1)
        members.append(JSONMember(key: key, value: value, beginsAsNull: beginsAsNull))
      } catch {
        members.append(JSONMember(key: key, value: error.partial, beginsAsNull: beginsAsNull))
        throw Stop(failure: error.failure, partial: partial())
      }
      skipSpace()
      if accept("}") {
        return JSONNode(kind: .object(members), offset: node.offset, isComplete: true)
      }
      guard accept(",") else { throw stop(pointer, partial()) }
      skipSpace()
    }
  }

  private mutating func array(pointer: String, depth: Int) throws(Stop) -> JSONNode {
    var node = JSONNode(kind: .array([]), offset: index, isComplete: false)
    var items: [JSONNode] = []
    guard depth <= nesting else { throw tooDeep(pointer) }
    func partial() -> JSONNode {
      JSONNode(kind: .array(items), offset: node.offset, isComplete: false)
    }
    index += 1
    skipSpace()
    if accept("]") {
      node.isComplete = true
      return node
    }
    while true {
      do {
        items.append(try value(pointer: pointer + "/\(items.count)", depth: depth + 1))
      } catch {
        if let item = error.partial { items.append(item) }
        throw Stop(failure: error.failure, partial: partial())
      }
      skipSpace()
      if accept("]") {
        return JSONNode(kind: .array(items), offset: node.offset, isComplete: true)
      }
      guard accept(",") else { throw stop(pointer, partial()) }
      skipSpace()
    }
  }

  // MARK: - Scalars

  /// Reads a literal; on failure the index is at the byte that does not fit.
  private mutating func literal(_ text: StaticString) -> Bool {
    for scalar in text.description.utf8 {
      guard current == scalar else { return false }
      index += 1
    }
    return true
  }

  /// Reads a number; on failure the index is at the byte that does not fit.
  private mutating func number() -> Bool {
    _ = accept("-")
    if accept("0") {
      // No digit may follow a leading zero.
      if let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { return false }
    } else {
      guard digits() else { return false }
    }
    if accept(".") {
      guard digits() else { return false }
    }
    if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
      index += 1
      if !accept("+") { _ = accept("-") }
      guard digits() else { return false }
    }
    return true
  }

  private mutating func digits() -> Bool {
    let start = index
    while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { index += 1 }
    return index > start
  }

  /// Reads a string from its opening quote; on failure the index is at the byte that does not fit.
  private mutating func string() -> JSONText? {
    let start = index
    index += 1
    var decoded: [UInt8] = []
    var shown: [UInt8] = []
    /// Where `decoded` ends with a high surrogate escape that waits for its other half.
    var high: UInt32?

    func settle() {
      // A high surrogate that found no low one.
      if let unit = high {
        decoded += threeBytes(unit)
        shown += [0xEF, 0xBF, 0xBD]
        high = nil
      }
    }

    while true {
      guard let byte = current, byte >= 0x20 else { return nil }
      index += 1
      switch byte {
      case UInt8(ascii: "\""):
        settle()
        return JSONText(
          bytes: decoded, display: String(decoding: shown, as: UTF8.self),
          isWellFormed: isUTF8(decoded), offset: start)
      case UInt8(ascii: "\\"):
        guard let escape = current else { return nil }
        var plain: UInt8?
        switch escape {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): plain = escape
        case UInt8(ascii: "b"): plain = 8
        case UInt8(ascii: "f"): plain = 12
        case UInt8(ascii: "n"): plain = 10
        case UInt8(ascii: "r"): plain = 13
        case UInt8(ascii: "t"): plain = 9
        case UInt8(ascii: "u"): plain = nil
        default: return nil
        }
        index += 1
        if let plain {
          settle()
          decoded.append(plain)
          shown.append(plain)
          continue
        }
        var unit: UInt32 = 0
        for _ in 0..<4 {
          guard let byte = current, let digit = hexDigit(byte) else { return nil }
          unit = unit * 16 + digit
          index += 1
        }
        if let first = high, (0xDC00...0xDFFF).contains(unit) {
          high = nil
          let scalar = 0x10000 + (first - 0xD800) * 0x400 + (unit - 0xDC00)
          decoded += utf8(scalar)
          shown += utf8(scalar)
          continue
        }
        settle()
        if (0xD800...0xDBFF).contains(unit) {
          high = unit
        } else if (0xDC00...0xDFFF).contains(unit) {
          decoded += threeBytes(unit)
          shown += [0xEF, 0xBF, 0xBD]
        } else {
          decoded += utf8(unit)
          shown += utf8(unit)
        }
      default:
        settle()
        decoded.append(byte)
        shown.append(byte)
      }
    }
  }

  // MARK: - Bytes

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func accept(_ character: Unicode.Scalar) -> Bool {
    guard let byte = current, UInt32(byte) == character.value else { return false }
    index += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = current, byte == 32 || byte == 9 || byte == 10 || byte == 13 { index += 1 }
  }

  private func stop(_ pointer: String, _ partial: JSONNode? = nil) -> Stop {
    Stop(
      failure: JSONReading.Break(offset: index, pointer: pointer, isLimit: false),
      partial: partial)
  }

  private func tooDeep(_ pointer: String) -> Stop {
    Stop(failure: JSONReading.Break(offset: index, pointer: pointer, isLimit: true), partial: nil)
  }
}

private func hexDigit(_ byte: UInt8) -> UInt32? {
  switch byte {
  case 48...57: UInt32(byte) - 48
  case 65...70: UInt32(byte) - 55
  case 97...102: UInt32(byte) - 87
  default: nil
  }
}

private func threeBytes(_ unit: UInt32) -> [UInt8] {
  [
    UInt8(0xE0 | unit >> 12), UInt8(0x80 | unit >> 6 & 0x3F), UInt8(0x80 | unit & 0x3F),
  ]
}

private func utf8(_ scalar: UInt32) -> [UInt8] {
  Unicode.Scalar(scalar).map { Array(String(Character($0)).utf8) } ?? threeBytes(scalar)
}
