import AssayJSON
import Testing

@Suite struct StringEscapesTests {
  private func read(_ text: String) -> String {
    let buffer = IndexBuffer()
    return unsafe Array(text.utf8).withUnsafeBufferPointer {
      let index = unsafe buffer.index($0)
      switch StringEscapes.read(index, at: 0) {
      case .scalar(let value, let length): return "U+\(String(value, radix: 16)) of \(length)"
      case .loneSurrogate(let length): return "lone of \(length)"
      case .invalid(let at): return "invalid at \(at)"
      }
    }
  }

  @Test(
    "each escape sequence is read",
    arguments: [
      (#"\""#, "U+22 of 2"), (#"\\"#, "U+5c of 2"), (#"\/"#, "U+2f of 2"), (#"\b"#, "U+8 of 2"),
      (#"\f"#, "U+c of 2"), (#"\n"#, "U+a of 2"), (#"\r"#, "U+d of 2"), (#"\t"#, "U+9 of 2"),
      (#"\u0000"#, "U+0 of 6"), (#"\u00e9"#, "U+e9 of 6"), (#"\uFFfF"#, "U+ffff of 6"),
      (#"\uD83D\uDE00"#, "U+1f600 of 12"), (#"\uDBFF\uDFFF"#, "U+10ffff of 12"),
      (#"\uD83D"#, "lone of 6"), (#"\uD83Dx"#, "lone of 6"), (#"\uD83D\n"#, "lone of 6"),
      (#"\uD83D\uD83D"#, "lone of 6"), (#"\uD83D\uDE0"#, "lone of 6"), (#"\uDE00"#, "lone of 6"),
      (#"\x"#, "invalid at 1"), (#"\"#, "invalid at 1"), (#"\u"#, "invalid at 2"),
      (#"\u12"#, "invalid at 4"), (#"\u12g4"#, "invalid at 4"), (#"\U0041"#, "invalid at 1"),
    ])
  func escape(_ text: String, _ meaning: String) {
    #expect(read(text) == meaning)
  }

  @Test(
    "a scalar's UTF-8 is Swift's",
    arguments: [0, 0x7F, 0x80, 0x7FF, 0x800, 0xFFFD, 0x10000, 0x10FFFF])
  func encoding(_ value: UInt32) throws {
    var bytes: [UInt8] = []
    StringEscapes.appendUTF8(value, to: &bytes)
    let scalar = try #require(Unicode.Scalar(value))
    #expect(bytes == Array(String(scalar).utf8))
  }
}
