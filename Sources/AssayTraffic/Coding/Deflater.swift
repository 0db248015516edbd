import CZlib

extension ContentCoding {
  /// The bytes as a gzip stream; `nil` where there is no memory for it.
  ///
  /// The stream names neither a time nor a system, so that the same bytes give the same stream.
  package static func gzip(_ bytes: [UInt8], level: Int = 1) -> [UInt8]? {
    // The one step below needs counts of 32 bits.
    guard bytes.count <= 1 << 30 else { return nil }
    var stream = unsafe z_stream()
    let level = Int32(clamping: min(max(level, 0), 9))
    guard unsafe assay_deflate_init(&stream, level, Inflater.Format.gzip.rawValue) == Z_OK else {
      return nil
    }
    defer { unsafe deflateEnd(&stream) }
    let room = unsafe Int(deflateBound(&stream, UInt(bytes.count))) + 64
    var input = bytes
    let result = unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      // SAFETY: zlib reads and writes within the two counts; both buffers outlive the call.
      unsafe input.withUnsafeMutableBufferPointer { source in
        unsafe stream.next_in = source.baseAddress
        unsafe stream.avail_in = UInt32(clamping: source.count)
        unsafe stream.next_out = buffer.baseAddress
        unsafe stream.avail_out = UInt32(clamping: room)
        let isDone = unsafe deflate(&stream, Z_FINISH) == Z_STREAM_END
        count = isDone ? unsafe room - Int(stream.avail_out) : 0
      }
    }
    return result.isEmpty ? nil : result
  }
}
