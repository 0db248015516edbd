/// The program that is run where the plain call does not answer.
enum Rescue {
  /// A program with the same verdicts as `pcre`, in a form that needs few states of
  /// `pcre2_dfa_match` and, for a search, one attempt instead of one a place: PCRE2 counts steps
  /// anew at each place where it starts, so that many places together would have no limit.
  static func program(
    for pcre: String, _ match: PatternMatchMode, isAnchored: Bool
  ) -> Program? {
    let isWhole = match == .whole
    let options: Program.Options = isWhole ? .whole : .anchored
    if let node = RegexParser.parse(pcre) {
      // The form with few states is the longer one; PCRE2 may find it too large.
      for text in [node.pcreForSimulation, node.pcre] {
        if let program = compile(isAnchored ? text : "(?s:.*?)(?:\(text))", options) {
          return program
        }
      }
      return isAnchored ? compile(pcre, options) : nil
    }
    return isAnchored ? compile(pcre, options) : searchAtStart(pcre)
  }

  private static func compile(_ text: String, _ options: Program.Options) -> Program? {
    do throws(Program.Failure) {
      return try Program(text, options.union(.justInTime))
    } catch {
      return nil
    }
  }

  /// `(?s:.*?)(?:p)`, anchored at the start of the subject: matches where a search for `p` does.
  static func searchAtStart(_ pcre: String) -> Program? {
    let text = Array(pcre.utf8)
    let verbs = Tokens.leadingVerbs(text)
    let body = String(decoding: text[verbs...], as: UTF8.self)
    // `\E` closes an open `\Q` and is nothing elsewhere. When the pattern is sound by itself and one
    // more `)` is no error either, the `)` fell into an open comment, which a line feed ends.
    let isOpenComment: Bool
    do throws(Program.Failure) {
      _ = try Program(pcre + "\\E)", [])
      isOpenComment = true
    } catch {
      isOpenComment = false
    }
    let head = String(decoding: text[..<verbs], as: UTF8.self)
    let wrapped = head + "(?s:.*?)(?:" + body + (isOpenComment ? "\n)" : "\\E)")
    do throws(Program.Failure) {
      return try Program(wrapped, [.anchored, .justInTime])
    } catch {
      return nil
    }
  }
}
