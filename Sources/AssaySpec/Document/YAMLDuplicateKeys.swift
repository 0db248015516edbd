/// Finds where a mapping has a key for the second time, of which the parser tells the first only.
///
/// A search in the text, not a parse: it understands quotes, comments and brackets, and finds
/// nothing rather than something wrong where keys are written in unusual ways.
struct YAMLDuplicateKeys {
  /// How many duplicates of one file are looked for.
  static let limit = 25

  /// A key in the text.
  struct Key {
    var text: String
    var offset: Int
    var length: Int
    /// Offset of the first byte inside the quotes.
    var contentOffset: Int
  }

  let bytes: [UInt8]
  let lines: LineTable

  /// The key that begins at an offset; only what is written on one line, without escapes.
  func key(at offset: Int) -> Key? {
    guard offset < bytes.count else { return nil }
    let quote = bytes[offset]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      var end = offset + 1
      while end < bytes.count, bytes[end] != quote {
        guard bytes[end] != 0x5C, bytes[end] != 0x0A else { return nil }
        end += 1
      }
      guard end < bytes.count, end > offset + 1, isColon(after: end + 1) else { return nil }
      return Key(
        text: text(offset + 1, end), offset: offset, length: end + 1 - offset,
        contentOffset: offset + 1)
    }
    var end = offset
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D {
      if bytes[end] == UInt8(ascii: ":"), isColon(after: end) { break }
      end += 1
    }
    guard end < bytes.count, bytes[end] == UInt8(ascii: ":") else { return nil }
    while end > offset, bytes[end - 1] == 0x20 { end -= 1 }
    guard end > offset else { return nil }
    return Key(text: text(offset, end), offset: offset, length: end - offset, contentOffset: offset)
  }

  /// The next key with the same text in the same mapping.
  func duplicate(of key: Key, except dropped: Set<Int>) -> Key? {
    inBlock(key, except: dropped) ?? inFlow(key, except: dropped)
  }

  /// Looks at the lines that begin in the key's column, up to one that is indented less.
  private func inBlock(_ key: Key, except dropped: Set<Int>) -> Key? {
    let line = lines.line(of: key.offset)
    let column = key.offset - lines.starts[line]
    for start in lines.starts.dropFirst(line + 1) {
      var index = start
      while index < bytes.count, bytes[index] == 0x20 { index += 1 }
      guard index < bytes.count else { return nil }
      if [0x0A, 0x0D, UInt8(ascii: "#")].contains(bytes[index]) { continue }
      if index - start < column { return nil }
      guard index - start == column, !dropped.contains(index), let other = self.key(at: index),
        other.text.isExactly(key.text)
      else { continue }
      return other
    }
    return nil
  }

  /// Looks behind the commas of the flow mapping that the key stands in.
  private func inFlow(_ key: Key, except dropped: Set<Int>) -> Key? {
    var depth = 0
    var index = key.offset + key.length
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        let quote = bytes[index]
        index += 1
        while index < bytes.count, bytes[index] != quote {
          if bytes[index] == 0x5C, quote == UInt8(ascii: "\"") { index += 1 }
          index += 1
        }
      case UInt8(ascii: "#") where index > 0 && bytes[index - 1] <= 0x20:
        while index < bytes.count, bytes[index] != 0x0A { index += 1 }
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth < 0 { return nil }
      case UInt8(ascii: ",") where depth == 0:
        var start = index + 1
        while start < bytes.count, bytes[start] <= 0x20 { start += 1 }
        if !dropped.contains(start), let other = self.key(at: start),
          other.text.isExactly(key.text)
        {
          return other
        }
      default:
        break
      }
      index += 1
    }
    return nil
  }

  /// Whether a colon that ends a key follows, blanks aside.
  private func isColon(after offset: Int) -> Bool {
    var index = offset
    while index < bytes.count, bytes[index] == 0x20 { index += 1 }
    guard index < bytes.count, bytes[index] == UInt8(ascii: ":") else { return false }
    return index + 1 >= bytes.count || [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index + 1])
  }

  private func text(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<end], as: UTF8.self)
  }
}
