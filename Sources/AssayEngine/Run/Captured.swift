internal import AssayModel

/// A value that a relation compares: of a request, remembered, or of an answer.
enum CapturedValue: BitwiseCopyable {
  /// Text at an offset of the memory of ``Captured``.
  case text(start: Int, count: Int, kind: Node.Op)
  case integer(Int64)
  /// Digits of a number, at an offset of the memory.
  case number(start: Int, count: Int)
  case instant(Instant)
}

/// What relations remember of a request: values in slots, in the order of the request.
struct Captured {
  /// A value, and the one that stands in the same slot behind it; -1 for none.
  private struct Entry: BitwiseCopyable {
    var value: CapturedValue
    var next: Int32 = -1
  }

  private struct Slot: BitwiseCopyable {
    var first: Int32 = -1
    var last: Int32 = -1
    var isPresent = false
  }

  private var slots: [Slot]
  private var entries: [Entry] = []
  private(set) var memory: [UInt8] = []
  /// Whether anything is remembered.
  private(set) var hasValues = false

  init(slots count: Int) {
    slots = Array(repeating: Slot(), count: count)
  }

  mutating func removeAll() {
    hasValues = false
    memory.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    for index in slots.indices { slots[index] = Slot() }
  }

  // MARK: - Remembering

  mutating func remember(_ bytes: Bytes, _ kind: Node.Op, in slot: Int) {
    let start = memory.count
    unsafe memory.append(contentsOf: bytes.buffer)
    remember(
      kind.isNumber
        ? .number(start: start, count: bytes.count)
        : .text(start: start, count: bytes.count, kind: kind), in: slot)
  }

  mutating func remember(_ value: CapturedValue, in slot: Int) {
    let place = Int32(clamping: entries.count)
    entries.append(Entry(value: value))
    if slots[slot].last >= 0 {
      entries[Int(slots[slot].last)].next = place
    } else {
      slots[slot].first = place
    }
    slots[slot].last = place
    markPresent(slot)
  }

  /// A slot that has a value, or a list that may turn out to be empty.
  mutating func markPresent(_ slot: Int) {
    hasValues = true
    slots[slot].isPresent = true
  }

  // MARK: - Reading

  func isPresent(_ slot: Int) -> Bool { slots[slot].isPresent }

  /// Place of the first value of a slot; negative where there is none.
  func first(of slot: Int) -> Int { Int(slots[slot].first) }

  /// The value at a place.
  func value(at place: Int) -> CapturedValue { entries[place].value }

  /// Place of the next value of the same slot; negative where there is none.
  func next(after place: Int) -> Int { Int(entries[place].next) }

  /// The digits of a number.
  func digits(_ start: Int, _ count: Int) -> [UInt8] { Array(memory[start..<start + count]) }
}
