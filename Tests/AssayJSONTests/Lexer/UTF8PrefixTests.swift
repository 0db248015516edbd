import AssayJSON
import AssayTestSupport
import CAssayScan
import Foundation
import Testing

@Suite struct UTF8PrefixTests {
  /// Length and scalars of the well-formed prefix.
  private func prefix(_ bytes: [UInt8]) throws -> (length: Int, scalars: Int) {
    let fence = try #require(FencedBytes(capacity: bytes.count))
    let placed = unsafe fence.place(bytes)
    guard let base = placed.baseAddress else { return (0, 0) }
    var scalars = 0
    let length = unsafe assay_utf8_prefix(base, bytes.count, &scalars)
    return (length, scalars)
  }

  /// The same by trying every prefix.
  private func slowPrefix(_ bytes: [UInt8]) -> (length: Int, scalars: Int) {
    for length in stride(from: bytes.count, through: 0, by: -1) {
      if let text = String(validating: bytes[..<length], as: UTF8.self) {
        return (length, text.unicodeScalars.count)
      }
    }
    return (0, 0)
  }

  @Test("each published sequence is judged as published", .enabled(if: SharedFolder.exists))
  func published() throws {
    struct Corpus: Decodable {
      struct Case: Decodable {
        struct Expected: Decodable { var validUtf8: Bool }
        var id: String
        var hex: String
        var expected: Expected
      }
      var count: Int
      var cases: [Case]
    }
    let file = try SharedFolder.bytes("corpora/text/utf8.open.json")
    let corpus = try JSONDecoder().decode(Corpus.self, from: Data(file))
    #expect(corpus.cases.count == corpus.count && corpus.count > 0)
    for aCase in corpus.cases {
      let digits = Array(aCase.hex)
      let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
        UInt8(String(digits[$0...$0 + 1]), radix: 16)
      }
      let found = try prefix(bytes)
      #expect((found.length == bytes.count) == aCase.expected.validUtf8, "\(aCase.id)")
      #expect(found == slowPrefix(bytes), "\(aCase.id)")
      let isWellFormed = unsafe bytes.withUnsafeBufferPointer { unsafe UTF8Text.isWellFormed($0) }
      #expect(isWellFormed == aCase.expected.validUtf8, "\(aCase.id)")
    }
  }

  @Test("random and nearly well-formed bytes are judged as Swift judges them")
  func random() throws {
    var random = RandomSource(seed: 21)
    for round in 0..<4_000 {
      var bytes: [UInt8] = []
      for _ in 0..<random.int(0...12) {
        switch random.below(6) {
        case 0: bytes += [UInt8](repeating: 0x61, count: random.int(0...20))
        case 1: bytes.append(UInt8(random.below(256)))
        default:
          let value = random.pick([0x7F, 0x7FF, 0xFFFF, 0x10FFFF])
          if let scalar = Unicode.Scalar(UInt32(random.int(0...value))) {
            bytes += Array(String(scalar).utf8)
          }
        }
      }
      if !bytes.isEmpty, random.chance(40) {
        bytes[random.below(bytes.count)] ^= 1 << UInt8(random.below(8))
      }
      if !bytes.isEmpty, random.chance(20) { bytes.removeLast(random.int(1...min(3, bytes.count))) }
      try #require(try prefix(bytes) == slowPrefix(bytes), "seed 21, round \(round): \(bytes)")
    }
  }
}
