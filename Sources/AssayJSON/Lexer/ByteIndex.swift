public import CAssayScan

/// Where in a text the bytes are that matter, found 64 at a time, a window ahead of the reader.
///
///     bytes   { " i d " : " é " }        one block of 64 bytes, here 12
///     stop    0 1 0 0 1 0 1 0 0 1 0      quotation mark, reverse solidus, control character
///     high    0 0 0 0 0 0 0 1 1 0 0      not ASCII
///     dark    1 1 1 1 1 1 1 1 1 1 1      not white space
///
/// A window is 128 blocks, so the masks stay in the first-level cache and memory does not grow with
/// the text. The reader moves forward; going back is allowed and may cost a window. Behind the last
/// byte stand zeros, which stop every search, so no search runs past ``count``.
@safe
@usableFromInline
package struct ByteIndex {
  /// First byte of the text.
  @usableFromInline package let base: UnsafePointer<UInt8>
  /// Number of bytes of the text.
  @usableFromInline package let count: Int
  @usableFromInline let blocks: UnsafeMutablePointer<assay_block>
  @usableFromInline let scan: UnsafePointer<assay_scan>
  /// First byte of the window, a multiple of 64.
  @usableFromInline var windowStart: Int
  /// Bytes of the window, a multiple of 64.
  @usableFromInline var windowCount: Int
  /// Whether a byte of the window is not ASCII.
  @usableFromInline var windowIsHigh: Bool

  /// Blocks of a window.
  package static let windowBlocks = 128
  /// Room for a window, the block behind it, and a sentinel.
  package static let bufferBlocks = windowBlocks + 2

  /// Begins at the start of a text.
  ///
  /// - Parameters:
  ///   - text: The text; it must outlive the index.
  ///   - blocks: Room for ``bufferBlocks`` blocks; it must outlive the index.
  ///   - scan: The scanning functions.
  @inlinable
  package init(
    _ text: UnsafeBufferPointer<UInt8>, blocks: UnsafeMutablePointer<assay_block>,
    scan: UnsafePointer<assay_scan>
  ) {
    // SAFETY: an empty buffer may have no base; then nothing is ever read through it.
    unsafe base =
      text.baseAddress
      ?? UnsafePointer(UnsafeRawPointer(blocks).assumingMemoryBound(to: UInt8.self))
    count = text.count
    unsafe self.blocks = blocks
    unsafe self.scan = scan
    windowStart = 0
    windowCount = 0
    windowIsHigh = false
  }

  /// Moves the window so that it begins at the block of `position`.
  @usableFromInline @inline(never)
  package mutating func refill(at position: Int) {
    let start = position & ~63
    let full = (count &- start) >> 6
    windowStart = start
    // SAFETY: `full` whole blocks lie inside the text; the last, partial one is copied to a
    // buffer of its own, padded with zeros; `blocks` has room for bufferBlocks.
    if full > ByteIndex.windowBlocks {
      // The block behind the window is looked into, but its own turn comes with the next window.
      windowIsHigh =
        unsafe scan.pointee.index(
          base + start, ByteIndex.windowBlocks + 1, blocks) != 0
      windowCount = ByteIndex.windowBlocks &* 64
      return
    }
    var high: UInt64 = 0
    if full > 0 { high = unsafe scan.pointee.index(base + start, full, blocks) }
    let from = start &+ full &* 64
    let rest = count &- from
    unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { tail in
      unsafe tail.initialize(repeating: 0)
      guard let padded = tail.baseAddress else { return }
      unsafe padded.update(from: base + from, count: rest)
      high |= unsafe scan.pointee.index(padded, 1, blocks + full)
    }
    unsafe blocks[full + 1] = assay_block(stop: .max, high: 0, dark: .max)
    windowIsHigh = high != 0
    windowCount = from &+ 64 &- start
  }

  /// Whether a position lies outside of the window, on either side: one comparison for both.
  @inlinable @inline(__always)
  func isOutside(_ position: Int) -> Bool {
    UInt(bitPattern: position &- windowStart) >= UInt(bitPattern: windowCount)
  }

  /// The byte at a position, or 0 behind the end.
  @inlinable @inline(__always)
  package func byte(_ position: Int) -> UInt8 {
    // SAFETY: guarded by the comparison; positions are never negative.
    position < count ? unsafe base[position] : 0
  }

  /// The first position from `position` on that is a quotation mark, a reverse solidus, a control
  /// character or ``count``; and whether a byte before it is not ASCII.
  @inlinable @inline(__always)
  package mutating func nextStop(from position: Int) -> (end: Int, high: Bool) {
    if isOutside(position) { refill(at: position) }
    // SAFETY: the position is not outside, so the block is in the window, and a block
    // stands behind it. Two blocks are shifted into one, the 64 bytes from `position` on, so that
    // where a string crosses from block to block is no branch.
    let block = unsafe blocks + ((position &- windowStart) >> 6)
    let shift = UInt64(truncatingIfNeeded: position & 63)
    let stop = unsafe block[0].stop &>> shift | (block[1].stop &<< 1) &<< (63 &- shift)
    if stop != 0 {
      let end = position &+ stop.trailingZeroBitCount
      guard windowIsHigh else { return (end, false) }
      let high = unsafe block[0].high &>> shift | (block[1].high &<< 1) &<< (63 &- shift)
      return (end, high & (stop ^ (stop &- 1)) != 0)
    }
    return nextStopFar(from: position)
  }

  /// The first position of a later block.
  @usableFromInline @inline(never)
  package mutating func nextStopFar(from start: Int) -> (end: Int, high: Bool) {
    // SAFETY: as above.
    let first = unsafe blocks[(start &- windowStart) >> 6]
    var position = (start | 63) &+ 1
    var sawHigh = first.high &>> UInt64(truncatingIfNeeded: start & 63) != 0
    while true {
      if isOutside(position) { refill(at: position) }
      // SAFETY: as above.
      let block = unsafe blocks[(position &- windowStart) >> 6]
      if block.stop != 0 {
        let mask = block.stop ^ (block.stop &- 1)
        return (
          position &+ block.stop.trailingZeroBitCount, sawHigh || block.high & mask != 0
        )
      }
      sawHigh = sawHigh || block.high != 0
      position &+= 64
    }
  }

  /// The first position from `position` on that is not white space, or ``count``.
  @inlinable @inline(__always)
  package mutating func skipWhitespace(_ position: Int) -> Int {
    // Compact texts have none; a byte above the space settles it without the masks.
    if byte(position) > 0x20 { return position }
    return skipWhitespaceSlow(position)
  }

  @usableFromInline @inline(never)
  package mutating func skipWhitespaceSlow(_ start: Int) -> Int {
    var position = start
    while position < count {
      if isOutside(position) { refill(at: position) }
      // SAFETY: as above.
      let dark = unsafe blocks[(position &- windowStart) >> 6].dark &>> UInt64(position & 63)
      if dark != 0 { return min(position &+ dark.trailingZeroBitCount, count) }
      position = (position | 63) &+ 1
    }
    return count
  }
}
