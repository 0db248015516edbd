/// How a string is written so that it is read back as it was.
enum YAMLScalarText {
  /// A string: plain where no reader can take it for anything else, else quoted.
  static func text(_ string: String) -> String { isPlain(string) ? string : quoted(string) }

  /// A string in single quotes, or in double quotes where it needs escapes.
  static func quoted(_ string: String) -> String {
    guard string.unicodeScalars.allSatisfy({ isPrintable($0) }) else { return escaped(string) }
    return "'" + string.replacing("'", with: "''") + "'"
  }

  /// Whether a string can stand without quotes: words of letters, digits and a few signs that begin
  /// with a letter. What YAML 1.1 takes for a truth value is quoted for the sake of other readers.
  private static func isPlain(_ string: String) -> Bool {
    let bytes = Array(string.utf8)
    guard let first = bytes.first, let last = bytes.last, isWord(first), !isDigit(first),
      last != 0x20, bytes.count <= 200
    else { return false }
    guard bytes.allSatisfy({ isWord($0) || " ./-+@".utf8.contains($0) }) else { return false }
    let words = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"]
    return !words.contains(string.lowercased())
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

  private static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 32) &- 97 < 26 || byte == UInt8(ascii: "_")
  }

  /// Whether a character can stand in the text as it is: no controls, no line ends of YAML 1.1, and
  /// nothing that the reader of documents refuses.
  static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E: true
    case 0xA0...0x2027, 0x202A...0xFEFE, 0xFF00...0xFFFD: true
    case 0x10000...: true
    default: false
    }
  }

  private static func escaped(_ string: String) -> String {
    var text = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      default:
        if isPrintable(scalar) {
          text.unicodeScalars.append(scalar)
        } else if scalar.value <= 0xFF {
          text += "\\x" + TextChecker.hex(scalar.value, width: 2)
        } else {
          text += "\\u" + TextChecker.hex(scalar.value, width: 4)
        }
      }
    }
    return text + "\""
  }

  /// The lines of a block scalar for a long or many-lined text, its header first; `nil` where only
  /// quotes are exact.
  static func block(_ string: String, width: Int) -> [String]? {
    let scalars = string.unicodeScalars
    guard let first = scalars.first, let last = scalars.last,
      first != " ", first != "\n", last != " ", last != "\n",
      scalars.allSatisfy({ $0 == "\n" || isPrintable($0) })
    else { return nil }
    guard !scalars.contains("\n") else {
      let lines = split(string, at: "\n")
      // White space alone on a line would be lost to editors.
      guard lines.allSatisfy({ $0.isEmpty || $0.unicodeScalars.last != " " }) else { return nil }
      let isLong = lines.contains { $0.unicodeScalars.count > width + 20 }
      let isFlush = lines.allSatisfy { $0.unicodeScalars.first != " " }
      return isLong && isFlush ? [">-"] + paragraphs(lines, width: width) : ["|-"] + lines
    }
    return [">-"] + folded(string, width: max(40, width))
  }

  /// Lines that fold back into lines of text: each line end of the text is a blank line.
  private static func paragraphs(_ lines: [String], width: Int) -> [String] {
    var result: [String] = []
    for (position, line) in lines.enumerated() {
      if position > 0 { result.append("") }
      if !line.isEmpty { result += folded(line, width: max(40, width)) }
    }
    return result
  }

  /// Lines that fold back into the text: cut at single spaces only.
  private static func folded(_ string: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var count = 0
    var spaces = 0
    for word in split(string, at: " ") {
      // Two cuts in a row are two spaces in the text, which must stay on one line.
      if word.isEmpty {
        spaces += 1
        continue
      }
      let length = word.unicodeScalars.count
      if !line.isEmpty, spaces == 0, count + 1 + length > width {
        lines.append(line)
        line = word
        count = length
      } else {
        let gap = line.isEmpty ? 0 : spaces + 1
        line += String(repeating: " ", count: gap) + word
        count += gap + length
      }
      spaces = 0
    }
    lines.append(line)
    return lines
  }

  /// The pieces between a character, empty ones included, scalar by scalar.
  private static func split(_ string: String, at separator: Unicode.Scalar) -> [String] {
    string.unicodeScalars.split(separator: separator, omittingEmptySubsequences: false)
      .map { String($0) }
  }
}
