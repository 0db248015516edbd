import AssayJSON
import Testing

@Suite struct NumberTokenTests {
  private func read(_ text: String) -> NumberToken {
    let buffer = IndexBuffer()
    return unsafe Array(text.utf8).withUnsafeBufferPointer {
      let index = unsafe buffer.index($0)
      return index.number(at: 0)
    }
  }

  @Test(
    "whole numbers have their value where 64 bits hold it",
    arguments: [
      ("0", 0), ("-0", 0), ("7", 7), ("-1", -1), ("9223372036854775807", Int64.max),
      ("-9223372036854775808", Int64.min), ("1000000000000000000", 1_000_000_000_000_000_000),
    ] as [(String, Int64)])
  func exact(_ text: String, _ value: Int64) {
    let token = read(text)
    #expect(token.isValid && token.isExact && !token.isFractional)
    #expect(token.integer == value && token.end == text.utf8.count)
  }

  @Test(
    "greater ones and fractions do not",
    arguments: [
      "9223372036854775808", "-9223372036854775809", "99999999999999999999", "18446744073709551616",
      "1.0", "1e2", "-0.5E-7", "0e0", "0.1", "100000000000000000000000000000000000000000",
    ])
  func inexact(_ text: String) {
    let token = read(text)
    #expect(token.isValid && !token.isExact && token.end == text.utf8.count)
    #expect(token.isFractional == text.contains { ".eE".contains($0) })
  }

  @Test(
    "what is no number ends where it stops being one",
    arguments: [
      ("-", 1), ("-a", 1), ("1.", 2), ("1.e3", 2), ("1e", 2), ("1e+", 3), ("0.a", 2), ("01", 1),
      ("-00", 2),
    ])
  func invalid(_ text: String, _ end: Int) {
    let token = read(text)
    #expect(!token.isValid && token.end == end)
  }

  @Test(
    "a number ends before what cannot belong to it",
    arguments: [("1a", 1), ("1-", 1), ("0x1", 1)])
  func ends(_ text: String, _ end: Int) {
    let token = read(text)
    #expect(token.isValid && token.end == end)
  }
}
