import AssayModel
import AssayPattern
import Synchronization

/// Patterns as PCRE2 itself reads them, one at a time: no tables, no shortcuts.
package final class ReferencePatterns: Sendable {
  private struct Key: Hashable {
    var source: [UInt8]
    var match: PatternConstraint.Match
    var dialect: PatternConstraint.Dialect
  }

  private let compiled = Mutex<[Key: CompiledPattern?]>([:])
  private static let shared = ReferencePatterns()

  /// What every reference asks unless a test says otherwise.
  package static let matches: ReferencePattern = { shared.matches($0, $1) }

  private func matches(_ constraint: PatternConstraint, _ bytes: [UInt8]) -> Bool? {
    guard let pattern = pattern(constraint) else { return nil }
    switch pattern.matches(bytes, MatchScratch()) {
    case .matched: return true
    case .notMatched: return false
    case .limit: return nil
    }
  }

  private func pattern(_ constraint: PatternConstraint) -> CompiledPattern? {
    let key = Key(
      source: Array(constraint.source.utf8), match: constraint.match, dialect: constraint.dialect)
    return compiled.withLock { compiled in
      if let known = compiled[key] { return known }
      let pattern = try? CompiledPattern(
        constraint.source, match: constraint.match == .whole ? .whole : .search,
        dialect: constraint.dialect == .java ? .java : .pcre2)
      compiled[key] = .some(pattern)
      return pattern
    }
  }
}
