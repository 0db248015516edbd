/// Turns the HTML that service models document themselves with into plain text, so that a native
/// file reads well: paragraphs apart by an empty line, list items behind dashes, code in backticks.
///
/// Tags that are not known, such as the `<region>` of an ARN, are text.
package enum PlainText {
  /// The text of a piece of documentation.
  package static func fromHTML(_ html: String) -> String {
    let source = Array(html.utf8)
    var writer = Writer(capacity: source.count)
    var index = 0
    while index < source.count {
      let byte = source[index]
      switch byte {
      case UInt8(ascii: "<"):
        if let (tag, end) = tag(in: source, at: index) {
          writer.apply(tag)
          index = end
          continue
        }
        writer.put(byte)
      case UInt8(ascii: "&"):
        if let (text, end) = entity(in: source, at: index) {
          for byte in text { writer.put(byte) }
          index = end
          continue
        }
        writer.put(byte)
      case 0x20, 0x09, 0x0A, 0x0D:
        writer.space()
      case 0..<0x20, 0x7F:
        break
      default:
        writer.put(byte)
      }
      index += 1
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// What a tag does to the text around it.
  private enum Tag {
    case paragraph, item, line, code, nothing
  }

  private static let tags: [String: Tag] = [
    "p": .paragraph, "/p": .paragraph, "note": .paragraph, "/note": .paragraph,
    "important": .paragraph, "/important": .paragraph, "caution": .paragraph,
    "/caution": .paragraph, "warning": .paragraph, "/warning": .paragraph, "ul": .paragraph,
    "/ul": .paragraph, "ol": .paragraph, "/ol": .paragraph, "dl": .paragraph, "/dl": .paragraph,
    "div": .paragraph, "/div": .paragraph, "pre": .paragraph, "/pre": .paragraph,
    "table": .paragraph, "/table": .paragraph, "h1": .paragraph, "/h1": .paragraph,
    "h2": .paragraph, "/h2": .paragraph, "h3": .paragraph, "/h3": .paragraph, "h4": .paragraph,
    "/h4": .paragraph, "fullname": .paragraph, "/fullname": .paragraph, "examples": .paragraph,
    "/examples": .paragraph, "li": .item, "/li": .line, "dt": .item, "/dt": .line, "dd": .line,
    "/dd": .line, "br": .line, "br/": .line, "tr": .line, "/tr": .line, "code": .code,
    "/code": .code, "a": .nothing, "/a": .nothing, "b": .nothing, "/b": .nothing, "i": .nothing,
    "/i": .nothing, "em": .nothing, "/em": .nothing, "strong": .nothing, "/strong": .nothing,
    "span": .nothing, "/span": .nothing, "u": .nothing, "/u": .nothing, "th": .nothing,
    "/th": .nothing, "td": .nothing, "/td": .nothing, "tbody": .nothing, "/tbody": .nothing,
    "thead": .nothing, "/thead": .nothing, "sup": .nothing, "/sup": .nothing, "sub": .nothing,
    "/sub": .nothing, "tt": .nothing, "/tt": .nothing,
  ]

  /// The known tag that begins at `start`, and the index behind it.
  private static func tag(in source: [UInt8], at start: Int) -> (Tag, Int)? {
    var end = start + 1
    while end < source.count, end - start < 14, isNameByte(source[end]) { end += 1 }
    guard end < source.count, end > start + 1 else { return nil }
    let name = String(decoding: source[(start + 1)..<end], as: UTF8.self).lowercased()
    guard let tag = tags[name] else { return nil }
    // Attributes, up to the closing bracket; a tag left open is text.
    while end < source.count, source[end] != UInt8(ascii: ">") {
      guard source[end] != UInt8(ascii: "<") else { return nil }
      end += 1
    }
    guard end < source.count else { return nil }
    return (tag, end + 1)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"):
      true
    default: false
    }
  }

  private static let entities: [(name: [UInt8], text: [UInt8])] = [
    ("lt", "<"), ("gt", ">"), ("amp", "&"), ("quot", "\""), ("apos", "'"), ("nbsp", " "),
    ("#39", "'"), ("#34", "\""), ("ndash", "–"), ("mdash", "—"), ("hellip", "…"), ("trade", "™"),
    ("reg", "®"), ("rsquo", "’"), ("lsquo", "‘"), ("rdquo", "”"), ("ldquo", "“"),
  ].map { (Array("&\($0.0);".utf8), Array($0.1.utf8)) }

  /// The text of the entity that begins at `start`, and the index behind it.
  private static func entity(in source: [UInt8], at start: Int) -> ([UInt8], Int)? {
    for (name, text) in entities where source[start...].starts(with: name) {
      return (text, start + name.count)
    }
    return nil
  }

  /// Writes text with white space and line breaks owed but not yet written.
  private struct Writer {
    var bytes: [UInt8] = []
    private var owesSpace = false
    private var owesLines = 0
    private var owesDash = false

    init(capacity: Int) { bytes.reserveCapacity(capacity) }

    mutating func put(_ byte: UInt8) {
      if !bytes.isEmpty {
        if owesLines > 0 {
          for _ in 0..<owesLines { bytes.append(0x0A) }
        } else if owesSpace {
          bytes.append(0x20)
        }
      }
      if owesDash { bytes.append(contentsOf: [UInt8(ascii: "-"), 0x20]) }
      owesSpace = false
      owesLines = 0
      owesDash = false
      bytes.append(byte)
    }

    mutating func space() { owesSpace = true }

    mutating func apply(_ tag: Tag) {
      switch tag {
      // An item's own first paragraph stands behind its dash.
      case .paragraph: if !owesDash { owesLines = 2 }
      case .line: if !owesDash { owesLines = max(owesLines, 1) }
      case .item:
        owesLines = max(owesLines, 1)
        owesDash = true
      case .code: put(UInt8(ascii: "`"))
      case .nothing: break
      }
    }
  }
}
