import AssayJSON
import AssayTestSupport
import CAssayScan
import Testing

/// Every width of the scanning functions against a loop over single bytes.
@Suite struct ScanLevelTests {
  static let levels = IndexBuffer.Level.allCases.filter {
    unsafe assay_scan_at(assay_level($0.rawValue)) != nil
  }

  /// Bytes of which many matter.
  static func text(_ count: Int, _ random: inout RandomSource) -> [UInt8] {
    let telling =
      Array("\"\\ \t\n\r{}[]:,".utf8) + [0x00, 0x1F, 0x20, 0x7F, 0x80, 0xFF, 0xC3, 0xA9]
    let dense = random.int(0...100)
    return (0..<count).map { _ in
      random.chance(dense) ? random.pick(telling) : UInt8(random.below(256))
    }
  }

  @Test("the portable form exists everywhere, and the best is one of those that exist")
  func exists() {
    #expect(ScanLevelTests.levels.contains(.portable))
    let best = unsafe assay_scan_best().pointee.level
    #expect(ScanLevelTests.levels.contains { $0.rawValue == best.rawValue })
  }

  @Test("index marks stops, high and dark bytes", arguments: levels)
  func index(_ level: IndexBuffer.Level) throws {
    let scan = try unsafe #require(assay_scan_at(assay_level(level.rawValue)))
    var random = RandomSource(seed: 11)
    let fence = try #require(FencedBytes(capacity: 64 * 8))
    for round in 0..<500 {
      let blockCount = random.int(1...8)
      let bytes = ScanLevelTests.text(blockCount * 64, &random)
      var blocks = [assay_block](repeating: assay_block(), count: blockCount)
      let placed = unsafe fence.place(bytes)
      if let base = placed.baseAddress {
        let high = unsafe blocks.withUnsafeMutableBufferPointer {
          unsafe scan.pointee.index(base, blockCount, $0.baseAddress)
        }
        try #require((high != 0) == bytes.contains { $0 >= 0x80 })
      }
      for (place, byte) in bytes.enumerated() {
        let block = blocks[place / 64]
        let bit = UInt64(1) << UInt64(place % 64)
        let stop = byte == 0x22 || byte == 0x5C || byte < 0x20
        let dark = ![0x20, 0x09, 0x0A, 0x0D].contains(byte)
        try #require(
          (block.stop & bit != 0) == stop && (block.high & bit != 0) == (byte >= 0x80)
            && (block.dark & bit != 0) == dark,
          "seed 11, round \(round), byte \(byte) at \(place)")
      }
    }
  }

  @Test("span ends at the first byte outside of the set", arguments: levels)
  func span(_ level: IndexBuffer.Level) throws {
    let scan = try unsafe #require(assay_scan_at(assay_level(level.rawValue)))
    var random = RandomSource(seed: 12)
    let fence = try #require(FencedBytes(capacity: 300))
    for round in 0..<4_000 {
      let members = (0..<128).map { _ in random.chance(95) }
      var set = assay_ascii_set()
      unsafe withUnsafeMutableBytes(of: &set) { rows in
        for (byte, isMember) in members.enumerated() where isMember {
          unsafe rows[byte & 15] |= 1 << UInt8(byte >> 4)
        }
      }
      let inside = members.indices.filter { members[$0] }.map { UInt8($0) }
      let count = random.int(0...300)
      let odd = random.int(0...4)
      let bytes = (0..<count).map { _ in
        random.below(100) < odd ? UInt8(random.below(256)) : random.pick(inside)
      }
      let placed = unsafe fence.place(bytes)
      guard let base = placed.baseAddress else { continue }
      let wanted = bytes.firstIndex { $0 >= 0x80 || !members[Int($0)] } ?? count
      let found = unsafe scan.pointee.span(base, count, &set)
      try #require(found == wanted, "seed 12, round \(round)")
    }
  }

  @Test("copy_plain ends at the first byte that is not plain ASCII", arguments: levels)
  func copyPlain(_ level: IndexBuffer.Level) throws {
    let scan = try unsafe #require(assay_scan_at(assay_level(level.rawValue)))
    var random = RandomSource(seed: 13)
    let source = try #require(FencedBytes(capacity: 300))
    let target = try #require(FencedBytes(capacity: 300))
    for round in 0..<4_000 {
      let count = random.int(0...300)
      let odd = random.int(0...4)
      let bytes = (0..<count).map { _ in
        random.below(100) < odd ? UInt8(random.below(256)) : UInt8(random.int(0x23...0x5B))
      }
      let from = unsafe source.place(bytes)
      let to = unsafe target.place([UInt8](repeating: 0, count: count))
      guard let base = from.baseAddress, let out = to.baseAddress else { continue }
      let wanted =
        bytes.firstIndex { $0 < 0x20 || $0 >= 0x80 || $0 == 0x22 || $0 == 0x5C } ?? count
      let found = unsafe scan.pointee.copy_plain(out, base, count)
      try #require(found == wanted, "seed 13, round \(round)")
      try #require(unsafe to.prefix(found).elementsEqual(bytes.prefix(found)))
    }
  }
}
