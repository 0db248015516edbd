internal import AssayReport

/// The line of a body that a violation is on, with carets under the value and secrets masked.
struct BodyExcerpt {
  /// What stands for a secret.
  static let mask = Array("(hidden)".utf8)

  /// The line, cut where it is long.
  let text: String
  /// Spaces, and carets under the value.
  let underline: String

  /// Creates the excerpt around a byte; `nil` where the body has no such byte.
  init?(of body: [UInt8], at offset: Int, hiding secrets: [Range<Int>]) {
    guard offset >= 0, offset <= body.count, !body.isEmpty else { return nil }
    let (shown, place) = Self.masked(body, offset, secrets)
    var start = place
    while start > 0, !Self.isLineEnd(shown[start - 1]) { start -= 1 }
    var end = place
    while end < shown.count, !Self.isLineEnd(shown[end]) { end += 1 }
    let length = max(1, min(Self.length(of: shown, at: place), end - place))
    let snippet = Snippet(
      line: Array(shown[start..<end]),
      marks: [Snippet.Mark(place - start..<place - start + length, "^")])
    text = snippet.text
    underline = snippet.underline
  }

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  /// The body with secrets replaced, and where the byte is now.
  private static func masked(
    _ body: [UInt8], _ offset: Int, _ secrets: [Range<Int>]
  ) -> (bytes: [UInt8], place: Int) {
    guard !secrets.isEmpty else { return (body, offset) }
    var bytes: [UInt8] = []
    var place: Int?
    var next = 0
    for range in secrets.sorted(by: { $0.lowerBound < $1.lowerBound })
    where range.lowerBound >= next && range.upperBound <= body.count {
      if offset < range.lowerBound, place == nil { place = bytes.count + offset - next }
      bytes += body[next..<range.lowerBound]
      if offset < range.upperBound, place == nil { place = bytes.count }
      bytes += mask
      next = range.upperBound
    }
    let rest = place ?? bytes.count + offset - next
    return (bytes + body[next...], min(rest, bytes.count + body.count - next))
  }

  /// How many bytes the value has: a string to its quotation mark, a number or word to its end, of
  /// an object or array the bracket.
  private static func length(of bytes: [UInt8], at place: Int) -> Int {
    guard place < bytes.count else { return 1 }
    var end = place + 1
    if bytes[place] == UInt8(ascii: "\"") {
      while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
        end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
      }
      return min(end + 1, bytes.count) - place
    }
    guard isWord(bytes[place]) else { return 1 }
    while end < bytes.count, isWord(bytes[end]) { end += 1 }
    return end - place
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }
}
