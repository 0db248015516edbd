/// A pattern as a tree, as far as Assay understands PCRE2's syntax.
///
/// The tree says which strings the pattern describes; what only steers the search for them (the
/// order of greedy and lazy attempts) is kept for readers who care.
package indirect enum RegexNode: Sendable, Hashable {
  /// The empty string.
  case empty
  /// One scalar, standing for itself.
  case literal(UInt32)
  /// Any one scalar of a class: PCRE2 source that matches exactly one scalar and needs no context,
  /// such as `[a-z]`, `\d`, `(?s:.)` or `(?i:k)`.
  case set(String)
  /// One after the other.
  case sequence([RegexNode])
  /// One of several, in order of preference.
  case alternation([RegexNode])
  /// A group.
  case group(RegexNode, GroupKind)
  /// Repetition; `maximum` is `nil` where there is none.
  case `repeat`(RegexNode, minimum: Int, maximum: Int?, RepeatKind)
  /// A place without extent.
  case anchor(Anchor)
  /// A condition on what follows or comes before.
  case look(RegexNode, LookKind)
  /// What a group matched, once more.
  case backreference(Int)
  /// What the group of that number describes, once more, though it need not match the same text.
  case call(Int)
  /// `\R`: any line ending, CR LF as one.
  case lineEnding
  /// `\X`: what a reader takes for one character.
  case cluster

  /// What a group is for besides holding together.
  package enum GroupKind: Sendable, Hashable {
    /// `(?:…)`, or with flags.
    case plain
    /// `(…)` or `(?<name>…)`, counted from 1.
    case capture(Int)
    /// `(?>…)`: once left, never entered again.
    case atomic
  }

  /// Which number of repeats is tried first.
  package enum RepeatKind: Sendable, Hashable {
    case greedy, lazy, possessive
  }

  /// A place without extent.
  package enum Anchor: Sendable, Hashable {
    /// `\A`, and `^` without the flag `m`.
    case start
    /// `\z`, and `$` without the flag `m`.
    case end
    /// `\Z`: the end, or before a line feed there.
    case endOrFinalLineFeed
    /// `^` under the flag `m`.
    case lineStart
    /// `$` under the flag `m`.
    case lineEnd
    /// `\b`.
    case wordBoundary
    /// `\B`.
    case notWordBoundary
    /// `\G`.
    case matchStart
  }

  /// Where a condition looks, and whether it is turned round.
  package enum LookKind: Sendable, Hashable {
    case ahead, notAhead, behind, notBehind
  }
}
