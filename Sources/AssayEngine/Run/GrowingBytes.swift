internal import CAssayScan

/// A buffer that grows and keeps its memory, for texts whose escapes are undone.
///
/// What it knows stands behind a pointer: as a stored property of the scratch that changes, each
/// byte that is appended would be checked for exclusive access, at twice the cost of the byte.
@safe
struct GrowingBytes {
  @unsafe
  private struct State {
    var base: UnsafeMutablePointer<UInt8>
    var capacity: Int
    var count = 0
  }

  private let state: UnsafeMutablePointer<State>

  private static let smallCapacity = 4096

  init() {
    // SAFETY: freed in `deallocate`, which the owner calls once.
    unsafe state = .allocate(capacity: 1)
    unsafe state.initialize(
      to: State(
        base: .allocate(capacity: Self.smallCapacity), capacity: Self.smallCapacity))
  }

  /// Frees the memory; the owner calls it once, in its deinit.
  func deallocate() {
    unsafe base.deallocate()
    unsafe state.deallocate()
  }

  // SAFETY, for these: the state lives until `deallocate`.
  private var base: UnsafeMutablePointer<UInt8> {
    @inline(__always) get { unsafe state.pointee.base }
    @inline(__always) nonmutating set { unsafe state.pointee.base = newValue }
  }
  private var capacity: Int {
    @inline(__always) get { unsafe state.pointee.capacity }
    @inline(__always) nonmutating set { unsafe state.pointee.capacity = newValue }
  }
  private(set) var count: Int {
    @inline(__always) get { unsafe state.pointee.count }
    @inline(__always) nonmutating set { unsafe state.pointee.count = newValue }
  }

  func removeAll() {
    count = 0
    // A single huge text must not hold its memory for the rest of a run.
    if capacity >= 1 << 20 {
      // SAFETY: the only pointer to the memory.
      unsafe base.deallocate()
      capacity = Self.smallCapacity
      unsafe base = .allocate(capacity: capacity)
    }
  }

  /// Makes room for more bytes.
  @inline(__always)
  func reserve(_ more: Int) {
    if count &+ more > capacity { grow(more) }
  }

  @inline(never)
  private func grow(_ more: Int) {
    let size = max(capacity * 2, count + more)
    // SAFETY: the old memory is copied up to count and freed; nobody else points to it.
    let new = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
    unsafe new.update(from: base, count: count)
    unsafe base.deallocate()
    unsafe base = new
    capacity = size
  }

  func append(_ bytes: Bytes) {
    reserve(bytes.count)
    // SAFETY: room was reserved; the bytes are not in this buffer.
    unsafe (base + count).update(from: bytes.base, count: bytes.count)
    count &+= bytes.count
  }

  /// Appends a byte.
  @inline(__always)
  func append(_ byte: UInt8) {
    reserve(1)
    // SAFETY: room was reserved.
    unsafe base[count] = byte
    count &+= 1
  }

  /// Appends the decimal digits of a number that is not negative.
  func append(decimal number: Int) {
    var scale = 1
    while number / scale >= 10 { scale *= 10 }
    while scale > 0 {
      append(UInt8(truncatingIfNeeded: number / scale % 10) &+ UInt8(ascii: "0"))
      scale /= 10
    }
  }

  /// Appends the text of a JSON string whose escapes are undone, up to its closing quotation mark;
  /// lone surrogates take their three-byte form. Returns what was read and written, or `nil`,
  /// having appended nothing, where the string does not end well in `bytes`.
  func append(
    unescaping bytes: Bytes, by structure: UnsafePointer<assay_structure>
  ) -> assay_text? {
    // Most strings are short, and the room that is asked for is as long as what may be read; what
    // is there already costs nothing.
    var part = min(bytes.count, max(1024, capacity &- count))
    while true {
      reserve(part)
      var text = assay_text()
      // SAFETY: reads `part` bytes and writes as many at most, for which room was reserved.
      unsafe structure.pointee.unescape(base + count, bytes.base, part, &text)
      if text.status == assay_text_closed {
        count &+= text.written
        return text
      }
      guard text.status == assay_text_short, part < bytes.count else { return nil }
      part = min(bytes.count, part &* 8)
    }
  }

  /// Appends the text of a piece of a JSON string, up to its end or that of the string, and says how
  /// far it came.
  func append(
    unescapingPiece bytes: Bytes, by structure: UnsafePointer<assay_structure>
  ) -> assay_text {
    reserve(bytes.count)
    var text = assay_text()
    // SAFETY: reads the bytes and writes as many at most, for which room was reserved.
    unsafe structure.pointee.unescape(base + count, bytes.base, bytes.count, &text)
    count &+= text.written
    return text
  }

  /// The bytes, until the buffer changes.
  var bytes: Bytes { unsafe Bytes(base, count: count) }
}
