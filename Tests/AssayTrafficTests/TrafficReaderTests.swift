import AssayModel
import AssayTestSupport
import AssayTraffic
import Foundation
import Testing

@Suite struct TrafficReaderTests {
  /// A document as a test sees it.
  struct Seen: Hashable {
    var index: Int
    var text: String
    var offset: Int
    var line: Int
  }

  /// Reads inputs to their end.
  private func read(
    _ paths: [String], _ options: TrafficOptions = TrafficOptions()
  ) -> (documents: [Seen], failures: [TrafficError]) {
    let reader = TrafficReader(paths: paths, options: options)
    let batch = Batch()
    var documents: [Seen] = []
    var failures: [TrafficError] = []
    var sequence = 0
    while reader.next(batch) {
      #expect(batch.sequence == sequence)
      sequence += 1
      #expect(batch.firstIndex == documents.count)
      for document in batch.documents {
        let text = unsafe String(decoding: batch.bytes(document), as: UTF8.self)
        documents.append(
          Seen(
            index: documents.count, text: document.isOverLimit ? "over limit" : text,
            offset: document.offset, line: document.line))
      }
      if let failure = batch.failure { failures.append(failure) }
    }
    #expect(!reader.next(batch))
    return (documents, failures)
  }

  private func bodies(batchBytes: Int = 512 << 10) -> TrafficOptions {
    var options = TrafficOptions()
    options.content = .bodies
    options.batchBytes = batchBytes
    return options
  }

  // MARK: - Documents

  /// A HAR with entries that are known, in a random layout.
  private func document(_ random: inout RandomSource) -> (bytes: [UInt8], entries: [Seen]) {
    func space() -> String { random.chance(30) ? random.pick([" ", "\n", "\r\n  ", "\t"]) : "" }
    let tricky = [#"{"a":"\"]}"}"#, #"[[{}],"\\"]"#, #""entries""#, "null", "-1.5e3", #""\\\"[""#]
    func member(_ name: String) -> String {
      "\(space())\"\(name)\"\(space()):\(space())\(random.pick(tricky))\(space())"
    }
    func others(_ names: [String]) -> [String] {
      names.filter { _ in random.chance(50) }.map { member($0) }
    }
    var entries: [String] = []
    for place in 0..<random.int(0...8) {
      let padding = String(
        repeating: random.pick(["x", "{", "\\\"", "é"]), count: random.int(0...300))
      entries.append("{\"request\":{\"n\":\(place)},\(member("z")),\"text\":\"\(padding)\"}")
    }
    let list = entries.map { space() + $0 + space() }.joined(separator: ",")
    var log =
      others(["version", "pages", "log"]) + ["\(space())\"entries\":\(space())[\(list)\(space())]"]
    log += others(["comment", "browser"])
    let top =
      others(["_before", "entries"])
      + ["\"log\"\(space()):\(space()){\(log.joined(separator: ","))}"] + others(["after"])
    let text = "\(space()){\(top.joined(separator: ","))}\(space())"
    let bytes = Array(text.utf8)
    var from = 0
    var seen: [Seen] = []
    for entry in entries {
      let wanted = Array(entry.utf8)
      while !bytes[from...].starts(with: wanted) { from += 1 }
      seen.append(Seen(index: seen.count, text: entry, offset: from, line: 0))
      from += wanted.count
    }
    return (bytes, seen)
  }

  @Test("entries are found in any layout, wherever batches end")
  func layouts() throws {
    var random = RandomSource(seed: 61)
    for round in 0..<150 {
      let (bytes, entries) = document(&random)
      let file = try ScratchFile(bytes)
      for size in [64, 90, 300, 5_000] {
        var options = TrafficOptions()
        options.batchBytes = size
        let found = read([file.path], options)
        let note: Comment = "seed 61, round \(round): \(String(decoding: bytes, as: UTF8.self))"
        try #require(found.documents == entries, note)
        try #require(found.failures.isEmpty, note)
      }
    }
  }

  @Test("a document that is cut gives the entries before the cut and the place of the cut")
  func cuts() throws {
    var random = RandomSource(seed: 62)
    for _ in 0..<8 {
      let (bytes, entries) = document(&random)
      guard let end = bytes.lastIndex(of: UInt8(ascii: "}")), bytes[0] == UInt8(ascii: "{") else {
        continue
      }
      for cut in stride(from: 1, through: end, by: 7) {
        let file = try ScratchFile(bytes[..<cut])
        var options = TrafficOptions()
        options.batchBytes = 128
        let found = read([file.path], options)
        let complete = entries.filter { $0.offset + $0.text.utf8.count <= cut }
        try #require(found.documents == complete, "seed 62, cut at \(cut)")
        try #require(found.failures.count == 1 && found.failures.first?.offset == cut)
      }
    }
  }

  @Test("lines are bodies as they are; blank ones are none", arguments: [64, 70, 100_000])
  func lines(_ size: Int) throws {
    let text =
      "\u{FEFF}{\"a\":1}\n\n \t \r\nnot json\r\n[\n" + String(repeating: "x", count: 500)
      + "\n\r\n  {} \nlast"
    let file = try ScratchFile(text)
    let found = read([file.path], bodies(batchBytes: size))
    #expect(
      found.documents.map(\.text) == [
        "{\"a\":1}", "not json", "[", String(repeating: "x", count: 500), "  {} ", "last",
      ])
    #expect(found.documents.map(\.line) == [1, 4, 5, 6, 8, 9])
    #expect(found.documents.map(\.offset) == [3, 17, 27, 29, 532, 538])
    #expect(found.failures.isEmpty)
  }

