import AssayJSON
import Synchronization

/// Reads inputs in order and hands out their documents in batches.
///
/// Safe to be used from several tasks: each fills its own ``Batch`` and reads the documents in it
/// with its own ``HAREntryParser``; ``Batch/sequence`` puts the results back in order. Memory does
/// not grow with the inputs, only with the largest document, and of giants there is one at a time.
///
///     let reader = TrafficReader(paths: ["capture.har"])
///     let batch = Batch()
///     while reader.next(batch) {
///       for (place, document) in batch.documents.enumerated() { … }
///       if let failure = batch.failure { … }
///     }
package final class TrafficReader: Sendable {
  private let options: TrafficOptions
  let isInterrupted: @Sendable () -> Bool
  let state: Mutex<State>
  let taken = Atomic<Int>(0)
  let gate = GiantGate()
  /// Size of all inputs on disk, where all are files.
  package let totalBytes: Int?

  struct State {
    var paths: [String]
    var nextPath = 0
    var source: ByteSource?
    /// The lines of the source, where several threads read them.
    var lines: FileLines?
    var scanner: InputScanner
    /// Bytes of a document that did not fit in the last batch.
    var carry: [UInt8] = []
    /// Absolute offset of the first byte of `carry`.
    var base = 0
    var isAtStart = true
    var sequence = 0
    var index = 0
    /// Bytes taken from the inputs that are closed.
    var closedBytes = 0
    /// Bytes of the next batch: fewer than may be where documents are small.
    var batchBytes: Int
  }

  /// Documents of a batch, roughly: so many fit in a processor's cache with what is noted of each.
  private static let batchDocuments = 2_048
  /// Bytes of the first batch where several threads read: it tells what the input is, and all wait for it.
  private static let firstBatchBytes = 64 << 10

  /// Creates a reader of these inputs; `-` is standard input. Nothing is opened yet.
  ///
  /// - Parameters:
  ///   - paths: The inputs in order.
  ///   - options: How they are to be read.
  ///   - isInterrupted: Asked several times a second while the reader waits for more; where it says
  ///     so, ``next(_:)`` ends as if the inputs ended.
  package init(
    paths: [String], options: TrafficOptions = TrafficOptions(),
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) {
    self.options = options
    self.isInterrupted = isInterrupted
    let bytes =
      options.isShared
      ? min(options.batchBytes, TrafficReader.firstBatchBytes) : options.batchBytes
    state = Mutex(
      State(paths: paths, scanner: InputScanner(options), batchBytes: max(bytes, 64)))
    var total: Int? = 0
    for path in paths {
      if let size = ByteSource.size(ofFileAt: path), let sum = total {
        total = sum + size
      } else {
        total = nil
      }
    }
    totalBytes = total
  }

  /// Bytes taken from the inputs so far, compressed where they are. May be asked at any time.
  package var bytesRead: Int { taken.load(ordering: .relaxed) }

  /// Fills a batch with the next documents, which all are of one input.
  ///
  /// Returns as soon as there is something and more would have to be waited for.
  ///
  /// - Returns: `false` at the end of the last input.
  package func next(_ batch: Batch) -> Bool {
    // Before the lock is waited for: who has it may wait for the giant to go.
    batch.releaseGiant()
    var patience = Patience()
    while true {
      switch state.withLock({ advance(batch, &$0) }) {
      case .filled: return true
      case .over:
        batch.releaseGiant()
        return false
      case .waits: patience.wait()
      case .stretch(let lines, let index):
        if read(lines, index, into: batch) { return true }
      }
    }
  }

  // MARK: - Filling

  /// What one is to do next.
  private enum Turn {
    case filled, over
    /// The lines of a stretch are to be read without the lock.
    case stretch(FileLines, Int)
    /// Others have stretches of the input that is to be gone on with.
    case waits
  }

  private func advance(_ batch: Batch, _ state: inout State) -> Turn {
    if let lines = state.lines {
      if lines.next < lines.count, !lines.isBroken {
        state.lines?.next += 1
        return .stretch(lines, lines.next)
      }
      guard lines.settled == lines.next else { return .waits }
      leave(lines, &state)
    }
    return fill(batch, &state) ? .filled : .over
  }

  private func fill(_ batch: Batch, _ state: inout State) -> Bool {
    while true {
      batch.removeAll()
      guard let source = open(batch, &state) else { return batch.failure != nil }
      batch.path = source.path
      let isOver = fill(batch, from: source, &state)
      taken.store(state.closedBytes + source.bytesTaken, ordering: .relaxed)
      if isOver {
        state.closedBytes += source.bytesTaken
        state.source = nil
      }
      guard !batch.documents.isEmpty || batch.failure != nil else { continue }
      number(batch, &state)
      measure(batch, &state)
      share(&state)
      return true
    }
  }

  /// Decides how large the next batch is to be, by the size of this one's documents.
  private func measure(_ batch: Batch, _ state: inout State) {
    let bytes = batch.count / max(batch.documents.count, 1) * TrafficReader.batchDocuments
    state.batchBytes = max(min(max(bytes, 32 << 10), options.batchBytes), 64)
  }

  /// Lets several threads read what follows of an input, where it is lines of a file.
  private func share(_ state: inout State) {
    guard options.isShared, let source = state.source, source.isPlainFile,
      let line = state.scanner.openLine
    else { return }
    let lines = FileLines(
      source.file, path: source.path, from: state.base, line: line,
      stretchBytes: state.batchBytes, limit: options.documentBytes)
    guard lines.count > 1 else { return }
    state.lines = lines
    state.carry.removeAll()
  }

  func number(_ batch: Batch, _ state: inout State) {
    batch.sequence = state.sequence
    batch.firstIndex = state.index
    state.sequence += 1
    state.index += batch.documents.count
  }

  /// The input that is being read or the next one.
  private func open(_ batch: Batch, _ state: inout State) -> ByteSource? {
    if let source = state.source { return source }
    guard state.nextPath < state.paths.count else { return nil }
    let path = state.paths[state.nextPath]
    state.nextPath += 1
    state.carry.removeAll()
    state.base = 0
    state.isAtStart = true
    state.scanner = InputScanner(options)
    batch.path = path
    do throws(ByteSource.Failure) {
      let source = try ByteSource(path: path, isInterrupted: isInterrupted)
      state.source = source
      return source
    } catch {
      batch.failure = TrafficError(path: path, kind: error.kind, reason: error.reason)
      number(batch, &state)
      return nil
    }
  }

  /// Fills a batch from one input; `true` where nothing more is to be read from it.
  private func fill(_ batch: Batch, from source: ByteSource, _ state: inout State) -> Bool {
    let batchBytes = state.batchBytes
    batch.reserve(max(batchBytes, state.carry.count * 2))
    batch.append(state.carry)
    state.carry.removeAll(keepingCapacity: state.carry.capacity <= options.batchBytes)
    var broken: ByteSource.Failure?
    while true {
      var isEnd = false
      do throws(ByteSource.Failure) {
        // No more than a batch at a time, so that little is read behind the end of a giant.
        let room = unsafe UnsafeMutableRawBufferPointer(rebasing: batch.room.prefix(batchBytes))
        let count = unsafe try source.read(into: room)
        batch.count += count
        isEnd = count == 0
      } catch {
        broken = error
      }
      guard skipByteOrderMark(batch, isEnd || broken != nil, &state) else { continue }
      let step = unsafe state.scanner.scan(
        batch.bytes, base: state.base, isEnd: isEnd, into: &batch.documents)
      if let broken {
        guard broken.kind != .interrupted else {
          state.nextPath = state.paths.count
          return true
        }
        let offset = state.base + batch.count
        batch.failure = TrafficError(
          path: source.path, kind: broken.kind, reason: broken.reason, offset: offset)
        return true
      }
      if let failure = step.failure {
        batch.failure =
          brokenEntry(batch, state)
          ?? TrafficError(
            path: source.path, kind: .broken, reason: failure.reason, offset: failure.offset)
        return true
      }
      if isEnd { return true }
      if !batch.documents.isEmpty {
        let isFull = unsafe batch.room.count == 0 || batch.count > batchBytes
        guard isFull || source.wouldWait else { continue }
        unsafe state.carry.append(contentsOf: batch.bytes[step.keepFrom...])
        state.base += step.keepFrom
        state.scanner.rebase(by: step.keepFrom)
        return false
      }
      // What was skipped makes room; so does a greater batch for a greater document.
      batch.dropFirst(step.keepFrom)
      state.base += step.keepFrom
      state.scanner.rebase(by: step.keepFrom)
      if unsafe batch.room.count == 0 {
        if let failure = brokenEntry(batch, state) {
          batch.failure = failure
          return true
        }
        let capacity = batch.count * 2
        guard admits(batch, capacity) else {
          state.nextPath = state.paths.count
          return true
        }
        batch.reserve(capacity)
      }
    }
  }

  /// Skips U+FEFF at the start of an input; `false` where more bytes are needed to tell.
  private func skipByteOrderMark(_ batch: Batch, _ isEnd: Bool, _ state: inout State) -> Bool {
    guard state.isAtStart else { return true }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let first = unsafe batch.bytes.prefix(3)
    if unsafe first.elementsEqual(mark) {
      batch.dropFirst(3)
      state.base = 3
    } else if !isEnd, unsafe first.count < 3, unsafe first.elementsEqual(mark.prefix(first.count)) {
      return false
    }
    state.isAtStart = false
    return true
  }

  /// An entry that is large, or has no end, is looked at closely: where its text is broken, so that
  /// the scanner has lost its way, it is that place that counts, not the end of the input.
  private func brokenEntry(_ batch: Batch, _ state: State) -> TrafficError? {
    guard let start = state.scanner.openEntry, start >= 0, start < batch.count else { return nil }
    let text = unsafe UnsafeBufferPointer(rebasing: batch.bytes[start...])
    var reader = unsafe JSONReader(text, buffer: IndexBuffer())
    do throws(JSONError) {
      try reader.skipValue()
      return nil
    } catch {
      guard error.problem != .unexpectedEnd else { return nil }
      return TrafficError(
        path: batch.path, kind: .broken, reason: "\(error.problem)",
        offset: state.base + start + error.offset)
    }
  }
}
