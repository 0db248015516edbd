internal import AssayJSON
internal import CAssayScan

/// Strings of which nothing is wanted but that they are text.
extension Runner {
  /// Bytes that are read at once.
  private static let piece = 1 << 16
  /// How far back the end of a piece is looked for.
  private static let window = 1 << 10

  /// Reads a string whose escapes are sound piece by piece, so that a giant needs no memory of its
  /// own; `nil` where they are not.
  mutating func skimmedString(at start: Int) -> StringToken? {
    var position = start &+ 1
    var token = StringToken(end: -1)
    while true {
      let end = pieceEnd(from: position)
      scratch.beginText(.value)
      let read = scratch.append(unescapingPiece: text.bytes(from: position, to: end))
      let isClosed = read.status == assay_text_closed
      // Where a piece ends, one ends between two characters, or the string does not end at all.
      guard isClosed || read.status == assay_text_short && end < text.count else { return nil }
      let content = scratch.text(.value)
      var scalars = Int(read.scalars)
      if read.is_sound == 0 {
        // SAFETY: reads the bytes of the text alone.
        let good = unsafe scan.pointee.utf8(content.base, content.count, &scalars)
        if good != content.count { token.isWellFormed = false }
      }
      token.scalars &+= scalars
      token.isASCII = token.isASCII && scalars == content.count
      position = isClosed ? position &+ Int(read.read) : end
      if isClosed {
        token.end = position &+ 1
        return token
      }
    }
  }

  /// Where a piece may end: before an escape, behind one that is whole, or between characters where
  /// there are no escapes near. The end of the text, where no such place is found.
  private func pieceEnd(from start: Int) -> Int {
    let limit = start &+ Self.piece
    guard limit < text.count else { return text.count }
    var position = limit
    var sawEscape = false
    while position > limit &- Self.window {
      if text.byte(position) == Byte.backslash {
        sawEscape = true
        if isWhole(before: position) { return position }
      }
      position &-= 1
    }
    guard !sawEscape else { return text.count }
    position = limit
    while position > limit &- 4, text.byte(position) & 0xC0 == 0x80 { position &-= 1 }
    return position
  }

  /// Whether a reverse solidus begins an escape, and the one before it is whole and no first half of
  /// a surrogate pair.
  private func isWhole(before position: Int) -> Bool {
    guard text.byte(position &- 1) != Byte.backslash else { return false }
    for back in 2...6 where text.byte(position &- back) == Byte.backslash {
      let escape = position &- back
      guard text.byte(escape &- 1) != Byte.backslash else { return false }
      guard text.byte(escape &+ 1) == UInt8(ascii: "u") else { return true }
      let isHigh =
        text.byte(escape &+ 2) | 32 == UInt8(ascii: "d")
        && "89abAB".utf8.contains(text.byte(escape &+ 3))
      return back == 6 && !isHigh
    }
    return true
  }
}
