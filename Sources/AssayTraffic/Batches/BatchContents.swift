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
      guard document.start >= 0, document.count >= 0, document.count <= count,
        document.start <= count &- document.count, let base = unsafe storage.baseAddress
      else { return unsafe (UnsafeBufferPointer(start: nil, count: 0), 0) }
      // SAFETY: the guard has shown that the range lies in what was read, which lies in the storage.
      let start = unsafe (base + document.start).assumingMemoryBound(to: UInt8.self)
      return unsafe (
        UnsafeBufferPointer(start: start, count: document.count), storage.count &- document.start
      )
    }
  }
}
