/// Private-use characters that a text does not contain, to stand for something in it.
struct PlaceholderPool {
  private let bytes: [UInt8]
  /// Found at the first need, which most texts do not have.
  private var free: [Unicode.Scalar]?

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// A character that was not given out before.
  mutating func next() -> Unicode.Scalar? {
    var left = free ?? Self.unused(in: bytes)
    let scalar = left.popLast()
    free = left
    return scalar
  }

  private static func unused(in bytes: [UInt8]) -> [Unicode.Scalar] {
    var used = Set<UInt32>()
    for index in bytes.indices where bytes[index] == 0xEE || bytes[index] == 0xEF {
      if let (scalar, _) = UTF8Scalar.decode(bytes, at: index) { used.insert(scalar) }
    }
    return (UInt32(0xE000)...0xF8FF).lazy.filter { !used.contains($0) }.prefix(64)
      .compactMap(Unicode.Scalar.init).reversed()
  }
}

/// A YAML text in which every `*` that may begin an alias is a placeholder, so that the parser sees
/// plain scalars instead of aliases. Scalar for scalar it is as long as the original, so that marks
/// stay true.
struct YAMLAliases {
  /// The bytes to parse.
  private var bytes: [UInt8]
  /// How much longer the text has become before an offset of the original.
  private var shifts: [(original: Int, growth: Int)] = []
  private let placeholder: Unicode.Scalar?

  /// Replaces what may be aliases; `nil` where no placeholder is left.
  init?(bytes original: [UInt8], placeholders: inout PlaceholderPool) {
    let start = TextChecker.byteOrderMarkLength(original)
    let isCandidate = { (index: Int) -> Bool in
      guard original[index] == UInt8(ascii: "*"), index + 1 < original.count else { return false }
      let next = original[index + 1]
      return next &- 48 < 10 || (next | 32) &- 97 < 26 || next == UInt8(ascii: "_")
        || next == UInt8(ascii: "-")
    }
    guard original.indices.contains(where: isCandidate) else {
      bytes = Array(original[start...])
      placeholder = nil
      if start > 0 { shifts = [(0, -start)] }
      return
    }
    guard let placeholder = placeholders.next(), let encoded = UTF8.encode(placeholder) else {
      return nil
    }
    self.placeholder = placeholder
    bytes = []
    bytes.reserveCapacity(original.count + 64)
    shifts = [(0, -start)]
    for index in start..<original.count {
      if isCandidate(index) {
        bytes.append(contentsOf: encoded)
        shifts.append((index + 1, bytes.count - index - 1))
      } else {
        bytes.append(original[index])
      }
    }
  }

  /// The text to parse.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Replaces the scalar at an offset of the original text.
  mutating func replaceScalar(at original: Int, with scalar: Unicode.Scalar) {
    let growth = shifts.last { $0.original <= original }?.growth ?? 0
    let offset = original + growth
    guard bytes.indices.contains(offset), let encoded = UTF8.encode(scalar),
      let (_, length) = UTF8Scalar.decode(bytes, at: offset)
    else { return }
    bytes.replaceSubrange(offset..<(offset + length), with: encoded)
    let more = encoded.count - length
    let position = shifts.firstIndex { $0.original > original } ?? shifts.count
    shifts.insert((original + 1, growth), at: position)
    for index in position..<shifts.count { shifts[index].growth += more }
  }

  /// The name of the alias that a plain scalar stands for.
  func aliasName(_ text: String) -> String? {
    guard let placeholder, text.unicodeScalars.first == placeholder else { return nil }
    return String(text.unicodeScalars.dropFirst())
  }

  /// A scalar's text with its asterisks.
  func restore(_ text: String) -> String {
    guard let placeholder, text.unicodeScalars.contains(placeholder) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(scalar == placeholder ? "*" : scalar) }
    return String(result)
  }
}
