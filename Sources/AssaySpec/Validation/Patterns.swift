internal import AssayModel
internal import AssayPattern

extension ContractValidator {
  /// Patterns that do not compile, cannot be run, or exclude every value of an enumeration.
  mutating func checkPatterns() {
    var carriers: [Carrier] = []
    forEachCarrier { if !$0.constraints.patterns.isEmpty { carriers.append($0) } }
    let compiler = PatternCompiler()
    let scratch = MatchScratch()
    for carrier in carriers {
      for pattern in carrier.constraints.patterns {
        switch compiler.compile(pattern) {
        case .success(let compiled):
          checkEnumeration(carrier, pattern, compiled, scratch)
        case .failure(let error):
          report(error, in: pattern)
        }
      }
    }
  }

  private mutating func report(_ error: PatternError, in pattern: PatternConstraint) {
    let origin = places.origin(
      of: error.offset..<error.offset + max(1, error.length), in: pattern.origin,
      decoded: pattern.source)
    // Published models hold patterns that Java itself refuses; they are kept, and not checked.
    if error.isUnsupported || pattern.dialect == .java {
      diagnostics.warning(
        "pattern.unsupported",
        "the pattern cannot be checked: \(error.message); what it is about stays undetermined",
        at: origin)
    } else {
      diagnostics.error("pattern.syntax", "the pattern is wrong: \(error.message)", at: origin)
    }
  }

  private mutating func checkEnumeration(
    _ carrier: Carrier, _ pattern: PatternConstraint, _ compiled: CompiledPattern,
    _ scratch: borrowing MatchScratch
  ) {
    let values: [EnumValue]
    if let allowed = carrier.constraints.allowed {
      values = allowed.values
    } else if case .enumeration(let own) = base(carrier.shape).kind {
      values = own
    } else {
      return
    }
    // A long list is not worth the time.
    guard !values.isEmpty, values.count <= 200 else { return }
    let excluded = values.filter { compiled.matches($0.value, scratch) == .notMatched }
    guard !excluded.isEmpty else { return }
    let note = Diagnostic.Note(message: "the pattern is stated here", origin: pattern.origin)
    if excluded.count == values.count {
      diagnostics.error(
        "enum.noneFits", "no value of the enumeration matches its pattern", at: pattern.origin)
      return
    }
    for value in excluded {
      diagnostics.warning(
        "enum.unreachable", "the pattern excludes the value \(quoted(value.value))",
        at: value.origin, notes: [note])
    }
  }
}

/// Compiles patterns, each distinct one once.
final class PatternCompiler {
  private var known: [ExactPattern: Result<CompiledPattern, PatternError>] = [:]

  /// A pattern, compared byte by byte.
  private struct ExactPattern: Hashable {
    var source: ExactString
    var match: PatternConstraint.Match
    var dialect: PatternConstraint.Dialect
  }

  /// The compiled pattern, or what is wrong with it.
  func compile(_ pattern: PatternConstraint) -> Result<CompiledPattern, PatternError> {
    let key = ExactPattern(
      source: ExactString(pattern.source), match: pattern.match, dialect: pattern.dialect)
    if let result = known[key] { return result }
    let result = Result { () throws(PatternError) -> CompiledPattern in
      try CompiledPattern(
        pattern.source, match: pattern.match == .whole ? .whole : .search,
        dialect: pattern.dialect == .java ? .java : .pcre2)
    }
    known[key] = result
    return result
  }
}
