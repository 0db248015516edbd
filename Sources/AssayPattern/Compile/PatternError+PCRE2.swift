private import CPCRE2

extension PatternError {
  /// Words PCRE2's refusal of a translated pattern for its author.
  init(_ failure: Program.Failure, in translation: TranslatedPattern) {
    let offset = translation.sourceOffset(ofPCRE: failure.offset)
    let count = translation.source.utf8.count
    self.init(
      id: Self.id(of: failure.code), message: Self.message(of: failure.code),
      offset: max(0, min(offset, count)))
  }

  private static func id(of code: Int32) -> ID {
    switch code {
    case PCRE2_ERROR_NOMEMORY, PCRE2_ERROR_HEAP_FAILED: .outOfMemory
    case PCRE2_ERROR_PATTERN_TOO_LARGE, PCRE2_ERROR_PATTERN_TOO_COMPLICATED,
      PCRE2_ERROR_PATTERN_STRING_TOO_LONG, PCRE2_ERROR_PARENTHESES_NEST_TOO_DEEP,
      PCRE2_ERROR_PARENTHESES_STACK_CHECK, PCRE2_ERROR_TOO_MANY_CAPTURES,
      PCRE2_ERROR_LOOKBEHIND_TOO_COMPLICATED, PCRE2_ERROR_LOOKBEHIND_TOO_LONG:
      .tooLarge
    case PCRE2_ERROR_LOOKBEHIND_NOT_FIXED_LENGTH, PCRE2_ERROR_BACKSLASH_C_CALLER_DISABLED:
      .unsupportedConstruct
    case PCRE2_ERROR_UNKNOWN_UNICODE_PROPERTY: .unsupportedProperty
    default: .syntax
    }
  }

  /// PCRE2's text where it is plain, our own where it speaks of its innards.
  private static func message(of code: Int32) -> String {
    switch code {
    case PCRE2_ERROR_END_BACKSLASH: return #"`\` at the end of the pattern escapes nothing"#
    case PCRE2_ERROR_END_BACKSLASH_C: return #"expected a character after `\c`"#
    case PCRE2_ERROR_UNKNOWN_ESCAPE: return #"unknown escape after `\`"#
    case PCRE2_ERROR_QUANTIFIER_OUT_OF_ORDER:
      return "the quantifier's first number is greater than its second"
    case PCRE2_ERROR_QUANTIFIER_TOO_BIG: return "the quantifier's number is greater than 65535"
    case PCRE2_ERROR_MISSING_SQUARE_BRACKET: return "expected `]` to end the character class"
    case PCRE2_ERROR_ESCAPE_INVALID_IN_CLASS: return "escape that has no meaning in a class"
    case PCRE2_ERROR_CLASS_RANGE_ORDER: return "the range in the class runs backwards"
    case PCRE2_ERROR_CLASS_INVALID_RANGE:
      return #"a range in a class needs single characters as its ends; write a literal `-` as `\-`"#
    case PCRE2_ERROR_QUANTIFIER_INVALID: return "there is nothing before the quantifier to repeat"
    case PCRE2_ERROR_MISSING_CLOSING_PARENTHESIS: return "expected `)` to end the group"
    case PCRE2_ERROR_UNMATCHED_CLOSING_PARENTHESIS: return "`)` without a `(`"
    case PCRE2_ERROR_BAD_SUBPATTERN_REFERENCE: return "reference to a group that does not exist"
    case PCRE2_ERROR_PATTERN_TOO_LARGE:
      return "the pattern is too large once its repeats are counted"
    case PCRE2_ERROR_PARENTHESES_NEST_TOO_DEEP: return "groups are nested too deep"
    case PCRE2_ERROR_LOOKBEHIND_NOT_FIXED_LENGTH:
      return "a lookbehind needs alternatives of fixed length"
    case PCRE2_ERROR_UNSUPPORTED_ESCAPE_SEQUENCE:
      return #"`\F`, `\L`, `\l`, `\N{name}`, `\U` and `\u{…}` are not supported"#
    case PCRE2_ERROR_BACKSLASH_C_CALLER_DISABLED:
      return #"`\C` matches single bytes, which would break characters apart"#
    case PCRE2_ERROR_UNKNOWN_UNICODE_PROPERTY: return #"unknown property after `\p` or `\P`"#
    case PCRE2_ERROR_MALFORMED_UNICODE_PROPERTY: return #"malformed property after `\p` or `\P`"#
    case PCRE2_ERROR_CODE_POINT_TOO_BIG: return "there is no character of so great a number"
    case PCRE2_ERROR_HEAP_FAILED, PCRE2_ERROR_NOMEMORY:
      return "not enough memory to compile the pattern"
    default: return text(of: code)
    }
  }

  private static func text(of code: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    // SAFETY: PCRE2 writes at most `count` bytes, terminating zero included.
    let length = unsafe buffer.withUnsafeMutableBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return Int32(0) }
      return unsafe pcre2_get_error_message_8(code, base, bytes.count)
    }
    guard length > 0 else { return "the pattern does not compile (PCRE2 error \(code))" }
    return String(decoding: buffer.prefix(Int(length)), as: UTF8.self)
  }
}
