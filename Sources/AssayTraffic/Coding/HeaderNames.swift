import AssayModel

extension Exchange {
  /// Whether a header field's name is this one, which is given in lower case.
  func isName(_ range: ByteRange, _ wanted: StaticString) -> Bool {
    guard range.count == wanted.utf8CodeUnitCount, range.start >= 0, range.end <= bytes.count
    else { return false }
    return unsafe bytes.withUnsafeBufferPointer { bytes in
      for offset in 0..<range.count {
        // SAFETY: the guard has shown that both have `count` bytes.
        let byte = unsafe bytes[range.start &+ offset]
        let lower = byte &- 65 < 26 ? byte | 0x20 : byte
        if unsafe lower != wanted.utf8Start[offset] { return false }
      }
      return true
    }
  }
}
