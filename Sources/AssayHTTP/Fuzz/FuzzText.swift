/// Words of reports about clients.
enum FuzzText {
  /// A text in quotation marks, cut, with nothing in it that moves a terminal's cursor.
  static func quoted(_ text: String, limit: Int = 60) -> String {
    "`\(visible(text, limit: limit))`"
  }

  /// A text on one line.
  static func visible(_ text: String, limit: Int = 200) -> String {
    var out = ""
    var count = 0
    for scalar in text.unicodeScalars {
      count += 1
      if count > limit { return out + "… (\(text.unicodeScalars.count) characters)" }
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned,
        .privateUse:
        out += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  /// The last line that says something.
  static func lastLine(_ bytes: [UInt8]) -> String {
    let lines = bytes.suffix(4096).split(separator: UInt8(ascii: "\n"))
    let last = lines.last { line in line.contains { $0 > 0x20 } }
    return visible(String(decoding: last ?? [], as: UTF8.self), limit: 160)
  }

  /// `0.4 s`.
  static func seconds(_ seconds: Double) -> String {
    let tenths = Int(min(max(seconds, 0), 1e9) * 10 + 0.5)
    return tenths >= 100 || tenths % 10 == 0
      ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
  }
}
