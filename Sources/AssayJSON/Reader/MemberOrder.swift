/// What stood between the values of the objects that were read, so that members which come in the
/// same order, written the same way, are known at one look.
///
///     { "method" : "POST" , "headers" : [ { "name" : "Host" , "value" : "h" } ] }
///     ^------------^    ^-------------^ ^--- child --^    ^------------^   ^----^
///     gap          value gap            gap           value gap      value  gap
///
/// A *gap* reaches from the end of one value to the beginning of the next one, into a string where
/// the value is one. Each is a ``Step`` that knows what the reader's caller took the member for and
/// which steps followed it. The members of an object are a chain, which begins at the step of the
/// member whose value the object is: a gap is only ever looked for where the structure around it is
/// the one in which it was read in full, so that the same bytes are as sound as they were then.
///
/// At most 255 gaps of up to 64 bytes are kept, whatever the texts hold. One a task.
@safe
@usableFromInline
package final class MemberOrder {
  /// All steps; an index is a byte, so that each has its place.
  @usableFromInline let steps: UnsafeMutablePointer<Step>
  private var count = 2
  private var missed = 0

  /// A gap, and what followed it.
  @usableFromInline
  struct Step {
    /// The bytes, zeros behind them.
    @usableFromInline var gap = InlineArray<8, UInt64>(repeating: 0)
    /// Ones where the last 32 bytes belong to the gap.
    @usableFromInline var mask = InlineArray<4, UInt64>(repeating: 0)
    @usableFromInline var facts = Facts()
    /// The step that begins the member's value, where that is an object or a list of them, and
    /// another one.
    @usableFromInline var child = 0 as UInt8
    @usableFromInline var otherChild = 0 as UInt8
    /// All steps of that value: the first of them, and for each the one after it.
    var children = 0 as UInt8
    var sibling = 0 as UInt8

    init() {}
  }

  /// What is known of a step, in one word.
  ///
  ///     byte   7      6       5      4      3       2      1      0
  ///            index  blocks  other  next   depth   flags  role   count
  @usableFromInline
  struct Facts: Equatable {
    @usableFromInline var word = 0 as UInt64

    @inlinable
    init() {}

    @inlinable @inline(__always)
    subscript(byte: UInt64) -> UInt8 {
      get { UInt8(truncatingIfNeeded: word &>> (byte &* 8)) }
      set { word = word & ~(0xFF &<< (byte &* 8)) | UInt64(newValue) &<< (byte &* 8) }
    }

    /// Bytes of the gap.
    @inlinable @inline(__always)
    var count: Int { Int(word & 0xFF) }
    /// What the caller took the member for.
    @inlinable @inline(__always)
    var role: UInt8 {
      get { self[1] }
      set { self[1] = newValue }
    }
    /// Objects and arrays that the gap opens, less those that it closes.
    @inlinable @inline(__always)
    var depth: Int { Int(Int8(truncatingIfNeeded: word &>> 24)) }
    /// The step that mostly follows, and another one.
    @inlinable @inline(__always)
    var next: UInt8 {
      get { self[4] }
      set { self[4] = newValue }
    }
    @inlinable @inline(__always)
    var other: UInt8 {
      get { self[5] }
      set { self[5] = newValue }
    }
    /// How many times 32 bytes are to be compared; 0 where there is no gap.
    @inlinable @inline(__always)
    var blocks: Int { Int(self[6]) }
    /// The step's own index.
    @inlinable @inline(__always)
    var index: UInt8 {
      get { self[7] }
      set { self[7] = newValue }
    }

    // The flags: bit 16, whether the gap ends inside the quotation mark of a string; bit 17,
    // whether it goes into another element of a list; bit 18, whether nothing of the object was
    // read, which is true of places alone.

    @inlinable @inline(__always)
    func has(_ bit: UInt64) -> Bool { word &>> bit & 1 != 0 }

    @inlinable @inline(__always)
    mutating func set(_ bit: UInt64, _ value: Bool) {
      word = word & ~(1 &<< bit) | (value ? 1 : 0) &<< bit
    }

    /// Without what belongs to the place in a chain.
    var ofGap: UInt64 { word & 0x00FF_0000_FF03_FFFF }
  }

  /// Where a reader stands in an object.
  @usableFromInline
  package struct Place {
    /// The step that was met last; before the object, a stand-in for it.
    @usableFromInline var facts = Facts()
    /// The step of the member whose value the object is.
    @usableFromInline var owner = 0 as UInt8

    /// Before an object of which nothing is known nor noted.
    @inlinable
    package static var unknown: Place {
      var place = Place()
      place.facts.set(18, true)
      return place
    }

    @inlinable
    init() {}

    /// What the caller takes the member for that was met.
    @inlinable @inline(__always)
    package var role: UInt8 {
      get { facts.role }
      set { facts.role = newValue }
    }

    /// Whether the reader stands behind the quotation mark of the member's value.
    @inlinable @inline(__always)
    package internal(set) var isString: Bool {
      get { facts.has(16) }
      set { facts.set(16, newValue) }
    }

    /// Whether the member is the first of another element of a list.
    @inlinable @inline(__always)
    package var opens: Bool {
      get { facts.has(17) }
      set { facts.set(17, newValue) }
    }

    /// Whether nothing of the object was read.
    @inlinable @inline(__always)
    package internal(set) var isFirst: Bool {
      get { facts.has(18) }
      set { facts.set(18, newValue) }
    }

    /// Nothing more is known of this object, nor noted.
    package mutating func leave() {
      let role = role
      let opens = opens
      self = Place()
      self.role = role
      self.opens = opens
    }
  }

  /// Knows nothing yet.
  package init() {
    // SAFETY: 256 steps, as many as a byte has values; freed in deinit.
    unsafe steps = .allocate(capacity: 256)
    unsafe steps.initialize(repeating: Step(), count: 256)
  }

  deinit {
    // SAFETY: allocated in init, of trivial type, freed once.
    unsafe steps.deallocate()
  }

  // Step 0 is none; step 1 stands for what the outermost value is the value of.
  private static let first = 2

  /// Before the outermost object. Forgets all where the texts have become others.
  package func begin() -> Place {
    if missed > 4_096 {
      missed = 0
      count = MemberOrder.first
      // SAFETY: as many were initialised.
      unsafe steps.update(repeating: Step(), count: 256)
    }
    return place(in: 1)
  }

  /// Before the object, or the list of objects, that is the value of the member met last.
  @inlinable @inline(__always)
  package func inside(_ place: Place) -> Place {
    self.place(in: place.facts.index)
  }

  @inlinable @inline(__always)
  func place(in owner: UInt8) -> Place {
    var place = Place()
    place.owner = owner
    // SAFETY: a byte is an index of a step.
    let children = unsafe (steps[Int(owner)].child, steps[Int(owner)].otherChild)
    place.facts.word =
      UInt64(owner) &<< 56 | UInt64(children.1) &<< 40 | UInt64(children.0) &<< 32 | 1 &<< 18
    return place
  }

  // MARK: - Learning

  /// Notes a gap that was read, and goes there.
  ///
  /// - Parameters:
  ///   - gap: The bytes; too many of them, and nothing is noted.
  ///   - place: What stood before it; its `role`, `isString` and `opens` are those of the gap.
  ///   - depth: Objects and arrays that the gap opens, less those that it closes.
  func learn(_ gap: UnsafeBufferPointer<UInt8>, _ place: inout Place, depth: Int) {
    let before = place.facts.index
    let found = place.owner == 0 ? 0 : unsafe step(gap, place, depth: depth)
    guard found != 0 else {
      place.facts.word &= 0x03_FF00
      return
    }
    // SAFETY: a byte is an index of a step.
    if before != 0 {
      if place.isFirst {
        if unsafe steps[Int(before)].child == 0 {
          unsafe steps[Int(before)].child = found
        } else {
          unsafe steps[Int(before)].otherChild = found
        }
      } else if unsafe steps[Int(before)].facts.next == 0 {
        unsafe steps[Int(before)].facts.next = found
      } else {
        unsafe steps[Int(before)].facts.other = found
      }
    }
    // SAFETY: as above.
    place.facts = unsafe steps[Int(found)].facts
  }

  /// The step of a gap in an object; 0 where there is no room for another one.
  private func step(
    _ gap: UnsafeBufferPointer<UInt8>, _ place: Place, depth: Int
  ) -> UInt8 {
    guard (1...64).contains(gap.count) else { return 0 }
    var new = Step()
    for index in 0..<gap.count {
      // SAFETY: index < count.
      let byte = unsafe gap[index]
      new.gap[index >> 3] |= UInt64(byte) &<< UInt64((index & 7) &* 8)
    }
    for index in new.gap.indices { new.gap[index] = new.gap[index].littleEndian }
    let blocks = (gap.count &+ 31) >> 5
    let rest = gap.count &- (blocks &- 1) &* 32
    for index in 0..<4 {
      new.mask[index] = MemberOrder.ones(min(max(rest &- index &* 8, 0), 8)).littleEndian
    }
    new.facts.word = place.facts.word & 0x03_FF00
    new.facts[0] = UInt8(gap.count)
    new.facts[3] = UInt8(truncatingIfNeeded: depth)
    new.facts[6] = UInt8(blocks)
    // SAFETY: a byte is an index of a step.
    var at = unsafe steps[Int(place.owner)].children
    while at != 0 {
      if unsafe isSame(steps[Int(at)], new) { return at }
      at = unsafe steps[Int(at)].sibling
    }
    guard count < 256 else {
      missed &+= 1
      return 0
    }
    let index = UInt8(count)
    count &+= 1
    new.facts.index = index
    new.sibling = unsafe steps[Int(place.owner)].children
    unsafe steps[Int(place.owner)].children = index
    unsafe steps[Int(index)] = new
    return index
  }

  private func isSame(_ one: borrowing Step, _ other: borrowing Step) -> Bool {
    guard one.facts.ofGap == other.facts.ofGap else { return false }
    for index in 0..<8 where one.gap[index] != other.gap[index] { return false }
    return true
  }

  /// Ones in the lowest bytes.
  private static func ones(_ bytes: Int) -> UInt64 {
    bytes >= 8 ? .max : 1 &<< UInt64(bytes &* 8) &- 1
  }
}
