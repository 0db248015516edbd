internal import AssayModel

/// The text of a page without what its way here has added: kinds of white space, bullets, markup.
///
/// Pages come copied from a browser, saved as text or HTML, through pandoc or as Markdown. Words and
/// their order survive all of these; line breaks, markup and invisible characters do not. Breaks are
/// kept as line feeds, for where they are there they help.
struct PageText {
  /// UTF-8; white space is spaces and line feeds.
  private(set) var bytes: [UInt8] = []
  /// Where each byte comes from.
  private var offsets: [UInt32] = []
  private let lines: LineTable
  /// Whether lines mean something: not where nearly every word has one of its own.
  private(set) var hasLines = false
  /// Whether line breaks are gone without even leaving a space.
  private(set) var isGlued = false

  init(_ source: SourceFile, file: UInt32) {
    lines = LineTable(bytes: source.bytes, file: file)
    let html = PageHTML.isHTML(source.bytes) ? PageHTML(source.bytes) : nil
    let plain = html?.bytes ?? source.bytes
    let isMarkdown = html == nil && Self.isMarkdown(plain)
    bytes.reserveCapacity(plain.count)
    offsets.reserveCapacity(plain.count)
    var cleaner = PageCleaner(plain, isMarkdown: isMarkdown)
    while let (byte, offset) = cleaner.next() {
      bytes.append(byte)
      offsets.append(UInt32(clamping: html?.offsets[offset] ?? offset))
    }
    isGlued = (["ParametersThe", "BodyThe", "ElementsIf"] as [StaticString]).contains {
      Self.contains(bytes, $0)
    }
    let rows = bytes.split(separator: 0x0A).map { $0.split(separator: 0x20).count }
      .filter { $0 > 0 }
    hasLines = rows.count > 1 && rows.reduce(0, +) >= 2 * rows.count
  }

  /// Pages in Markdown have headings with number signs, or bold names.
  private static func isMarkdown(_ bytes: [UInt8]) -> Bool {
    contains(bytes, "\n## ") || bytes.starts(with: "# ".utf8) || contains(bytes, "** [")
  }

  static func contains(_ bytes: [UInt8], _ text: StaticString) -> Bool {
    let wanted = Array(text.description.utf8)
    guard let first = wanted.first, bytes.count >= wanted.count else { return false }
    return (0...(bytes.count - wanted.count)).contains {
      bytes[$0] == first && bytes[$0...].starts(with: wanted)
    }
  }

  // MARK: Places

  /// The place of some text.
  func origin(_ range: Range<Int>) -> Origin {
    guard range.lowerBound < offsets.count else { return .none }
    let start = Int(offsets[range.lowerBound])
    let last = Int(offsets[max(range.lowerBound, min(range.upperBound, offsets.count) - 1)])
    return lines.origin(offset: start, length: max(1, last - start + 1))
  }

  // MARK: Looking

  /// The text of a range, white space collapsed.
  func text(_ range: Range<Int>) -> String {
    var result: [UInt8] = []
    var owesSpace = false
    for byte in bytes[range] {
      if Self.isSpace(byte) {
        owesSpace = !result.isEmpty
      } else {
        if owesSpace { result.append(0x20) }
        owesSpace = false
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The first index at or behind one that is no white space.
  func skipSpace(_ index: Int, to end: Int) -> Int {
    var index = index
    while index < end, Self.isSpace(bytes[index]) { index += 1 }
    return index
  }

  /// Whether a phrase stands at an index, any white space between its words; the index behind it.
  func match(_ words: [[UInt8]], at start: Int, to end: Int) -> Int? {
    var index = start
    for (position, word) in words.enumerated() {
      if position > 0 {
        let next = skipSpace(index, to: end)
        guard next > index else { return nil }
        index = next
      }
      guard index + word.count <= end, bytes[index..<(index + word.count)].elementsEqual(word)
      else { return nil }
      index += word.count
    }
    return index
  }

  /// Whether a text begins a line and fills it.
  func isAlone(_ range: Range<Int>) -> Bool {
    guard hasLines else { return false }
    var index = range.lowerBound - 1
    while index >= 0, bytes[index] == 0x20 { index -= 1 }
    guard index < 0 || bytes[index] == 0x0A else { return false }
    index = range.upperBound
    while index < bytes.count, bytes[index] == 0x20 { index += 1 }
    return index >= bytes.count || bytes[index] == 0x0A
  }

  /// The last byte before an index that is no white space.
  func lastByte(before index: Int) -> UInt8? {
    var index = index - 1
    while index >= 0, Self.isSpace(bytes[index]) { index -= 1 }
    return index >= 0 ? bytes[index] : nil
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A }

  /// A letter, digit, or one of the marks that names are written with.
  static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }

  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// The words of a phrase, to look for.
  static func words(_ phrase: StaticString) -> [[UInt8]] {
    phrase.description.utf8.split(separator: 0x20).map { Array($0) }
  }
}
