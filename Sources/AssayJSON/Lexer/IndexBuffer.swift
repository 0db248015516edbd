public import CAssayScan

/// The memory of a ``ByteIndex`` window and the choice of scanning functions; one a task.
@safe
@usableFromInline
package final class IndexBuffer {
  /// Room for one window.
  @usableFromInline package let blocks: UnsafeMutablePointer<assay_block>
  /// The scanning functions in use.
  @usableFromInline package let scan: UnsafePointer<assay_scan>

  /// Widths of the scanning functions, for tests that force one.
  package enum Level: UInt32, CaseIterable, Sendable {
    case portable = 0
    case sse2 = 1
    case avx2 = 2
    case avx512 = 3
    case neon = 4
  }

  /// Allocates a window. `nil` where this processor lacks the forced level.
  package init?(level: Level) {
    guard let found = unsafe assay_scan_at(assay_level(level.rawValue)) else { return nil }
    unsafe scan = found
    unsafe blocks = .allocate(capacity: ByteIndex.bufferBlocks)
  }

  /// Allocates a window for the widest functions of this processor.
  package init() {
    // SAFETY: the best level always exists.
    unsafe scan = assay_scan_best()
    unsafe blocks = .allocate(capacity: ByteIndex.bufferBlocks)
  }

  deinit {
    // SAFETY: allocated in init, of trivial type, freed once.
    unsafe blocks.deallocate()
  }

  /// An index of a text in this buffer's window; one at a time. The buffer must outlive it.
  @inlinable
  package func index(_ text: UnsafeBufferPointer<UInt8>) -> ByteIndex {
    unsafe ByteIndex(text, blocks: blocks, scan: scan)
  }
}
