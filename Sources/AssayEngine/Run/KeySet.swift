internal import AssayJSON

/// The names seen so far in every open object whose names are not known beforehand: maps,
/// documents, unknown members. A stack: the innermost object's names stand last.
///
/// Up to sixteen names are compared one by one; more are found through a table of slots. Hashes are
/// seeded a process, so that no traffic can be made to collide; names with equal hashes are
/// compared byte by byte, so the seed never shows.
struct KeySet {
  private struct Entry {
    var hash: UInt64
    /// Raw name in the body, or a decoded one in `decoded` when `isDecoded`.
    var start: Int
    var count: Int
    var isDecoded: Bool
  }

  private var entries: [Entry] = []
  private var slots: [Int32] = []
  private var decoded: [UInt8] = []
  let seed: UInt64

  init() {
    seed = UInt64.random(in: .min ... .max)
  }

  /// The place of one object in the stack.
  struct Level {
    fileprivate var firstEntry: Int
    fileprivate var firstSlot: Int
    fileprivate var slotCount: Int
    fileprivate var firstDecoded: Int
  }

  /// Begins an object.
  mutating func begin() -> Level {
    Level(
      firstEntry: entries.count, firstSlot: slots.count, slotCount: 0,
      firstDecoded: decoded.count)
  }

  /// Ends an object; levels end in reverse order of their beginning.
  mutating func end(_ level: Level) {
    entries.removeLast(entries.count - level.firstEntry)
    slots.removeLast(slots.count - level.firstSlot)
    decoded.removeLast(decoded.count - level.firstDecoded)
  }

  /// Forgets all objects, after a body that broke off.
  mutating func removeAll() {
    if entries.isEmpty, slots.isEmpty { return }
    entries.removeAll(keepingCapacity: true)
    slots.removeAll(keepingCapacity: true)
    decoded.removeAll(keepingCapacity: true)
  }

  /// Adds a name to the innermost object. Returns whether it was new.
  ///
  /// Of what it takes:
  ///   - name: The name, escapes undone.
  ///   - offset: Where it stands in `body` when it has no escapes, otherwise `nil`.
  mutating func insert(_ name: Bytes, at offset: Int?, in body: Bytes, _ level: inout Level) -> Bool
  {
    let hash = self.hash(name)
    let count = entries.count - level.firstEntry
    if count < 16 {
      for index in level.firstEntry..<entries.count
      where entries[index].hash == hash && matches(entries[index], name, body) {
        return false
      }
    } else {
      if (count + 1) * 2 > level.slotCount { grow(&level) }
      var slot = Int(truncatingIfNeeded: hash) & (level.slotCount - 1)
      while true {
        let found = Int(slots[level.firstSlot + slot])
        if found < 0 { break }
        let entry = entries[level.firstEntry + found]
        if entry.hash == hash, matches(entry, name, body) { return false }
        slot = (slot + 1) & (level.slotCount - 1)
      }
      slots[level.firstSlot + slot] = Int32(truncatingIfNeeded: count)
    }
    if let offset {
      entries.append(Entry(hash: hash, start: offset, count: name.count, isDecoded: false))
    } else {
      entries.append(
        Entry(hash: hash, start: decoded.count, count: name.count, isDecoded: true))
      for index in 0..<name.count { decoded.append(name[index]) }
    }
    return true
  }

  private func matches(_ entry: Entry, _ name: Bytes, _ body: Bytes) -> Bool {
    guard entry.count == name.count else { return false }
    if entry.isDecoded {
      return decoded.withBytes { $0.slice(entry.start, entry.count).equals(name) }
    }
    return body.slice(entry.start, entry.count).equals(name)
  }

  private mutating func grow(_ level: inout Level) {
    let size = max(64, level.slotCount * 2)
    slots.removeLast(slots.count - level.firstSlot)
    slots.append(contentsOf: repeatElement(-1, count: size))
    level.slotCount = size
    for index in level.firstEntry..<entries.count {
      var slot = Int(truncatingIfNeeded: entries[index].hash) & (size - 1)
      while slots[level.firstSlot + slot] >= 0 { slot = (slot + 1) & (size - 1) }
      slots[level.firstSlot + slot] = Int32(truncatingIfNeeded: index - level.firstEntry)
    }
  }

  @inline(__always)
  private func hash(_ name: Bytes) -> UInt64 {
    var hash = seed ^ UInt64(truncatingIfNeeded: name.count)
    var index = 0
    while index < name.count {
      hash = KeySet.mix(hash ^ name.tail(index))
      index &+= 8
    }
    return hash
  }

  @inline(__always)
  static func mix(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low ^ value &>> 32
  }
}
