private import CPCRE2

// What happens where the plain call of the machine code does not answer: no machine code, a long
// subject, a limit reached. Three attempts, each bounded, for a subject of n bytes:
//
// 1. Backtracking, in machine code. PCRE2 counts at most `matchLimit` steps, but between two of them
//    it may do n to the power of `degree` work (see `WorkDegree`), so that only `scanLimit` divided
//    by that are granted, and none where that is nothing. Steps are counted anew at each place where
//    a search starts, so a search is one attempt here, with `.*?` in front.
// 2. Backtracking, interpreted, where the machine code ran out of stack: it keeps its frames on the
//    heap, at most `heapLimit`.
// 3. `pcre2_dfa_match`, which follows all alternatives at once: n bytes times the square of its live
//    states, held under `workLimit` by the size of its workspace. Lookaround and recursion call it
//    again inside itself; those calls are counted and, where they may be long, held under 4 times
//    the same sum.
//
// Then the answer is `limit`.

extension CompiledPattern {
  @inline(never)
  @unsafe
  func matchesWithCare(
    _ bytes: UnsafeBufferPointer<UInt8>, _ scratch: borrowing MatchScratch
  ) -> MatchResult {
    // SAFETY: the caller vouches for the bytes; PCRE2 reads `count` of them, and nothing of an empty
    // subject, for which any address will do.
    unsafe scratch.withSubject(bytes) { subject in
      if isAnchored, let answer = unsafe backtracks(program, subject, scratch) { return answer }
      guard let rescue = rescueProgram() else { return .limit }
      if !isAnchored, let answer = unsafe backtracks(rescue, subject, scratch) { return answer }
      return unsafe simulates(rescue, subject, scratch)
    }
  }

  /// The answer of the backtracking matchers, or `nil` at a limit.
  private func backtracks(
    _ program: Program, _ subject: Subject, _ scratch: borrowing MatchScratch
  ) -> MatchResult? {
    let limits = scratch.limits
    guard let steps = unsafe steps(subject.count, limits) else { return nil }
    unsafe pcre2_set_match_limit_8(scratch.context, steps)
    defer { unsafe pcre2_set_match_limit_8(scratch.context, limits.matchLimit) }
    var result = PCRE2_ERROR_JIT_STACKLIMIT
    if program.isJustInTime {
      result = unsafe pcre2_jit_match_8(
        program.code, subject.start, subject.count, 0, 0, scratch.data, scratch.context)
      if result == PCRE2_ERROR_JIT_STACKLIMIT, scratch.growStack() {
        result = unsafe pcre2_jit_match_8(
          program.code, subject.start, subject.count, 0, 0, scratch.data, scratch.context)
      }
    }
    if result == PCRE2_ERROR_JIT_STACKLIMIT {
      result = unsafe pcre2_match_8(
        program.code, subject.start, subject.count, 0, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT,
        scratch.data, scratch.context)
    }
    if result >= 0 { return .matched }
    return result == PCRE2_ERROR_NOMATCH ? .notMatched : nil
  }

  /// The steps that a subject of `count` bytes is granted; `nil` when beginning makes no sense.
  private func steps(_ count: Int, _ limits: PatternLimits) -> UInt32? {
    var work = 1
    for _ in 0..<degree {
      let (product, overflow) = work.multipliedReportingOverflow(by: max(1, count))
      guard !overflow, product <= limits.scanLimit else { return nil }
      work = product
    }
    let steps = min(limits.matchLimit, UInt32(clamping: limits.scanLimit / work))
    // A search takes a step a byte; do not begin what cannot be finished.
    return isAnchored || steps / 2 > count ? max(steps, 64) : nil
  }

  /// Subjects up to this length are matched with the full match limit, and without further ado.
  var plainLength: Int {
    switch degree {
    case 1: 8 << 10
    case 2: 512
    default: 128
    }
  }

  /// The answer of the matcher that does not backtrack, or `limit`.
  private func simulates(
    _ program: Program, _ subject: Subject, _ scratch: borrowing MatchScratch
  ) -> MatchResult {
    let limits = scratch.limits
    let hasShortCalls = WorkDegree.hasShortCalls(translation.pcre)
    let work = max(1, limits.workLimit) / max(1, unsafe subject.count)
    defer {
      unsafe pcre2_set_match_limit_8(scratch.context, limits.matchLimit)
      unsafe pcre2_set_depth_limit_8(scratch.context, UInt32.max)
    }
    // Calls inside calls recur on the thread's stack, which may be small.
    unsafe pcre2_set_depth_limit_8(scratch.context, 250)
    var states = 8
    while states < 32, states * states * 4 <= work { states *= 2 }
    // Six integers a state, and a few for the house.
    while states * states <= work, states <= 1 << 16 {
      let calls = hasShortCalls ? Int(limits.matchLimit) : work / (states * states) * 4
      unsafe pcre2_set_match_limit_8(
        scratch.context, min(limits.matchLimit, UInt32(clamping: calls)))
      let workspace = unsafe scratch.workspace(count: 6 * states + 8)
      let result = unsafe pcre2_dfa_match_8(
        program.code, subject.start, subject.count, 0, PCRE2_NO_UTF_CHECK | PCRE2_DFA_SHORTEST,
        scratch.data, scratch.context, workspace.baseAddress, 6 * states + 8)
      if result >= 0 { return .matched }
      if result == PCRE2_ERROR_NOMATCH { return .notMatched }
      guard result == PCRE2_ERROR_DFA_WSSIZE else { return .limit }
      states *= 2
    }
    return .limit
  }
}

/// A subject as PCRE2 takes it: never without an address.
@unsafe
struct Subject {
  var start: UnsafePointer<UInt8>
  var count: Int
}

extension MatchScratch {
  func withSubject<Result>(
    _ bytes: UnsafeBufferPointer<UInt8>, _ body: (Subject) -> Result
  ) -> Result {
    unsafe body(Subject(start: bytes.baseAddress ?? UnsafePointer(data), count: bytes.count))
  }
}
