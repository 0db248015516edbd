private import CPCRE2

extension CompiledPattern {
  /// Whether the pattern matches `bytes`.
  ///
  /// - Precondition: `bytes` are valid UTF-8. PCRE2 does not look again, and bytes that are not can
  ///   lead it out of the buffer; a caller who does not know uses the `Span` form.
  @unsafe
  package func matches(
    _ bytes: UnsafeBufferPointer<UInt8>, _ scratch: borrowing MatchScratch
  ) -> MatchResult {
    unsafe PatternHandle(self).matches(bytes, scratch)
  }

  /// Whether the pattern matches `text`; text that is not UTF-8 matches nothing.
  package func matches(_ text: Span<UInt8>, _ scratch: borrowing MatchScratch) -> MatchResult {
    guard (try? UTF8Span(validating: text)) != nil else { return .notMatched }
    // SAFETY: the bytes were just validated.
    return unsafe text.withUnsafeBufferPointer { unsafe matches($0, scratch) }
  }

  /// Whether the pattern matches `text`; text that is not UTF-8 matches nothing.
  package func matches(_ text: [UInt8], _ scratch: borrowing MatchScratch) -> MatchResult {
    matches(text.span, scratch)
  }

  /// Whether the pattern matches `text`.
  package func matches(_ text: String, _ scratch: borrowing MatchScratch) -> MatchResult {
    var text = text
    // SAFETY: a native string holds valid UTF-8.
    return text.withUTF8 { unsafe matches($0, scratch) }
  }
}

/// A compiled pattern without its reference count, for plans that keep the pattern alive themselves.
///
/// Trivial to copy: no retain and no release per match.
@unsafe
package struct PatternHandle {
  let code: OpaquePointer
  let owner: Unmanaged<CompiledPattern>
  /// Subjects longer than this take the careful way; see `Match/CompiledPattern+Limits.swift`.
  let plainLength: Int
  let isJustInTime: Bool

  /// A handle that is good for as long as somebody holds `pattern`.
  package init(_ pattern: CompiledPattern) {
    unsafe code = pattern.program.code
    unsafe owner = .passUnretained(pattern)
    unsafe plainLength = pattern.plainLength
    unsafe isJustInTime = pattern.program.isJustInTime
  }

  /// Whether the pattern matches `bytes`.
  ///
  /// - Precondition: `bytes` are valid UTF-8, and the pattern is still held.
  @inline(__always)
  package func matches(
    _ bytes: UnsafeBufferPointer<UInt8>, _ scratch: borrowing MatchScratch
  ) -> MatchResult {
    guard unsafe isJustInTime, unsafe bytes.count <= plainLength else {
      return unsafe owner._withUnsafeGuaranteedRef { unsafe $0.matchesWithCare(bytes, scratch) }
    }
    // SAFETY: an empty buffer may have no address; PCRE2 reads nothing of an empty subject.
    let result = unsafe pcre2_jit_match_8(
      code, bytes.baseAddress ?? UnsafePointer(scratch.data), bytes.count, 0, 0,
      scratch.data, scratch.context)
    if result >= 0 { return .matched }
    if result == PCRE2_ERROR_NOMATCH { return .notMatched }
    return unsafe owner._withUnsafeGuaranteedRef { unsafe $0.matchesWithCare(bytes, scratch) }
  }
}
