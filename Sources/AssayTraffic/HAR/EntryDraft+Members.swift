import AssayJSON

/// Going from member to member: at one look where they come as in the entries before, else by
/// reading the name.
extension EntryDraft {
  /// Goes to the next member of an object, up to its value, or out of the object.
  @inline(__always)
  mutating func next(
    _ place: inout MemberOrder.Place, _ reader: inout JSONReader, _ level: EntryLevel
  ) throws(JSONError) -> EntryMember {
    if !reader.meet(&place, order) { place = try read(place, &reader, level) }
    return .of(place)
  }

  @inline(never)
  private mutating func read(
    _ last: MemberOrder.Place, _ reader: inout JSONReader, _ level: EntryLevel
  ) throws(JSONError) -> MemberOrder.Place {
    var place = last
    let start = reader.position
    let depth = reader.depth
    let more = place.isFirst ? try reader.openObject() : try reader.nextMember()
    place.role = more ? level.member(try reader.name(), reader).rawValue : EntryMember.end.rawValue
    place.opens = false
    reader.note(from: start, depth, &place, order, isEnd: !more)
    return place
  }

  /// Goes to the next member of the objects of a list, or out of the list; `opens` of the place
  /// says where another object begins. Objects without members are passed over. Elements that are
  /// no objects are skipped where `isLoose`, and errors else.
  @inline(__always)
  mutating func nextInList(
    _ place: inout MemberOrder.Place, _ reader: inout JSONReader, isLoose: Bool
  ) throws(JSONError) -> EntryMember {
    if !reader.meet(&place, order) { place = try readInList(place, &reader, isLoose) }
    return .of(place)
  }

  @inline(never)
  private mutating func readInList(
    _ last: MemberOrder.Place, _ reader: inout JSONReader, _ isLoose: Bool
  ) throws(JSONError) -> MemberOrder.Place {
    var place = last
    let start = reader.position
    let depth = reader.depth
    var more = true
    place.opens = false
    if place.isFirst {
      more = try reader.openArray()
      place.opens = more
    } else if try !reader.nextMember() {
      more = try reader.nextElement()
      place.opens = more
    }
    if place.opens { more = try openElement(&place, &reader, isLoose) }
    place.role =
      more
      ? EntryLevel.pair.member(try reader.name(), reader).rawValue : EntryMember.end.rawValue
    reader.note(from: start, depth, &place, order, isEnd: !more)
    return place
  }

  /// Goes into the first element that has members; `false` behind the last one.
  private mutating func openElement(
    _ place: inout MemberOrder.Place, _ reader: inout JSONReader, _ isLoose: Bool
  ) throws(JSONError) -> Bool {
    while true {
      if isLoose, try reader.kind() != .object {
        // Values between the members are no gap to be expected again.
        try reader.skipValue()
        place.leave()
      } else if try reader.openObject() {
        return true
      }
      guard try reader.nextElement() else { return false }
    }
  }
}
