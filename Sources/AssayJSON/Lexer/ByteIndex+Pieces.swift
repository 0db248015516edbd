internal import CAssaySystem

/// Strings that are read in pieces.
extension ByteIndex {
  /// Takes the whole pages of a part of the text out of memory: they read as zeros from now on.
  ///
  /// The memory must be the caller's own, anonymous and private, and nobody may look at that part again.
  @unsafe
  package func giveBack(from start: Int, to end: Int) {
    guard start >= 0, start < end, end <= count else { return }
    // SAFETY: the guard has shown that the range lies in the text; the rest is the caller's word.
    unsafe assay_give_back(UnsafeMutableRawPointer(mutating: base + start), end - start)
  }

  /// Bytes of the longest escape: a surrogate pair.
  private static let longestEscape = 12

  /// Where a piece of at most some bytes of a string ends: behind a whole character, and neither inside an
  /// escape nor between the halves of a surrogate pair. The piece begins at such a place, and is longer than
  /// two escapes.
  package func pieceEnd(from start: Int, count piece: Int) -> Int {
    let limit = start &+ piece
    guard limit < count else { return count }
    var end = limit
    while end > limit &- 4, byte(end) & 0xC0 == 0x80 { end &-= 1 }
    // Far enough back for one before the one that reaches over the end: if it is none, that must be seen.
    var position = max(end &- 2 &* Self.longestEscape, start)
    // A reverse solidus begins an escape where an even number of them stands before it.
    var before = position
    while before > start, byte(before &- 1) == UInt8(ascii: "\\") { before &-= 1 }
    position &+= (position &- before) & 1
    while position < end {
      guard byte(position) == UInt8(ascii: "\\") else {
        position &+= 1
        continue
      }
      // One that is none is not cut, either, so that it is seen to be none.
      let behind = position &+ escapeLength(at: position)
      if behind > end { return position }
      position = behind
    }
    return end
  }

  /// Bytes of the escape that begins here, with the second half of a surrogate pair, if it has one.
  private func escapeLength(at position: Int) -> Int {
    guard byte(position &+ 1) == UInt8(ascii: "u") else { return 2 }
    return isHalf(at: position, "89ab") && isHalf(at: position &+ 6, "cdef")
      ? Self.longestEscape : 6
  }

  /// Whether the escape of a surrogate begins here, whose second digit is one of some.
  private func isHalf(at position: Int, _ digits: StaticString) -> Bool {
    guard byte(position) == UInt8(ascii: "\\"), byte(position &+ 1) == UInt8(ascii: "u"),
      byte(position &+ 2) | 0x20 == UInt8(ascii: "d")
    else { return false }
    let digit = byte(position &+ 3) | 0x20
    return digits.withUTF8Buffer { unsafe $0.contains(digit) }
  }
}