  @Test("a random list of lines is read whole, wherever batches end")
  func randomLines() throws {
    var random = RandomSource(seed: 63)
    for round in 0..<60 {
      let lines = (0..<random.int(0...80)).map { _ in
        String(repeating: random.pick(["a", "{", "é"]), count: random.pick([1, 2, 30, 64, 400]))
      }
      let file = try ScratchFile(lines.joined(separator: "\n") + (random.chance(50) ? "\n" : ""))
      for size in [64, 100, 1_000] {
        let found = read([file.path], bodies(batchBytes: size))
        try #require(found.documents.map(\.text) == lines, "seed 63, round \(round)")
        try #require(found.documents.map(\.line) == lines.indices.map { $0 + 1 })
      }
    }
  }

  @Test("a document over its limit is counted and not kept, and the rest is read")
  func limits() throws {
    let long = String(repeating: "y", count: 300)
    let file = try ScratchFile("a\n\(long)\nb\n\(long)")
    for size in [64, 1_000] {
      var options = bodies(batchBytes: size)
      options.limits.bodyBytes = 200
      let found = read([file.path], options)
      #expect(found.documents.map(\.text) == ["a", "over limit", "b", "over limit"])
      #expect(found.documents.map(\.line) == [1, 2, 3, 4])
      #expect(found.documents.map(\.offset) == [0, 2, 303, 305])
    }
    let entry = #"{"request":{"method":"GET","url":"/a"}}"#
    let large = "{\"x\":[\"\(String(repeating: "z", count: 5 << 20))\"],\(entry.dropFirst())"
    for text in [
      "{\"log\":{\"entries\":[\(entry),\(large),\(entry)]}}", "\(entry)\n\(large)\n\(entry)\n",
      "[\(entry),\(large),\(entry)]",
    ] {
      let file = try ScratchFile(text)
      var options = TrafficOptions()
      options.limits.bodyBytes = 1
      let found = read([file.path], options)
      #expect(found.documents.map(\.text) == [entry, "over limit", entry])
      #expect(found.failures.isEmpty)
    }
  }

  @Test("a break that swallows what follows is found where it is, not at the end")
  func breaks() throws {
    let entry = #"{"request":{"method":"GET","url":"/a"}}"#
    let broken = #"{"request":{"method":"GET,"url":"/a"}}"#
    let rest = Array(repeating: entry, count: 30_000).joined(separator: ",")
    let file = try ScratchFile("{\"log\":{\"entries\":[\(entry),\(broken),\(rest)]}}")
    let found = read([file.path])
    #expect(found.documents.map(\.text) == [entry])
    #expect(found.failures.map(\.offset) == [86])
  }

  // MARK: - Inputs

