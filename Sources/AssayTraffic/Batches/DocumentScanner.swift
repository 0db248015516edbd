/// Where a scanner stands in the bytes that it sees, and what it found there.
struct ScanStep {
  /// Bytes before this place are not needed again.
  var keepFrom: Int
  /// What is wrong, where something is; the place is absolute.
  var failure: (offset: Int, reason: String)?
  /// Whether the scanner stopped behind the first document, as it was asked to.
  var isBehindFirst = false

  init(keepFrom: Int, failure: (offset: Int, reason: String)? = nil) {
    self.keepFrom = keepFrom
    self.failure = failure
  }
}

/// Finds the documents of an input, piece by piece.
///
/// Each call sees all bytes from the last `keepFrom` on, and more. Positions count from the first
/// byte seen; `rebase` says that the first bytes are gone.
protocol DocumentScanner {
  /// Finds the documents in `text`, which begins at the absolute offset `base`.
  mutating func scan(
    _ text: UnsafeBufferPointer<UInt8>, base: Int, isEnd: Bool,
    into documents: inout [Batch.Document]
  ) -> ScanStep

  /// The first `count` bytes are gone.
  mutating func rebase(by count: Int)
}
