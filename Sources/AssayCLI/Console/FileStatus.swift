#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the system knows of a file.
struct FileStatus: Equatable {
  /// Size in bytes, of a plain file.
  var size: Int?
  /// Device and number, by which two names of one file are told.
  var device: UInt64
  var number: UInt64

  /// Looks at a path; `nil` where nothing is there.
  init?(path: String) {
    var status = stat()
    // SAFETY: the structure outlives the call, and the path is terminated by Swift.
    guard unsafe stat(path, &status) == 0 else { return nil }
    size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(truncatingIfNeeded: status.st_ino)
  }

  /// Whether both are the same file on disk.
  func isSameFile(as other: FileStatus) -> Bool {
    device == other.device && number == other.number
  }
}
