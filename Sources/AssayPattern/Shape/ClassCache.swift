/// One task's memory of which scalars a class contains: 256 scalars a page, learned from PCRE2 when
/// a page is first touched (some microseconds).
///
/// Not `Sendable`. What is known of the first 262,144 scalars (the planes that hold text) stands in
/// one run of words, made for the scanning functions to read:
/// ```
/// 4,096 words   a bit for each scalar: known to be in the class
///    16 words   a bit for each 64 of the first 65,536: all of them known to be
///    16 words   a bit for each page: learned
/// ```
@safe
package final class ClassCache {
  /// The class that is asked about.
  package let characterClass: CharacterClass

  private let words: UnsafeMutablePointer<UInt64>
  /// Pages beyond the run.
  private var farPages: [UInt32: [UInt64]] = [:]

  private static let scalarCount: UInt32 = 0x4_0000
  private static let blocks = Int(scalarCount / 64)
  private static let learned = blocks + 16
  private static let wordCount = learned + 16

  /// Creates a cache whose first page (ASCII and Latin-1) is learned.
  package init(_ characterClass: CharacterClass) {
    self.characterClass = characterClass
    // SAFETY: freed in `deinit`.
    unsafe words = .allocate(capacity: Self.wordCount)
    unsafe words.initialize(repeating: 0, count: Self.wordCount)
    learn(page: 0)
  }

  deinit {
    unsafe words.deallocate()
  }

  /// Whether the class contains `scalar`, learned where it is not known; a number that is no scalar
  /// is in no class.
  package func contains(scalar: UInt32) -> Bool {
    let page = scalar >> 8
    guard scalar < Self.scalarCount else { return isInFarPage(scalar) }
    if !isSet(Self.learned &* 64 &+ Int(page)) { learn(page: page) }
    return isSet(Int(scalar))
  }

  /// What is known, of which nothing is false: where a bit is not set, ask ``contains(scalar:)``.
  /// Lives as long as the cache.
  package var known: UnsafePointer<UInt64> { unsafe UnsafePointer(words) }

  /// A bit of the run.
  private func isSet(_ bit: Int) -> Bool {
    // SAFETY: callers ask for bits of the run.
    unsafe words[bit >> 6] >> UInt64(bit & 63) & 1 != 0
  }

  /// Asks PCRE2 about one page.
  @inline(never)
  private func learn(page: UInt32) {
    let verdicts = characterClass.oracle.words(from: page << 8, count: 256)
    let first = Int(page) * 4
    // SAFETY: a page of the run has four words in each part but the last.
    for index in 0..<4 {
      unsafe words[first + index] = verdicts[index]
      let block = first + index
      if verdicts[index] == .max, block < 16 * 64 {
        unsafe words[Self.blocks + block / 64] |= 1 << UInt64(block % 64)
      }
    }
    unsafe words[Self.learned + Int(page) / 64] |= 1 << UInt64(page % 64)
  }

  private func isInFarPage(_ scalar: UInt32) -> Bool {
    guard scalar <= 0x10_FFFF else { return false }
    let page = scalar >> 8
    let verdicts =
      farPages[page] ?? characterClass.oracle.words(from: page << 8, count: 256)
    farPages[page] = verdicts
    return verdicts[Int(scalar >> 6 & 3)] >> UInt64(scalar & 63) & 1 != 0
  }
}
