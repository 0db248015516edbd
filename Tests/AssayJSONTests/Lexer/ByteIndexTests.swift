import AssayJSON
import AssayTestSupport
import Testing

@Suite struct ByteIndexTests {
  @Test("searches find what a loop finds, also over windows", arguments: ScanLevelTests.levels)
  func searches(_ level: IndexBuffer.Level) throws {
    let buffer = try #require(IndexBuffer(level: level))
    defer { withExtendedLifetime(buffer) {} }
    var random = RandomSource(seed: 31)
    for round in 0..<80 {
      // Long plain runs and white space, so that searches leave their block and their window.
      var bytes: [UInt8] = []
      while bytes.count < random.int(0...30_000) {
        let byte = random.pick([0x61, 0x20, 0x0A, 0xC3, 0x22, 0x5C, 0x7D] as [UInt8])
        bytes += [UInt8](repeating: byte, count: random.chance(5) ? random.int(1...9_000) : 1)
      }
      let fence = try #require(FencedBytes(capacity: bytes.count))
      let text = unsafe fence.place(bytes)
      var index = unsafe buffer.index(UnsafeBufferPointer(text))
      var position = 0
      while position <= bytes.count {
        let rest = bytes[position...]
        let end = rest.firstIndex { $0 == 0x22 || $0 == 0x5C || $0 < 0x20 } ?? bytes.count
        let stop = index.nextStop(from: position)
        try #require(stop.end == end, "seed 31, round \(round), position \(position)")
        try #require(stop.high == bytes[position..<end].contains { $0 >= 0x80 })
        let dark = rest.firstIndex { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } ?? bytes.count
        try #require(index.skipWhitespace(position) == dark)
        try #require(index.byte(position) == (position < bytes.count ? bytes[position] : 0))
        position += random.chance(90) ? random.int(1...200) : random.int(1...9_000)
      }
    }
  }

  @Test("an empty text has nothing but its end")
  func empty() {
    let buffer = IndexBuffer()
    defer { withExtendedLifetime(buffer) {} }
    var index = unsafe buffer.index(UnsafeBufferPointer(start: nil, count: 0))
    #expect(index.nextStop(from: 0).end == 0)
    #expect(index.skipWhitespace(0) == 0)
    #expect(index.byte(0) == 0)
  }
}
