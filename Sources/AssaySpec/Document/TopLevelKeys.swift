/// The keys at the top of a JSON file, found without reading what is below them: enough to tell
/// formats apart.
package enum TopLevelKeys {
  /// Keys looked at; every format says what it is within these.
  private static let limit = 64

  /// The first keys of the outermost object; none where the file is no object. Whether the rest is
  /// JSON is not looked at.
  package static func of(_ bytes: [UInt8]) -> [String] {
    var keys: [String] = []
    var index = TextChecker.byteOrderMarkLength(bytes)
    var depth = 0
    var isKey = false
    while index < bytes.count, keys.count < limit {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        if depth == 0, byte != UInt8(ascii: "{") { return [] }
        depth += 1
        isKey = depth == 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth <= 0 { return keys }
      case UInt8(ascii: ","):
        isKey = depth == 1
      case UInt8(ascii: "\""):
        let start = index
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
          index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        let end = min(index, bytes.count)
        index = end + 1
        if isKey { keys.append(String(decoding: bytes[start..<end], as: UTF8.self)) }
        isKey = false
      case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ":"):
        break
      default:
        if depth == 0 { return [] }
      }
    }
    return keys
  }
}
