extension Batch {
  /// The bytes of a batch. They are there until the batch is filled again or gone.
  @safe
  package struct Contents {
    private let storage: UnsafeRawBufferPointer
    private let count: Int

    init(_ storage: UnsafeRawBufferPointer, count: Int) {
      unsafe self.storage = storage
      self.count = count
    }

    /// The bytes of a document, and how many may be loaded from its first one on: what stands behind
    /// the document means nothing.
    package func bytes(
      _ document: Document
    ) -> (bytes: UnsafeBufferPointer<UInt8>, readable: Int) {
      unsafe bytes(from: document.start, count: document.count)
    }

    /// The same of all bytes from the first of a document to the last of another that is behind it, or the
    /// same.
    package func bytes(
      from first: Document, to last: Document
    ) -> (bytes: UnsafeBufferPointer<UInt8>, readable: Int) {
      unsafe bytes(from: first.start, count: last.start &+ last.count &- first.start)
    }

    @inline(__always)
    private func bytes(
      from start: Int, count length: Int
    ) -> (bytes: UnsafeBufferPointer<UInt8>, readable: Int) {
      guard start >= 0, length >= 0, length <= count, start <= count &- length,
        let base = unsafe storage.baseAddress
      else { return unsafe (UnsafeBufferPointer(start: nil, count: 0), 0) }
      // SAFETY: the guard has shown that the range lies in what was read, which lies in the storage.
      let first = unsafe (base + start).assumingMemoryBound(to: UInt8.self)
      return unsafe (
        UnsafeBufferPointer(start: first, count: length), storage.count &- start
      )
    }
  }
}
