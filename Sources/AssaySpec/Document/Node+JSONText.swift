extension Node {
  /// The value as JSON text: no white space, keys in order, numbers as written, only what must be
  /// escaped is. One value has one text, whatever file it comes from.
  package var jsonText: String {
    var text: [UInt8] = []
    appendJSON(to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  private func appendJSON(to text: inout [UInt8]) {
    switch kind {
    case .null: text.append(contentsOf: "null".utf8)
    case .bool(let value): text.append(contentsOf: (value ? "true" : "false").utf8)
    case .number(let number): text.append(contentsOf: number.utf8)
    case .string(let string): Self.appendJSON(string, to: &text)
    case .sequence(let items):
      text.append(UInt8(ascii: "["))
      for (position, item) in items.enumerated() {
        if position > 0 { text.append(UInt8(ascii: ",")) }
        item.appendJSON(to: &text)
      }
      text.append(UInt8(ascii: "]"))
    case .mapping(let mapping):
      text.append(UInt8(ascii: "{"))
      for (position, entry) in mapping.entries.enumerated() {
        if position > 0 { text.append(UInt8(ascii: ",")) }
        Self.appendJSON(entry.key, to: &text)
        text.append(UInt8(ascii: ":"))
        entry.value.appendJSON(to: &text)
      }
      text.append(UInt8(ascii: "}"))
    }
  }

  private static func appendJSON(_ string: String, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "\""))
    for byte in string.utf8 {
      switch byte {
      case 0x22, 0x5C: text.append(contentsOf: [0x5C, byte])
      case 0x0A: text.append(contentsOf: "\\n".utf8)
      case 0x0D: text.append(contentsOf: "\\r".utf8)
      case 0x09: text.append(contentsOf: "\\t".utf8)
      case 0..<0x20:
        text.append(contentsOf: ("\\u" + TextChecker.hex(UInt32(byte), width: 4)).utf8)
      default: text.append(byte)
      }
    }
    text.append(UInt8(ascii: "\""))
  }
}
