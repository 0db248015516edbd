/// Writes XML 1.0 to the end of a byte buffer; text is escaped, and what XML cannot hold at all is
/// shown as U+FFFD.
package struct XMLWriter {
  private var bytes: [UInt8]

  /// Takes a buffer over; give it back with ``finish(into:)``.
  package init(taking buffer: inout [UInt8]) {
    bytes = buffer
    buffer = []
  }

  package consuming func finish(into buffer: inout [UInt8]) { buffer = bytes }

  package mutating func declaration() { put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") }

  /// An element's start tag, and the line break behind it.
  package mutating func begin(_ indent: String, _ name: String, _ attributes: [(String, String)]) {
    open(indent, name, attributes)
    put("\n")
  }

  /// An element's start tag.
  package mutating func open(_ indent: String, _ name: String, _ attributes: [(String, String)]) {
    tag(indent, name, attributes)
    put(">")
  }

  /// An element without content.
  package mutating func empty(_ indent: String, _ name: String, _ attributes: [(String, String)]) {
    tag(indent, name, attributes)
    put("/>\n")
  }

  /// An element's end tag.
  package mutating func end(_ indent: String, _ name: String) { put("\(indent)</\(name)>\n") }

  /// Text inside an element.
  package mutating func text(_ text: String) { escape(text) }

  /// Bytes that are XML already.
  package mutating func append(_ xml: [UInt8]) { bytes += xml }

  private mutating func tag(_ indent: String, _ name: String, _ attributes: [(String, String)]) {
    put("\(indent)<\(name)")
    for (name, value) in attributes {
      put(" \(name)=\"")
      escape(value)
      put("\"")
    }
  }

  /// Whether a byte is, or may be part of, what cannot stand as it is; U+FFFE and U+FFFF begin EF.
  private static func needsCare(_ byte: UInt8) -> Bool {
    switch byte {
    case 0..<0x20, 0x22, 0x26, 0x3C, 0x3E, 0xEF: true
    default: false
    }
  }

  private mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func escape(_ text: String) {
    guard text.utf8.contains(where: Self.needsCare) else { return put(text) }
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x26: put("&amp;")
      case 0x3C: put("&lt;")
      case 0x3E: put("&gt;")
      case 0x22: put("&quot;")
      case 0x09, 0x0A, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF:
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      case 0x0D: put("&#13;")
      default: bytes.append(contentsOf: UTF8.encodedReplacementCharacter)
      }
    }
  }
}
