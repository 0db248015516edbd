#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// An open file, closed when nobody has it any more. Several threads may read places of it at once.
@safe
final class OpenFile: Sendable {
  let descriptor: Int32
  private let closes: Bool
  /// Whether it has a size and places to read from: not pipes, sockets, terminals.
  let isRegular: Bool

  /// Opens a file; `-` is standard input, which stays open.
  init(path: String) throws(ByteSource.Failure) {
    if path == "-" {
      descriptor = STDIN_FILENO
      closes = false
      isRegular = false
      return
    }
    var opened: Int32 = -1
    repeat {
      opened = unsafe open(path, O_RDONLY | O_CLOEXEC)
    } while opened < 0 && errno == EINTR
    guard opened >= 0 else { throw ByteSource.unreadable(errno) }
    var status = stat()
    let isKnown = unsafe fstat(opened, &status) == 0
    if isKnown, status.st_mode & S_IFMT == S_IFDIR {
      close(opened)
      throw ByteSource.Failure(kind: .unreadable, reason: "this is a folder, not a file")
    }
    isRegular = isKnown && status.st_mode & S_IFMT == S_IFREG
    descriptor = opened
    closes = true
    #if os(Linux)
      posix_fadvise(opened, 0, 0, POSIX_FADV_SEQUENTIAL)
    #endif
  }

  deinit {
    if closes { close(descriptor) }
  }

  /// Bytes that the file has now; 0 where that cannot be told.
  var size: Int {
    var status = stat()
    return unsafe fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Reads from a place on until `room` is full or the file ends; returns how much.
  func read(
    into room: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(ByteSource.Failure) -> Int {
    var done = 0
    while done < room.count {
      let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: room[done...])
      // SAFETY: `rest` holds `rest.count` bytes.
      let count = unsafe pread(descriptor, rest.baseAddress, rest.count, off_t(offset + done))
      if count == 0 { break }
      if count > 0 {
        done += count
      } else if errno != EINTR {
        throw ByteSource.unreadable(errno)
      }
    }
    return done
  }
}
