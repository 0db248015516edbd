import AssayJSON
import AssayTestSupport
import CAssayScan
import Testing

/// A string that is read in pieces is the string that is read at once, wherever the pieces end.
@Suite struct PieceEndTests {
  private static let units = [
    "a", "é", "日", "😀", #"\n"#, #"\\"#, #"\""#, #"\u00e9"#, #"\ud83d\ude00"#, #"\uD800"#,
    #"\udc00"#,
    #"\ud83d\n"#, #"\\u00e9"#, #"\\\u00e9"#,
  ]
  private static let broken = [#"\q"#, #"\u12"#, #"\u12\u00e9"#, #"\u"#, "\u{1}", #"\ud83d\u12"#]

  private struct Text: Equatable {
    var bytes: [UInt8] = []
    var status = assay_text_short
  }

  /// Reads a string whose opening quotation mark was read, in pieces of some bytes at most.
  private func read(_ text: [UInt8], piece: Int, _ index: IndexBuffer) -> Text {
    let structure = StructureScan()
    return unsafe text.withUnsafeBufferPointer { text in
      let bytes = unsafe index.index(text)
      var out = Text()
      var position = 0
      while position < text.count {
        let end = bytes.pieceEnd(from: position, count: piece)
        let (read, status) = unsafe structure.unescape(
          UnsafeBufferPointer(rebasing: text[position..<end]), into: &out.bytes)
        out.status = status
        guard status == assay_text_short else { return out }
        #expect(read == end - position, "a piece is read to its end")
        position = end
      }
      return out
    }
  }

  @Test(arguments: 0..<20)
  func piecesAreTheWhole(_ seed: UInt64) {
    var random = RandomSource(seed: seed)
    let index = IndexBuffer()
    for _ in 0..<200 {
      var text = (0..<random.int(1...60)).map { _ in random.pick(Self.units) }.joined()
      let isBroken = random.chance(30)
      if isBroken {
        text += random.pick(Self.broken)
        text += (0..<random.int(1...20)).map { _ in random.pick(Self.units) }.joined()
      }
      if random.chance(80) { text += "\"" }
      let bytes = Array(text.utf8)
      let whole = read(bytes, piece: bytes.count + 1, index)
      for piece in 25..<60 {
        let pieces = read(bytes, piece: piece, index)
        #expect(pieces.status == whole.status, "\(text) in pieces of \(piece)")
        if whole.status == assay_text_closed {
          #expect(pieces.bytes == whole.bytes, "\(text) in pieces of \(piece)")
        }
      }
    }
  }
}
