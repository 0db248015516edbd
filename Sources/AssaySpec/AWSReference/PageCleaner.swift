/// Goes through the bytes of a page and leaves out what is no text.
///
/// Code between backticks is copied as it is, so that the brackets and asterisks of patterns stay.
struct PageCleaner {
  private let source: [UInt8]
  private let isMarkdown: Bool
  private var index = 0
  private var pending: [(UInt8, Int)] = []
  private var pendingIndex = 0
  private var isLineStart = true
  /// Links and spans around the cursor: where the text of each ends, and where all of it.
  private var links: [(textEnd: Int, end: Int)] = []
  /// The number of the next link, where links are numbered in the text.
  private var nextLink: Int?

  init(_ source: [UInt8], isMarkdown: Bool) {
    self.source = source
    self.isMarkdown = isMarkdown
    // A browser for terminals puts numbers before links, and lists their targets at the end.
    let isNumbered =
      !isMarkdown && PageText.contains(source, "\nReferences")
      && PageText.contains(source, "[1]")
    nextLink = isNumbered ? 1 : nil
  }

  /// The next byte of the text, and where it comes from.
  mutating func next() -> (UInt8, Int)? {
    while true {
      if pendingIndex < pending.count {
        defer { pendingIndex += 1 }
        return pending[pendingIndex]
      }
      while let link = links.last, index >= link.textEnd {
        index = max(index, link.end)
        links.removeLast()
      }
      guard index < source.count else { return nil }
      let start = index
      let wasLineStart = isLineStart
      let byte = source[index]
      isLineStart = byte == 0x0A || byte == 0x0D || (wasLineStart && (byte == 0x20 || byte == 0x09))
      if byte < 0x80 {
        index += 1
        switch byte {
        case 0x0A: return (0x0A, start)
        case 0x0D: return (0x0A, start)
        case 0x20, 0x09, 0x0B, 0x0C: return (0x20, start)
        case 0..<0x20, 0x7F: continue
        default: break
        }
        if isMarkdown {
          switch markup(byte, at: start, atLineStart: wasLineStart) {
          case .skip: continue
          case .copy: break
          case .emit(let other): return (other, start)
          }
        } else if wasLineStart, isBullet(at: start) {
          continue
        } else if byte == UInt8(ascii: "*"), skipRule(from: start) {
          continue
        } else if byte == UInt8(ascii: "["), skipLinkNumber(from: start) {
          continue
        }
        return (byte, start)
      }
      if let (length, isSpace) = invisible(at: start) {
        index += length
        if isSpace { return (0x20, start) }
        continue
      }
      index += 1
      return (byte, start)
    }
  }

  private enum Outcome {
    case skip, copy
    case emit(UInt8)
  }

  /// What becomes of a byte of Markdown. `index` is behind it.
  private mutating func markup(_ byte: UInt8, at start: Int, atLineStart: Bool) -> Outcome {
    switch byte {
    case UInt8(ascii: "`"):
      copyCode(from: start)
      return .skip
    case UInt8(ascii: "*"):
      return .skip
    case UInt8(ascii: "#") where atLineStart:
      while index < source.count, source[index] == byte { index += 1 }
      return .skip
    case UInt8(ascii: "+") where atLineStart, UInt8(ascii: "-") where atLineStart:
      return index < source.count && source[index] == 0x20 ? .skip : .copy
    case UInt8(ascii: ":") where atLineStart:
      // What defines a term, and the fences around a division of the page.
      if source[index...].prefix(2).elementsEqual("::".utf8) {
        while index < source.count, source[index] != 0x0A { index += 1 }
        return .skip
      }
      return index < source.count && source[index] == 0x20 ? .skip : .copy
    case UInt8(ascii: "\\"):
      guard index < source.count, isPunctuation(source[index]) else { return .copy }
      defer { index += 1 }
      return .emit(source[index])
    case UInt8(ascii: "<"):
      // Anchors and other HTML.
      guard let end = source[index...].prefix(400).firstIndex(of: UInt8(ascii: ">")),
        isTag(source[index..<end])
      else { return .copy }
      index = end + 1
      return .skip
    case UInt8(ascii: "["):
      guard links.count < 8, let found = findLink(from: index) else { return .copy }
      links.append(found)
      return .skip
    case UInt8(ascii: "{"):
      // Attributes that pandoc writes behind code and headings.
      guard index < source.count, ".#".utf8.contains(source[index]), start > 0,
        "` )]".utf8.contains(source[start - 1]),
        let end = source[index...].prefix(200).firstIndex(of: UInt8(ascii: "}"))
      else { return .copy }
      index = end + 1
      return .skip
    default:
      return .copy
    }
  }

