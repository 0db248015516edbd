import AssayJSON
import AssayTestSupport
import CAssayScan
import Testing

/// Every width of the structure functions against a loop over single bytes.
@Suite struct StructureScanTests {
  static let levels = IndexBuffer.Level.allCases.filter { StructureScan(level: $0) != nil }

  @Test("the portable form exists everywhere")
  func exists() {
    #expect(StructureScanTests.levels.contains(.portable))
  }

  /// Where the last bracket closes, one byte at a time.
  private func slowEnd(_ bytes: [UInt8]) -> Int? {
    var depth = 0
    var inString = false
    var isEscaped = false
    for (place, byte) in bytes.enumerated() {
      if inString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          inString = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): inString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 { return place + 1 }
      default: break
      }
    }
    return nil
  }

  /// A value with deep and shallow parts and strings full of what looks like structure.
  private func value(_ random: inout RandomSource) -> [UInt8] {
    var bytes: [UInt8] = [UInt8(ascii: "{")]
    var depth = 1
    while depth > 0, bytes.count < 4_000 {
      switch random.below(10) {
      case 0...1:
        bytes.append(random.pick(Array("{[".utf8)))
        depth += 1
      case 2...3:
        bytes.append(random.pick(Array("}]".utf8)))
        depth -= 1
      case 4...6:
        bytes.append(UInt8(ascii: "\""))
        for _ in 0..<random.int(0...80) {
          switch random.below(5) {
          case 0:
            // Runs of escapes, which blocks may cut anywhere.
            for _ in 0..<random.int(1...5) { bytes += Array(#"\\"#.utf8) }
          case 1: bytes += Array(#"\""#.utf8)
          case 2: bytes.append(random.pick(Array("{}[],:".utf8)))
          default: bytes.append(random.pick(Array("abc ".utf8) + [0xC3, 0xFF]))
          }
        }
        bytes.append(UInt8(ascii: "\""))
      default:
        bytes += Array(repeating: random.pick(Array("1, :\n".utf8)), count: random.int(1...9))
      }
    }
    return bytes
  }

  @Test("the end of an object is found, in one piece or in many", arguments: levels)
  func nesting(_ level: IndexBuffer.Level) throws {
    let scan = try #require(StructureScan(level: level))
    var random = RandomSource(seed: 41)
    for round in 0..<1_200 {
      let bytes = value(&random) + Array("}]\",{".utf8)
      let wanted = slowEnd(bytes)
      let fence = try #require(FencedBytes(capacity: bytes.count))
      var whole = StructureScan.Nesting()
      let text = unsafe UnsafeBufferPointer(fence.place(bytes))
      try #require(
        unsafe scan.end(of: &whole, in: text) == wanted, "seed 41, round \(round), in one piece")
      var pieces = StructureScan.Nesting()
      var start = 0
      var found: Int?
      while start < bytes.count, found == nil {
        let end = min(bytes.count, start + random.pick([1, 2, 3, 63, 64, 65, 200]))
        let piece = unsafe UnsafeBufferPointer(fence.place(bytes[start..<end]))
        if let place = unsafe scan.end(of: &pieces, in: piece) { found = start + place }
        start = end
      }
      try #require(found == wanted, "seed 41, round \(round), in pieces")
    }
  }

  /// The same as `unescape`, by the lexer's escapes, one byte at a time.
  private func slowUnescape(
    _ bytes: [UInt8]
  ) -> (out: [UInt8], read: Int, status: assay_text_status) {
    let buffer = IndexBuffer()
    return unsafe bytes.withUnsafeBufferPointer { text in
      let index = unsafe buffer.index(text)
      var out: [UInt8] = []
      var at = 0
      while at < bytes.count {
        switch bytes[at] {
        case UInt8(ascii: "\""): return (out, at, assay_text_closed)
        case 0..<0x20: return (out, at, assay_text_control)
        case UInt8(ascii: "\\"):
          switch StringEscapes.read(index, at: at) {
          case .scalar(let scalar, let length):
            StringEscapes.appendUTF8(scalar, to: &out)
            at += length
          case .loneSurrogate(let length):
            let digits = String(decoding: bytes[at + 2..<at + 6], as: UTF8.self)
            StringEscapes.appendUTF8(UInt32(digits, radix: 16) ?? 0, to: &out)
            at += length
          case .invalid(let wrong):
            let place = at + wrong
            if place >= bytes.count { return (out, bytes.count, assay_text_short) }
            return (out, place, assay_text_escape)
          }
        default:
          out.append(bytes[at])
          at += 1
        }
      }
      return (out, bytes.count, assay_text_short)
    }
  }

  @Test("escapes are undone as one byte at a time undoes them", arguments: levels)
  func unescape(_ level: IndexBuffer.Level) throws {
    let scan = try #require(StructureScan(level: level))
    var random = RandomSource(seed: 42)
    let escapes = [
      #"\""#, #"\\"#, #"\/"#, #"\b"#, #"\f"#, #"\n"#, #"\r"#, #"\t"#, #"\u0000"#, #"\u00e9"#,
      #"\uFFFF"#, #"\uD83D\uDE00"#, #"\uD83D"#, #"\uDE00\uD83D"#, #"\\\\"#,
    ]
    let wrong = [#"\x"#, #"\u12"#, #"\uD83D\u12"#, "\n", "\"", #"\"#, "\\\n", "\\\u{E9}"]
    for round in 0..<4_000 {
      var bytes: [UInt8] = []
      let density = random.pick([0, 5, 30, 95])
      for _ in 0..<random.int(0...60) {
        if random.chance(density) {
          bytes += Array(random.pick(escapes).utf8)
        } else {
          let plain = random.pick(Array("abcdefgu}{ \u{E9}".utf8))
          bytes += Array(repeating: plain, count: random.int(0...10))
        }
      }
      if random.chance(30) { bytes += Array(random.pick(wrong).utf8) }
      if random.chance(70) { bytes += Array("\" tail \\u12".utf8) }
      let wanted = slowUnescape(bytes)
      let fence = try #require(FencedBytes(capacity: bytes.count))
      var out: [UInt8] = [1, 2, 3]
      let text = unsafe UnsafeBufferPointer(fence.place(bytes))
      let found = unsafe scan.unescape(text, into: &out)
      let note: Comment = "seed 42, round \(round): \(String(decoding: bytes, as: UTF8.self))"
      try #require(out == [1, 2, 3] + wanted.out, note)
      try #require(found.read == wanted.read, note)
      try #require(found.status == wanted.status, note)
    }
  }

  @Test("escapes are undone without writing behind the room", arguments: levels)
  func room(_ level: IndexBuffer.Level) throws {
    let functions = try unsafe #require(assay_structure_at(assay_level(level.rawValue)))
    var random = RandomSource(seed: 43)
    let source = try #require(FencedBytes(capacity: 400))
    let target = try #require(FencedBytes(capacity: 400))
    for _ in 0..<1_200 {
      let bytes = (0..<random.int(1...400)).map { _ in
        random.chance(90) ? UInt8(ascii: "a") : UInt8(ascii: "\\")
      }
      let from = unsafe source.place(bytes)
      let to = unsafe target.place([UInt8](repeating: 0, count: bytes.count))
      guard let base = from.baseAddress, let out = to.baseAddress else { continue }
      var text = assay_text()
      unsafe functions.pointee.unescape(out, base, bytes.count, &text)
      #expect(text.read <= bytes.count && text.written <= text.read)
    }
  }

  @Test("what is said of the text is true", arguments: levels)
  func soundness(_ level: IndexBuffer.Level) throws {
    let functions = try unsafe #require(assay_structure_at(assay_level(level.rawValue)))
    for (text, scalars) in [
      (#"plain"#, 5), (#"\u0041\u00e9\u20AC\uD83D\uDE00\n"#, 5), (#"\uD83D"#, nil),
      (#"\uDE00\uD83D"#, nil), ("\u{E9}", nil), (#"\uD83D\uDE00\uD83D"#, nil),
    ] as [(String, Int?)] {
      // Alone, and in front of and behind enough to fill blocks.
      for (before, after) in [(0, 0), (0, 100), (100, 0), (61, 100)] {
        let filled =
          String(repeating: "x", count: before) + text + String(repeating: "y", count: after)
        let bytes = Array(filled.utf8) + [UInt8(ascii: "\"")]
        var out = [UInt8](repeating: 0, count: bytes.count)
        var found = assay_text()
        unsafe functions.pointee.unescape(&out, bytes, bytes.count, &found)
        #expect(found.status == assay_text_closed)
        #expect((found.is_sound != 0) == (scalars != nil), "\(filled)")
        if let scalars { #expect(found.scalars == before + scalars + after, "\(filled)") }
      }
    }
  }
}
