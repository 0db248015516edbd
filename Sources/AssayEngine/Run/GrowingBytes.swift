/// A buffer that grows and keeps its memory, for texts whose escapes are undone.
@safe
struct GrowingBytes {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  init() {
    capacity = 4096
    unsafe base = .allocate(capacity: capacity)
  }

  /// Frees the memory; the owner calls it once, in its deinit.
  func deallocate() { unsafe base.deallocate() }

  mutating func removeAll() {
    count = 0
    // A single huge text must not hold its memory for the rest of a run.
    if capacity > 1 << 22 {
      // SAFETY: the only pointer to the memory.
      unsafe base.deallocate()
      capacity = 4096
      unsafe base = .allocate(capacity: capacity)
    }
  }

  /// Makes room for more bytes.
  @inline(__always)
  mutating func reserve(_ more: Int) {
    if count &+ more > capacity { grow(more) }
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    let size = max(capacity * 2, count + more)
    // SAFETY: the old memory is copied up to count and freed; nobody else points to it.
    let new = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
    unsafe new.update(from: base, count: count)
    unsafe base.deallocate()
    unsafe base = new
    capacity = size
  }

  mutating func append(_ bytes: Bytes) {
    reserve(bytes.count)
    // SAFETY: room was reserved; the bytes are not in this buffer.
    unsafe (base + count).update(from: bytes.base, count: bytes.count)
    count &+= bytes.count
  }

  /// Appends up to sixteen bytes by copying sixteen; the source must have them.
  @inline(__always)
  mutating func append(_ byte: UInt8) {
    reserve(1)
    // SAFETY: room was reserved.
    unsafe base[count] = byte
    count &+= 1
  }

  /// Appends a scalar's UTF-8.
  @inline(__always)
  mutating func append(scalar: UInt32) {
    reserve(4)
    // SAFETY: room for four bytes was reserved.
    if scalar < 0x80 {
      unsafe base[count] = UInt8(truncatingIfNeeded: scalar)
      count &+= 1
    } else if scalar < 0x800 {
      unsafe base[count] = UInt8(truncatingIfNeeded: 0xC0 | scalar &>> 6)
      unsafe base[count &+ 1] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
      count &+= 2
    } else if scalar < 0x10000 {
      unsafe base[count] = UInt8(truncatingIfNeeded: 0xE0 | scalar &>> 12)
      unsafe base[count &+ 1] = UInt8(truncatingIfNeeded: 0x80 | scalar &>> 6 & 0x3F)
      unsafe base[count &+ 2] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
      count &+= 3
    } else {
      unsafe base[count] = UInt8(truncatingIfNeeded: 0xF0 | scalar &>> 18)
      unsafe base[count &+ 1] = UInt8(truncatingIfNeeded: 0x80 | scalar &>> 12 & 0x3F)
      unsafe base[count &+ 2] = UInt8(truncatingIfNeeded: 0x80 | scalar &>> 6 & 0x3F)
      unsafe base[count &+ 3] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
      count &+= 4
    }
  }

  /// The bytes, until the buffer changes.
  var bytes: Bytes { unsafe Bytes(base, count: count) }
}
