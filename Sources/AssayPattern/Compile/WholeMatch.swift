/// What wrapping a pattern as one unit must watch for.
enum WholeMatch {
  /// Refuses the constructs that would reach round the wrapper: recursion into the whole pattern
  /// would take the anchors along, `(*ACCEPT)` would skip the one at the end.
  static func audit(_ translation: TranslatedPattern) throws(PatternError) {
    let text = Array(translation.pcre.utf8)
    guard text.contains(UInt8(ascii: "(")) || text.contains(UInt8(ascii: "\\")) else { return }
    let forms: [(StaticString, String)] = [
      ("(?R)", "`(?R)` recurses into the whole pattern, which a whole match cannot do"),
      ("(?0)", "`(?0)` recurses into the whole pattern, which a whole match cannot do"),
      ("\\g<0>", #"`\g<0>` recurses into the whole pattern, which a whole match cannot do"#),
      ("\\g'0'", #"`\g'0'` recurses into the whole pattern, which a whole match cannot do"#),
      ("(*ACCEPT", "`(*ACCEPT)` ends a match early, which a whole match cannot do"),
    ]
    for place in Tokens.starts(text) {
      for (form, message) in forms where Tokens.has(form, in: text, at: place) {
        throw PatternError(
          id: .unsupportedConstruct, message: message,
          offset: translation.sourceOffset(ofPCRE: place), length: form.utf8CodeUnitCount)
      }
    }
  }
}
