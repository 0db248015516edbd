internal import CZlib

/// Decompresses a file that is kept compressed, such as botocore's `service-2.json.gz`.
package enum Gzip {
  /// What keeps a file from being read.
  package enum Failure: Error {
    /// Broken or cut off.
    case broken(String)
    /// Larger than the limit, once decompressed.
    case tooLarge
  }

  /// Whether a file begins as gzip does (RFC 1952, section 2.3.1).
  package static func isCompressed(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 3 && bytes[0] == 0x1F && bytes[1] == 0x8B && bytes[2] == 8
  }

  /// The content of a gzip file, all its members one after the other, where it has at most `limit`
  /// bytes.
  package static func decompress(
    _ bytes: [UInt8], limit: Int
  ) throws(Failure) -> [UInt8] {
    var content: [UInt8] = []
    var consumed = 0
    repeat {
      let member = try decompressMember(bytes[consumed...], limit: limit - content.count)
      content.append(contentsOf: member.content)
      consumed += member.consumed
    } while consumed < bytes.count && isCompressed(Array(bytes[consumed...].prefix(3)))
    return content
  }

  private static func decompressMember(
    _ input: ArraySlice<UInt8>, limit: Int
  ) throws(Failure) -> (content: [UInt8], consumed: Int) {
    guard input.count <= Int(UInt32.max) else { throw .tooLarge }
    // zlib keeps the address of the stream, so it must not move.
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    defer { unsafe stream.deallocate() }
    // 16 tells zlib that what follows is gzip, 15 that its window may be of any size.
    guard unsafe assay_inflate_init(stream, 16 + 15) == Z_OK else { throw .broken("no memory") }
    defer { unsafe inflateEnd(stream) }
    var content: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    var consumed = 0
    var code = Z_OK
    while code != Z_STREAM_END {
      let rest = input[(input.startIndex + consumed)...]
      var written = 0
      // SAFETY: zlib reads and writes within the two counts and keeps neither address after the
      // call; both buffers outlive it.
      unsafe rest.withUnsafeBufferPointer { source in
        unsafe chunk.withUnsafeMutableBufferPointer { room in
          unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
          unsafe stream.pointee.avail_in = UInt32(source.count)
          unsafe stream.pointee.next_out = room.baseAddress
          unsafe stream.pointee.avail_out = UInt32(room.count)
          code = unsafe inflate(stream, Z_NO_FLUSH)
          consumed += unsafe source.count - Int(stream.pointee.avail_in)
          written = unsafe room.count - Int(stream.pointee.avail_out)
        }
      }
      guard content.count + written <= limit else { throw .tooLarge }
      content.append(contentsOf: chunk[..<written])
      switch code {
      case Z_STREAM_END: break
      case Z_OK where written > 0 || consumed < input.count: break
      case Z_OK, Z_BUF_ERROR: throw .broken("the file ends too early")
      default:
        let message = unsafe stream.pointee.msg.map { unsafe String(cString: $0) }
        throw .broken(message ?? "zlib error \(code)")
      }
    }
    return (content, consumed)
  }
}
