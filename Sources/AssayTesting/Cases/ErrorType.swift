internal import Assay
internal import AssayJSON

/// The type that an error answer says it has.
enum ErrorType {
  /// `x-amzn-errortype`, else `__type`, else `code` of the body; cut as the protocols say.
  static func of(_ response: HTTPResponse) -> String? {
    let header = response.headers.first { $0.name.lowercased() == "x-amzn-errortype" }
    if let header, let type = cut(header.value) { return type }
    return named("__type", in: response.body ?? []) ?? named("code", in: response.body ?? [])
  }

  private static func cut(_ text: String) -> String? {
    let start = text.prefix { $0 != ":" }
    let name = start.split(separator: "#", omittingEmptySubsequences: false).last ?? ""
    let trimmed = String(name).filter { $0 != " " && $0 != "\t" }
    return trimmed.isEmpty ? nil : trimmed
  }

  private static func named(_ member: StaticString, in body: [UInt8]) -> String? {
    // SAFETY: the reader is used inside the closure alone.
    unsafe body.withUnsafeBufferPointer { bytes in
      var reader = unsafe JSONReader(bytes, buffer: IndexBuffer())
      guard var more = try? reader.openObject() else { return nil }
      while more {
        guard let name = try? reader.name(), let kind = try? reader.kind() else { return nil }
        if kind == .string, reader.isName(name, member) {
          var text: [UInt8] = []
          guard (try? reader.string(into: &text)) != nil else { return nil }
          return cut(String(decoding: text, as: UTF8.self))
        }
        guard (try? reader.skipValue()) != nil, let next = try? reader.nextMember() else {
          return nil
        }
        more = next
      }
      return nil
    }
  }
}
