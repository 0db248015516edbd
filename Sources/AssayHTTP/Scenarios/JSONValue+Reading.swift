import AssayGenerate
import AssayJSON

extension JSONValue {
  /// Reads a JSON document; `nil` where it is none, or is nested deeper than `depthLimit`.
  init?(reading bytes: [UInt8], depthLimit: Int = 100) {
    let value = unsafe bytes.withUnsafeBufferPointer { text -> JSONValue? in
      // SAFETY: the reader lives no longer than the closure.
      var reader = unsafe JSONReader(text, buffer: IndexBuffer(), depthLimit: depthLimit)
      do throws(JSONError) {
        let value = try JSONValue.read(&reader, bytes)
        try reader.end()
        return value
      } catch {
        return nil
      }
    }
    guard let value else { return nil }
    self = value
  }

  private static func read(
    _ reader: inout JSONReader, _ bytes: [UInt8]
  ) throws(JSONError) -> JSONValue {
    switch try reader.kind() {
    case .object:
      var entries: [Entry] = []
      var more = try reader.openObject()
      while more {
        var name: [UInt8] = []
        reader.append(try reader.name(), to: &name)
        entries.append(Entry(String(decoding: name, as: UTF8.self), try read(&reader, bytes)))
        more = try reader.nextMember()
      }
      return .object(entries)
    case .array:
      var items: [JSONValue] = []
      var more = try reader.openArray()
      while more {
        items.append(try read(&reader, bytes))
        more = try reader.nextElement()
      }
      return .array(items)
    case .string:
      var text: [UInt8] = []
      try reader.string(into: &text)
      return .string(String(decoding: text, as: UTF8.self))
    case .number:
      let end = try reader.number().end
      var start = end
      while start > 0, isNumeric(bytes[start - 1]) { start -= 1 }
      return .number(String(decoding: bytes[start..<end], as: UTF8.self))
    case .bool, .null: return try reader.literal().map { .boolean($0) } ?? .null
    }
  }

  private static func isNumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }
}

// MARK: - Places inside

extension JSONValue {
  /// The value at the end of some names; `nil` where there is none.
  func value(at names: ArraySlice<String>) -> JSONValue? {
    guard let name = names.first else { return self }
    return self[name]?.value(at: names.dropFirst())
  }

  /// The value with what is at the end of some names put in, or taken out; objects on the way there
  /// are made.
  func setting(_ names: ArraySlice<String>, to value: JSONValue?) -> JSONValue {
    guard let name = names.first else { return value ?? .null }
    if names.count == 1 {
      return value.map { setting(name, to: $0) } ?? removing(name)
    }
    let inner = self[name] ?? .object([])
    return setting(name, to: inner.setting(names.dropFirst(), to: value))
  }
}
