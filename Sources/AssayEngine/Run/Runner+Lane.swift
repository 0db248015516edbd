internal import AssayJSON
internal import CAssayScan

/// Why the fast lane stopped.
enum LaneStop {
  /// At the name of a member that it cannot prove.
  case member
  /// At the brace that closes the object.
  case close
  /// Behind an object that no further one follows as expected.
  case behindItem
  /// At a string that it cannot prove; it goes on behind it.
  case value
}

/// How far the fast lane got.
struct LaneState {
  fileprivate var inner: assay_lane_state

  /// At the first member of an object.
  ///
  /// Of what it takes:
  ///   - position: Next byte to read.
  ///   - object: Brace of the object that is being read.
  ///   - seen: Members seen in it, a bit each.
  ///   - place: Member behind which the next one is expected, plus one; 0 at the start.
  init(position: Int, object: Int, seen: UInt64, place: Int) {
    inner = assay_lane_state()
    inner.position = position
    inner.object = object
    inner.seen = seen
    inner.place = UInt32(truncatingIfNeeded: place)
  }

  var position: Int { Int(bitPattern: UInt(inner.position)) }
  var object: Int { Int(bitPattern: UInt(inner.object)) }
  var seen: UInt64 { inner.seen }
  var place: Int { Int(inner.place) }
  /// Objects passed, in a list or on lines.
  var items: Int { Int(inner.items) }

  /// At a value: the index of its member, and where its name and itself begin.
  var member: Int { Int(inner.member) }
  var name: Int { Int(bitPattern: UInt(inner.name)) }
  var value: Int { Int(bitPattern: UInt(inner.value)) }
}

/// The fast lane: see `assay_lane.h`.
///
/// Nothing depends on its going far. Where it gets nowhere, as in bodies whose strings are escaped
/// throughout, it is asked less and less often.
@safe
struct Lane {
  private let function: assay_lane?
  private let tables: UnsafePointer<assay_lane_tables>
  private let structs: Flat<assay_lane_struct>
  private var memory: assay_lane_memory
  /// How many more calls in vain it is allowed, and how many calls it then sits out.
  private var credit = Lane.fullCredit
  private var pause = 0

  private static let fullCredit = 8
  private static let longPause = 64

  init(
    _ lanes: LaneTables, level: assay_level, order: Room<UInt16>, visits: Room<UInt64>,
    spans: Room<assay_lane_span>, learns: Bool
  ) {
    unsafe function = assay_lane_at(level)
    unsafe tables = lanes.tables.start
    structs = lanes.structs
    unsafe memory = assay_lane_memory(
      order: order.start, visits: visits.start, spans: spans.start, watched: 0,
      learns: learns ? 1 : 0, takes_lists: 0)
  }

  /// Whether it is worth asking about a structure.
  @inline(__always)
  mutating func takes(_ table: Int) -> Bool {
    guard unsafe function != nil, structs.value(table).is_useful != 0 else { return false }
    if pause == 0 { return true }
    pause &-= 1
    return false
  }

  /// Whether all members that a structure must have were seen.
  @inline(__always)
  func hasRequired(_ table: Int, _ seen: UInt64) -> Bool {
    structs.value(table).required & ~seen == 0
  }

  /// Goes on from the name of a member of an object, or from object to object of a list.
  @inline(__always)
  mutating func run(
    _ table: Int, _ bytes: Bytes, readable: Int, watched: UInt64, isList: Bool, takesLists: Bool,
    _ state: inout LaneState
  ) -> LaneStop {
    guard let function = unsafe function else { return .member }
    let before = state.position
    unsafe memory.watched = watched
    unsafe memory.takes_lists = takesLists ? 1 : 0
    assert(readable >= bytes.count)
    // SAFETY: the function reads the bytes of the run, those behind it that are readable, and the
    // tables, and writes to the memory that the scratch has for this plan; none of them moves while
    // it runs.
    let stop = unsafe function(
      tables, structs.address(table), bytes.base, bytes.count, readable, &memory,
      isList ? assay_lane_items : assay_lane_object, &state.inner)
    if stop == assay_lane_at_value { return .value }
    if state.position == before {
      credit &-= 1
      if credit < 0 {
        credit = 0
        pause = Lane.longPause
      }
    } else if credit < Lane.fullCredit {
      credit &+= 1
    }
    switch stop {
    case assay_lane_at_close: return .close
    case assay_lane_behind_item: return .behindItem
    default: return .member
    }
  }

