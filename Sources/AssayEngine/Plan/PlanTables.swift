internal import AssayModel
internal import AssayPattern

/// The flat tables of a plan, as the runner reads them.
struct PlanTables: Sendable {
  var nodes: Flat<Node>
  var structs: Flat<StructTable>
  var members: Flat<MemberEntry>
  /// Hash slots of member names: index of the member plus one, 0 where free.
  var nameSlots: Flat<UInt16>
  var screens: Flat<ScreenTable>
  var enums: Flat<EnumTable>
  var enumSlots: Flat<EnumSlot>
  var mapKeys: Flat<MapKey>
  /// Names, prefixes and values, each followed by eight zeros.
  var literals: Flat<UInt8>
  /// ASCII sets, sixteen bytes each: see `assay_ascii_set`.
  var sets: Flat<UInt8>
  /// What relations want, by the index that nodes name.
  var taps: Flat<Tap>
  var tapChecks: Flat<TapCheck>
  var tapSlots: Flat<TapSlot>
  /// The same for the fast lane.
  var lanes: LaneTables
}

/// What the tables are while they are being built, and who owns them.
struct PlanBuilder {
  var nodes: [Node] = []
  var infos: [NodeInfo] = []
  var structs: [StructTable] = []
  var structInfos: [StructInfo] = []
  var members: [MemberEntry] = []
  var memberInfos: [MemberInfo] = []
  var nameSlots: [UInt16] = []
  var screens: [ScreenTable] = []
  var enums: [EnumTable] = []
  var enumSlots: [EnumSlot] = []
  var mapKeys: [MapKey] = []
  var literals: [UInt8] = []
  var sets: [UInt8] = []
  var orderCount = 0

  /// Adds bytes to the literals, padded so that eight-byte reads stay inside.
  mutating func addLiteral(_ bytes: some Sequence<UInt8>) -> (start: Int32, count: Int32) {
    let start = literals.count
    literals.append(contentsOf: bytes)
    let count = literals.count - start
    literals.append(contentsOf: [0, 0, 0, 0, 0, 0, 0, 0])
    return (Int32(clamping: start), Int32(clamping: count))
  }
}

/// Keeps the tables alive.
final class PlanStorage: Sendable {
  private let nodes: Slab<Node>
  private let structs: Slab<StructTable>
  private let members: Slab<MemberEntry>
  private let nameSlots: Slab<UInt16>
  private let screens: Slab<ScreenTable>
  private let enums: Slab<EnumTable>
  private let enumSlots: Slab<EnumSlot>
  private let mapKeys: Slab<MapKey>
  private let literals: Slab<UInt8>
  private let sets: Slab<UInt8>
  private let taps: Slab<Tap>
  private let tapChecks: Slab<TapCheck>
  private let tapSlots: Slab<TapSlot>
  private let lanes: LaneStorage
  let tables: PlanTables

  init(_ shapes: ShapeCompiler) {
    let builder = shapes.builder
    nodes = Slab(builder.nodes)
    structs = Slab(builder.structs)
    members = Slab(builder.members)
    nameSlots = Slab(builder.nameSlots)
    screens = Slab(builder.screens)
    enums = Slab(builder.enums)
    enumSlots = Slab(builder.enumSlots)
    mapKeys = Slab(builder.mapKeys)
    literals = Slab(builder.literals + [0, 0, 0, 0, 0, 0, 0, 0])
    sets = Slab(builder.sets)
    taps = Slab(shapes.taps)
    tapChecks = Slab(shapes.tapChecks)
    tapSlots = Slab(shapes.tapSlots)
    lanes = LaneStorage(builder, nameSlots: nameSlots.flat)
    tables = PlanTables(
      nodes: nodes.flat, structs: structs.flat, members: members.flat, nameSlots: nameSlots.flat,
      screens: screens.flat, enums: enums.flat, enumSlots: enumSlots.flat, mapKeys: mapKeys.flat,
      literals: literals.flat, sets: sets.flat, taps: taps.flat, tapChecks: tapChecks.flat,
      tapSlots: tapSlots.flat, lanes: lanes.tables)
  }
}
