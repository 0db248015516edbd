/// Reading the members of objects that mostly come as they came before.
///
///     var place = order.begin()
///     repeat {
///       if !reader.meet(&place, order) {
///         let (start, depth) = (reader.position, reader.depth)
///         … openObject or nextMember, name; place.role = …
///         reader.note(from: start, depth, &place, order, isEnd: …)
///       }
///       switch place.role { … }    // each case reads the member's value
///     } while place.role != end
extension JSONReader {
  /// Goes to the next member's value, or out of the object, where what stands there is what stood
  /// there before; else stays and returns `false`.
  @inlinable @inline(__always)
  package mutating func meet(_ place: inout MemberOrder.Place, _ order: MemberOrder) -> Bool {
    // SAFETY: a byte is an index of a step, and the guard has shown that 32 bytes are there.
    let step = unsafe order.steps + Int(place.facts.next)
    let facts = unsafe step.pointee.facts
    if text.count &- position >= 32, facts.blocks == 1,
      unsafe difference(
        UnsafeRawPointer(text.base + position), UnsafeRawPointer(step), step.pointee.mask) == 0
    {
      position &+= facts.count
      depth &+= facts.depth
      place.facts = facts
      return true
    }
    let far = meetFar(place.facts, order)
    guard far.word != 0 else { return false }
    place.facts = far
    return true
  }

  /// The same for gaps of more than 32 bytes, for those that follow less often, and at the
  /// end of the text; nothing is known of the step that is not there.
  @usableFromInline @inline(never)
  mutating func meetFar(_ last: MemberOrder.Facts, _ order: MemberOrder) -> MemberOrder.Facts {
    // SAFETY: a byte is an index of a step.
    var step = unsafe order.steps + Int(last.next)
    if unsafe last.next == 0 || !isHere(step) {
      unsafe step = order.steps + Int(last.other)
      if unsafe last.other == 0 || !isHere(step) { return MemberOrder.Facts() }
    }
    let facts = unsafe step.pointee.facts
    position &+= facts.count
    depth &+= facts.depth
    return facts
  }

  /// Whether a step's gap is here.
  private func isHere(_ step: UnsafePointer<MemberOrder.Step>) -> Bool {
    let count = unsafe step.pointee.facts.count
    let blocks = unsafe step.pointee.facts.blocks
    guard text.count &- position >= count else { return false }
    var at = unsafe UnsafeRawPointer(text.base + position)
    var wanted = unsafe UnsafeRawPointer(step)
    // SAFETY: a gap has at most two blocks of 32 bytes, and the guards have shown that as many
    // bytes of the text are there.
    guard text.count &- position >= blocks &* 32 else {
      for offset in 0..<count {
        guard
          unsafe at.load(fromByteOffset: offset, as: UInt8.self)
            == wanted.load(fromByteOffset: offset, as: UInt8.self)
        else { return false }
      }
      return true
    }
    if blocks == 2 {
      guard unsafe difference(at, wanted, InlineArray(repeating: .max)) == 0 else { return false }
      unsafe at += 32
      unsafe wanted += 32
    }
    return unsafe difference(at, wanted, step.pointee.mask) == 0
  }

  /// What differs of 32 bytes.
  @inlinable @inline(__always)
  func difference(
    _ one: UnsafeRawPointer, _ other: UnsafeRawPointer, _ mask: InlineArray<4, UInt64>
  ) -> UInt64 {
    var all = 0 as UInt64
    for word in 0..<4 {
      // SAFETY: the caller has shown that 32 bytes are there.
      let left = unsafe one.loadUnaligned(fromByteOffset: word &* 8, as: UInt64.self)
      let right = unsafe other.load(fromByteOffset: word &* 8, as: UInt64.self)
      all |= (left ^ right) & mask[word]
    }
    return all
  }

  /// Goes to a value whose member's name was read, and notes how it was written. The gap began at
  /// `start`, behind the value before or before the object, where the depth was `outer`. `isEnd` says
  /// that the object was left instead. The `role` and `opens` of the place are those of the member.
  package mutating func note(
    from start: Int, _ outer: Int, _ place: inout MemberOrder.Place, _ order: MemberOrder,
    isEnd: Bool
  ) {
    place.isString = false
    if !isEnd {
      position = text.skipWhitespace(position)
      if text.byte(position) == UInt8(ascii: "\"") {
        position &+= 1
        place.isString = true
      }
    }
    // SAFETY: start <= position <= count: the reader has come from there.
    unsafe order.learn(
      UnsafeBufferPointer(start: text.base + start, count: position &- start), &place,
      depth: depth &- outer)
  }

  // MARK: - Values

  /// Whether this byte is here.
  @inlinable @inline(__always)
  package func isAt(_ byte: UInt8) -> Bool { text.byte(position) == byte }

  /// Reads a number and forgets it; at once where it has no exponent.
  @inlinable @inline(__always)
  package mutating func skipNumber() throws(JSONError) {
    var at = position
    if text.byte(at) == UInt8(ascii: "-") { at &+= 1 }
    let first = text.byte(at) &- 48
    guard first < 10 else { return _ = try number() }
    repeat { at &+= 1 } while first > 0 && text.byte(at) &- 48 < 10
    if text.byte(at) == UInt8(ascii: ".") {
      at &+= 1
      guard text.byte(at) &- 48 < 10 else { return _ = try number() }
      repeat { at &+= 1 } while text.byte(at) &- 48 < 10
    }
    let next = text.byte(at)
    guard next | 32 != UInt8(ascii: "e"), next &- 48 >= 10 else { return _ = try number() }
    position = at
  }

  /// Reads a whole number of at most 18 digits and without a sign; `nil` where something else
  /// stands here, and nothing is read then.
  @inlinable @inline(__always)
  package mutating func plainInteger() -> Int? {
    var at = position
    var value = Int(text.byte(at)) &- 48
    guard value > 0, value < 10 else { return nil }
    at &+= 1
    var digit = text.byte(at) &- 48
    while digit < 10, at &- position < 18 {
      value = value &* 10 &+ Int(digit)
      at &+= 1
      digit = text.byte(at) &- 48
    }
    let byte = text.byte(at)
    guard digit >= 10, byte != UInt8(ascii: "."), byte | 32 != UInt8(ascii: "e") else {
      return nil
    }
    position = at
    return value
  }

  // MARK: - Strings whose quotation mark was read

  /// Reads the rest of a string and appends it without its escapes, as ``string(into:)`` does.
  package mutating func rest(into out: inout [UInt8]) throws(JSONError) {
    position &-= 1
    try string(into: &out)
  }

  /// Reads the rest of a string that has no escapes; `nil` where it has, and nothing is read then.
  @inlinable @inline(__always)
  package mutating func plainRest() -> JSONString? {
    let start = position
    let end = text.nextStop(from: start).end
    guard text.byte(end) == UInt8(ascii: "\"") else { return nil }
    position = end &+ 1
    return JSONString(start: start, count: end &- start, isEscaped: false)
  }

  /// Reads the rest of a string and forgets it.
  @inlinable @inline(__always)
  package mutating func skipRest() throws(JSONError) {
    position &-= 1
    _ = try rawString()
  }
}
