internal import CAssayScan

/// What the fast lane needs to know of a plan: the same members, names and values as the other
/// tables, laid out for loads of 64 bytes. See `assay_lane.h` for what it proves.
@safe
struct LaneTables: Sendable {
  var structs: Flat<assay_lane_struct>
  var tables: Flat<assay_lane_tables>
}

/// Keeps the lane's tables alive.
@safe
final class LaneStorage: Sendable {
  private let structs: Slab<assay_lane_struct>
  private let members: Slab<assay_lane_member>
  private let slots: Slab<assay_lane_slot>
  private let bytes: Slab<UInt8>
  private let sets: Slab<UInt8>
  private let all: Slab<assay_lane_tables>
  let tables: LaneTables

  /// Lays out a plan's tables, which must outlive this.
  init(_ builder: PlanBuilder, nameSlots: Flat<UInt16>) {
    var layout = LaneLayout(builder)
    layout.addAll()
    structs = Slab(layout.structs)
    members = Slab(layout.members)
    slots = Slab(layout.slots)
    // A load of 64 bytes that crosses a cache line is two.
    bytes = Slab(layout.bytes, alignment: 64)
    sets = Slab(layout.sets)
    unsafe all = Slab([
      assay_lane_tables(
        members: members.flat.start, name_slots: nameSlots.start, enum_slots: slots.flat.start,
        bytes: bytes.flat.start, sets: sets.flat.start)
    ])
    tables = unsafe LaneTables(structs: structs.flat, tables: all.flat)
  }
}

/// The lane's tables while they are laid out.
private struct LaneLayout {
  let builder: PlanBuilder
  var structs: [assay_lane_struct] = []
  var members: [assay_lane_member] = []
  var slots: [assay_lane_slot] = []
  var bytes: [UInt8] = []
  /// Sets of sixteen bytes each; the first is of all that stand for themselves in a string.
  var sets = LaneLayout.plainSet
  /// First slot of each enumeration, once it is laid out.
  private var enums: [Int: UInt32] = [:]

  /// Most bytes of a name that are compared at once, and of a prefix or value.
  private static let width = 64
  private static let half = 32

  init(_ builder: PlanBuilder) { self.builder = builder }

  mutating func addAll() {
    for table in builder.structs { add(table) }
  }

  private mutating func add(_ table: StructTable) {
    let start = members.count
    var isUseful = false
    for position in 0..<Int(table.memberCount) {
      let member = self.member(builder.members[Int(table.memberStart) + position])
      isUseful = isUseful || member.kind != UInt32(assay_lane_none)
      members.append(member)
    }
    members.append(nobody())
    // Nobody's place must be a bit, too.
    let fits = table.memberCount < 64
    let watched = (start..<members.count - 1).filter { members[$0].tap >= 0 && fits }
    structs.append(
      assay_lane_struct(
        required: table.required,
        tapped: watched.reduce(0) { $0 | 1 << UInt64($1 - start) },
        member_start: UInt32(start),
        member_count: UInt32(table.memberCount), slot_start: UInt32(table.slotStart),
        slot_mask: UInt32(table.slotMask), order_start: UInt32(table.orderStart),
        is_useful: isUseful && fits && table.extraWords == 0 ? 1 : 0))
  }

  private mutating func member(_ entry: MemberEntry) -> assay_lane_member {
    let node = builder.nodes[Int(entry.node)]
    var member = assay_lane_member()
    member.kind = UInt32(assay_lane_none)
    member.node = UInt32(entry.node)
    member.tap = node.tap
    member.length_room = .max
    let start = Int(entry.literalStart)
    let name = builder.literals[start..<start + Int(entry.literalCount)]
    // A name that JSON escapes is never compared as it is: see the compiler of shapes.
    let isPlain = entry.reach != .max
    if isPlain, name.count < Self.width {
      member.literal_count = UInt32(name.count + 1)
      member.literal_mask = Self.low(name.count + 1)
      member.literal = add(name + [UInt8(ascii: ":")])
      fill(&member, node)
    } else {
      unname(&member)
    }
    return member
  }

  /// What is expected where nothing is.
  private mutating func nobody() -> assay_lane_member {
    var member = assay_lane_member()
    member.kind = UInt32(assay_lane_none)
    member.tap = -1
    unname(&member)
    return member
  }

  /// Gives a member a name that stands nowhere: no text that is JSON has this byte.
  private mutating func unname(_ member: inout assay_lane_member) {
    member.literal_mask = 1
    member.literal = add([0xFF])
  }

