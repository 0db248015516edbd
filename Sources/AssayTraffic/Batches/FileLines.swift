#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The lines of a file, for several threads to read at once.
///
/// The file is cut into stretches of equal size, wherever their ends fall. Who takes a stretch gets
/// the lines that begin in it: it skips the rest of a line that began before, and reads on to the end
/// of its last one. Nobody waits for anybody but to learn how many lines and documents went before.
///
///     lines    aaaa\nbbbbbbbbb\ncc\ndddddddd\n
///     stretch  |0       |1       |2       |     0 has a and b, 1 has c and d, 2 has none
struct FileLines: Sendable {
  let path: String
  let file: OpenFile
  /// Where the first line begins.
  let origin: Int
  /// Bytes of a stretch.
  let stretchBytes: Int
  /// How many there are. What remains of the file is less than one, and is not read here.
  let count: Int
  /// Greatest size of a line that is kept.
  let limit: Int
  /// The stretch that is taken next, and the one whose number is known next.
  var next = 0
  var settled = 0
  /// Where the first line begins that is in none of the stretches that are settled.
  var rest: Int
  /// Number of the first line that begins in the stretch that is settled next.
  var line: Int
  /// Whether the file cannot be read any more.
  var isBroken = false

  init(
    _ file: OpenFile, path: String, from origin: Int, line: Int, stretchBytes: Int, limit: Int
  ) {
    self.path = path
    self.file = file
    self.origin = origin
    self.stretchBytes = stretchBytes
    self.limit = limit
    self.line = line
    count = max(file.size - origin, 0) / stretchBytes
    rest = origin
  }

  /// What a stretch came to.
  struct Stretch {
    /// Line feeds in it.
    var lines = 0
    /// Where the first line begins behind its last one; `nil` where none begins in it.
    var end: Int?
  }

  /// Reads the lines of a stretch into a batch, their numbers counted from the stretch on; `nil` where
  /// it was interrupted. `grow` makes room for as many bytes in all, and is `false` where that was.
  func read(
    _ index: Int, into batch: Batch, grow: (Int) -> Bool
  ) throws(ByteSource.Failure) -> Stretch? {
    let start = origin + index * stretchBytes
    // The byte before tells whether a line begins with the stretch.
    let from = index > 0 ? start - 1 : start
    batch.reserve(stretchBytes + (stretchBytes >> 3) + 1)
    batch.count = unsafe try file.read(
      into: UnsafeMutableRawBufferPointer(
        rebasing: batch.room.prefix(start - from + stretchBytes)), at: from)
    var found = Stretch()
    var first = 0
    if index > 0 {
      guard let feed = unsafe FileLines.feed(in: UnsafeRawBufferPointer(batch.bytes)) else {
        return found
      }
      first = feed + 1
      found.lines = min(feed, 1)
    }
    guard first < batch.count else { return found }
    var scanner = LineScanner(limit: limit, line: found.lines, at: first)
    _ = unsafe scanner.scan(batch.bytes, base: from, isEnd: false, into: &batch.documents)
    found.lines = scanner.line
    guard let end = try finish(&scanner, batch, from: from, grow: grow) else { return nil }
    found.end = end
    return found
  }

  /// Where the first line feed is.
  private static func feed(in text: UnsafeRawBufferPointer) -> Int? {
    guard let start = text.baseAddress else { return nil }
    // SAFETY: looks at `text.count` bytes.
    return unsafe memchr(start, 0x0A, text.count).map { unsafe UnsafeRawPointer($0) - start }
  }

  /// Bytes that are read at once behind a stretch.
  private static let pieceBytes = 16 << 10

  /// Reads on to the end of the line that is open. Returns where the next one begins.
  private func finish(
    _ scanner: inout LineScanner, _ batch: Batch, from: Int, grow: (Int) -> Bool
  ) throws(ByteSource.Failure) -> Int? {
    var position = from + batch.count
    while scanner.isInsideLine {
      if unsafe batch.room.count < FileLines.pieceBytes {
        guard grow(batch.count + max(batch.count, FileLines.pieceBytes)) else { return nil }
      }
      let room = unsafe UnsafeMutableRawBufferPointer(
        rebasing: batch.room.prefix(FileLines.pieceBytes))
      let count = unsafe try file.read(into: room, at: position)
      let feed = unsafe FileLines.feed(in: UnsafeRawBufferPointer(rebasing: room[..<count]))
      let length = feed.map { $0 + 1 } ?? count
      position += length
      if scanner.isDropping {
        // Nothing of the line is kept; its end is the end of it.
        guard feed != nil || count < room.count else { continue }
        batch.documents.append(scanner.dropped(base: from))
        return position
      }
      batch.count += length
      _ = unsafe scanner.scan(
        batch.bytes, base: from, isEnd: feed == nil && count < room.count, into: &batch.documents)
      if feed == nil, count < room.count { return position }
    }
    return position
  }
}
