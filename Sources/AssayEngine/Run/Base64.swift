/// Base64 as blobs travel in (RFC 4648, section 4): padded, without white space.
enum Base64 {
  /// Number of bytes that a text encodes, or `nil` where it is not base64. Unused bits of the last
  /// character are not looked at.
  static func decodedCount(_ text: Bytes) -> Int? {
    guard text.count & 3 == 0 else { return nil }
    if text.count == 0 { return 0 }
    var padding = 0
    if text[text.count - 1] == 0x3D {
      padding = text[text.count - 2] == 0x3D ? 2 : 1
    }
    var index = 0
    let end = text.count - padding
    while index < end {
      guard value(text[index]) < 64 else { return nil }
      index &+= 1
    }
    return text.count / 4 * 3 - padding
  }

  /// The bytes that a text encodes, or `nil` where it is not base64.
  static func decode(_ text: Bytes) -> [UInt8]? {
    guard let count = decodedCount(text) else { return nil }
    var out: [UInt8] = []
    out.reserveCapacity(count)
    var bits: UInt32 = 0
    var held = 0
    for index in 0..<text.count {
      let six = value(text[index])
      if six >= 64 { break }
      bits = bits << 6 | UInt32(six)
      held += 6
      if held >= 8 {
        held -= 8
        out.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
      }
    }
    return out
  }

  @inline(__always)
  private static func value(_ byte: UInt8) -> UInt8 {
    switch byte {
    case 0x41...0x5A: byte &- 0x41
    case 0x61...0x7A: byte &- 0x61 &+ 26
    case 0x30...0x39: byte &- 0x30 &+ 52
    case 0x2B: 62
    case 0x2F: 63
    default: 255
    }
  }
}
