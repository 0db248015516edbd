/// RFC 8259's grammar by recursive descent, rule by rule.
struct SlowJSON {
  private var rest: ArraySlice<UInt8>

  /// Whether bytes are a JSON text; UTF-8 is not looked at.
  static func accepts(_ bytes: [UInt8]) -> Bool {
    var text = SlowJSON(rest: bytes[...])
    guard text.value() else { return false }
    text.space()
    return text.rest.isEmpty
  }

  private mutating func space() {
    rest = rest.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
  }

  private mutating func take(_ text: String) -> Bool {
    guard rest.starts(with: Array(text.utf8)) else { return false }
    rest = rest.dropFirst(text.utf8.count)
    return true
  }

  private mutating func value() -> Bool {
    space()
    if take("{") { return list(until: "}") { $0.member() } }
    if take("[") { return list(until: "]") { $0.value() } }
    if rest.first == UInt8(ascii: "\"") { return string() }
    return take("true") || take("false") || take("null") || number()
  }

  private mutating func list(until end: String, item: (inout SlowJSON) -> Bool) -> Bool {
    space()
    if take(end) { return true }
    repeat {
      guard item(&self) else { return false }
      space()
    } while take(",")
    return take(end)
  }

  private mutating func member() -> Bool {
    space()
    guard string() else { return false }
    space()
    return take(":") && value()
  }

  private mutating func digits() -> Int {
    let before = rest.count
    rest = rest.drop { (48...57).contains($0) }
    return before - rest.count
  }

  private mutating func number() -> Bool {
    _ = take("-")
    if !take("0"), digits() == 0 { return false }
    if take("."), digits() == 0 { return false }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      if digits() == 0 { return false }
    }
    return true
  }

  private mutating func string() -> Bool {
    guard take("\"") else { return false }
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\"") { return true }
      if byte < 0x20 { return false }
      if byte != UInt8(ascii: "\\") { continue }
      guard let escape = rest.popFirst() else { return false }
      if escape == UInt8(ascii: "u") {
        let four = rest.prefix(4)
        let isHex = four.allSatisfy { byte in
          (48...57).contains(byte) || (65...70).contains(byte) || (97...102).contains(byte)
        }
        guard four.count == 4, isHex else { return false }
        rest = rest.dropFirst(4)
      } else if !Array(#""\/bfnrt"#.utf8).contains(escape) {
        return false
      }
    }
    return false
  }
}
