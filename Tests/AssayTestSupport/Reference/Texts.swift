/// Whether bytes are well-formed UTF-8 (Unicode, table 3-7), decided sequence by sequence.
package func isUTF8(_ bytes: [UInt8]) -> Bool {
  var index = 0
  func continuation(_ offset: Int, _ allowed: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
    index + offset < bytes.count && allowed.contains(bytes[index + offset])
  }
  while index < bytes.count {
    switch bytes[index] {
    case 0x00...0x7F:
      index += 1
    case 0xC2...0xDF:
      guard continuation(1) else { return false }
      index += 2
    case 0xE0...0xEF:
      let second: ClosedRange<UInt8> =
        switch bytes[index] {
        case 0xE0: 0xA0...0xBF
        case 0xED: 0x80...0x9F
        default: 0x80...0xBF
        }
      guard continuation(1, second), continuation(2) else { return false }
      index += 3
    case 0xF0...0xF4:
      let second: ClosedRange<UInt8> =
        switch bytes[index] {
        case 0xF0: 0x90...0xBF
        case 0xF4: 0x80...0x8F
        default: 0x80...0xBF
        }
      guard continuation(1, second), continuation(2), continuation(3) else { return false }
      index += 4
    default:
      return false
    }
  }
  return true
}

/// Unicode scalar values of well-formed UTF-8.
package func scalarCount(_ bytes: [UInt8]) -> Int {
  bytes.count { $0 & 0xC0 != 0x80 }
}

/// The bytes of RFC 4648 section 4 text with padding, or `nil`.
package func decodedBase64(_ text: [UInt8]) -> [UInt8]? {
  guard text.count % 4 == 0 else { return nil }
  var padding = 0
  while padding < 2, padding < text.count, text[text.count - 1 - padding] == UInt8(ascii: "=") {
    padding += 1
  }
  var bytes: [UInt8] = []
  var bits: UInt32 = 0
  var count = 0
  for byte in text.dropLast(padding) {
    let value: UInt8
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = byte - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): value = byte - 97 + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): value = byte - 48 + 52
    case UInt8(ascii: "+"): value = 62
    case UInt8(ascii: "/"): value = 63
    default: return nil
    }
    bits = bits << 6 | UInt32(value)
    count += 6
    if count >= 8 {
      count -= 8
      bytes.append(UInt8(bits >> UInt32(count) & 0xFF))
      bits &= (1 << UInt32(count)) - 1
    }
  }
  return bytes
}

/// Bytes with `%XX` undone; malformed escapes stand for themselves. `+` is a space in queries.
package func percentDecoded(_ text: ArraySlice<UInt8>, plusIsSpace: Bool = false) -> [UInt8] {
  func digit(_ index: Int) -> UInt8? {
    guard index < text.endIndex else { return nil }
    switch text[index] {
    case 48...57: return text[index] - 48
    case 65...70: return text[index] - 55
    case 97...102: return text[index] - 87
    default: return nil
    }
  }
  var result: [UInt8] = []
  var index = text.startIndex
  while index < text.endIndex {
    if text[index] == UInt8(ascii: "%"), let high = digit(index + 1), let low = digit(index + 2) {
      result.append(high * 16 + low)
      index += 3
    } else {
      result.append(
        plusIsSpace && text[index] == UInt8(ascii: "+") ? UInt8(ascii: " ") : text[index])
      index += 1
    }
  }
  return result
}

/// ASCII letters made small.
package func lowercased(_ bytes: some Sequence<UInt8>) -> [UInt8] {
  bytes.map { (65...90).contains($0) ? $0 + 32 : $0 }
}

/// Without surrounding spaces and tabs.
package func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  var slice = bytes
  while let first = slice.first, first == 32 || first == 9 { slice = slice.dropFirst() }
  while let last = slice.last, last == 32 || last == 9 { slice = slice.dropLast() }
  return slice
}

/// A text for people; ill-formed UTF-8 is repaired.
package func text(_ bytes: some Collection<UInt8>) -> String {
  String(decoding: bytes, as: UTF8.self)
}
