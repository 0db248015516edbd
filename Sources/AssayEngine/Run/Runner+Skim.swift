internal import AssayJSON
internal import CAssayScan

/// Strings that are read piece by piece.
extension Runner {
  /// Bytes that are read at once.
  private static let piece = 1 << 16

  /// Reads a string whose escapes are sound and of which nothing is wanted but that it is text, so that a
  /// giant needs no memory of its own; `nil` where they are not. Its text would have `bytes` bytes.
  mutating func skimmedString(at start: Int) -> (token: StringToken, bytes: Int)? {
    var position = start &+ 1
    var token = StringToken(end: -1)
    var bytes = 0
    while true {
      let end = text.pieceEnd(from: position, count: Self.piece)
      scratch.beginText(.value)
      let read = scratch.append(unescapingPiece: text.bytes(from: position, to: end), .value)
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
      bytes &+= content.count
      position = isClosed ? position &+ Int(read.read) : end
      if isClosed {
        token.end = position &+ 1
        return (token, bytes)
      }
    }
  }

  /// Reads the text of a giant that was skimmed, into room that is just enough. What was read of the body is
  /// given back on the way, where that may be: else the text stands beside it.
  mutating func giantString(
    at start: Int, _ skimmed: (token: StringToken, bytes: Int), into place: StringPlace
  ) -> StringToken {
    var token = skimmed.token
    // The room for a piece is asked for as if nothing in it were an escape.
    scratch.beginText(place, count: skimmed.bytes &+ Self.piece)
    let end = token.end &- 1
    var position = start &+ 1
    while position < end {
      let next = min(text.pieceEnd(from: position, count: Self.piece), end)
      scratch.append(unescapingPiece: text.bytes(from: position, to: next), place)
      // With the piece before, so that a page in which both have a part goes, too. The last pages are left:
      // what follows the string is looked for from there on.
      if givesBack, place == .value {
        unsafe text.giveBack(
          from: max(position &- Self.piece, start &+ 1), to: min(next, end &- Self.piece))
      }
      position = next
    }
    token.content = scratch.text(place)
    return token
  }
}
