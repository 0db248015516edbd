#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Bytes that end where a page ends that nobody may read: reading too far kills the test.
@safe
final class FencedBytes {
  private let pages: UnsafeMutableRawPointer
  private let pageCount: Int
  private static let pageBytes = Int(getpagesize())

  /// Room for bytes; `nil` where the system gives none.
  init?(capacity: Int) {
    pageCount = capacity / FencedBytes.pageBytes + 1
    let length = (pageCount + 1) * FencedBytes.pageBytes
    guard
      let mapped = unsafe mmap(
        nil, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0),
      unsafe mapped != MAP_FAILED
    else { return nil }
    unsafe pages = mapped
    guard unsafe mprotect(mapped + pageCount * FencedBytes.pageBytes, FencedBytes.pageBytes, 0) == 0
    else { return nil }
  }

  deinit {
    unsafe munmap(pages, (pageCount + 1) * FencedBytes.pageBytes)
  }

  /// Puts bytes right before the fence.
  func place(_ bytes: some Collection<UInt8>) -> UnsafeMutableBufferPointer<UInt8> {
    let end = pageCount * FencedBytes.pageBytes
    precondition(bytes.count <= end, "more bytes than there is room for")
    let start = unsafe (pages + (end - bytes.count)).assumingMemoryBound(to: UInt8.self)
    let buffer = unsafe UnsafeMutableBufferPointer(start: start, count: bytes.count)
    _ = unsafe buffer.update(fromContentsOf: bytes)
    return unsafe buffer
  }
}
