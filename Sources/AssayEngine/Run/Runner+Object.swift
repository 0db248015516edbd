internal import AssayJSON
internal import AssayModel

extension Runner {
  /// Reads a structure or union that begins at `start` with a brace.
  mutating func object(_ index: Int, _ node: NodeRef, at start: Int) -> Int {
    guard depth < maxDepth else { return overNested(at: start) }
    let first = text.skipWhitespace(start &+ 1)
    return object(
      index, node, from: LaneState(position: first, object: start, seen: 0, place: 0),
      isClosed: text.byte(first) == Byte.closeBrace)
  }

  /// Goes on with an object some of whose members were read: from the name of the next one, or
  /// from its closing brace.
  mutating func object(
    _ index: Int, _ node: NodeRef, from state: LaneState, isClosed: Bool
  ) -> Int {
    let start = state.object
    let table = tables.structs.value(node.child)
    let isUnion = node.op == .union
    var seen = state.seen
    let extra = table.extraWords > 0 ? scratch.extra.value.begin(Int(table.extraWords)) : 0
    var unknown: KeySet.Level?
    var held = 0
    // Place in the learned order: behind which member the next one is expected.
    var place = Int(table.orderStart) &+ state.place

    var position = state.position
    if isClosed {
      position &+= 1
    } else {
      while true {
        if lane.takes(node.child) {
          var state = LaneState(
            position: position, object: start, seen: seen, place: place &- Int(table.orderStart))
          guard let stop = runLane(node.child, isList: false, &state) else { return -1 }
          position = state.position
          // What the lane proves is never null.
          if isUnion { held &+= (state.seen ^ seen).nonzeroBitCount }
          seen = state.seen
          place = Int(table.orderStart) &+ state.place
          if stop == .close {
            position &+= 1
            break
          }
        }
        let keyStart = position
        var member = Int(order[place])
        let keyCount: Int
        if isExpected(member, table, at: keyStart) {
          keyCount = tables.members[Int(table.memberStart) &+ member].literalCount &- 2
          position = keyStart &+ keyCount &+ 2
        } else {
          let key = secondGuess(table, place, at: keyStart)
          guard key.end >= 0 else { return -1 }
          member = key.member
          keyCount = key.end &- keyStart &- 2
          position = key.end
        }
        if text.byte(position) != Byte.colon {
          position = text.skipWhitespace(position)
          guard text.byte(position) == Byte.colon else {
            return breakJSON(at: position, expected: "a colon")
          }
        }
        position = text.skipWhitespace(position &+ 1)
        frames[depth] = Frame(start: keyStart &+ 1, count: keyCount)
        depth &+= 1
        if member >= 0 {
          let entry = tables.members[Int(table.memberStart) &+ member]
          place = Int(table.orderStart) &+ member &+ 1
          let again: Bool
          if member < 64 {
            let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: member)
            again = seen & bit != 0
            seen |= bit
          } else {
            again = scratch.extra.value.mark(extra, member &- 64)
          }
          if again {
            position = repeatedMember(entry, key: keyStart, value: position)
          } else if text.byte(position) == UInt8(ascii: "n") {
            position = nullMember(entry, at: position)
          } else {
            held &+= 1
            position = value(entry.node, at: position)
          }
        } else {
          position = unknownMember(
            index, isUnion: isUnion, table, key: keyStart, count: keyCount,
            isKnownBad: member == MemberKey.illFormed, value: position, &unknown, &held)
        }
        guard position >= 0 else { return -1 }
        depth &-= 1
        var next = text.byte(position)
        if next <= 0x20 {
          position = text.skipWhitespace(position)
          next = text.byte(position)
        }
        if next == Byte.comma {
          position = text.skipWhitespace(position &+ 1)
        } else if next == Byte.closeBrace {
          position &+= 1
          break
        } else {
          return breakJSON(at: position, expected: "a comma or a closing brace")
        }
      }
    }
    if let unknown { scratch.keys.value.end(unknown) }
    if table.required & ~seen != 0 || table.flags.contains(.requiresExtra) {
      reportMissing(node.child, seen: seen, extra: extra, at: start)
    }
    if table.extraWords > 0 { scratch.extra.value.end(extra) }
    if isUnion, held != 1 { reportUnion(index, held: held, at: start) }
    return position
  }

  /// Whether the member that is expected stands at a position.
  @inline(__always)
  mutating func isExpected(_ member: Int, _ table: StructTable, at position: Int) -> Bool {
    member < Int(table.memberCount)
      && matchesLiteral(tables.members[Int(table.memberStart) &+ member], at: position)
  }

  /// The member that stood here before the one expected, as where an optional one comes and goes;
  /// otherwise any, by its name.
  @inline(never)
  mutating func secondGuess(_ table: StructTable, _ place: Int, at keyStart: Int) -> MemberKey {
    let other = place &+ Int(table.memberCount) &+ 1
    let member = Int(order[other])
    let key: MemberKey
    if isExpected(member, table, at: keyStart) {
      let count = tables.members[Int(table.memberStart) &+ member].literalCount
      key = MemberKey(member: member, end: keyStart &+ count)
    } else {
      key = memberKey(table, at: keyStart)
    }
    if key.member >= 0, learns {
      order[other] = order[place]
      order[place] = UInt16(truncatingIfNeeded: key.member)
    }
    return key
  }

  /// Whether a member's name, quotation marks included, stands at a position.
  @inline(__always)
  mutating func matchesLiteral(_ entry: MemberRef, at position: Int) -> Bool {
    let count = entry.literalCount
    guard position &+ entry.reach <= text.count else { return false }
    let all = text.all
    guard (all.word(position) ^ entry.firstWord) & entry.firstMask == 0 else { return false }
    if count <= 8 { return true }
    let literal = tables.literals.bytes(entry.literalStart, count)
    guard all.word(position &+ count &- 8) == literal.word(count &- 8) else { return false }
    var index = 8
    while index &+ 8 < count {
      guard all.word(position &+ index) == literal.word(index) else { return false }
      index &+= 8
    }
    return true
  }

  /// A second occurrence of a member: reported, then checked as the first was.
  @inline(never)
  mutating func repeatedMember(_ entry: MemberRef, key: Int, value position: Int) -> Int {
    reportDuplicate(at: key)
    let outer = isRepeated
    isRepeated = true
    defer { isRepeated = outer }
    if text.byte(position) == UInt8(ascii: "n") { return nullMember(entry, at: position) }
    return value(entry.node, at: position)
  }

  /// A member whose value begins like `null`.
  @inline(never)
  mutating func nullMember(_ entry: MemberRef, at position: Int) -> Int {
    let end = literal(at: position)
    if end >= 0, entry.isRequired { reportNull(entry, at: position) }
    return end
  }

  /// A member that the structure does not have, or whose name is ill-formed.
  @inline(never)
  mutating func unknownMember(
    _ index: Int, isUnion: Bool, _ table: StructTable, key: Int, count: Int, isKnownBad: Bool,
    value position: Int, _ level: inout KeySet.Level?, _ held: inout Int
  ) -> Int {
    if isKnownBad {
      reportEncoding(at: key)
      return anyValue(at: position)
    }
    var names = level ?? scratch.keys.value.begin()
    let name = scratch.keyName(text, key: key, count: count)
    let isNew = scratch.keys.value.insert(
      name.bytes, at: name.isDecoded ? nil : key &+ 1, in: text.all, &names)
    level = names
    if !isNew { reportDuplicate(at: key) }
    let isNull = text.byte(position) == UInt8(ascii: "n")
    if isUnion {
      if !name.bytes.isTypeTag {
        if !isNull {
          if isNew { held &+= 1 }
          reportUnknown(name.bytes, index, isUnion: true, at: key)
        }
      }
    } else if !(table.flags.contains(.isErrorBody) && depth == 1
      && (name.bytes.isTypeTag || name.bytes.isCode))
    {
      reportUnknown(name.bytes, index, isUnion: false, at: key)
    }
    let outer = isRepeated
    isRepeated = true
    defer { isRepeated = outer }
    return anyValue(at: position)
  }
}

extension Bytes {
  /// `__type`, which AWS protocols may add to any structure.
  var isTypeTag: Bool { count == 6 && tail(0) == 0x6570_7974_5F5F }
  /// `code`, which may name an error's type.
  var isCode: Bool { count == 4 && tail(0) == 0x6564_6F63 }
}
