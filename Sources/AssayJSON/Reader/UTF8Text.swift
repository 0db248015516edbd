import CAssayScan

/// UTF-8 as Unicode defines it (table 3-7).
package enum UTF8Text {
  /// Whether bytes are well-formed.
  package static func isWellFormed(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = bytes.baseAddress else { return true }
    var scalars = 0
    // SAFETY: reads exactly `count` bytes.
    return unsafe assay_utf8_prefix(base, bytes.count, &scalars) == bytes.count
  }
}
