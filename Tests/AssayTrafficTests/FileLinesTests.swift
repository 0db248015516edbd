import AssayModel
import AssayTestSupport
import AssayTraffic
import Foundation
import Synchronization
import Testing

/// Lines of a file that several threads read at once.
@Suite struct FileLinesTests {
  /// A document as a test sees it.
  private struct Seen: Hashable, Sendable {
    var text: String
    var offset: Int
    var line: Int
  }

  /// What one thread after the other, or several at once, find.
  private final class Found: Sendable {
    let batches = Mutex<[Int: (first: Int, documents: [Seen])]>([:])
    let failures = Mutex<[TrafficError]>([])
  }

  private static let limit = 200

  private func options(batchBytes: Int) -> TrafficOptions {
    var options = TrafficOptions()
    options.content = .bodies
    options.batchBytes = batchBytes
    options.isShared = true
    return options
  }

  private func read(
    _ paths: [String], batchBytes: Int, threads: Int, content: TrafficOptions.Content = .bodies
  ) -> (documents: [Seen], failures: [TrafficError]) {
    var options = options(batchBytes: batchBytes)
    options.content = content
    options.limits.bodyBytes = Self.limit
    let reader = TrafficReader(paths: paths, options: options)
    let found = Found()
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      let batch = Batch()
      while reader.next(batch) {
        let seen = batch.documents.map { document in
          let text = unsafe String(decoding: batch.bytes(document), as: UTF8.self)
          return Seen(
            text: document.isOverLimit ? "over limit" : text, offset: document.offset,
            line: document.line)
        }
        found.batches.withLock { $0[batch.sequence] = (batch.firstIndex, seen) }
        if let failure = batch.failure { found.failures.withLock { $0.append(failure) } }
      }
    }
    let batches = found.batches.withLock { $0 }
    var documents: [Seen] = []
    for sequence in batches.keys.sorted() {
      // Without a gap, and numbered on.
      guard let batch = batches[sequence], sequence < batches.count else { continue }
      #expect(batch.first == documents.count)
      documents += batch.documents
    }
    #expect(reader.bytesRead == reader.totalBytes)
    return (documents, found.failures.withLock { $0 })
  }

  /// The lines of a text, found in the plainest way.
  private func lines(_ bytes: [UInt8]) -> [Seen] {
    var seen: [Seen] = []
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    for (number, line) in bytes[start...].split(separator: 0x0A, omittingEmptySubsequences: false)
      .enumerated()
    {
      let text = line.last == 0x0D ? line.dropLast() : line
      if !text.allSatisfy({ [0x20, 0x09, 0x0D].contains($0) }) {
        seen.append(
          Seen(
            text: text.count > Self.limit ? "over limit" : String(decoding: text, as: UTF8.self),
            offset: start, line: number + 1))
      }
      start += line.count + 1
    }
    return seen
  }

  private func text(_ random: inout RandomSource) -> [UInt8] {
    var bytes: [UInt8] = random.chance(20) ? [0xEF, 0xBB, 0xBF] : []
    // Some texts are of short lines, some have lines that are longer than a stretch and than the limit.
    let counts = random.pick([[0, 1, 2, 3], [0, 1, 30, 64, 150, 400], [1, 5_000]])
    for _ in 0..<random.int(0...120) {
      let count = random.pick(counts)
      bytes += [UInt8](repeating: UInt8(0x61 + random.below(20)), count: count)
      if count < 100, random.chance(10) { bytes += random.pick([[0x0D], [0x20, 0x0D], [0x20]]) }
      bytes.append(0x0A)
    }
    if random.chance(50), !bytes.isEmpty { bytes.removeLast() }
    return bytes
  }

  @Test("several threads find the lines that there are, wherever stretches end", arguments: [1, 3])
  func randomLines(_ threads: Int) throws {
    let seed: UInt64 = 71
    var random = RandomSource(seed: seed)
    for round in 0..<120 {
      let texts = (0..<random.int(1...2)).map { _ in text(&random) }
      let files = try texts.map { try ScratchFile($0) }
      let expected = texts.flatMap(lines)
      for size in [64, 100, 1_000] {
        let found = read(files.map(\.path), batchBytes: size, threads: threads)
        try #require(found.documents == expected, "seed \(seed), round \(round), size \(size)")
        try #require(found.failures.isEmpty)
      }
    }
  }

  @Test("entries on lines of their own are read like bodies")
  func entries() throws {
    let lines = (0..<300).map { #"{"request":{"method":"GET","url":"/\#($0)"}}"# }
    let file = try ScratchFile(lines.joined(separator: "\n"))
    let found = read([file.path], batchBytes: 256, threads: 2, content: .exchanges)
    #expect(found.documents.map(\.text) == lines)
    #expect(found.documents.map(\.line) == lines.indices.map { $0 + 1 })
  }

  @Test("what is added to a file while it is read is read, too")
  func growing() throws {
    let file = try ScratchFile(String(repeating: "aaaaaaaaa\n", count: 100) + "bb")
    let reader = TrafficReader(paths: [file.path], options: options(batchBytes: 128))
    let batch = Batch()
    var texts: [String] = []
    var added = 0
    while reader.next(batch) {
      texts += batch.documents.map { unsafe String(decoding: batch.bytes($0), as: UTF8.self) }
      if texts.count < 60 {
        let handle = try #require(FileHandle(forWritingAtPath: file.path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("c\n".utf8))
        try handle.close()
        added += 1
      }
    }
    let rest = added > 0 ? ["bbc"] + Array(repeating: "c", count: added - 1) : []
    #expect(texts == Array(repeating: "aaaaaaaaa", count: 100) + rest)
  }

  @Test("a file that is cut off while it is read ends there")
  func shrinking() throws {
    let file = try ScratchFile(String(repeating: "aaaaaaaaa\n", count: 100))
    let reader = TrafficReader(paths: [file.path], options: options(batchBytes: 128))
    let batch = Batch()
    var count = 0
    while reader.next(batch) {
      #expect(batch.failure == nil)
      count += batch.documents.count
      if count < 30 {
        let handle = try #require(FileHandle(forWritingAtPath: file.path))
        try handle.truncate(atOffset: 400)
        try handle.close()
      }
    }
    #expect((30...40).contains(count))
  }
}
