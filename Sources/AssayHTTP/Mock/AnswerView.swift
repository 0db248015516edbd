internal import AssayGenerate
internal import AssayModel

/// What one question sees of an operation's data: the items that fit it, as they are written, and
/// the rest of the answer.
struct AnswerView: Sendable {
  /// Members of the answer; without items and token.
  var base: MessageValue
  /// The items, as JSON.
  var items: [[UInt8]]
  /// What tokens of this question hold.
  var check: UInt64

  /// The items from a place on, as a JSON array.
  func page(from start: Int, count: Int) -> JSONValue {
    let part = items[start..<min(items.count, start + count)]
    var bytes: [UInt8] = []
    bytes.reserveCapacity(part.reduce(2) { $0 + $1.count + 1 })
    bytes.append(UInt8(ascii: "["))
    for (index, item) in part.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes += item
    }
    bytes.append(UInt8(ascii: "]"))
    return .raw(bytes)
  }
}

/// FNV-1a, 64 bits, with a final mix: for checks that only have to differ.
struct Checksum {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
  }

  mutating func add(_ number: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) {
      value = (value ^ (number >> shift & 0xFF)) &* 0x0000_0100_0000_01B3
    }
  }

  var mixed: UInt64 {
    var bits = value
    bits = (bits ^ (bits >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    return bits ^ (bits >> 33)
  }
}