  /// `[text](target)`, `[text]{attributes}` or both, behind the opening bracket.
  private func findLink(from start: Int) -> (textEnd: Int, end: Int)? {
    var depth = 1
    var close = start
    let limit = min(source.count, start + 300)
    while close < limit {
      switch source[close] {
      case UInt8(ascii: "\\"): close += 1
      case UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]"): depth -= 1
      default: break
      }
      if depth == 0 { break }
      close += 1
    }
    guard depth == 0, close + 1 < source.count else { return nil }
    var end = close + 1
    if source[end] == UInt8(ascii: "("),
      let stop = source[end...].prefix(1_000).firstIndex(of: UInt8(ascii: ")"))
    {
      end = stop + 1
    }
    if end + 1 < source.count, source[end] == UInt8(ascii: "{"),
      ".#".utf8.contains(source[end + 1]),
      let stop = source[end...].prefix(200).firstIndex(of: UInt8(ascii: "}"))
    {
      end = stop + 1
    }
    return end > close + 1 ? (close, end) : nil
  }

  /// Whether what stands behind `<` is a tag of HTML, and no placeholder.
  private func isTag(_ inside: ArraySlice<UInt8>) -> Bool {
    let name = inside.drop { $0 == UInt8(ascii: "/") }.prefix {
      $0 != 0x20 && $0 != 0x0A && $0 != 0x2F
    }
    return Self.tags.contains { $0.elementsEqual(name) }
  }

  private static let tags: [[UInt8]] = [
    "a", "span", "div", "p", "br", "b", "i", "em", "strong", "code", "pre", "dl", "dt", "dd", "ul",
    "ol", "li", "h1", "h2", "h3", "h4", "table", "tr", "td", "th", "tbody", "thead", "img",
  ].map { Array($0.utf8) }

  /// Steps over the asterisks around a heading in plain text.
  private mutating func skipRule(from start: Int) -> Bool {
    var stop = start
    while stop < source.count, source[stop] == UInt8(ascii: "*") { stop += 1 }
    guard stop - start > 3 else { return false }
    index = stop
    return true
  }

  /// Steps over the number of a link, `[7]`, where it is the next one.
  private mutating func skipLinkNumber(from start: Int) -> Bool {
    guard let number = nextLink else { return false }
    let mark = Array("[\(number)]".utf8)
    guard source[start...].starts(with: mark) else { return false }
    index = start + mark.count
    nextLink = number + 1
    return true
  }

  /// Copies what stands between backticks, be it a span or a fenced block.
  private mutating func copyCode(from start: Int) {
    var fence = 1
    while start + fence < source.count, source[start + fence] == UInt8(ascii: "`") { fence += 1 }
    let from = start + fence
    var at = from
    var run = 0
    while at < source.count {
      run = source[at] == UInt8(ascii: "`") ? run + 1 : 0
      at += 1
      let isEnd = run == fence && (at == source.count || source[at] != UInt8(ascii: "`"))
      if isEnd { break }
    }
    guard run == fence else {
      // Never closed: the backtick is dropped, what follows is text.
      index = from
      return
    }
    var content = from..<(at - fence)
    if fence >= 3, let lineEnd = source[content].firstIndex(of: 0x0A) {
      // The language of a fenced block.
      content = lineEnd..<content.upperBound
    }
    pending = content.compactMap { position in
      let byte = source[position]
      return (byte == 0x0D || byte == 0x09 ? 0x20 : byte, position)
    }
    pendingIndex = 0
    index = at
    isLineStart = false
  }

  private func isPunctuation(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }

  /// A bullet of a list in plain text: a mark and a space.
  private func isBullet(at start: Int) -> Bool {
    guard start + 1 < source.count, source[start + 1] == 0x20 else { return false }
    return source[start] == UInt8(ascii: "*") || source[start] == UInt8(ascii: "-")
      || source[start] == UInt8(ascii: "+")
  }

  /// Characters that are white space of some kind, or nothing at all, or a bullet.
  private func invisible(at start: Int) -> (length: Int, isSpace: Bool)? {
    let rest = source[start...].prefix(3)
    func starts(_ bytes: [UInt8]) -> Bool { rest.starts(with: bytes) }
    if starts([0xC2, 0xA0]) || starts([0xC2, 0x85]) { return (2, true) }
    if starts([0xEF, 0xBB, 0xBF]) { return (3, false) }
    // U+200B to U+200D and U+2060 have no width; U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F
    // and U+3000 are spaces; U+2022, U+25CF, U+25CB, U+25AA and U+25E6 are bullets.
    if starts([0xE2, 0x80, 0x8B]) || starts([0xE2, 0x80, 0x8C]) || starts([0xE2, 0x80, 0x8D])
      || starts([0xE2, 0x81, 0xA0])
    {
      return (3, false)
    }
    if rest.count == 3, starts([0xE2, 0x80]), let last = rest.last {
      if (0x80...0x8A).contains(last) || [0xA8, 0xA9, 0xAF, 0xA2].contains(last) {
        return (3, true)
      }
    }
    let spaces: [[UInt8]] = [
      [0xE2, 0x81, 0x9F], [0xE3, 0x80, 0x80], [0xE2, 0x97, 0x8F], [0xE2, 0x97, 0x8B],
      [0xE2, 0x96, 0xAA], [0xE2, 0x97, 0xA6],
    ]
    return spaces.contains(where: starts) ? (3, true) : nil
  }
}
