// The engine's pointers, fenced: everything else in the engine reads and writes through these.
// Debug builds check every subscript; release builds do not.

internal import AssayJSON

/// A run of constants in contiguous memory; its ``Slab`` keeps it alive.
///
/// SAFETY: nothing writes to the memory once the slab is made, and the plan that holds both holds the slab.
@safe
struct Flat<Element: BitwiseCopyable>: @unchecked Sendable {
  private let base: UnsafePointer<Element>
  let count: Int

  init(_ base: UnsafePointer<Element>, count: Int) {
    unsafe self.base = base
    self.count = count
  }

  @inline(__always)
  func value(_ index: Int) -> Element {
    assert(index >= 0 && index < count)
    // SAFETY: indices come from the compiler of the plan, which wrote the same table.
    return unsafe base[index]
  }

  /// The bytes of a table of bytes.
  @inline(__always)
  func bytes(_ start: Int, _ count: Int) -> Bytes where Element == UInt8 {
    assert(start >= 0 && start + count <= self.count)
    // SAFETY: as for the subscript.
    return unsafe Bytes(base + start, count: count)
  }

  /// The address of the first element, for C functions that read the table.
  var start: UnsafePointer<Element> { unsafe base }

  /// The address of an element, for C functions that read it.
  @inline(__always)
  func address(_ index: Int) -> UnsafePointer<Element> {
    assert(index >= 0 && index < count)
    // SAFETY: as for the subscript.
    return unsafe base + index
  }
}

/// A node in its table: its fields are read one by one, so that none is copied in vain.
@safe
struct NodeRef {
  private let base: UnsafePointer<Node>

  @inline(__always)
  init(_ base: UnsafePointer<Node>) { unsafe self.base = base }

  // SAFETY, for all of these: the table outlives the runner.
  var op: Node.Op { @inline(__always) get { unsafe base.pointee.op } }
  var screen: Node.Screen { @inline(__always) get { unsafe base.pointee.screen } }
  var format: Node.Format { @inline(__always) get { unsafe base.pointee.format } }
  var flags: Node.Flags { @inline(__always) get { unsafe base.pointee.flags } }
  var screenIndex: Int { @inline(__always) get { unsafe Int(base.pointee.screenIndex) } }
  var child: Int { @inline(__always) get { unsafe Int(base.pointee.child) } }
  var key: Int { @inline(__always) get { unsafe Int(base.pointee.key) } }
  var tap: Int { @inline(__always) get { unsafe Int(base.pointee.tap) } }
  var lengthMin: Int { @inline(__always) get { unsafe base.pointee.lengthMin } }
  var lengthMax: Int { @inline(__always) get { unsafe base.pointee.lengthMax } }
  var integerMin: Int64 { @inline(__always) get { unsafe base.pointee.integerMin } }
  var integerMax: Int64 { @inline(__always) get { unsafe base.pointee.integerMax } }
}

/// A member in its table, as ``NodeRef``.
@safe
struct MemberRef {
  private let base: UnsafePointer<MemberEntry>

  @inline(__always)
  init(_ base: UnsafePointer<MemberEntry>) { unsafe self.base = base }

  // SAFETY, for all of these: the table outlives the runner.
  var literalStart: Int { @inline(__always) get { unsafe Int(base.pointee.literalStart) } }
  var literalCount: Int { @inline(__always) get { unsafe Int(base.pointee.literalCount) } }
  var node: Int { @inline(__always) get { unsafe Int(base.pointee.node) } }
  var reach: Int { @inline(__always) get { unsafe Int(base.pointee.reach) } }
  var isRequired: Bool { @inline(__always) get { unsafe base.pointee.isRequired != 0 } }
  var info: Int { @inline(__always) get { unsafe Int(base.pointee.info) } }
  var firstWord: UInt64 { @inline(__always) get { unsafe base.pointee.firstWord } }
  var firstMask: UInt64 { @inline(__always) get { unsafe base.pointee.firstMask } }
}

extension Flat where Element == Node {
  @inline(__always)
  subscript(index: Int) -> NodeRef { unsafe NodeRef(address(index)) }
}

