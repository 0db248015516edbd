internal import AssayModel

/// A value that a relation compares: of a request, remembered, or of an answer.
enum CapturedValue: BitwiseCopyable {
  /// Text at an offset of the scratch's memory.
  case text(start: Int, count: Int, kind: Node.Op)
  case integer(Int64)
  /// Digits of a number, at an offset of the scratch's memory.
  case number(start: Int, count: Int)
  case instant(Instant)
}

/// The values that a slot remembers.
struct CapturedSlot {
  var values: [CapturedValue] = []
  var isPresent = false
}

/// What relations remember of a request.
struct Captured {
  var slots: [CapturedSlot]
  var memory: [UInt8] = []

  init(slots count: Int) {
    slots = Array(repeating: CapturedSlot(), count: count)
  }

  mutating func removeAll() {
    memory.removeAll(keepingCapacity: true)
    for index in slots.indices {
      slots[index].isPresent = false
      slots[index].values.removeAll(keepingCapacity: true)
    }
  }

  mutating func remember(_ bytes: Bytes, _ kind: Node.Op, in slot: Int) {
    let start = memory.count
    for index in 0..<bytes.count { memory.append(bytes[index]) }
    remember(
      kind.isNumber
        ? .number(start: start, count: bytes.count)
        : .text(start: start, count: bytes.count, kind: kind), in: slot)
  }

  mutating func remember(_ value: CapturedValue, in slot: Int) {
    slots[slot].isPresent = true
    slots[slot].values.append(value)
  }
}
