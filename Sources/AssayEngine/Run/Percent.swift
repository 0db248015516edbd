/// Percent-encoding (RFC 3986, section 2.1), and `+` for a space in queries.
enum Percent {
  /// The bytes that a text stands for. Malformed escapes stand for themselves. Allocates.
  static func decode(_ text: Bytes, isForm: Bool) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    forEach(text, isForm: isForm) { out.append($0) }
    return out
  }

  /// Appends the bytes that a text stands for.
  static func decode(_ text: Bytes, isForm: Bool, into out: GrowingBytes) {
    out.reserve(text.count)
    forEach(text, isForm: isForm) { out.append($0) }
  }

  @inline(__always)
  private static func forEach(_ text: Bytes, isForm: Bool, _ body: (UInt8) -> Void) {
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte == UInt8(ascii: "%"), let high = digit(text.at(index &+ 1)),
        let low = digit(text.at(index &+ 2))
      {
        body(high &<< 4 | low)
        index &+= 3
        continue
      }
      body(isForm && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      index &+= 1
    }
  }

  @inline(__always)
  private static func digit(_ byte: UInt8) -> UInt8? {
    if byte &- 48 < 10 { return byte &- 48 }
    let letter = (byte | 32) &- 97
    return letter < 6 ? letter &+ 10 : nil
  }
}

extension Bytes {
  /// Whether the text of a query stands for other bytes than its own.
  var hasFormEscape: Bool {
    for index in 0..<count {
      if self[index] == UInt8(ascii: "%") || self[index] == UInt8(ascii: "+") { return true }
    }
    return false
  }
}
