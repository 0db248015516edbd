extension JSONValue {
  /// The value with white space wherever JSON allows it.
  package func spaced(_ space: [UInt8]) -> [UInt8] {
    var bytes = space
    write(to: &bytes, between: space)
    return bytes + space
  }

  private func write(to bytes: inout [UInt8], between space: [UInt8]) {
    switch self {
    case .array(let items):
      bytes.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        bytes += space
        item.write(to: &bytes, between: space)
        bytes += space
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let entries):
      bytes.append(UInt8(ascii: "{"))
      for (index, entry) in entries.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        bytes += space
        bytes += JSONValue.string(entry.key).json
        bytes += space
        bytes.append(UInt8(ascii: ":"))
        bytes += space
        entry.value.write(to: &bytes, between: space)
        bytes += space
      }
      bytes.append(UInt8(ascii: "}"))
    default: write(to: &bytes)
    }
  }

  /// The value with every character of its strings and names as a `\u` escape; with `solidus`, only
  /// `/` is escaped.
  package func escaped(solidus: Bool) -> [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes, solidus: solidus)
    return bytes
  }

  private func write(to bytes: inout [UInt8], solidus: Bool) {
    switch self {
    case .string(let text): Self.escape(text, solidus, to: &bytes)
    case .array(let items):
      bytes.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        item.write(to: &bytes, solidus: solidus)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let entries):
      bytes.append(UInt8(ascii: "{"))
      for (index, entry) in entries.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        Self.escape(entry.key, solidus, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        entry.value.write(to: &bytes, solidus: solidus)
      }
      bytes.append(UInt8(ascii: "}"))
    default: write(to: &bytes)
    }
  }

  /// Writes a string as UTF-16 units in hexadecimal, capitals and small letters in turn.
  private static func escape(_ text: String, _ solidus: Bool, to bytes: inout [UInt8]) {
    guard !solidus else {
      for byte in JSONValue.string(text).json {
        if byte == UInt8(ascii: "/") { bytes.append(UInt8(ascii: "\\")) }
        bytes.append(byte)
      }
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for (index, unit) in text.utf16.enumerated() {
      let digits = String(unit, radix: 16, uppercase: index % 2 == 0)
      bytes += Array("\\u".utf8)
      bytes += Array(String(repeating: "0", count: 4 - digits.utf8.count).utf8)
      bytes += Array(digits.utf8)
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
