internal import AssayGenerate

extension UInt8 {
  /// Whether names of methods and header fields may hold it (RFC 9110, section 5.6.2).
  var isTokenByte: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"),
      UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"),
      UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "^"), UInt8(ascii: "_"),
      UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}

extension Collection<UInt8> {
  /// Whether the bytes are an ASCII name, whatever the case of its letters. `name` is in small
  /// letters.
  func isName(_ name: StaticString) -> Bool {
    guard name.utf8CodeUnitCount == count else { return false }
    return name.withUTF8Buffer { wanted in
      var position = 0
      for byte in self {
        let small = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
        // SAFETY: as many bytes as the buffer has, which was compared above.
        guard unsafe wanted[position] == small else { return false }
        position += 1
      }
      return true
    }
  }
}

extension Collection<UInt8> where SubSequence == ArraySlice<UInt8> {
  /// The bytes without spaces and tabs at both ends.
  var trimmingSpace: ArraySlice<UInt8> {
    var slice = self[...]
    while let first = slice.first, first == 0x20 || first == 0x09 { slice = slice.dropFirst() }
    while let last = slice.last, last == 0x20 || last == 0x09 { slice = slice.dropLast() }
    return slice
  }
}

extension ServerRequest {
  /// The value of the first header field of a name, which is given in small letters.
  package func header(_ name: StaticString) -> [UInt8]? {
    headers.first { $0.name.isName(name) }?.value
  }

  /// Whether a comma-separated field holds a word, both in small letters.
  func header(_ name: StaticString, has word: StaticString) -> Bool {
    headers.contains { field in
      field.name.isName(name)
        && field.value.split(separator: UInt8(ascii: ",")).contains {
          $0.trimmingSpace.isName(word)
        }
    }
  }

  /// Whether the client wants, and may have, another answer on its connection.
  package var wantsKeepAlive: Bool {
    minorVersion > 0
      ? !header("connection", has: "close") : header("connection", has: "keep-alive")
  }
}
