private import CPCRE2

/// One compiled PCRE2 program, freed with its last reference.
///
/// PCRE2 promises that a compiled program may be used by any number of threads at once as long as
/// nobody compiles it again, so it is `Sendable` once `init` is done.
@safe
final class Program: Sendable {
  /// How a program is compiled.
  struct Options: OptionSet {
    let rawValue: UInt8
    /// Cover the whole subject: PCRE2 itself puts `^(?:` and `)$` round the program, so no text is
    /// wrapped, no open comment or `\Q` can swallow the wrapper, and offsets stay the pattern's.
    static let whole = Options(rawValue: 1)
    /// Only try at the first byte of the subject.
    static let anchored = Options(rawValue: 2)
    /// Translate to machine code.
    static let justInTime = Options(rawValue: 4)
    /// Look at every byte as a start. PCRE2 10.42 may otherwise skip places where a search would have
    /// matched: its machine code does not find `(?:ab|a)c*b` in `ab`.
    static let plainStart = Options(rawValue: 8)
  }

  /// What PCRE2 says of a text that does not compile; the offset is in that text.
  struct Failure: Error {
    var code: Int32
    var offset: Int
  }

  // SAFETY: written once, read by PCRE2 alone, never changed after `init`.
  nonisolated(unsafe) let code: OpaquePointer
  /// Whether there is machine code.
  let isJustInTime: Bool

  init(_ text: String, _ options: Options) throws(Failure) {
    var flags = PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C
    if options.contains(.anchored) { flags |= PCRE2_ANCHORED }
    if options.contains(.plainStart) { flags |= PCRE2_NO_START_OPTIMIZE }
    // SAFETY: the context is created, used and freed here.
    guard let context = unsafe pcre2_compile_context_create_8(nil) else {
      throw Failure(code: PCRE2_ERROR_NOMEMORY, offset: 0)
    }
    defer { unsafe pcre2_compile_context_free_8(context) }
    unsafe pcre2_set_newline_8(context, UInt32(PCRE2_NEWLINE_ANYCRLF))
    if options.contains(.whole) {
      unsafe pcre2_set_compile_extra_options_8(context, PCRE2_EXTRA_MATCH_LINE)
    }
    var error: Int32 = 0
    var offset = 0
    var text = text
    // SAFETY: PCRE2 reads `count` bytes of the buffer and keeps none of it.
    let code = text.withUTF8 { bytes in
      unsafe withUnsafePointer(to: UInt8(0)) { empty in
        unsafe pcre2_compile_8(
          bytes.baseAddress ?? empty, bytes.count, flags, &error, &offset, context)
      }
    }
    guard let code = unsafe code else { throw Failure(code: error, offset: offset) }
    unsafe self.code = unsafe code
    guard options.contains(.justInTime) else {
      isJustInTime = false
      return
    }
    // Without machine code (no permission, too large a program) the interpreter does the work.
    isJustInTime = unsafe pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE) == 0
  }

  /// The program that finds `text` anywhere.
  ///
  /// After a failed attempt at a CR, PCRE2 leaves out the LF behind it unless the pattern names one of
  /// the two, so that `\s$` would not be found in CR LF. A line feed that is wanted no times names it;
  /// `\E` ends an open `\Q` and is nothing elsewhere.
  convenience init(search text: String) throws(Failure) {
    let plain = try Program(text, [])
    guard !plain.isAnchored else {
      try self.init(text, .justInTime)
      return
    }
    try self.init(text + #"\E(?:\n){0}"#, [.justInTime, .plainStart])
  }

  deinit {
    // SAFETY: `code` came from `pcre2_compile` and nobody else frees it.
    unsafe pcre2_code_free_8(code)
  }

  /// Whether PCRE2 only tries the first byte of a subject.
  var isAnchored: Bool {
    var options: UInt32 = 0
    // SAFETY: `PCRE2_INFO_ALLOPTIONS` writes one `uint32_t`.
    let result = unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_ALLOPTIONS), &options)
    return result == 0 && options & PCRE2_ANCHORED != 0
  }
}