extension Flat where Element == MemberEntry {
  @inline(__always)
  subscript(index: Int) -> MemberRef { unsafe MemberRef(address(index)) }
}

/// Owns a ``Flat`` table.
///
/// SAFETY: the memory is written in `init` alone and freed in `deinit`.
@safe
final class Slab<Element: BitwiseCopyable>: @unchecked Sendable {
  private let base: UnsafeMutablePointer<Element>
  let flat: Flat<Element>

  /// `alignment` is in bytes, a power of two.
  init(_ elements: [Element], alignment: Int = MemoryLayout<Element>.alignment) {
    // SAFETY: allocated and initialised here, never written again, freed in deinit.
    unsafe base = UnsafeMutableRawPointer.allocate(
      byteCount: max(elements.count, 1) * MemoryLayout<Element>.stride, alignment: alignment
    ).bindMemory(to: Element.self, capacity: max(elements.count, 1))
    for (index, element) in elements.enumerated() {
      unsafe (base + index).initialize(to: element)
    }
    flat = unsafe Flat(UnsafePointer(base), count: elements.count)
  }

  deinit { unsafe base.deallocate() }
}

/// Working memory of fixed size, owned by a ``Scratch``.
@safe
struct Room<Element: BitwiseCopyable> {
  private let base: UnsafeMutablePointer<Element>
  let count: Int

  init(repeating element: Element, count: Int) {
    self.count = max(count, 1)
    unsafe base = .allocate(capacity: self.count)
    unsafe base.initialize(repeating: element, count: self.count)
  }

  /// The address of the first element, for C functions that keep to the capacity.
  var start: UnsafeMutablePointer<Element> { unsafe base }

  /// Frees the memory; the owner calls it once, in its deinit.
  func deallocate() { unsafe base.deallocate() }

  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < count)
      // SAFETY: callers stay below the capacity they asked for.
      return unsafe base[index]
    }
    nonmutating set {
      assert(index >= 0 && index < count)
      // SAFETY: as above.
      unsafe base[index] = newValue
    }
  }
}

/// A value that changes, owned by a ``Scratch`` and reached through a pointer: each access to a stored
/// property of a class would be checked for exclusivity, at some sixty instructions.
@safe
struct Cell<Value> {
  private let base: UnsafeMutablePointer<Value>

  init(_ value: Value) {
    unsafe base = .allocate(capacity: 1)
    unsafe base.initialize(to: value)
  }

  /// Frees the value; the owner calls it once, in its deinit.
  func deallocate() {
    unsafe base.deinitialize(count: 1)
    unsafe base.deallocate()
  }

  // SAFETY: the value lives until `deallocate`. A scratch belongs to one task, and nothing that is
  // lent a part of the value reaches for the whole.
  var value: Value {
    @inline(__always) _read { yield unsafe base.pointee }
    @inline(__always) nonmutating _modify { yield unsafe &base.pointee }
  }
}

/// A borrowed run of bytes: of a body, of a parameter, of a buffer of the scratch.
@safe
struct Bytes {
  let base: UnsafePointer<UInt8>
  let count: Int

  @inline(__always)
  init(_ base: UnsafePointer<UInt8>, count: Int) {
    unsafe self.base = base
    self.count = count
  }

  @inline(__always)
  init(_ buffer: UnsafeBufferPointer<UInt8>) {
    // SAFETY: an empty buffer may have no base; nothing is read through the stand-in.
    unsafe base = buffer.baseAddress ?? Bytes.nowhere
    count = buffer.count
  }

  /// No bytes.
  static var none: Bytes { unsafe Bytes(nowhere, count: 0) }

  // SAFETY: never read through; one byte, never freed.
  nonisolated(unsafe) private static let nowhere: UnsafePointer<UInt8> = unsafe UnsafePointer(
    UnsafeMutablePointer<UInt8>.allocate(capacity: 1))

  @inline(__always)
  subscript(index: Int) -> UInt8 {
    assert(index >= 0 && index < count)
    // SAFETY: callers compare with count first.
    return unsafe base[index]
  }

  /// The byte at an index, or 0 behind the end.
  @inline(__always)
  func at(_ index: Int) -> UInt8 {
    // SAFETY: guarded by the comparison.
    index < count ? unsafe base[index] : 0
  }

