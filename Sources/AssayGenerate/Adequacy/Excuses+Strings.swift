internal import AssayModel

extension Excuses {
  /// Why no case shows a change of what strings a place takes.
  ///
  /// That nothing can show it is only said where it is proved: by automata of all that the rules
  /// before and after say about strings, reading the same text side by side.
  func strings(
    _ mutation: Mutation, _ before: StringModel, _ after: StringModel,
    _ medium: Member.Location?
  ) -> Excuse? {
    let (old, new) = (travelling(before.rules, medium), travelling(after.rules, medium))
    switch LanguageComparison.compare(old, new) {
    case .same:
      if LanguageComparison.compare(before.rules, after.rules) != .same {
        return .same(
          medium == .path
            ? "an empty label matches nothing" : "a header field has no space at its ends")
      }
      return .same(reason(mutation, before.rules, after.rules))
    case .different(let witness):
      if isLong(before.rules, after.rules) {
        return .beyond("the bound is beyond what a case may hold")
      }
      return witness.map {
        .beyond("`\($0)` would show it, and no case holds the like")
      }
    case .unknown(let why):
      guard !isFound(before, after) else { return nil }
      return .beyond(
        before.problem == nil
          ? "whether any string would show it was not found out: \(why)"
          : "no strings can be made for the pattern")
    }
  }

  /// The rules with what HTTP itself says of texts in such a place.
  private func travelling(_ rules: StringRules, _ medium: Member.Location?) -> StringRules {
    var rules = rules
    switch medium {
    case .path:
      if rules.words == nil { rules.minimum = max(rules.minimum, 1) }
      rules.words?.removeAll(where: \.isEmpty)
    case .header:
      // RFC 9110, section 5.5: no control characters but tabs, and no white space at the ends.
      let field =
        #"(?:[^\x{0}-\x{20}\x{7F}](?:[^\x{0}-\x{8}\x{A}-\x{1F}\x{7F}]*[^\x{0}-\x{20}\x{7F}])?)?"#
      if rules.words == nil {
        rules.patterns.append(PatternConstraint(source: field, match: .whole))
      }
      rules.words?.removeAll { !JSONValue.string($0).isHeaderSafe }
    default: break
    }
    return rules
  }

  private func reason(_ mutation: Mutation, _ old: StringRules, _ new: StringRules) -> String {
    if old.words != nil { return "the set of values decides" }
    switch mutation.kind {
    case .lengthMinimum, .lengthMaximum, .lengthDropped:
      return old.patterns.isEmpty
        ? "another constraint of the same place is as narrow"
        : "the pattern has no string of such a length"
    case .patternMatch:
      return "a match, wherever it is looked for, takes the same strings: proved"
    default: return "both patterns take the same strings of the allowed lengths: proved"
    }
  }

  /// Whether only strings that are too long for a case tell the two apart.
  private func isLong(_ old: StringRules, _ new: StringRules) -> Bool {
    var (one, two) = (old, new)
    one.maximum = min(one.maximum, StringVariants.longest)
    two.maximum = min(two.maximum, StringVariants.longest)
    return (one != old || two != new) && LanguageComparison.compare(one, two) == .same
  }

  /// Whether a string that one takes and the other does not is found by trying.
  private func isFound(_ before: StringModel, _ after: StringModel) -> Bool {
    for (one, other) in [(before, after), (after, before)] {
      var source = ChoiceSource(seed: 7)
      for _ in 0..<200 {
        guard let text = one.random(&source) else { break }
        if one.accepts(text) != other.accepts(text) { return true }
      }
    }
    return false
  }
}
