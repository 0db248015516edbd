internal import AssayJSON

/// What a key turned out to be.
struct MemberKey {
  /// Index of the member in its structure, or ``unknown`` or ``illFormed``.
  var member: Int
  /// Position behind the closing quotation mark; negative where the text is no JSON.
  var end: Int

  static let unknown = -1
  static let illFormed = -2
}

extension Runner {
  /// Reads a key and finds the member of that name.
  @inline(never)
  mutating func memberKey(_ table: StructTable, at start: Int) -> MemberKey {
    guard text.byte(start) == Byte.quote else {
      return MemberKey(member: -1, end: breakJSON(at: start, expected: "a member name"))
    }
    let (end, high) = text.nextStop(from: start &+ 1)
    if text.byte(end) == Byte.quote, !high {
      return MemberKey(
        member: find(text.bytes(from: start &+ 1, to: end), in: table), end: end &+ 1)
    }
    let read = readString(at: start, into: .key)
    guard read.end >= 0 else { return MemberKey(member: -1, end: -1) }
    guard read.isWellFormed else {
      return MemberKey(member: MemberKey.illFormed, end: read.end)
    }
    return MemberKey(member: find(read.content, in: table), end: read.end)
  }

  /// Reads a key of an object whose names are free. `content` is valid until the next key.
  mutating func freeKey(at start: Int) -> StringToken {
    guard text.byte(start) == Byte.quote else {
      return StringToken(end: breakJSON(at: start, expected: "a member name"))
    }
    let (end, high) = text.nextStop(from: start &+ 1)
    if text.byte(end) == Byte.quote, !high {
      return StringToken(
        end: end &+ 1, content: text.bytes(from: start &+ 1, to: end), scalars: end &- start &- 1,
        isASCII: true, isRaw: true)
    }
    return readString(at: start, into: .key)
  }

  /// Index of the member with a name, or ``MemberKey/unknown``.
  @inline(__always)
  mutating func find(_ name: Bytes, in table: StructTable) -> Int {
    guard table.memberCount > 0 else { return MemberKey.unknown }
    let mask = Int(table.slotMask)
    var slot = Int(truncatingIfNeeded: NameHash.hash(name)) & mask
    while true {
      let found = Int(tables.nameSlots.value(Int(table.slotStart) &+ slot))
      if found == 0 { return MemberKey.unknown }
      let entry = tables.members[Int(table.memberStart) &+ found &- 1]
      if entry.literalCount == name.count &+ 2, isEqual(name, at: entry.literalStart &+ 1) {
        return found &- 1
      }
      slot = (slot &+ 1) & mask
    }
  }
}
