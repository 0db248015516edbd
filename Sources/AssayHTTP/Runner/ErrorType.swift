internal import AssayGenerate
internal import AssayJSON

/// The type that an error answer says of itself: in `x-amzn-errortype`, else in `__type`, else in
/// `code`; cut at the first colon, then behind the last number sign (restJson1, "Error renaming").
enum ErrorType {
  static func read(_ response: Case.Response) -> String {
    for field in response.headers where ASCII.isSame(field.name, "x-amzn-errortype".utf8) {
      let type = short(field.value)
      if !type.isEmpty { return type }
      break
    }
    guard let body = response.body, body.count < 1 << 20 else { return "" }
    return (try? inBody(body)) ?? ""
  }

  private static func short(_ text: [UInt8]) -> String {
    var name = text.prefix { $0 != UInt8(ascii: ":") }
    if let mark = name.lastIndex(of: UInt8(ascii: "#")) { name = name[(mark + 1)...] }
    return ASCII.string(ASCII.trimmed(name))
  }

  private static func inBody(_ body: [UInt8]) throws -> String {
    // SAFETY: the reader does not outlive the closure that lends it the bytes.
    try unsafe body.withUnsafeBufferPointer { bytes in
      var reader = unsafe JSONReader(bytes, buffer: IndexBuffer(), depthLimit: 64)
      guard try reader.kind() == .object else { return "" }
      var type = ""
      var code = ""
      var more = try reader.openObject()
      while more {
        let name = try reader.name()
        let isType = reader.isName(name, "__type")
        let isCode = reader.isName(name, "code")
        if isType || isCode, try reader.kind() == .string {
          var text: [UInt8] = []
          try reader.string(into: &text)
          if isType { type = short(text) } else { code = short(text) }
        } else {
          try reader.skipValue()
        }
        more = try reader.nextMember()
      }
      return type.isEmpty ? code : type
    }
  }
}
