/// Strings that are read in pieces.
extension ByteIndex {
  /// How far back the end of a piece is looked for.
  private static let window = 1 << 10

  /// Where a piece of some bytes of a string may end: before an escape, behind one that is whole, or
  /// between characters where there are no escapes near. The end of the text, where no such place is
  /// found.
  package func pieceEnd(from start: Int, count piece: Int) -> Int {
    let limit = start &+ piece
    guard limit < count else { return count }
    var position = limit
    var sawEscape = false
    while position > limit &- Self.window {
      if byte(position) == UInt8(ascii: "\\") {
        sawEscape = true
        if isWhole(before: position) { return position }
      }
      position &-= 1
    }
    guard !sawEscape else { return count }
    position = limit
    while position > limit &- 4, byte(position) & 0xC0 == 0x80 { position &-= 1 }
    return position
  }

  /// Whether a reverse solidus begins an escape, and the one before it is whole and no first half of
  /// a surrogate pair.
  private func isWhole(before position: Int) -> Bool {
    let backslash = UInt8(ascii: "\\")
    guard byte(position &- 1) != backslash else { return false }
    for back in 2...6 where byte(position &- back) == backslash {
      let escape = position &- back
      guard byte(escape &- 1) != backslash else { return false }
      guard byte(escape &+ 1) == UInt8(ascii: "u") else { return true }
      let isHigh =
        byte(escape &+ 2) | 32 == UInt8(ascii: "d")
        && "89abAB".utf8.contains(byte(escape &+ 3))
      return back == 6 && !isHigh
    }
    return true
  }
}
