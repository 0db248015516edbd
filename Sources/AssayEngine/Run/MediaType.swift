internal import AssayModel

/// A media type that bodies are to have, ready to be compared.
struct MediaTypePlan: Sendable {
  /// As the contract says it.
  let text: String
  /// In lower case, and another name of the same: `text/xml` is one of `application/xml` (RFC 7303,
  /// section 9.2).
  private let name: [UInt8]
  private let alias: [UInt8]?

  init(_ text: String) {
    self.text = text
    name = Array(text.utf8).lowercasedASCII
    alias =
      switch text {
      case "text/xml": Array("application/xml".utf8)
      case "application/xml": Array("text/xml".utf8)
      default: nil
      }
  }

  /// Whether a field value is this media type, parameters and case aside (RFC 9110, section 8.3).
  func admits(_ value: Bytes) -> Bool {
    if value.isHeader(name) { return true }
    let essence = MediaType.essence(value)
    return essence.isHeader(name) || alias.map { essence.isHeader($0) } ?? false
  }
}

/// Media types (RFC 9110, section 8.3) and what a client accepts (section 12.5.1).
enum MediaType {
  /// The type and subtype of a field value, without parameters and white space.
  static func essence(_ value: Bytes) -> Bytes {
    var end = 0
    while end < value.count, value[end] != UInt8(ascii: ";") { end += 1 }
    return value.slice(0, end).trimmed
  }

  /// Whether some range of an `Accept` field admits a media type.
  static func accepts(_ value: [UInt8], _ type: String) -> Bool {
    let wanted = Array(type.utf8).lowercasedASCII
    let wantedMain = wanted.prefix { $0 != UInt8(ascii: "/") }
    for range in value.split(separator: UInt8(ascii: ",")) {
      let parts = range.split(separator: UInt8(ascii: ";"))
      guard let first = parts.first else { continue }
      let name = Array(first).withBytes { $0.trimmed.array }.lowercasedASCII
      let isRefused = parts.dropFirst().contains { part in
        let text = Array(part).withBytes { $0.trimmed.array }.lowercasedASCII
        guard text.starts(with: [UInt8(ascii: "q"), UInt8(ascii: "=")]) else { return false }
        return text.dropFirst(2).allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ".") }
      }
      if isRefused { continue }
      if name == Array("*/*".utf8) || name == wanted { return true }
      if name.suffix(2) == [UInt8(ascii: "/"), UInt8(ascii: "*")],
        name.dropLast(2).elementsEqual(wantedMain)
      {
        return true
      }
    }
    return false
  }
}
