import CZlib

/// zlib's inflate, a step at a time.
@safe
final class Inflater {
  /// What surrounds the compressed data.
  enum Format: Int32 {
    case gzip = 31
    case zlib = 15
    case raw = -15
  }

  /// How a step ended.
  enum Status {
    /// More input or more room is needed.
    case more
    /// The stream is over and its checksum is right.
    case finished
    /// The stream is broken.
    case broken(String)
  }

  // zlib keeps the address of the stream, so it must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private let isReady: Bool

  init(_ format: Format) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    isReady = unsafe assay_inflate_init(stream, format.rawValue) == Z_OK
  }

  deinit {
    // SAFETY: made in init and freed once.
    if isReady { unsafe inflateEnd(stream) }
    unsafe stream.deallocate()
  }

  /// Begins a new stream of the same format.
  func reset() {
    if isReady { unsafe inflateReset(stream) }
  }

  /// Decompresses from `input` to `room` until one of them is used up.
  func run(
    _ input: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
  ) -> (read: Int, written: Int, status: Status) {
    guard isReady else { return (0, 0, .broken("no memory")) }
    let available = UInt32(clamping: input.count)
    let space = UInt32(clamping: room.count)
    // SAFETY: zlib reads and writes within the two counts, and does not keep the addresses.
    unsafe stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
    unsafe stream.pointee.avail_in = available
    unsafe stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
    unsafe stream.pointee.avail_out = space
    let code = unsafe inflate(stream, Z_NO_FLUSH)
    let read = unsafe Int(available - stream.pointee.avail_in)
    let written = unsafe Int(space - stream.pointee.avail_out)
    switch code {
    case Z_STREAM_END: return (read, written, .finished)
    case Z_OK, Z_BUF_ERROR: return (read, written, .more)
    default:
      let message = unsafe stream.pointee.msg.map { unsafe String(cString: $0) }
      return (read, written, .broken(message ?? "zlib error \(code)"))
    }
  }
}
