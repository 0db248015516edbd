/// The gzip format (RFC 1952) without compression: what is about the client needs no smaller bytes.
enum Gzip {
  /// The bytes as stored blocks.
  static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    var position = 0
    repeat {
      let count = min(bytes.count - position, 0xFFFF)
      let isLast = position + count == bytes.count
      out.append(isLast ? 1 : 0)
      append(UInt32(count), bytes: 2, to: &out)
      append(~UInt32(count), bytes: 2, to: &out)
      out += bytes[position..<position + count]
      position += count
    } while position < bytes.count
    append(checksum(bytes), bytes: 4, to: &out)
    append(UInt32(truncatingIfNeeded: bytes.count), bytes: 4, to: &out)
    return out
  }

  private static func append(_ value: UInt32, bytes: UInt32, to out: inout [UInt8]) {
    for place in 0..<bytes { out.append(UInt8(truncatingIfNeeded: value >> (8 * place))) }
  }

  /// CRC-32 as of ISO 3309.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var value: UInt32 = .max
    for byte in bytes {
      value ^= UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
    return ~value
  }
}
