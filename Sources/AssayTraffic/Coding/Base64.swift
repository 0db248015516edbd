/// Base64 (RFC 4648, both alphabets) as captures hold it: line breaks and missing padding pass.
package enum Base64 {
  /// Decodes bytes where they stand.
  ///
  /// - Returns: How many bytes the result has, or the position of the first byte that is wrong.
  static func decode(
    _ bytes: UnsafeMutableBufferPointer<UInt8>
  ) -> (count: Int, wrong: Int?) {
    var written = 0
    var read = 0
    unsafe values.withUnsafeBufferPointer { values in
      // Four characters at a time, for as long as they are plain.
      while read &+ 4 <= bytes.count {
        // SAFETY: read + 3 < count; a table index is a byte; written <= read.
        let a = unsafe values[Int(bytes[read])]
        let b = unsafe values[Int(bytes[read &+ 1])]
        let c = unsafe values[Int(bytes[read &+ 2])]
        let d = unsafe values[Int(bytes[read &+ 3])]
        guard a | b | c | d < 64 else { break }
        unsafe bytes[written] = a &<< 2 | b &>> 4
        unsafe bytes[written &+ 1] = b &<< 4 | c &>> 2
        unsafe bytes[written &+ 2] = c &<< 6 | d
        read &+= 4
        written &+= 3
      }
    }
    return unsafe decodeRest(bytes, from: read, written: written)
  }

  /// Decodes what is not four plain characters.
  private static func decodeRest(
    _ bytes: UnsafeMutableBufferPointer<UInt8>, from start: Int, written: Int
  ) -> (count: Int, wrong: Int?) {
    var written = written
    var bits: UInt32 = 0
    var held = 0
    var read = start
    while read < bytes.count {
      let byte = unsafe bytes[read]
      let value = values[Int(byte)]
      if value < 64 {
        bits = bits &<< 6 | UInt32(value)
        held &+= 6
        if held >= 8 {
          held &-= 8
          unsafe bytes[written] = UInt8(truncatingIfNeeded: bits &>> UInt32(held))
          written &+= 1
        }
      } else if byte == UInt8(ascii: "=") {
        break
      } else if !byte.isWhitespace {
        return (written, read)
      }
      read &+= 1
    }
    // A single character of the last four says nothing.
    guard held != 6 else { return (written, read) }
    while read < bytes.count {
      let byte = unsafe bytes[read]
      guard byte == UInt8(ascii: "=") || byte.isWhitespace else { return (written, read) }
      read &+= 1
    }
    return (written, nil)
  }

  /// Appends bytes as base64.
  package static func encode(_ bytes: some Collection<UInt8>, into out: inout [UInt8]) {
    var group: UInt32 = 0
    var count = 0
    for byte in bytes {
      group = group &<< 8 | UInt32(byte)
      count += 1
      if count == 3 {
        for shift in [18, 12, 6, 0] as [UInt32] { out.append(letters[Int(group &>> shift & 63)]) }
        group = 0
        count = 0
      }
    }
    guard count > 0 else { return }
    group = group &<< UInt32(8 &* (3 - count))
    out.append(letters[Int(group &>> 18 & 63)])
    out.append(letters[Int(group &>> 12 & 63)])
    out.append(count == 2 ? letters[Int(group &>> 6 & 63)] : UInt8(ascii: "="))
    out.append(UInt8(ascii: "="))
  }

  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The value of each character; 255 where it has none.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    for (value, letter) in letters.enumerated() { values[Int(letter)] = UInt8(value) }
    values[Int(UInt8(ascii: "-"))] = 62
    values[Int(UInt8(ascii: "_"))] = 63
    return values
  }()
}
