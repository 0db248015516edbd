package import AssayJSON
internal import AssayModel
internal import AssayPattern
internal import CAssayScan

/// What a task needs to run a plan: buffers, match data, what was learned of member order, and
/// which constraints were exercised. Not shared between tasks.
@safe
package final class Scratch {
  let index: IndexBuffer
  let learnsOrder: Bool
  let frames: Room<Frame>
  let order: Room<UInt16>
  let visits: Room<UInt64>
  private let spans: Room<assay_lane_span>
  /// Undoing of escapes, of the same width as the index.
  private let structure: UnsafePointer<assay_structure>
  /// The fast lane, where this processor has one and it is not turned off.
  let lane: Lane
  let keys = Cell(KeySet())
  let extra = Cell(ExtraMembers())
  let items = Cell<[ItemRange]>([])
  let captured: Cell<Captured>
  let relationVisits: Room<Int>
  let relationBreaks: Room<Int>
  /// How often a node's constraint was broken, by node and kind.
  private(set) var breaks = Tally<BreakKey>()
  /// How often a member was missing or null, by the line that requires it.
  private(set) var originBreaks = Tally<OriginKey>()
  /// Text of the string being read, of the key, of the parameter.
  private let valueText = GrowingBytes()
  private let nameText = GrowingBytes()
  let parameterText = GrowingBytes()
  /// What is put together for a report.
  let words = GrowingBytes()
  /// How often each query parameter came.
  let queryCounts: Room<Int32>
  /// The items of query parameters that must be unique, by the parameter's index.
  private var queryItems: [Int: [[UInt8]]] = [:]
  /// Positions of the pieces of a request.
  let pieces = Cell(RequestPieces())
  let patterns: PatternScratch
  private let plan: Plan

  /// Creates the scratch of one task.
  ///
  /// - Parameters:
  ///   - plan: The plan that it serves.
  ///   - level: Width of the scanning functions; the widest where none is given or available.
  ///   - learnsOrder: Whether the order of members is predicted; off in tests that compare.
  ///   - usesLane: Whether the fast lane is taken; off in tests that compare.
  package init(
    for plan: Plan, level: IndexBuffer.Level? = nil, learnsOrder: Bool = true,
    usesLane: Bool = true
  ) {
    self.plan = plan
    self.learnsOrder = learnsOrder
    index = level.flatMap { IndexBuffer(level: $0) } ?? IndexBuffer()
    frames = Room(repeating: .none, count: max(plan.options.limits.nesting, 0) + 2)
    order = Room(repeating: 0, count: plan.orderCount)
    visits = Room(repeating: 0, count: plan.tables.nodes.count)
    spans = Room(repeating: assay_lane_span(), count: 64)
    unsafe structure = assay_structure_at(index.scan.pointee.level) ?? assay_structure_best()
    lane = unsafe Lane(
      plan.tables.lanes, level: usesLane ? index.scan.pointee.level : assay_level_portable,
      order: order, visits: visits, spans: spans, learns: learnsOrder)
    captured = Cell(Captured(slots: plan.slotCount))
    relationVisits = Room(repeating: 0, count: plan.relations.count)
    relationBreaks = Room(repeating: 0, count: plan.relations.count)
    queryCounts = Room(
      repeating: 0, count: plan.operations.reduce(0) { max($0, $1.request.query.count) })
    patterns = unsafe PatternScratch(plan.patterns, scan: index.scan)
    resetOrder()
  }

  deinit {
    frames.deallocate()
    order.deallocate()
    visits.deallocate()
    spans.deallocate()
    valueText.deallocate()
    nameText.deallocate()
    parameterText.deallocate()
    words.deallocate()
    keys.deallocate()
    extra.deallocate()
    items.deallocate()
    captured.deallocate()
    relationVisits.deallocate()
    relationBreaks.deallocate()
    queryCounts.deallocate()
    pieces.deallocate()
  }

  /// Expects members in the order of the contract, or, without learning, nothing: the member behind
  /// the last.
  private func resetOrder() {
    for index in 0..<plan.tables.structs.count {
      let table = plan.tables.structs.value(index)
      let nobody = UInt16(truncatingIfNeeded: table.memberCount)
      for place in 0...Int(table.memberCount) {
        order[Int(table.orderStart) + place] =
          learnsOrder ? UInt16(truncatingIfNeeded: place) : nobody
        order[Int(table.orderStart) + Int(table.memberCount) + 1 + place] = nobody
      }
    }
  }

  // MARK: - Texts

  /// Begins a text, of which it may be known how many bytes it will have.
  func beginText(_ place: StringPlace, count: Int = 0) {
    guard place != .nothing else { return }
    let text = place == .key ? nameText : valueText
    text.removeAll()
    text.reserve(count)
  }

  /// Appends a string from behind its opening quotation mark on; see ``GrowingBytes``.
  func append(unescaping bytes: Bytes, _ place: StringPlace) -> assay_text? {
    unsafe (place == .key ? nameText : valueText).append(unescaping: bytes, by: structure)
  }

  /// Appends a piece of a string; see ``GrowingBytes``.
  @discardableResult
  func append(unescapingPiece bytes: Bytes, _ place: StringPlace) -> assay_text {
    unsafe (place == .key ? nameText : valueText).append(unescapingPiece: bytes, by: structure)
  }

  func text(_ place: StringPlace) -> Bytes {
    place == .key ? nameText.bytes : valueText.bytes
  }

  /// The text of the key that was read last: in the body, or with its escapes undone.
  func keyName(_ text: ByteIndex, key: Int, count: Int) -> (bytes: Bytes, isDecoded: Bool) {
    let raw = text.bytes(from: key + 1, to: key + 1 + count)
    var index = 0
    while index < raw.count {
      if raw[index] == Byte.backslash { return (nameText.bytes, true) }
      index += 1
    }
    return (raw, false)
  }

  /// Whether two of the items from an index on are equal.
  func hasEqualItems(from first: Int, in text: Bytes) -> Bool {
    let reader = unsafe index.index(text.buffer)
    return ItemEquality(text: reader, seed: keys.value.seed).hasEqual(items.value[first...])
  }

  // MARK: - Patterns

  func matches(_ pattern: Int, _ content: Bytes) -> PatternOutcome {
    patterns.matches(pattern, content)
  }

  func classHolds(_ index: Int, _ content: Bytes) -> Bool {
    patterns.classHolds(index, content)
  }

  // MARK: - Coverage

  /// A node and a kind of constraint.
  struct BreakKey: Hashable {
    var node: Int
    var kind: ConstraintKind
  }

  /// A line of the contract and a kind of constraint.
  struct OriginKey: Hashable {
    var file: UInt32
    var line: UInt32
    var column: UInt32
    var kind: ConstraintKind
  }

  func broken(_ node: Int, _ kind: ConstraintKind) {
    breaks.add(BreakKey(node: node, kind: kind))
  }

  func count(_ kind: ConstraintKind, _ origin: Origin) {
    originBreaks.add(
      OriginKey(file: origin.file, line: origin.line, column: origin.column, kind: kind))
  }

  // MARK: - Query parameters

  /// Remembers an item of a query parameter whose items must be unique.
  func rememberItem(_ item: Bytes, of parameter: Int) {
    queryItems[parameter, default: []].append(item.array)
  }

  /// The items of a query parameter that were remembered; forgets them.
  func takeItems(of parameter: Int) -> [[UInt8]] {
    queryItems.isEmpty ? [] : queryItems.removeValue(forKey: parameter) ?? []
  }

  // MARK: - From exchange to exchange

  /// Forgets the members of objects that were open when a body broke off.
  func forgetOpenObjects() {
    keys.value.removeAll()
    extra.value.removeAll()
  }

  /// Gives back what a giant has left behind. Nothing of the last exchange is needed any more.
  package func shrink() {
    for text in [valueText, nameText, parameterText, words] { text.removeAll() }
  }

  /// Makes ready for the next exchange.
  func beginExchange() {
    forgetOpenObjects()
    if !items.value.isEmpty { items.value.removeAll(keepingCapacity: true) }
    if captured.value.hasValues { captured.value.removeAll() }
  }
}