  /// What the lane can prove of a node's values.
  private mutating func fill(_ member: inout assay_lane_member, _ node: Node) {
    switch node.op {
    case .string: fillText(&member, node)
    case .timestamp where node.format == .dateTime:
      member.kind = UInt32(assay_lane_date_time)
      // In UTC, with a fraction or without, and within half a width.
      member.length_min = 20
      member.length_room = UInt64(Self.half - 1) - member.length_min
    case .boolean: member.kind = UInt32(assay_lane_boolean)
    case .integer where node.flags.isDisjoint(with: [.exactRange, .intEnum]):
      member.kind = UInt32(assay_lane_integer)
      member.integer_min = node.integerMin
      member.integer_max = node.integerMax
    case .list where node.lengthMin == 0: member.kind = UInt32(assay_lane_empty_list)
    default: break
    }
  }

  private mutating func fillText(_ member: inout assay_lane_member, _ node: Node) {
    switch node.screen {
    case .none:
      member.kind = UInt32(assay_lane_text)
      bound(&member, node.lengthMin, node.lengthMax)
    case .set, .prefixSet:
      let screen = builder.screens[Int(node.screenIndex)]
      let start = Int(screen.prefixStart)
      let prefix = builder.literals[start..<start + Int(screen.prefixCount)]
      guard prefix.count < Self.half, prefix.allSatisfy(Self.isPlain) else { return }
      member.kind = UInt32(assay_lane_text)
      member.set = set(Int(screen.set))
      member.prefix = add(prefix)
      member.prefix_mask = Self.low(prefix.count)
      bound(
        &member, max(node.lengthMin, Self.sum(screen.minimum, prefix.count)),
        min(node.lengthMax, Self.sum(screen.maximum, prefix.count)))
    case .enumeration:
      let table = builder.enums[Int(node.screenIndex)]
      member.kind = UInt32(assay_lane_enum)
      bound(&member, node.lengthMin, node.lengthMax)
      member.slot_start = slotStart(Int(node.screenIndex), table)
      member.slot_mask = UInt32(table.slotMask)
    case .general: break
    }
  }

  private mutating func slotStart(_ index: Int, _ table: EnumTable) -> UInt32 {
    if let found = enums[index] { return found }
    let start = UInt32(slots.count)
    for offset in 0...Int(table.slotMask) {
      let slot = builder.enumSlots[Int(table.slotStart) + offset]
      guard slot.count >= 0 else {
        slots.append(assay_lane_slot(literal: 0, count: -1))
        continue
      }
      let value = builder.literals[Int(slot.start)..<Int(slot.start) + Int(slot.count)]
      // Values that a body never has as they are, and long ones, are left to the others.
      let fits = value.count < Self.half - 1 && value.allSatisfy(Self.isPlain)
      slots.append(
        assay_lane_slot(
          literal: fits ? add(value + [UInt8(ascii: "\"")]) : 0, count: fits ? slot.count : -2))
    }
    enums[index] = start
    return start
  }

  /// Bounds of a string's length; where none fits, a kind that nothing has.
  private func bound(_ member: inout assay_lane_member, _ minimum: Int, _ maximum: Int) {
    guard minimum <= maximum else {
      member.kind = UInt32(assay_lane_none)
      return
    }
    member.length_min = UInt64(clamping: minimum)
    member.length_room = UInt64(clamping: maximum) - member.length_min
  }

  /// A set of the plan without what does not stand for itself in a string.
  private mutating func set(_ index: Int) -> UInt32 {
    let start = sets.count
    for row in 0..<16 { sets.append(builder.sets[index * 16 + row] & Self.plainSet[row]) }
    return UInt32(clamping: start)
  }

  private static func sum(_ left: Int, _ right: Int) -> Int {
    let (sum, overflows) = left.addingReportingOverflow(right)
    return overflows ? .max : sum
  }

  private mutating func add(_ text: some Collection<UInt8>) -> UInt32 {
    let start = bytes.count
    bytes += text
    bytes += repeatElement(0, count: Self.width - text.count)
    return UInt32(clamping: start)
  }

  /// Whether a byte stands for itself in a JSON string.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x80 && byte != 0x22 && byte != 0x5C
  }

  /// The characters that stand for themselves: see `assay_ascii_set`.
  private static let plainSet: [UInt8] = (0..<16).map { row in
    (0..<8).reduce(0) { bits, column in
      isPlain(UInt8(column * 16 + row)) ? bits | 1 << UInt8(column) : bits
    }
  }

  private static func low(_ count: Int) -> UInt64 {
    count >= 64 ? .max : 1 << UInt64(count) - 1
  }
}