  /// Passes over documents that stand on lines of their own; `nil` where the structure is none for
  /// the lane.
  mutating func lines(
    _ table: Int, _ bytes: Bytes, readable: Int, takesLists: Bool
  ) -> (count: Int, end: Int)? {
    guard let function = unsafe function, structs.value(table).is_useful != 0, bytes.count > 0
    else {
      return nil
    }
    var state = LaneState(position: 0, object: 0, seen: 0, place: 0)
    unsafe memory.watched = 0
    unsafe memory.takes_lists = takesLists ? 1 : 0
    assert(readable >= bytes.count)
    // SAFETY: as above.
    _ = unsafe function(
      tables, structs.address(table), bytes.base, bytes.count, readable, &memory, assay_lane_lines,
      &state.inner)
    return (state.items, state.position)
  }
}

extension Runner {
  /// Goes by the lane from the name of a member of an object, or from object to object of a list,
  /// and looks at the values that it cannot prove; `nil` where the text is no JSON.
  ///
  /// Of what it takes:
  ///   - index: The structure or union.
  ///   - first: Index of the object in its list, where `isList` says that it stands in one.
  mutating func runLane(
    _ table: Int, isList: Bool, first: Int = 0, _ state: inout LaneState
  ) -> LaneStop? {
    let stop = lane.run(
      table, text.all, readable: readable, watched: watched, isList: isList,
      takesLists: depth &+ 1 < maxDepth, &state)
    return stop == .value ? goOn(table, isList: isList, first: first, &state) : stop
  }

  /// Looks at a value where the lane stopped, and goes on by it.
  private mutating func goOn(
    _ table: Int, isList: Bool, first: Int = 0, _ state: inout LaneState
  ) -> LaneStop? {
    while true {
      if isList { frames[depth &- 1] = Frame(start: first &+ state.items, count: -1) }
      let start = Int(tables.structs.value(table).memberStart)
      let entry = tables.members[start &+ state.member]
      frames[depth] = Frame(start: state.name &+ 1, count: entry.literalCount &- 2)
      depth &+= 1
      guard value(entry.node, at: state.value) >= 0 else { return nil }
      depth &-= 1
      let stop = lane.run(
        table, text.all, readable: readable, watched: watched, isList: isList,
        takesLists: depth &+ 1 < maxDepth, &state)
      guard stop == .value else { return stop }
    }
  }

  /// Begins with an object that a text begins with, where it is plain enough for the lane to be asked
  /// at once: what is proved of a small one is all there is to it. `nil` where it was not looked at.
  @inline(__always)
  mutating func laneStart(
    _ index: Int, _ bytes: Bytes, readable: Int, _ state: inout LaneState
  ) -> LaneStop? {
    let node = tables.nodes[index]
    guard node.op == .structure, bytes.count > 1, bytes[0] == Byte.openBrace, maxDepth > 0 else {
      return nil
    }
    let isClosed = bytes[1] == Byte.closeBrace
    guard isClosed || bytes[1] == Byte.quote, lane.takes(node.child) else { return nil }
    if isClosed { return .close }
    return lane.run(
      node.child, bytes, readable: max(readable, bytes.count), watched: watched, isList: false,
      takesLists: maxDepth > 1, &state)
  }

  /// Passes over documents that stand on lines of their own and are all plainly what a node wants.
  /// Returns how many they are and where the last one ends; of what follows nothing is known.
  mutating func lines(_ index: Int, _ bytes: Bytes, readable: Int) -> (count: Int, end: Int) {
    let node = tables.nodes[index]
    guard node.op == .structure, maxDepth > 0,
      let lines = lane.lines(
        node.child, bytes, readable: max(readable, bytes.count), takesLists: maxDepth > 1)
    else { return (0, 0) }
    visits[index] &+= UInt64(truncatingIfNeeded: lines.count)
    return lines
  }

  /// Reads the rest of an object that a text begins with. Returns the position behind it, or a negative
  /// number where it cannot be read further.
  mutating func wholeObject(_ index: Int, from state: LaneState, _ stop: LaneStop) -> Int {
    let node = tables.nodes[index]
    var state = state
    var stop = stop
    if stop == .value {
      guard let reached = goOn(node.child, isList: false, &state) else { return -1 }
      stop = reached
    }
    return object(index, node, from: state, isClosed: stop == .close)
  }
}
