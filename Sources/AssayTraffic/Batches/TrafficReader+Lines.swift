import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

// Lines of a file that several threads read at once: see FileLines.
extension TrafficReader {
  /// Reads a stretch of a file and waits until it is known what went before. Returns whether there is
  /// something in the batch.
  func read(_ lines: FileLines, _ index: Int, into batch: Batch) -> Bool {
    batch.removeAll()
    batch.path = lines.path
    var found: FileLines.Stretch?
    var failure: TrafficError?
    do throws(ByteSource.Failure) {
      found = try lines.read(index, into: batch) { grow(batch, to: $0, index) }
    } catch {
      failure = TrafficError(
        path: lines.path, kind: error.kind, reason: error.reason,
        offset: lines.origin + index * lines.stretchBytes)
    }
    var patience = Patience()
    while true {
      let isFilled = state.withLock { settle(batch, index, found, failure, &$0) }
      if let isFilled { return isFilled }
      patience.wait()
    }
  }

  /// Bytes of a batch that it may always have. For more, a stretch waits for its turn, and each batch until no
  /// other one holds a giant.
  package static let largeBytes = 1 << 20

  /// Makes room in the batch of a stretch. What is large comes in in its turn: a giant that was ahead
  /// would hold the gate and wait for one behind it, and many that wait have little each.
  private func grow(_ batch: Batch, to capacity: Int, _ index: Int) -> Bool {
    if capacity > TrafficReader.largeBytes {
      var patience = Patience()
      while state.withLock({ $0.lines?.settled != index }) {
        if isInterrupted() { return false }
        patience.wait()
      }
    }
    guard admits(batch, capacity) else { return false }
    batch.reserve(capacity)
    return true
  }

  /// Waits until a batch may have so much room; `false` where that was interrupted.
  func admits(_ batch: Batch, _ capacity: Int) -> Bool {
    guard capacity > TrafficReader.largeBytes, !batch.holdsGiant else { return true }
    guard capacity > Batch.giantBytes else { return gate.wait(unless: isInterrupted) }
    guard gate.enter(unless: isInterrupted) else { return false }
    batch.holdGiant(gate)
    return true
  }

  /// Numbers what was read of a stretch; `nil` where it is not yet its turn.
  private func settle(
    _ batch: Batch, _ index: Int, _ found: FileLines.Stretch?, _ failure: TrafficError?,
    _ state: inout State
  ) -> Bool? {
    guard var lines = state.lines, lines.settled == index else { return nil }
    defer { state.lines = lines }
    lines.settled += 1
    if lines.isBroken {
      batch.removeAll()
      return false
    }
    for place in batch.documents.indices { batch.documents[place].line += lines.line }
    if let found {
      lines.line += found.lines
      lines.rest = found.end ?? lines.rest
    } else {
      lines.isBroken = true
      batch.failure = failure
      // What was interrupted is over.
      if failure == nil { state.nextPath = state.paths.count }
    }
    state.source?.noteRead(upTo: lines.origin + lines.settled * lines.stretchBytes)
    taken.store(state.closedBytes + (state.source?.bytesTaken ?? 0), ordering: .relaxed)
    guard !batch.documents.isEmpty || batch.failure != nil else { return false }
    number(batch, &state)
    return true
  }

  /// Goes on behind the stretches of a file, all of which are settled.
  func leave(_ lines: FileLines, _ state: inout State) {
    state.lines = nil
    guard !lines.isBroken, let source = state.source else {
      state.closedBytes += state.source?.bytesTaken ?? 0
      state.source = nil
      return
    }
    // A plain file has every place.
    source.goOn(at: lines.rest)
    state.base = lines.rest
    let end = lines.origin + lines.count * lines.stretchBytes
    state.scanner.goOn(at: lines.rest > end ? lines.line + 1 : lines.line)
  }
}

/// Waits for what others will have done soon: first by giving way, then by sleeping.
struct Patience {
  private var tries = 0

  mutating func wait() {
    tries += 1
    if tries < 100 { sched_yield() } else { usleep(50) }
  }
}
