/// Holds what a client wrote to standard output against the values that it was served: each must
/// appear, once and in order.
struct EchoJudge {
  /// What is wrong with the output.
  enum Flaw: Sendable, Hashable {
    /// A served value does not appear.
    case lost(String, index: Int)
    /// A value appears more often than it was served.
    case repeated(String)
    /// A value appears before one that was served earlier.
    case disordered(String, after: String)
  }

  /// The first flaw; `nil` where there is none. `values` are texts in the order in which they were
  /// served; `counts` says how often a text stands anywhere in what was served: a client may print
  /// all of it.
  ///
  /// Values may be written as they are, or as JSON strings with any escapes.
  static func flaw(
    in output: [UInt8], _ values: [String], counts: [[UInt8]: Int] = [:]
  ) -> Flaw? {
    guard !values.isEmpty else { return nil }
    guard let raw = compare(output, values, counts) else { return nil }
    let decoded = unescaped(output)
    if decoded != output, compare(decoded, values, counts) == nil { return nil }
    return raw
  }

  private static func compare(
    _ output: [UInt8], _ values: [String], _ counts: [[UInt8]: Int]
  ) -> Flaw? {
    let wanted = values.map { Array($0.utf8) }
    var known: [[UInt8]: String] = [:]
    for value in values { known[Array(value.utf8)] = value }
    let found = occurrences(of: Array(known.keys), in: output)
    if found == wanted { return nil }
    var foundCounts: [[UInt8]: Int] = [:]
    for value in found { foundCounts[value, default: 0] += 1 }
    var wantedCounts: [[UInt8]: Int] = [:]
    for (index, value) in wanted.enumerated() {
      wantedCounts[value, default: 0] += 1
      if foundCounts[value, default: 0] < wantedCounts[value, default: 0] {
        return .lost(values[index], index: index)
      }
    }
    // What stands elsewhere in the answers, too, may be there as often as it was served, and nobody
    // can say which of them is which.
    func isAlone(_ value: [UInt8]) -> Bool {
      counts[value, default: 0] <= wantedCounts[value, default: 0]
    }
    for value in found {
      let most = max(wantedCounts[value, default: 0], counts[value, default: 0])
      if foundCounts[value, default: 0] > most { return .repeated(known[value] ?? "") }
    }
    let left = found.filter(isAlone)
    let right = wanted.filter(isAlone)
    guard let place = zip(left, right).enumerated().first(where: { $0.element.0 != $0.element.1 })
    else { return nil }
    return .disordered(
      known[place.element.0] ?? "",
      after: place.offset > 0 ? known[right[place.offset - 1]] ?? "" : "")
  }

  /// The values that appear in a text, in order, as words of their own: longer ones are looked for
  /// first, so that one that holds another is not taken for it.
  private static func occurrences(of values: [[UInt8]], in text: [UInt8]) -> [[UInt8]] {
    var byFirst: [UInt8: [[UInt8]]] = [:]
    for value in values {
      guard let first = value.first else { continue }
      byFirst[first, default: []].append(value)
    }
    for key in byFirst.keys { byFirst[key]?.sort { $0.count > $1.count } }
    var found: [[UInt8]] = []
    var position = 0
    while position < text.count {
      guard let candidates = byFirst[text[position]],
        let value = candidates.first(where: { isWord($0, text, position) })
      else {
        position += 1
        continue
      }
      found.append(value)
      position += value.count
    }
    return found
  }

  private static func isWord(_ value: [UInt8], _ text: [UInt8], _ position: Int) -> Bool {
    let end = position + value.count
    guard end <= text.count, text[position..<end].elementsEqual(value) else { return false }
    if position > 0, isLetter(text[position - 1]), isLetter(value[0]) { return false }
    if end < text.count, isLetter(text[end]), let last = value.last, isLetter(last) { return false }
    return true
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), 0x80...0xFF:
      true
    default: false
    }
  }

  /// The text with the escapes of JSON strings undone, wherever they stand.
  private static func unescaped(_ text: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      guard text[index] == UInt8(ascii: "\\"), index + 1 < text.count else {
        out.append(text[index])
        index += 1
        continue
      }
      let next = text[index + 1]
      index += 2
      switch next {
      case UInt8(ascii: "n"): out.append(0x0A)
      case UInt8(ascii: "t"): out.append(0x09)
      case UInt8(ascii: "r"): out.append(0x0D)
      case UInt8(ascii: "b"): out.append(0x08)
      case UInt8(ascii: "f"): out.append(0x0C)
      case UInt8(ascii: "u"):
        guard var scalar = hexadecimal(text, index) else {
          out += [UInt8(ascii: "\\"), next]
          continue
        }
        index += 4
        if (0xD800..<0xDC00).contains(scalar), index + 1 < text.count,
          text[index] == UInt8(ascii: "\\"), text[index + 1] == UInt8(ascii: "u"),
          let low = hexadecimal(text, index + 2), (0xDC00..<0xE000).contains(low)
        {
          scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
          index += 6
        }
        let valid = Unicode.Scalar(scalar) ?? "\u{FFFD}"
        out += Array(String(Character(valid)).utf8)
      default: out.append(next)
      }
    }
    return out
  }

  private static func hexadecimal(_ text: [UInt8], _ start: Int) -> UInt32? {
    guard start + 4 <= text.count else { return nil }
    return UInt32(String(decoding: text[start..<start + 4], as: UTF8.self), radix: 16)
  }
}
