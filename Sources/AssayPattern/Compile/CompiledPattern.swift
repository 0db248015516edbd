internal import Synchronization

/// A pattern ready to match: immutable, shared by all tasks.
///
/// PCRE2 with UTF and without UCP (`\d \w \s` are ASCII), `$` only at the very end, newline ANYCRLF,
/// machine code where the library can make it. Matching needs a ``MatchScratch`` of the task's own.
package final class CompiledPattern: Sendable {
  /// The pattern as it was written.
  package var source: String { translation.source }
  /// Whether it must cover the whole string.
  package let match: PatternMatchMode
  /// The language it was written in.
  package let dialect: PatternDialect
  /// The pattern as PCRE2 was given it, and what was rewritten on the way.
  package let translation: TranslatedPattern

  let program: Program
  /// Whether a match can only begin at the first byte.
  let isAnchored: Bool
  /// The power of a string's length that bounds the work between two steps that PCRE2 counts.
  let degree: Int
  /// The program for what the plain call does not answer, made when it is first needed.
  private let rescue = Mutex<RescueState>(.unmade)

  private enum RescueState {
    case unmade
    case made(Program?)
  }

  /// Compiles a pattern.
  ///
  /// - Throws: what is wrong with it, with an offset into `source`.
  package init(
    _ source: String, match: PatternMatchMode, dialect: PatternDialect = .pcre2
  ) throws(PatternError) {
    let translation = try translate(source, from: dialect).get()
    if match == .whole { try WholeMatch.audit(translation) }
    do throws(Program.Failure) {
      program = try Program(
        translation.pcre, match == .whole ? [.whole, .justInTime] : .justInTime)
    } catch {
      throw PatternError(error, in: translation)
    }
    self.match = match
    self.dialect = dialect
    self.translation = translation
    isAnchored = match == .whole || program.isAnchored
    degree = WorkDegree.of(translation.pcre) + (isAnchored ? 0 : 1)
  }

  /// The program with the same verdicts that takes one attempt for a search; see ``Rescue``.
  func rescueProgram() -> Program? {
    rescue.withLock { state in
      if case .made(let program) = state { return program }
      let program = Rescue.program(for: translation.pcre, match, isAnchored: isAnchored)
      state = .made(program)
      return program
    }
  }
}
