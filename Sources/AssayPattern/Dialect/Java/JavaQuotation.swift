/// `\Q…\E`, which Java takes apart before it reads anything else, classes included.
enum JavaQuotation {
  /// The text with every quoted character escaped, and where each byte stood; no origins when there
  /// is no quotation.
  static func expand(_ source: [UInt8]) -> (text: [UInt8], origins: [Int]?) {
    var text: [UInt8] = []
    var origins: [Int] = []
    var isQuoting = false
    var isExpanded = false
    var index = 0
    func isQuote(_ letter: Unicode.Scalar) -> Bool {
      index + 1 < source.count && source[index] == UInt8(ascii: "\\")
        && source[index + 1] == UInt8(ascii: letter)
    }
    func append(_ bytes: some Sequence<UInt8>) {
      for byte in bytes {
        text.append(byte)
        origins.append(index)
      }
    }
    while index < source.count {
      let byte = source[index]
      if !isQuoting, isQuote("Q") {
        isQuoting = true
        isExpanded = true
        index += 2
      } else if isQuoting, isQuote("E") {
        isQuoting = false
        index += 2
      } else if isQuoting {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): append([UInt8]("\\x3".utf8) + [byte])
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...:
          append([byte])
        default: append([UInt8(ascii: "\\"), byte])
        }
        index += 1
      } else {
        append([byte])
        index += 1
        if byte == UInt8(ascii: "\\"), index < source.count {
          append([source[index]])
          index += 1
        }
      }
    }
    return isExpanded ? (text, origins) : (source, nil)
  }
}

/// The other case of an ASCII letter: all that Java's flag `i` looks at.
enum JavaCase {
  static func other(_ value: UInt32) -> UInt32? {
    switch value {
    case 0x41...0x5A: value + 0x20
    case 0x61...0x7A: value - 0x20
    default: nil
    }
  }
}

/// Places that depend on what Java calls a line terminator.
enum JavaLines {
  /// `.` without the flag `s`.
  static let dot = #"[^\n\r\x{85}\x{2028}\x{2029}]"#

  /// `^` under the flag `m`: after a line terminator, but not at the end of the text.
  static func caret(_ flags: JavaTranslator.Flags) -> String {
    if flags.unixLines { return #"(?:(?!\z)(?:\A|(?<=\n)))"# }
    return #"(?:(?!\z)(?:\A|(?<=[\n\x{85}\x{2028}\x{2029}])|(?<=\r)(?!\n)))"#
  }

  /// `$` under the flag `m`: before a line terminator, CR LF being one.
  static func dollar(_ flags: JavaTranslator.Flags) -> String {
    if flags.unixLines { return #"(?=\n|\z)"# }
    return #"(?=\z|[\r\x{85}\x{2028}\x{2029}]|(?<!\r)\n)"#
  }

  /// `\Z`: the end, or before a line terminator there.
  static func lastLineEnd(_ flags: JavaTranslator.Flags) -> String {
    if flags.unixLines { return #"(?=\n?\z)"# }
    return #"(?=(?:\r\n|(?<!\r)\n|[\r\x{85}\x{2028}\x{2029}])?\z)"#
  }

  /// `\R`, which gives back the LF of a CR LF where that helps.
  static let anyLineEnd = #"(?:\r\n|[\n\x0B\f\r\x{85}\x{2028}\x{2029}])"#
}
