internal import AssayModel

/// The bounds of a length or range as a contract writes them: `a..b`, `a..`, `..b` or `n`.
struct Bounds {
  var lower: String?
  var upper: String?
  /// Whether the text has `..`.
  var isInterval = true

  /// Splits a text; `nil` where it has no bound at all, or is not of that form.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard
      let dots = bytes.indices.dropLast().first(where: {
        bytes[$0] == UInt8(ascii: ".") && bytes[$0 + 1] == UInt8(ascii: ".")
      })
    else {
      let bound = Self.trim(bytes[...])
      guard !bound.isEmpty else { return nil }
      lower = bound
      upper = bound
      isInterval = false
      return
    }
    let left = Self.trim(bytes[..<dots])
    let right = Self.trim(bytes[(dots + 2)...])
    guard !left.isEmpty || !right.isEmpty, !right.hasPrefix(".") else { return nil }
    lower = left.isEmpty ? nil : left
    upper = right.isEmpty ? nil : right
  }

  private static func trim(_ bytes: ArraySlice<UInt8>) -> String {
    let body = bytes.drop { $0 == 0x20 }
    let end = body.lastIndex { $0 != 0x20 }.map { $0 + 1 } ?? body.startIndex
    return String(decoding: body[..<end], as: UTF8.self)
  }

  /// The text of bounds: the shortest that says them.
  static func text(_ lower: String?, _ upper: String?) -> String {
    if let lower, let upper, lower.isExactly(upper) { return lower }
    return "\(lower ?? "")..\(upper ?? "")"
  }
}
