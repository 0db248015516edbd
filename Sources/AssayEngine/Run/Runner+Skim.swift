internal import AssayJSON
internal import CAssayScan

/// Strings of which nothing is wanted but that they are text.
extension Runner {
  /// Bytes that are read at once.
  private static let piece = 1 << 16

  /// Reads a string whose escapes are sound piece by piece, so that a giant needs no memory of its
  /// own; `nil` where they are not.
  mutating func skimmedString(at start: Int) -> StringToken? {
    var position = start &+ 1
    var token = StringToken(end: -1)
    while true {
      let end = text.pieceEnd(from: position, count: Self.piece)
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
}