  /// Eight bytes, the first in the low byte.
  @inline(__always)
  func word(_ index: Int) -> UInt64 {
    assert(index >= 0 && index + 8 <= count)
    // SAFETY: callers made sure that eight bytes follow.
    return unsafe UInt64(
      littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self))
  }

  /// Up to eight bytes from an index, zeros behind the end.
  @inline(__always)
  func tail(_ index: Int) -> UInt64 {
    if index &+ 8 <= count { return word(index) }
    var value: UInt64 = 0
    var position = count
    while position > index {
      position &-= 1
      value = value &<< 8 | UInt64(self[position])
    }
    return value
  }

  /// The run with what is readable behind it.
  @inline(__always)
  func extended(to readable: Int) -> Bytes {
    assert(readable >= count)
    // SAFETY: the caller knows that as many bytes follow.
    return unsafe Bytes(base, count: readable)
  }

  @inline(__always)
  func slice(_ start: Int, _ count: Int) -> Bytes {
    assert(start >= 0 && start + count <= self.count)
    // SAFETY: inside this run.
    return unsafe Bytes(base + start, count: count)
  }

  /// Four bytes, the first in the low byte.
  @inline(__always)
  func half(_ index: Int) -> UInt32 {
    assert(index >= 0 && index + 4 <= count)
    // SAFETY: callers made sure that four bytes follow.
    return unsafe UInt32(
      littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt32.self))
  }

  /// Up to eight bytes of the run as a number that equals another run's of the same count if and
  /// only if the bytes are equal; of longer runs the last eight. Reads overlap instead of looping.
  @inline(__always)
  var ends: UInt64 {
    if count >= 8 { return word(count &- 8) }
    if count >= 4 { return UInt64(half(0)) | UInt64(half(count &- 4)) &<< 32 }
    if count == 0 { return 0 }
    return UInt64(self[0]) | UInt64(self[count &>> 1]) &<< 8 | UInt64(self[count &- 1]) &<< 16
  }

  /// Whether two runs are the same bytes.
  @inline(__always)
  func equals(_ other: Bytes) -> Bool {
    guard count == other.count, ends == other.ends else { return false }
    var index = 0
    while index &+ 8 < count {
      if word(index) != other.word(index) { return false }
      index &+= 8
    }
    return true
  }

  /// Whether the bytes are an ASCII word.
  func isWord(_ word: StaticString) -> Bool {
    guard count == word.utf8CodeUnitCount else { return false }
    for index in 0..<count where self[index] != word.byte(index) { return false }
    return true
  }

  var buffer: UnsafeBufferPointer<UInt8> {
    // SAFETY: base and count come together.
    unsafe UnsafeBufferPointer(start: base, count: count)
  }

  /// The bytes as an array; allocates.
  var array: [UInt8] { unsafe Array(buffer) }

  /// The bytes as text, ill-formed UTF-8 shown as U+FFFD; allocates.
  var string: String { unsafe String(decoding: buffer, as: UTF8.self) }
}

extension StaticString {
  /// A byte of a literal.
  @inline(__always)
  func byte(_ index: Int) -> UInt8 {
    assert(index >= 0 && index < utf8CodeUnitCount)
    // SAFETY: the literals of the engine have pointers; callers stay below the count.
    return unsafe utf8Start[index]
  }
}

extension ByteIndex {
  /// A part of the text.
  @inline(__always)
  func bytes(from start: Int, to end: Int) -> Bytes {
    assert(start >= 0 && start <= end && end <= count)
    // SAFETY: inside the text.
    return unsafe Bytes(base + start, count: end &- start)
  }

  /// The whole text.
  @inline(__always)
  var all: Bytes { unsafe Bytes(base, count: count) }
}

extension Array where Element == UInt8 {
  /// Lends the bytes of an array.
  @inline(__always)
  func withBytes<Result>(_ body: (Bytes) -> Result) -> Result {
    // SAFETY: the pointer is used inside the closure only.
    unsafe withUnsafeBufferPointer { unsafe body(Bytes($0)) }
  }
}
