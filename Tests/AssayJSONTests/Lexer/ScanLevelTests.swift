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

  /// Scalars of every length, with more of some than of others.
  private func scalars(_ random: inout RandomSource) -> [Unicode.Scalar] {
    let script = random.pick([0x7F, 0x7FF, 0xFFFF, 0x10FFFF])
    return (0..<random.int(0...90)).compactMap { _ in
      Unicode.Scalar(UInt32(random.int(0...(random.chance(80) ? script : 0x10FFFF))))
    }
  }

  @Test("utf8 counts the scalars of well-formed text, and finds the end of it", arguments: levels)
  func utf8(_ level: IndexBuffer.Level) throws {
    let scan = try unsafe #require(assay_scan_at(assay_level(level.rawValue)))
    var random = RandomSource(seed: 14)
    let fence = try #require(FencedBytes(capacity: 400))
    for round in 0..<4_000 {
      let text = scalars(&random)
      var bytes = text.flatMap { Array(String($0).utf8) }
      let whole = bytes.count
      if random.chance(30) { bytes += [random.pick([0x80, 0xC0, 0xE2, 0xF5])] }
      let placed = unsafe fence.place(bytes)
      guard let base = placed.baseAddress else { continue }
      var count = 0
      try #require(
        unsafe scan.pointee.utf8(base, bytes.count, &count) == whole, "seed 14, round \(round)")
      try #require(count == text.count, "seed 14, round \(round)")
    }
  }

  @Test("class_span ends at the first scalar that is not in the class", arguments: levels)
  func classSpan(_ level: IndexBuffer.Level) throws {
    let scan = try unsafe #require(assay_scan_at(assay_level(level.rawValue)))
    var random = RandomSource(seed: 15)
    let fence = try #require(FencedBytes(capacity: 400))
    let known = Int(ASSAY_CLASS_SCALARS)
    for round in 0..<400 {
      var members = [UInt64](repeating: 0, count: known / 64 + 16)
      let whole = random.int(0...100)
      for block in 0..<known / 64 {
        members[block] = random.chance(whole) ? .max : ~(1 << UInt64(random.below(64)))
        if block < 1024, members[block] == .max {
          members[known / 64 + block / 64] |= 1 << UInt64(block % 64)
        }
      }
      for _ in 0..<10 {
        let text = scalars(&random)
        let bytes = text.flatMap { Array(String($0).utf8) }
        let placed = unsafe fence.place(bytes)
        guard let base = placed.baseAddress else { continue }
        let wanted = text.prefix {
          $0.value < known && members[Int($0.value >> 6)] >> UInt64($0.value & 63) & 1 != 0
        }
        let found = unsafe scan.pointee.class_span(base, bytes.count, 0, members)
        try #require(found == String(String.UnicodeScalarView(wanted)).utf8.count, "round \(round)")
      }
    }
  }
}
