internal import AssayJSON
internal import AssayModel
internal import CAssayScan

/// Reads the bytes of one exchange and checks them against a plan as it goes.
///
/// A JSON body is read once, by recursive descent over its bytes; the node of the plan that each
/// value belongs to says what to look for, so nothing is kept of what was read but the path to the
/// current value. While all is well nothing is allocated. Methods that read a value take the
/// position of its first byte and return the position behind it, or a negative number when the
/// body cannot be read further.
@safe
struct Runner {
  /// The body being read.
  var text: ByteIndex
  /// Bytes that may be loaded from its first one on: its own, and perhaps some behind it.
  private(set) var readable = 0
  let tables: PlanTables
  let plan: Plan
  let scratch: Scratch
  let scan: UnsafePointer<assay_scan>
  /// The path to the current value: `frames[0..<depth]`.
  let frames: Room<Frame>
  var depth = 0
  let maxDepth: Int
  /// What was learned of the order of members.
  let order: Room<UInt16>
  let learns: Bool
  /// The fast way through plain objects.
  var lane: Lane
  /// How often each node saw a value.
  let visits: Room<UInt64>
  /// Where in the exchange the reader is.
  var part = Violation.Part.responseBody
  /// The parameter being checked; none in bodies.
  var parameter = ParameterName.none
  /// Whether the parameter has a name that credentials travel under.
  var isSecretParameter = false
  /// Which taps have something to do in this message, a bit each; those beyond 63 share bits.
  var watched: UInt64 = 0
  /// Whether a request was read whose values the answer is compared with.
  var comparesRelations = false
  /// Whether giants of the body may be taken out of memory once they were read: nobody reads it again.
  var givesBack = false
  /// Inside a repeated occurrence of a member, which takes part in no relation.
  var isRepeated = false
  /// What was found.
  var found = Findings()

  init(plan: Plan, scratch: Scratch) {
    self.plan = plan
    self.scratch = scratch
    tables = plan.tables
    unsafe scan = scratch.index.scan
    frames = scratch.frames
    maxDepth = plan.options.limits.nesting
    order = scratch.order
    learns = scratch.learnsOrder
    visits = scratch.visits
    lane = scratch.lane
    text = unsafe scratch.index.index(UnsafeBufferPointer(start: nil, count: 0))
  }

  /// Makes ready for the next exchange.
  mutating func begin() {
    scratch.beginExchange()
    depth = 0
    parameter = .none
    isSecretParameter = false
    watched = 0
    comparesRelations = false
    isRepeated = false
    if !found.isEmpty { found.removeAll() }
  }

  /// Turns to a text. `readable` says how many bytes may be loaded from its first one on, where
  /// that is more than its own.
  @inline(__always)
  mutating func turn(to bytes: Bytes, readable: Int = 0) {
    text = unsafe scratch.index.index(bytes.buffer)
    self.readable = max(readable, bytes.count)
  }

  /// Reads a whole JSON text as a value of a node. Returns whether it was read to its end.
  mutating func document(_ node: Int, _ bytes: Bytes, readable: Int = 0) -> Bool {
    depth = 0
    var state = LaneState(position: 1, object: 0, seen: 0, place: 0)
    guard let stop = laneStart(node, bytes, readable: readable, &state) else {
      turn(to: bytes, readable: readable)
      return document(node, endingAt: nil)
    }
    visits[node] &+= 1
    if stop == .close, state.position &+ 1 == bytes.count,
      lane.hasRequired(tables.nodes[node].child, state.seen)
    {
      return true
    }
    turn(to: bytes, readable: readable)
    let end = wholeObject(node, from: state, stop)
    return end == bytes.count || document(node, endingAt: end)
  }

  /// Goes on with a text that does not end where its value does, or whose value was not read to its
  /// end, or not at all.
  @inline(never)
  private mutating func document(_ node: Int, endingAt end: Int?) -> Bool {
    let end = end ?? value(node, at: text.skipWhitespace(0))
    guard end >= 0 else {
      scratch.forgetOpenObjects()
      return false
    }
    let rest = text.skipWhitespace(end)
    guard rest == text.count else {
      depth = 0
      _ = breakJSON(at: rest, expected: "the end of the document")
      return false
    }
    return true
  }

  /// Reads the value at a position and checks it against a node.
  mutating func value(_ index: Int, at position: Int) -> Int {
    let node = tables.nodes[index]
    visits[index] &+= 1
    let byte = text.byte(position)
    switch node.op {
    case .string:
      if byte == Byte.quote { return string(index, node, at: position) }
    case .structure, .union:
      if byte == Byte.openBrace { return object(index, node, at: position) }
    case .list:
      if byte == Byte.openBracket { return list(index, node, at: position) }
    case .timestamp:
      if node.format == .epochSeconds {
        if Byte.beginsNumber(byte) { return number(index, node, at: position) }
      } else if byte == Byte.quote {
        return timestamp(index, node, at: position)
      }
    case .integer:
      if Byte.beginsNumber(byte) { return number(index, node, at: position) }
    case .bigInteger, .bigDecimal:
      if node.flags.contains(.quoted) {
        if byte == Byte.quote { return otherString(index, at: position) }
      } else if Byte.beginsNumber(byte) {
        return number(index, node, at: position)
      }
    case .float, .double:
      if Byte.beginsNumber(byte) { return number(index, node, at: position) }
      if byte == Byte.quote { return otherString(index, at: position) }
    case .boolean:
      if byte == UInt8(ascii: "t") || byte == UInt8(ascii: "f") {
        let end = literal(at: position)
        if end >= 0, isWatched(node) {
          tapText(node, text.bytes(from: position, to: end), at: position)
        }
        return end
      }
    case .blob:
      if byte == Byte.quote { return otherString(index, at: position) }
    case .map:
      if byte == Byte.openBrace { return map(index, node, at: position) }
    case .document:
      if byte != UInt8(ascii: "n") { return anyValue(at: position) }
    }
    return mismatch(index, at: position)
  }

  /// Reads a value of another JSON type than its node wants.
  @inline(never)
  mutating func mismatch(_ index: Int, at position: Int) -> Int {
    let byte = text.byte(position)
    if byte == Byte.openBrace || byte == Byte.openBracket {
      guard depth < maxDepth else { return overNested(at: position) }
      reportType(index, at: position, end: position)
      return anyValue(at: position)
    }
    let end = anyValue(at: position)
    if end >= 0 { reportType(index, at: position, end: end) }
    return end
  }
}

/// Bytes with a meaning in JSON.
enum Byte {
  static let quote = UInt8(ascii: "\"")
  static let backslash = UInt8(ascii: "\\")
  static let openBrace = UInt8(ascii: "{")
  static let closeBrace = UInt8(ascii: "}")
  static let openBracket = UInt8(ascii: "[")
  static let closeBracket = UInt8(ascii: "]")
  static let colon = UInt8(ascii: ":")
  static let comma = UInt8(ascii: ",")

  @inline(__always)
  static func beginsNumber(_ byte: UInt8) -> Bool {
    byte &- 48 < 10 || byte == UInt8(ascii: "-")
  }
}
