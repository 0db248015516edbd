#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The files of the machine, by the system's own calls: what a program costs that reads one small
/// contract is mostly its start, and Foundation's is the greater part of that.
enum DiskFiles {
  /// Bytes that are asked for at once.
  private static let pieceBytes = 1 << 16

  /// What is found under a path; of a file, one byte more than the limit where it is larger.
  static func look(_ path: String, limit: Int) -> FileAccess.Entry {
    // The system would take what stands before the zero for the path.
    guard !path.utf8.contains(0) else { return .failure("no such file or folder") }
    var descriptor: Int32 = -1
    repeat {
      // SAFETY: the path is terminated by Swift.
      descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    } while descriptor < 0 && errno == EINTR
    guard descriptor >= 0 else { return .failure(reason(path)) }
    var status = stat()
    // SAFETY: the structure outlives the call.
    if unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      return names(inFolder: descriptor).map { .folder($0) } ?? .failure(reason(path))
    }
    defer { _ = close(descriptor) }
    return bytes(of: descriptor, limit: limit).map { .file($0) } ?? .failure(reason(path))
  }

  /// The bytes of an open file, to its end or one beyond the limit; `nil` where reading fails.
  private static func bytes(of descriptor: Int32, limit: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    while bytes.count <= limit {
      let wanted = min(pieceBytes, limit + 1 - bytes.count)
      var failed = false
      let piece = unsafe [UInt8](unsafeUninitializedCapacity: wanted) { room, count in
        var taken = -1
        repeat {
          // SAFETY: the room holds `wanted` bytes.
          taken = unsafe read(descriptor, room.baseAddress, wanted)
        } while taken < 0 && errno == EINTR
        failed = taken < 0
        count = max(taken, 0)
      }
      guard !failed else { return nil }
      guard !piece.isEmpty else { break }
      bytes.append(contentsOf: piece)
    }
    return bytes
  }

  /// The names in an open folder, sorted by their bytes; closes it. `nil` where it cannot be read.
  private static func names(inFolder descriptor: Int32) -> [String]? {
    guard let folder = unsafe fdopendir(descriptor) else {
      _ = close(descriptor)
      return nil
    }
    // SAFETY: closes the descriptor with it; nothing of the folder is used afterwards.
    defer { _ = unsafe closedir(folder) }
    var names: [String] = []
    // SAFETY: an entry is valid until the next one is read, and its name, which ends with a zero,
    // is copied before that.
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        unsafe String(cString: UnsafeRawPointer(tuple).assumingMemoryBound(to: CChar.self))
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Why a path cannot be read.
  private static func reason(_ path: String) -> String {
    // SAFETY: the path is terminated by Swift.
    guard unsafe access(path, F_OK) == 0 else { return "no such file or folder" }
    return unsafe access(path, R_OK) == 0 ? "it cannot be read" : "permission denied"
  }
}
