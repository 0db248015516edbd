internal import CAssaySystem

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Documents that follow each other in one input, in memory that is used again for the next ones.
///
/// A batch belongs to one task at a time. ``TrafficReader/next(_:)`` fills it. One batch of a reader
/// at a time holds a giant document; others that come upon one, or upon one of more than
/// ``TrafficReader/largeBytes``, wait until that batch is filled again or gone, so that a task has one
/// batch and does not keep it.
@safe
package final class Batch: @unchecked Sendable {
  /// One exchange or body in the batch.
  package struct Document: Sendable, Hashable {
    /// Place in the batch.
    package var start: Int
    /// Number of bytes; 0 where the document was too large to keep.
    package var count: Int
    /// Offset of its first byte in the input, decompressed where it was compressed.
    package var offset: Int
    /// Line, counted from 1, where the input is NDJSON; else 0.
    package var line: Int
    /// Whether the document exceeds what may be kept; there are no bytes then.
    package var isOverLimit = false
  }

  /// Bytes from which on a document is a giant.
  package static let giantBytes = 4 << 20

  /// Number of the batch over all inputs, counted from 0 without a gap.
  package internal(set) var sequence = 0
  /// The input as it was named; `-` is standard input.
  package internal(set) var path = ""
  /// Index of the first document over all inputs. A document that turns out to be no exchange
  /// keeps its index.
  package internal(set) var firstIndex = 0
  /// The documents, in order.
  package internal(set) var documents: [Document] = []
  /// Why the input ends behind the last document, where it ends too early. The next batch is of
  /// the next input.
  package internal(set) var failure: TrafficError?

  /// The bytes; only the first `count` mean something.
  private(set) var storage: UnsafeMutableRawBufferPointer
  /// Bytes that were read.
  var count = 0
  /// The gate that a giant came through.
  private var gate: GiantGate?

  /// Creates a batch without memory.
  package init() {
    unsafe storage = UnsafeMutableRawBufferPointer(start: nil, count: 0)
  }

  deinit {
    releaseGiant()
    // SAFETY: taken from `realloc`, freed once.
    unsafe free(storage.baseAddress)
  }

  /// The bytes of a document, for as long as the batch is not filled again, and a ``HAREntryParser`` has
  /// not read a giant.
  package func bytes(_ document: Document) -> UnsafeBufferPointer<UInt8> {
    unsafe contents.bytes(document).bytes
  }

  /// What the batch holds, for as long as it is not filled again: for loops over many documents.
  package var contents: Contents {
    unsafe Contents(UnsafeRawBufferPointer(storage), count: count)
  }

  /// All bytes.
  var bytes: UnsafeBufferPointer<UInt8> {
    unsafe UnsafeBufferPointer(
      rebasing: UnsafeRawBufferPointer(storage).assumingMemoryBound(to: UInt8.self)[..<count])
  }

  /// Room behind the bytes.
  var room: UnsafeMutableRawBufferPointer {
    unsafe UnsafeMutableRawBufferPointer(rebasing: storage[count...])
  }

  /// Empties the batch.
  func removeAll() {
    documents.removeAll(keepingCapacity: true)
    failure = nil
    count = 0
  }

  /// Whether the batch may hold a giant.
  package var holdsGiant: Bool { gate != nil }

  /// Notes the gate that a giant came through; it is left with the giant. What the program needed to
  /// start makes room for it.
  func holdGiant(_ gate: GiantGate) {
    self.gate = gate
    assay_give_back_code()
  }

  /// Empties the batch, frees its memory and lets the next giant in, where it holds one. Filling the
  /// batch again does so, too; a task that does not must not leave the others waiting.
  package func releaseGiant() {
    guard let gate else { return }
    self.gate = nil
    removeAll()
    // SAFETY: taken from `realloc`, freed once.
    unsafe free(storage.baseAddress)
    unsafe storage = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    gate.leave()
  }

  /// Makes room for `capacity` bytes in all; gives back what a document has left behind.
  ///
  /// `realloc` moves the pages of large blocks and does not copy them, so that a document of 64 MiB
  /// does not need twice its size while the batch grows.
  func reserve(_ capacity: Int) {
    let isLarge = unsafe storage.count > capacity &* 4 && count <= capacity
    guard unsafe storage.count < capacity || isLarge else { return }
    guard let new = unsafe realloc(storage.baseAddress, capacity) else {
      fatalError("no memory for \(capacity) bytes of traffic")
    }
    // SAFETY: the block holds `capacity` bytes now, and the first `count` are the old ones.
    unsafe storage = UnsafeMutableRawBufferPointer(start: new, count: capacity)
  }

  /// Drops the first bytes; documents are not moved.
  func dropFirst(_ bytes: Int) {
    guard bytes > 0, bytes <= count else { return }
    // SAFETY: `copyMemory` allows overlap, and both ranges lie in what was read.
    unsafe storage.copyMemory(from: UnsafeRawBufferPointer(rebasing: storage[bytes..<count]))
    count -= bytes
  }

  /// Appends bytes for which there is room.
  func append(_ bytes: [UInt8]) {
    unsafe bytes.withUnsafeBytes { unsafe room.copyMemory(from: $0) }
    count += bytes.count
  }
}
