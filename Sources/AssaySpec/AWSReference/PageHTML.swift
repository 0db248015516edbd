/// The text of a page that was saved as HTML: tags gone, paragraphs apart, references to characters
/// replaced.
struct PageHTML {
  private(set) var bytes: [UInt8] = []
  /// Where each byte comes from.
  private(set) var offsets: [Int] = []
  private let source: [UInt8]
  private var index = 0
  private var isPreformatted = false

  /// Whether a file is HTML, by how it begins.
  static func isHTML(_ bytes: [UInt8]) -> Bool {
    let start = bytes.prefix(1_000).drop { $0 <= 0x20 || $0 >= 0x80 }.prefix(14)
    let text = String(decoding: start, as: UTF8.self).lowercased()
    return text.hasPrefix("<!doctype html") || text.hasPrefix("<html")
      || text.hasPrefix("<head") || text.hasPrefix("<body")
  }

  init(_ source: [UInt8]) {
    self.source = source
    bytes.reserveCapacity(source.count)
    offsets.reserveCapacity(source.count)
    while index < source.count {
      switch source[index] {
      case UInt8(ascii: "<"): tag()
      case UInt8(ascii: "&"): reference()
      case 0x0A, 0x0D:
        add(isPreformatted ? 0x0A : 0x20, from: index)
        index += 1
      default:
        add(source[index], from: index)
        index += 1
      }
    }
  }

  private mutating func add(_ byte: UInt8, from offset: Int) {
    bytes.append(byte)
    offsets.append(offset)
  }

  // MARK: Tags

  private static let blocks: Set<String> = [
    "p", "div", "pre", "dl", "dt", "dd", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6",
    "title", "table", "tr", "td", "th", "section", "article", "header", "main", "body",
  ]
  /// What is inside these is not for people.
  private static let hidden: Set<String> = ["script", "style", "noscript", "svg", "template"]

  private mutating func tag() {
    let start = index
    if source[index...].starts(with: "<!--".utf8) {
      index = behind("-->", from: index + 4)
      return
    }
    var at = index + 1
    let isClosing = at < source.count && source[at] == UInt8(ascii: "/")
    if isClosing { at += 1 }
    let nameStart = at
    while at < source.count, Self.isNameByte(source[at]) { at += 1 }
    let isMark = nameStart < source.count && source[nameStart] == UInt8(ascii: "!")
    guard at > nameStart || isMark else {
      add(UInt8(ascii: "<"), from: start)
      index += 1
      return
    }
    let name = String(decoding: source[nameStart..<at], as: UTF8.self).lowercased()
    // The tag ends at the first `>` outside quotes.
    var quote: UInt8?
    while at < source.count {
      let byte = source[at]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        break
      }
      at += 1
    }
    index = min(source.count, at + 1)
    if !isClosing, Self.hidden.contains(name) {
      index = behind("</\(name)", from: index)
      while index < source.count, source[index - 1] != UInt8(ascii: ">") { index += 1 }
      return
    }
    if name == "pre" { isPreformatted = !isClosing }
    if name == "br" {
      add(0x0A, from: start)
    } else if Self.blocks.contains(name) {
      add(0x0A, from: start)
      add(0x0A, from: start)
    }
  }

  private func behind(_ text: String, from start: Int) -> Int {
    let wanted = Array(text.utf8)
    var at = start
    while at + wanted.count <= source.count {
      let isMatch = wanted.indices.allSatisfy {
        let byte = source[at + $0]
        return (byte &- 65 < 26 ? byte | 32 : byte) == wanted[$0]
      }
      if isMatch { return at + wanted.count }
      at += 1
    }
    return source.count
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (byte | 32) &- 97 < 26 || byte &- 48 < 10 || byte == UInt8(ascii: "-")
  }

  // MARK: References to characters

  private static let named: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ",
  ]

  private mutating func reference() {
    let start = index
    let rest = source[(index + 1)...].prefix(12)
    guard let end = rest.firstIndex(of: UInt8(ascii: ";")),
      let scalar = Self.scalar(String(decoding: source[(start + 1)..<end], as: UTF8.self))
    else {
      add(source[index], from: index)
      index += 1
      return
    }
    for byte in String(Character(scalar)).utf8 { add(byte, from: start) }
    index = end + 1
  }

  private static func scalar(_ name: String) -> Unicode.Scalar? {
    guard name.hasPrefix("#") else { return named[name] }
    let digits = name.dropFirst()
    let isHex = digits.first == "x" || digits.first == "X"
    return UInt32(isHex ? digits.dropFirst() : digits, radix: isHex ? 16 : 10)
      .flatMap { Unicode.Scalar($0) }
  }
}
