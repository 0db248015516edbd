private import CPCRE2

/// What one task needs for matching: match data, limits, a stack for the machine code, a workspace
/// for the matcher that does not backtrack.
///
/// One scratch serves any number of patterns, one match at a time; it is not `Sendable`. Making one
/// allocates; a match does not, until a string needs more stack or workspace than any before it.
@safe
package struct MatchScratch: ~Copyable {
  /// The bounds of every match made with this scratch.
  package let limits: PatternLimits

  /// PCRE2's answer to a match; the first pair of offsets is all that is kept.
  let data: OpaquePointer
  /// The limits as PCRE2 takes them.
  let context: OpaquePointer
  /// What grows on demand. Behind a pointer, so that matching only borrows the scratch.
  private let grown: UnsafeMutablePointer<Grown>

  @unsafe
  private struct Grown {
    var stack: OpaquePointer?
    var workspace: UnsafeMutableBufferPointer<Int32>?
  }

  /// Creates a scratch.
  package init(limits: PatternLimits = PatternLimits()) {
    self.limits = limits
    // SAFETY: both are freed in `deinit`. PCRE2 gives null only when a hundred bytes cannot be
    // allocated, which ends a Swift program anyway.
    guard let data = unsafe pcre2_match_data_create_8(1, nil),
      let context = unsafe pcre2_match_context_create_8(nil)
    else { fatalError("out of memory for a pattern's match data") }
    unsafe pcre2_set_match_limit_8(context, limits.matchLimit)
    unsafe pcre2_set_heap_limit_8(context, limits.heapLimit)
    unsafe self.data = data
    unsafe self.context = context
    unsafe grown = .allocate(capacity: 1)
    unsafe grown.initialize(to: Grown())
  }

  deinit {
    // SAFETY: everything here was made by this scratch and is freed once. The context goes before
    // the stack it names.
    unsafe pcre2_match_context_free_8(context)
    unsafe pcre2_match_data_free_8(data)
    if let stack = unsafe grown.pointee.stack { unsafe pcre2_jit_stack_free_8(stack) }
    unsafe grown.pointee.workspace?.deallocate()
    unsafe grown.deinitialize(count: 1)
    unsafe grown.deallocate()
  }
}

// MARK: - What grows

extension MatchScratch {
  /// Gives machine code a stack beyond the 32 KiB it takes from the thread; `false` when it has
  /// one already or there is no memory.
  func growStack() -> Bool {
    // SAFETY: `grown` lives as long as the scratch; the context only borrows the stack.
    guard unsafe grown.pointee.stack == nil, limits.stackLimit > 64 << 10,
      let stack = unsafe pcre2_jit_stack_create_8(64 << 10, limits.stackLimit, nil)
    else { return false }
    unsafe grown.pointee.stack = stack
    unsafe pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
    return true
  }

  /// A workspace of at least `count` elements.
  func workspace(count: Int) -> UnsafeMutableBufferPointer<Int32> {
    // SAFETY: the old workspace is in nobody's hands between two matches.
    if let workspace = unsafe grown.pointee.workspace {
      if workspace.count >= count { return unsafe workspace }
      unsafe workspace.deallocate()
    }
    let workspace = UnsafeMutableBufferPointer<Int32>.allocate(capacity: count)
    unsafe workspace.initialize(repeating: 0)
    unsafe grown.pointee.workspace = unsafe workspace
    return unsafe workspace
  }
}
