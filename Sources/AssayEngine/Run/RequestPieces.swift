internal import AssayModel

/// Where the pieces of a request target stand: path segments and query (RFC 9112, section 3.2).
struct RequestPieces {
  /// Raw segments of the path, those between slashes.
  var segments: [ByteRange] = []
  /// The query, without its question mark; `nil` where there is none.
  var query: ByteRange?

  /// Forgets a request.
  mutating func removeAll() {
    segments.removeAll(keepingCapacity: true)
    query = nil
  }

  /// Splits a target in origin or absolute form. A fragment is cut off.
  mutating func split(_ target: ByteRange, in all: Bytes) {
    removeAll()
    var start = target.start
    let end = target.end
    if all.at(start) != UInt8(ascii: "/") || all.at(start &+ 1) == UInt8(ascii: "/") {
      start = RequestPieces.pathStart(start, end, all)
    }
    if start < end, all[start] == UInt8(ascii: "/") { start &+= 1 }
    var first = start
    var position = start
    while position < end {
      let byte = all[position]
      if byte == UInt8(ascii: "/") {
        segments.append(ByteRange(start: first, count: position &- first))
        first = position &+ 1
      } else if byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") {
        break
      }
      position &+= 1
    }
    if position > start { segments.append(ByteRange(start: first, count: position &- first)) }
    guard position < end, all[position] == UInt8(ascii: "?") else { return }
    let queryStart = position &+ 1
    position = queryStart
    while position < end, all[position] != UInt8(ascii: "#") { position &+= 1 }
    query = ByteRange(start: queryStart, count: position &- queryStart)
  }

  /// Where the path begins behind `scheme://authority`.
  private static func pathStart(_ start: Int, _ end: Int, _ all: Bytes) -> Int {
    var index = start
    while index < end {
      let byte = all[index]
      if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") {
        break
      }
      index &+= 1
    }
    // `scheme:` stands before the two slashes.
    guard index + 1 < end, all[index] == UInt8(ascii: "/"), all[index + 1] == UInt8(ascii: "/"),
      index > start, all[index - 1] == UInt8(ascii: ":")
    else { return start }
    index += 2
    while index < end, all[index] != UInt8(ascii: "/"), all[index] != UInt8(ascii: "?"),
      all[index] != UInt8(ascii: "#")
    {
      index &+= 1
    }
    return index
  }
}
