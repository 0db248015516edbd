internal import AssayModel

/// Where the pieces of a request target stand: path segments and query (RFC 9112, section 3.2).
struct RequestPieces {
  /// Raw segments of the path, those between slashes.
  var segments: [ByteRange] = []
  /// The query, without its question mark; `nil` where there is none.
  var query: ByteRange?

  /// Splits a target in origin or absolute form. A fragment is cut off.
  mutating func split(_ target: ByteRange, in all: Bytes) {
    segments.removeAll(keepingCapacity: true)
    query = nil
    var start = target.start
    var end = target.end
    for index in start..<end where all[index] == UInt8(ascii: "#") {
      end = index
      break
    }
    if all.at(start) != UInt8(ascii: "/") || all.at(start + 1) == UInt8(ascii: "/") {
      start = RequestPieces.pathStart(start, end, all)
    }
    var pathEnd = end
    for index in start..<end where all[index] == UInt8(ascii: "?") {
      pathEnd = index
      query = ByteRange(start: index + 1, count: end - index - 1)
      break
    }
    if start < pathEnd, all[start] == UInt8(ascii: "/") { start += 1 }
    guard start < pathEnd else { return }
    var first = start
    for index in start..<pathEnd where all[index] == UInt8(ascii: "/") {
      segments.append(ByteRange(start: first, count: index - first))
      first = index + 1
    }
    segments.append(ByteRange(start: first, count: pathEnd - first))
  }

  /// Where the path begins behind `scheme://authority`.
  private static func pathStart(_ start: Int, _ end: Int, _ all: Bytes) -> Int {
    var index = start
    while index < end {
      let byte = all[index]
      if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") { break }
      index += 1
    }
    // `scheme:` stands before the two slashes.
    guard index + 1 < end, all[index] == UInt8(ascii: "/"), all[index + 1] == UInt8(ascii: "/"),
      index > start, all[index - 1] == UInt8(ascii: ":")
    else { return start }
    index += 2
    while index < end, all[index] != UInt8(ascii: "/"), all[index] != UInt8(ascii: "?") {
      index += 1
    }
    return index
  }
}