  @Test("inputs are read in order, and one that cannot be read does not stop the others")
  func inputs() throws {
    let first = try ScratchFile("a\nb\n")
    let second = try ScratchFile("c\n")
    let empty = try ScratchFile("")
    let folder = FileManager.default.temporaryDirectory.path(percentEncoded: false)
    let missing = first.path + ".missing"
    let found = read([first.path, missing, empty.path, folder, second.path], bodies())
    #expect(found.documents.map(\.text) == ["a", "b", "c"])
    #expect(found.failures.map(\.path) == [missing, folder])
    #expect(found.failures.allSatisfy { $0.kind == .unreadable })
    #expect(found.failures.first?.reason.contains("No such file") == true)
    #expect(found.failures.last?.reason.contains("folder") == true)
    #expect(read([]).documents.isEmpty)
  }

  @Test("the bytes read and the bytes there are agree at the end")
  func progress() throws {
    let plain = try ScratchFile(String(repeating: "abc\n", count: 1_000))
    let packed = try ScratchFile(Deflate.gzip([UInt8](repeating: 0x61, count: 100_000)))
    let reader = TrafficReader(paths: [plain.path, packed.path], options: bodies())
    let size = try [plain, packed].map {
      try FileManager.default.attributesOfItem(atPath: $0.path)[.size] as? Int ?? 0
    }
    #expect(reader.totalBytes == size.reduce(0, +))
    #expect(reader.bytesRead == 0)
    let batch = Batch()
    while reader.next(batch) {}
    #expect(reader.bytesRead == size.reduce(0, +))
    #expect(TrafficReader(paths: [plain.path, "-"]).totalBytes == nil)
  }

  @Test("a pipe gives each line as soon as it is there", .timeLimit(.minutes(1)))
  func pipe() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "assay-\(UUID().uuidString)")
      .path(percentEncoded: false)
    try unsafe #require(mkfifo(path, 0o600) == 0)
    defer { unsafe unlink(path) }
    let entry = #"{"request":{"method":"GET","url":"/a"}}"#
    let lines = [entry, "{\"broken\": ", entry + " " + entry, entry]
    // Each line is written only once the one before was read.
    let isRead = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      let file = unsafe open(path, O_WRONLY)
      for line in lines {
        let bytes = Array("\(line)\n".utf8)
        unsafe bytes.withUnsafeBytes { bytes in
          _ = unsafe write(file, bytes.baseAddress, bytes.count)
        }
        isRead.wait()
      }
      close(file)
    }
    let reader = TrafficReader(paths: [path])
    let batch = Batch()
    var texts: [String] = []
    while reader.next(batch) {
      #expect(batch.documents.count == 1)
      for document in batch.documents {
        texts.append(unsafe String(decoding: batch.bytes(document), as: UTF8.self))
      }
      isRead.signal()
    }
    #expect(texts == lines)
  }

  @Test("tasks that read together get every document once")
  func together() async throws {
    let lines = (0..<20_000).map { "line \($0)" }
    let file = try ScratchFile(lines.joined(separator: "\n"))
    let reader = TrafficReader(paths: [file.path], options: bodies(batchBytes: 4_096))
    let pieces = await withTaskGroup(of: [Int: [String]].self) { group in
      for _ in 0..<4 {
        group.addTask {
          let batch = Batch()
          var found: [Int: [String]] = [:]
          while reader.next(batch) {
            found[batch.sequence] = batch.documents.map {
              unsafe String(decoding: batch.bytes($0), as: UTF8.self)
            }
          }
          return found
        }
      }
      return await group.reduce(into: [:]) { all, some in all.merge(some) { first, _ in first } }
    }
    #expect(pieces.keys.sorted().flatMap { pieces[$0] ?? [] } == lines)
  }

  @Test("no input traps, whatever it is")
  func mutations() throws {
    var random = RandomSource(seed: 64)
    for _ in 0..<600 {
      var (bytes, _) = document(&random)
      for _ in 0..<random.int(1...6) {
        let place = random.below(bytes.count)
        switch random.below(4) {
        case 0: bytes[place] = UInt8(random.below(256))
        case 1: bytes[place] = random.pick(Array("{}[]\",:\\\n".utf8))
        case 2: bytes.remove(at: place)
        default: bytes.insert(contentsOf: bytes[place...].prefix(random.int(1...50)), at: place)
        }
        if bytes.isEmpty { bytes = [0x7B] }
      }
      let file = try ScratchFile(bytes)
      var options = TrafficOptions()
      options.batchBytes = random.pick([64, 100, 1_000])
      let found = Transcript([file.path], options: options)
      for error in found.errors { #expect(error.offset ?? 0 <= bytes.count) }
    }
  }
}
