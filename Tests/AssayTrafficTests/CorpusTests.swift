import AssayTestSupport
import AssayTraffic
import Foundation
import Testing

/// Captures that browsers, proxies and tools really wrote.
@Suite(.enabled(if: SharedFolder.exists)) struct CorpusTests {
  static let files: [String] = {
    guard let path = SharedFolder.path else { return [] }
    let folder = URL(filePath: path).appending(path: "corpora/har")
    let paths = FileManager.default.enumerator(atPath: folder.path(percentEncoded: false))
    return (paths?.compactMap { $0 as? String } ?? [])
      .filter { $0.hasSuffix(".har") || $0.hasSuffix(".json") }
      .map { folder.appending(path: $0).path(percentEncoded: false) }.sorted()
  }()

  /// How many entries a file has for another reader of JSON; `nil` where it is no HAR.
  private func entryCount(_ path: String) throws -> Int? {
    var data = try Data(contentsOf: URL(filePath: path))
    if data.starts(with: [0xEF, 0xBB, 0xBF]) { data = data.dropFirst(3) }
    guard let document = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let log = document["log"] as? [String: Any]
    else { return nil }
    return (log["entries"] as? [Any])?.count
  }

  @Test("there are files")
  func exist() {
    #expect(CorpusTests.files.count >= 40)
  }

  @Test("a capture is read in full, or what is wrong with it is said", arguments: files)
  func capture(_ path: String) throws {
    let found = Transcript([path])
    if let count = try entryCount(path) {
      #expect(found.exchanges == count && found.errors.isEmpty, "\(found.text)")
    } else {
      #expect(found.exchanges == 0 && found.errors.count == 1, "\(found.text)")
      #expect(found.errors.first?.offset != nil)
    }
  }

  @Test(
    "a capture is read the same in small pieces, compressed, and line by line", arguments: files)
  func forms(_ path: String) throws {
    let whole = Transcript([path])
    for size in [64, 1_000] {
      var options = TrafficOptions()
      options.batchBytes = size
      #expect(Transcript([path], options: options).text == whole.text)
    }
    let data = try Data(contentsOf: URL(filePath: path))
    let compressed = try ScratchFile(Deflate.gzip([UInt8](data)))
    #expect(Transcript([compressed.path]).text == whole.text)
  }

  @Test(
    "a capture that is cut anywhere gives what precedes the cut, and an error", arguments: files)
  func cuts(_ path: String) throws {
    guard try entryCount(path) != nil else { return }
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    let last = bytes.lastIndex(of: UInt8(ascii: "}")) ?? 0
    let whole = Transcript([path])
    var random = RandomSource(seed: 71)
    for _ in 0..<6 {
      let cut = random.int(3...max(3, last))
      let file = try ScratchFile(bytes[..<cut])
      let found = Transcript([file.path])
      #expect(found.exchanges <= whole.exchanges)
      #expect(found.errors.count == 1, "seed 71, cut at \(cut): \(found.text)")
      let preceding = found.text.components(separatedBy: "\n\n").dropLast(2)
      #expect(whole.text.hasPrefix(preceding.joined(separator: "\n\n")), "seed 71, cut at \(cut)")
    }
  }
}
