internal import AssayModel

/// Media types (RFC 9110, section 8.3) and what a client accepts (section 12.5.1).
enum MediaType {
  /// The type and subtype of a field value, without parameters and white space.
  static func essence(_ value: Bytes) -> Bytes {
    var end = 0
    while end < value.count, value[end] != UInt8(ascii: ";") { end += 1 }
    return value.slice(0, end).trimmed
  }

  /// Whether a field value is a media type, parameters and case aside. `text/xml` is another name of
  /// `application/xml` (RFC 7303, section 9.2).
  static func equals(_ value: Bytes, _ type: String) -> Bool {
    let essence = essence(value)
    switch type {
    case "text/xml": return isSame(essence, type) || isSame(essence, "application/xml")
    case "application/xml": return isSame(essence, type) || isSame(essence, "text/xml")
    default: return isSame(essence, type)
    }
  }

  private static func isSame(_ essence: Bytes, _ type: String) -> Bool {
    guard essence.count == type.utf8.count else { return false }
    return zip(essence.array, type.utf8).allSatisfy { left, right in
      left == right || lower(left) == lower(right)
    }
  }

  private static func lower(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 32 : byte }

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
