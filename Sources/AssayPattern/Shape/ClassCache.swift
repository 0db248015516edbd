/// One task's memory of which scalars a class contains: 256 scalars a page, learned from PCRE2 when
/// a page is first touched (some microseconds).
///
/// Not `Sendable`. The lookup is two loads and a shift, made to be inlined into the engine's loop:
/// ```
/// pages ──► [page 0][page 1]…[page 0x10FF]       nil: not asked yet
///              └──► 4 words, bit n: scalar n of the page
/// ```
@safe
package final class ClassCache {
  /// The class that is asked about.
  package let characterClass: CharacterClass

  @usableFromInline
  let pages: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>?>

  @usableFromInline static let pageCount = 0x1100

  /// Creates a cache whose first page (ASCII and Latin-1) is learned.
  package init(_ characterClass: CharacterClass) {
    self.characterClass = characterClass
    // SAFETY: freed in `deinit`, never handed out.
    unsafe pages = .allocate(capacity: Self.pageCount)
    unsafe pages.initialize(repeating: nil, count: Self.pageCount)
    _ = unsafe learn(page: 0)
  }

  deinit {
    for page in 0..<Self.pageCount {
      unsafe pages[page]?.deallocate()
    }
    unsafe pages.deinitialize(count: Self.pageCount)
    unsafe pages.deallocate()
  }

  /// Whether the class contains `scalar`; a number that is no scalar is in no class.
  @inlinable @inline(__always)
  package func contains(scalar: UInt32) -> Bool {
    let page = Int(truncatingIfNeeded: scalar >> 8)
    // SAFETY: the index is below `pageCount`, and a page has four words.
    guard page < Self.pageCount else { return false }
    let words = unsafe pages[page] ?? learn(page: page)
    let word = unsafe words[Int(truncatingIfNeeded: scalar >> 6 & 3)]
    return word >> UInt64(truncatingIfNeeded: scalar & 63) & 1 != 0
  }

  /// The pages, of which some are `nil`: not learned yet.
  package var table: UnsafePointer<UnsafeMutablePointer<UInt64>?> { unsafe UnsafePointer(pages) }

  /// Learns the page of a scalar. False where it was learned before.
  package func learnsPage(of scalar: UInt32) -> Bool {
    let page = Int(truncatingIfNeeded: scalar >> 8)
    // SAFETY: the index is below `pageCount`.
    guard page < Self.pageCount, unsafe pages[page] == nil else { return false }
    _ = unsafe learn(page: page)
    return true
  }

  /// Asks PCRE2 about one page.
  @usableFromInline @inline(never)
  func learn(page: Int) -> UnsafeMutablePointer<UInt64> {
    let words = characterClass.oracle.words(from: UInt32(page) << 8, count: 256)
    // SAFETY: `words` has the four words that are copied.
    let copy = UnsafeMutablePointer<UInt64>.allocate(capacity: 4)
    for index in 0..<4 { unsafe (copy + index).initialize(to: words[index]) }
    unsafe pages[page] = unsafe copy
    return unsafe copy
  }
}
