/// Whether a pattern must cover the whole string or may be found anywhere in it.
package enum PatternMatchMode: String, Sendable, Hashable {
  /// The pattern, wrapped as one (`\A(?:p)\z`), covers the string from its first scalar to its last.
  case whole
  /// The pattern is found somewhere in the string.
  case search
}

/// The language that a pattern is written in.
package enum PatternDialect: String, Sendable, Hashable {
  /// PCRE2's own syntax, and `\uXXXX` (surrogate pairs too): what native contracts are written in.
  case pcre2
  /// `java.util.regex`, and ECMA 262 where the two coincide: what imported models are written in.
  case java
}

/// The answer to one match.
package enum MatchResult: UInt8, Sendable, Hashable {
  /// The pattern matches.
  case matched
  /// The pattern does not match.
  case notMatched
  /// A limit was reached before there was an answer; a check says `undetermined`.
  case limit
}

/// The bounds of one match.
///
/// `matchLimit` and `heapLimit` are PCRE2's own. `scanLimit` and `workLimit` bound what PCRE2 does
/// not count; see `Match/CompiledPattern+Limits.swift` for the sum.
package struct PatternLimits: Sendable, Hashable {
  /// Backtracking steps from one starting point.
  package var matchLimit: UInt32
  /// Heap that the interpreter may take, in KiB.
  package var heapLimit: UInt32
  /// Largest stack of the just-in-time code, in bytes.
  package var stackLimit: Int
  /// Bytes times backtracking steps: a long string is granted fewer steps.
  package var scanLimit: Int
  /// Comparisons of the matcher that does not backtrack (`pcre2_dfa_match`): bytes times the square
  /// of its live states.
  package var workLimit: Int

  /// Creates limits; the defaults are the ones that Assay documents.
  package init(
    matchLimit: UInt32 = 1_000_000, heapLimit: UInt32 = 65_536, stackLimit: Int = 16 << 20,
    scanLimit: Int = 1 << 33, workLimit: Int = 1 << 32
  ) {
    self.matchLimit = matchLimit
    self.heapLimit = heapLimit
    self.stackLimit = stackLimit
    self.scanLimit = scanLimit
    self.workLimit = workLimit
  }
}
