internal import CAssayScan

/// How far the fast lane got.
struct LaneState {
  /// Next byte to read.
  var position: Int
  /// Brace of the object that is being read.
  var object: Int
  /// Members seen in it, a bit each.
  var seen: UInt64
  /// Member behind which the next one is expected, plus one; 0 at the start.
  var place: Int
  /// Objects passed, in a list.
  var items = 0
}

/// Why it stopped there.
enum LaneStop {
  /// At the name of a member that it cannot prove.
  case member
  /// At the brace that closes the object.
  case close
  /// Behind an object that no further one follows as expected.
  case behindItem
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
    _ lanes: LaneTables, level: assay_level, order: Room<UInt16>, visits: Room<UInt64>, learns: Bool
  ) {
    unsafe function = assay_lane_at(level)
    unsafe tables = lanes.tables.start
    structs = lanes.structs
    unsafe memory = assay_lane_memory(
      order: order.start, visits: visits.start, watched: 0, learns: learns ? 1 : 0)
  }

  /// Whether it is worth asking about a structure.
  @inline(__always)
  mutating func takes(_ table: Int) -> Bool {
    guard unsafe function != nil, structs.value(table).is_useful != 0 else { return false }
    if pause == 0 { return true }
    pause &-= 1
    return false
  }

  /// Goes on from the name of a member of an object, or from object to object of a list.
  @inline(__always)
  mutating func run(
    _ table: Int, _ bytes: Bytes, watched: UInt64, isList: Bool, _ state: inout LaneState
  ) -> LaneStop {
    guard let function = unsafe function else { return .member }
    let before = state.position
    unsafe memory.watched = watched
    var inner = assay_lane_state(
      position: state.position, object: state.object, seen: state.seen,
      place: UInt32(truncatingIfNeeded: state.place), items: 0)
    // SAFETY: the function reads the bytes of the run and the tables, and writes to the memory
    // that the scratch has for this plan; none of them moves while it runs.
    let stop = unsafe function(
      tables, structs.address(table), bytes.base, bytes.count, &memory, isList ? 1 : 0, &inner)
    state = LaneState(
      position: Int(inner.position), object: Int(inner.object), seen: inner.seen,
      place: Int(inner.place), items: Int(inner.items))
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
}
