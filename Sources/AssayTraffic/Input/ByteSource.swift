import AssayModel

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The bytes of one input in order: a file or standard input, decompressed where they are gzip.
///
/// Whether they are is told by their first two bytes, not by the name. Files are read with large
/// `read` calls and not mapped. A mapped file that somebody shortens kills the process, and mapping
/// is slower: with the scan for entries, on a cached file of 414 MB, reads of 512 KiB gave 7.3 GB/s
/// of processor time, a mapping 5.2, one that was populated 5.6.
@safe
final class ByteSource {
  let path: String
  let file: OpenFile
  private let isInterrupted: @Sendable () -> Bool
  private var gzip: GzipStream?
  private var isStarted = false
  /// Bytes taken from the file, compressed where it is.
  private(set) var bytesTaken = 0

  /// What went wrong with a source; the reader of traffic knows the place.
  struct Failure: Error {
    var kind: TrafficError.Kind
    var reason: String
  }

  /// Opens an input; `-` is standard input. While a read waits it asks `isInterrupted` several times
  /// a second, and fails with ``TrafficError/Kind/interrupted`` where that is so.
  init(path: String, isInterrupted: @escaping @Sendable () -> Bool) throws(Failure) {
    self.path = path
    self.isInterrupted = isInterrupted
    file = try OpenFile(path: path)
  }

  /// Size of the file at `path`, or `nil` where that cannot be told.
  static func size(ofFileAt path: String) -> Int? {
    var status = stat()
    guard path != "-", unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    return Int(status.st_size)
  }

  /// Reads what there is into `room` and returns how much; 0 is the end.
  ///
  /// Waits for the first byte only.
  func read(into room: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
    if let gzip { return unsafe try gzip.read(into: room, from: self) }
    guard !isStarted else { return unsafe try readRaw(into: room) }
    isStarted = true
    // Two bytes tell whether it is gzip.
    let first = min(room.count, GzipStream.firstBytes)
    var count = 0
    while count < min(2, first) {
      let more = unsafe try readRaw(
        into: UnsafeMutableRawBufferPointer(rebasing: room[count..<first]))
      if more == 0 { break }
      count += more
    }
    guard count >= 2, unsafe room[0] == 0x1F, unsafe room[1] == 0x8B else { return count }
    let stream = GzipStream()
    unsafe stream.take(UnsafeRawBufferPointer(rebasing: room[..<count]))
    gzip = stream
    return unsafe try stream.read(into: room, from: self)
  }

  /// Whether its bytes are those of a file, which can be read from any place on.
  var isPlainFile: Bool { file.isRegular && gzip == nil }

  /// Goes on at a place of a plain file.
  func goOn(at offset: Int) {
    lseek(file.descriptor, off_t(offset), SEEK_SET)
    bytesTaken = offset
  }

  /// Notes that a plain file was read up to a place.
  func noteRead(upTo offset: Int) { bytesTaken = offset }

  /// Whether a read would wait for somebody to write.
  var wouldWait: Bool {
    if let gzip, gzip.hasInput { return false }
    var query = pollfd(fd: file.descriptor, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&query, 1, 0) == 0
  }

  /// Reads from the file itself.
  func readRaw(into room: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
    while true {
      if !file.isRegular { try wait() }
      // SAFETY: `room` holds `room.count` bytes.
      #if canImport(Darwin)
        let count = unsafe Darwin.read(file.descriptor, room.baseAddress, room.count)
      #elseif canImport(Musl)
        let count = unsafe Musl.read(file.descriptor, room.baseAddress, room.count)
      #else
        let count = unsafe Glibc.read(file.descriptor, room.baseAddress, room.count)
      #endif
      if count >= 0 {
        bytesTaken += count
        return count
      }
      guard errno == EINTR || errno == EAGAIN else { throw ByteSource.unreadable(errno) }
    }
  }

  /// Waits until there is something to read, or the end. A signal may be delivered to any thread, so
  /// that waiting for `EINTR` alone would miss it.
  private func wait() throws(Failure) {
    var query = pollfd(fd: file.descriptor, events: Int16(POLLIN), revents: 0)
    while unsafe poll(&query, 1, 100) <= 0 {
      if isInterrupted() { throw Failure(kind: .interrupted, reason: "interrupted") }
    }
  }

  static func unreadable(_ code: Int32) -> Failure {
    let text = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
    return Failure(kind: .unreadable, reason: "cannot be read: \(text)")
  }
}
