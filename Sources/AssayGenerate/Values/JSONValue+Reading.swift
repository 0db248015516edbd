internal import AssayJSON

extension JSONValue {
  /// Reads a JSON text; `nil` where it is none, or is nested deeper than 128 levels.
  package init?(reading bytes: [UInt8]) {
    guard !bytes.isEmpty else { return nil }
    let value: JSONValue? = unsafe bytes.withUnsafeBufferPointer { text in
      // SAFETY: the reader does not leave this closure, and the text outlives it.
      var reader = unsafe JSONReader(text, buffer: IndexBuffer(), depthLimit: 128)
      guard let value = try? JSONValue.read(&reader, bytes) else { return nil }
      do { try reader.end() } catch { return nil }
      return value
    }
    guard let value else { return nil }
    self = value
  }

  private static func read(
    _ reader: inout JSONReader, _ bytes: [UInt8]
  ) throws(JSONError) -> JSONValue {
    switch try reader.kind() {
    case .null:
      _ = try reader.literal()
      return .null
    case .bool: return .boolean(try reader.literal() ?? false)
    case .number:
      // The kind was asked for, so that the reader stands at its first byte.
      let start = reader.position
      let token = try reader.number()
      return .number(String(decoding: bytes[start..<token.end], as: UTF8.self))
    case .string: return .string(try text(&reader))
    case .array:
      var items: [JSONValue] = []
      var more = try reader.openArray()
      while more {
        items.append(try read(&reader, bytes))
        more = try reader.nextElement()
      }
      return .array(items)
    case .object:
      var entries: [Entry] = []
      var more = try reader.openObject()
      while more {
        let name = try reader.name()
        var key: [UInt8] = []
        reader.append(name, to: &key)
        entries.append(Entry(String(decoding: key, as: UTF8.self), try read(&reader, bytes)))
        more = try reader.nextMember()
      }
      return .object(entries)
    }
  }

  private static func text(_ reader: inout JSONReader) throws(JSONError) -> String {
    var out: [UInt8] = []
    try reader.string(into: &out)
    return String(decoding: out, as: UTF8.self)
  }
}
