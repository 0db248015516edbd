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
  private let all: Slab<assay_lane_tables>
  let tables: LaneTables

  /// Lays out a plan's tables, which must outlive this.
  init(_ builder: PlanBuilder, nameSlots: Flat<UInt16>, sets: Flat<UInt8>) {
    var layout = LaneLayout(builder)
    layout.addAll()
    structs = Slab(layout.structs)
    members = Slab(layout.members)
    slots = Slab(layout.slots)
    // A load of 64 bytes that crosses a cache line is two.
    bytes = Slab(layout.bytes, alignment: 64)
    unsafe all = Slab([
      assay_lane_tables(
        members: members.flat.start, name_slots: nameSlots.start, enum_slots: slots.flat.start,
        bytes: bytes.flat.start, sets: sets.start)
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
  /// First slot of each enumeration, once it is laid out.
  private var enums: [Int: UInt32] = [:]

  /// Longest name, prefix or value that is compared at once.
  private static let width = 64

  init(_ builder: PlanBuilder) { self.builder = builder }

  mutating func addAll() {
    for table in builder.structs { add(table) }
  }

  private mutating func add(_ table: StructTable) {
    let start = members.count
    var isUseful = false
    for position in 0..<Int(table.memberCount) {
      let member = self.member(builder.members[Int(table.memberStart) + position])
      isUseful = isUseful || member.kind != 0
      members.append(member)
    }
    structs.append(
      assay_lane_struct(
        required: table.required, member_start: UInt32(start),
        member_count: UInt32(table.memberCount), slot_start: UInt32(table.slotStart),
        slot_mask: UInt32(table.slotMask), order_start: UInt32(table.orderStart),
        is_useful: isUseful && table.extraWords == 0 ? 1 : 0))
  }

  private mutating func member(_ entry: MemberEntry) -> assay_lane_member {
    let node = builder.nodes[Int(entry.node)]
    var member = assay_lane_member()
    member.node = UInt32(entry.node)
    member.tap = node.tap
    member.length_min = UInt64(clamping: node.lengthMin)
    member.length_max = UInt64(clamping: node.lengthMax)
    let start = Int(entry.literalStart)
    let name = builder.literals[start..<start + Int(entry.literalCount)]
    // The quick compare of a name that JSON escapes was made to fail: see the compiler of shapes.
    let isPlain = entry.firstWord & 0xFF == 0x22
    if isPlain, name.count < Self.width {
      member.literal_count = UInt32(name.count + 1)
      member.literal_mask = Self.low(name.count + 1)
      member.literal = add(name + [UInt8(ascii: ":")])
      fill(&member, node)
    } else {
      // No text that is JSON has this byte.
      member.literal_mask = 1
      member.literal = add([0xFF])
    }
    return member
  }

  /// What the lane can prove of a node's values.
  private mutating func fill(_ member: inout assay_lane_member, _ node: Node) {
    switch node.op {
    case .string: fillText(&member, node)
    case .timestamp where node.format == .dateTime:
      member.kind = UInt32(assay_lane_date_time)
    case .boolean: member.kind = UInt32(assay_lane_boolean)
    case .integer where node.flags.isDisjoint(with: [.exactRange, .intEnum]):
      member.kind = UInt32(assay_lane_integer)
      member.integer_min = node.integerMin
      member.integer_max = node.integerMax
    default: break
    }
  }

  private mutating func fillText(_ member: inout assay_lane_member, _ node: Node) {
    switch node.screen {
    case .none: member.kind = UInt32(assay_lane_text)
    case .set, .prefixSet:
      let screen = builder.screens[Int(node.screenIndex)]
      let start = Int(screen.prefixStart)
      let prefix = builder.literals[start..<start + Int(screen.prefixCount)]
      guard prefix.count < Self.width, prefix.allSatisfy(Self.isPlain) else { return }
      let set = Int(screen.set) * 16
      let hasStops = (UInt8(0)..<0x80).contains {
        !Self.isPlain($0) && builder.sets[set + Int($0 & 15)] >> ($0 >> 4) & 1 != 0
      }
      member.kind = UInt32(hasStops ? assay_lane_set : assay_lane_plain_set)
      member.set = UInt32(set)
      member.prefix = add(prefix)
      member.prefix_count = UInt32(prefix.count)
      member.rest_min = UInt64(clamping: screen.minimum)
      member.rest_max = UInt64(clamping: screen.maximum)
    case .enumeration:
      let table = builder.enums[Int(node.screenIndex)]
      member.kind = UInt32(assay_lane_enum)
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
      let fits = value.count < Self.width - 1 && value.allSatisfy(Self.isPlain)
      slots.append(assay_lane_slot(literal: fits ? add(value) : 0, count: fits ? slot.count : -2))
    }
    enums[index] = start
    return start
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

  private static func low(_ count: Int) -> UInt64 {
    count >= 64 ? .max : 1 << UInt64(count) - 1
  }
}
