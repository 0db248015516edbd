import AssayModel
import AssayTraffic
import Foundation
import Synchronization
import Testing

@Suite struct GiantTests {
  /// What several threads look at.
  private final class Shared: Sendable {
    let held = Atomic<Int>(0)
    let mostHeld = Atomic<Int>(0)
    let isInterrupted = Atomic<Bool>(false)
    let found = Mutex<[Int: [Int]]>([:])
    let isBroken = Atomic<Bool>(false)
    let isTaken = Atomic<Bool>(false)
  }

  /// Lines of a letter each.
  private func lines(_ counts: [Int]) throws -> ScratchFile {
    var bytes = Data()
    for (place, count) in counts.enumerated() {
      bytes.append(Data(repeating: UInt8(0x61 + place), count: count))
      bytes.append(0x0A)
    }
    return try ScratchFile(bytes)
  }

  private func reader(
    _ file: ScratchFile, isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) -> TrafficReader {
    var options = TrafficOptions()
    options.content = .bodies
    return TrafficReader(paths: [file.path], options: options, isInterrupted: isInterrupted)
  }

  @Test("of several threads one holds a giant, and all documents come, in order")
  func oneAtATime() throws {
    let giant = Batch.giantBytes + (1 << 20)
    let counts = [5, giant, 1 << 20, giant, 3, Batch.giantBytes / 3, giant, giant, 7]
    let file = try lines(counts)
    defer { withExtendedLifetime(file) {} }
    let reader = reader(file)
    let shared = Shared()
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      let batch = Batch()
      while reader.next(batch) {
        let isGiant = batch.documents.contains { $0.count > Batch.giantBytes }
        if isGiant {
          let held = shared.held.add(1, ordering: .relaxed).newValue
          shared.mostHeld.max(held, ordering: .relaxed)
          usleep(5_000)
        }
        for document in batch.documents {
          let bytes = unsafe batch.bytes(document)
          if unsafe bytes.first != 0x60 + UInt8(document.line) || bytes.first != bytes.last {
            shared.isBroken.store(true, ordering: .relaxed)
          }
        }
        shared.found.withLock { $0[batch.sequence] = batch.documents.map(\.count) }
        if isGiant { shared.held.subtract(1, ordering: .relaxed) }
      }
    }
    let found = shared.found.withLock { $0 }
    #expect(found.keys.sorted().flatMap { found[$0] ?? [] } == counts)
    let mostHeld = shared.mostHeld.load(ordering: .relaxed)
    let isBroken = shared.isBroken.load(ordering: .relaxed)
    #expect(mostHeld == 1 && !isBroken)
  }

  @Test("who waits for a giant to go goes on when it is released, and can be interrupted")
  func waiting() throws {
    let file = try lines(Array(repeating: Batch.giantBytes + 1, count: 4))
    defer { withExtendedLifetime(file) {} }
    let shared = Shared()
    let reader = reader(file) { shared.isInterrupted.load(ordering: .relaxed) }
    /// Takes a batch on another thread while this one does something.
    func takesAnother(_ meanwhile: () -> Void) -> Bool {
      let isOver = DispatchSemaphore(value: 0)
      let result = Shared()
      Thread.detachNewThread {
        let batch = Batch()
        result.isTaken.store(reader.next(batch), ordering: .relaxed)
        batch.releaseGiant()
        isOver.signal()
      }
      usleep(20_000)
      meanwhile()
      isOver.wait()
      return result.isTaken.load(ordering: .relaxed)
    }
    let batch = Batch()
    try #require(reader.next(batch))
    #expect(takesAnother { batch.releaseGiant() })
    try #require(reader.next(batch))
    let other = Batch()
    #expect(self.reader(file).next(other), "the giant of another reader is in nobody's way")
    #expect(!takesAnother { shared.isInterrupted.store(true, ordering: .relaxed) })
    #expect(!reader.next(batch))
  }

  @Test(
    "a giant entry is the same exchange, though its text is gone once it is read",
    arguments: [
      [#"a"#], [#"\n"#, "b"], [#"\ud83d\ude00"#], [#"\ud83d\ude00"#, #"\\"#, "é", "x"],
    ])
  func entries(_ pieces: [String]) throws {
    // Every place where a piece may end falls somewhere else.
    let unit = pieces.joined()
    let text = String(repeating: unit, count: (Batch.giantBytes + (3 << 20)) / unit.utf8.count)
    let entry =
      #"{"request":{"method":"POST","url":"/a","headers":[],"postData":{"mimeType":"text/plain","text":""#
      + text + #""}},"response":{"status":204,"headers":[{"name":"x","value":"y"}]}}"#
    let file = try ScratchFile(entry + "\n" + #"{"request":{"method":"GET","url":"/b"}}"#)
    let plain = try JSONDecoder().decode(String.self, from: Data("\"\(text)\"".utf8))
    let reader = TrafficReader(paths: [file.path])
    let batch = Batch()
    var parser = HAREntryParser()
    var exchange = Exchange()
    var targets: [String] = []
    while reader.next(batch) {
      for (place, document) in batch.documents.enumerated() {
        let parsed = parser.parse(document, of: batch, index: place, into: &exchange)
        guard case .exchange = parsed, let request = exchange.request else {
          Issue.record("\(parsed)")
          continue
        }
        targets.append(exchange.text(request.target))
        guard case .bytes(let range) = request.body else { continue }
        #expect(exchange.text(range) == plain)
        #expect(exchange.text(exchange.response?.headers.first?.value ?? range) == "y")
      }
    }
    #expect(targets == ["/a", "/b"])
  }
}
