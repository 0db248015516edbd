internal import AssayModel
internal import AssayPattern
internal import Synchronization

/// Makes the strings that one place of a contract takes. Everything it gives out has been shown to
/// PCRE2.
final class StringModel: Sendable {
  let rules: StringRules
  /// Why there is no string, where there is none that could be found.
  let problem: String?
  /// The patterns, as PCRE2 has compiled them.
  let patterns: [CompiledPattern]
  /// What strings are put together from: one grammar a pattern that could be read.
  let grammars: [Grammar]
  /// Whether the first grammar is one run of scalars of one set, and how long it may be.
  let run: Run?
  private let scratch = Mutex(MatchScratch())
  /// What was found out once and is asked for again and again.
  private let memory = Mutex(Memory())

  private struct Memory {
    var builders: [Int: SkeletonBuilder] = [:]
    var texts: [String: String?] = [:]
  }

  /// What stands before and behind the match of a search: something that the pattern itself takes
  /// nowhere, where there is such a scalar.
  let padding: UInt32
  /// How long strings are that have every bounded repetition as often as may be.
  let reach: Int

  struct Run: Sendable {
    var set: ScalarSet
    var preferred: [UInt32]
    var minimum: Int
    var maximum: Int
  }

  /// Scalars that few patterns take, the friendlier ones first.
  private static let unusual: [UInt32] = [
    0x21, 0x2A, 0x7E, 0x5E, 0x41, 0x78, 0x37, 0xE9, 0x4E2D, 0x07, 0xAD, 0x0A,
  ]

  /// Lengths up to here are put together exactly; only runs of one set are made longer.
  static let lengthLimit = 16_384

  init(_ rules: StringRules) {
    self.rules = rules
    var patterns: [CompiledPattern] = []
    var problem: String?
    for constraint in rules.patterns {
      do throws(PatternError) {
        patterns.append(
          try CompiledPattern(
            constraint.source, match: constraint.match == .whole ? .whole : .search,
            dialect: constraint.dialect == .java ? .java : .pcre2))
      } catch {
        problem = "the pattern cannot be used: \(error.message)"
      }
    }
    let grammars = patterns.compactMap { Grammar($0) }
    if problem == nil, grammars.isEmpty, !patterns.isEmpty {
      problem = "the pattern has a construct that strings cannot be made from"
    }
    if rules.minimum > rules.maximum {
      problem = "no length lies between \(rules.minimum) and \(rules.maximum)"
    }
    self.patterns = patterns
    self.grammars = patterns.isEmpty ? [.anything] : grammars
    self.problem = problem
    let sets = self.grammars.flatMap(\.sets)
    padding =
      Self.unusual.first { scalar in !sets.contains { $0.contains(scalar) } } ?? 0x61
    reach = self.grammars.map(\.reach).max() ?? 0
    run = self.grammars.count == 1 ? Self.run(of: self.grammars[0], rules) : nil
  }

  /// The model of some rules, made once a process.
  static func of(_ rules: StringRules) -> StringModel {
    if let known = models.withLock({ $0[rules] }) { return known }
    let model = StringModel(rules)
    return models.withLock { models in
      if models.count < 4096 { models[rules] = model }
      return model
    }
  }

  private static let models = Mutex<[StringRules: StringModel]>([:])

  // MARK: - Memory

  /// A builder of a grammar that knows its lengths.
  func builder(_ index: Int) -> SkeletonBuilder {
    if let known = memory.withLock({ $0.builders[index] }) { return known }
    var builder = SkeletonBuilder(grammars[index], limit: limit)
    _ = builder.allLengths()
    memory.withLock { $0.builders[index] = builder }
    return builder
  }

  /// A text that is made once.
  func remembered(_ name: String, _ make: () -> String?) -> String? {
    if let known = memory.withLock({ $0.texts[name] }) { return known }
    let text = make()
    memory.withLock { $0.texts[name] = .some(text) }
    return text
  }

  // MARK: - What is right

  /// Whether a string keeps all rules.
  func accepts(_ text: String) -> Bool {
    let length = text.scalarCount
    guard length >= rules.minimum, length <= rules.maximum else { return false }
    if let words = rules.words, !words.contains(where: { $0.isExactly(text) }) { return false }
    return matchesPatterns(text)
  }

  /// Whether a string matches all patterns.
  func matchesPatterns(_ text: String) -> Bool {
    patterns.isEmpty
      || scratch.withLock { scratch in
        patterns.allSatisfy { $0.matches(text, scratch) == .matched }
      }
  }

  /// Whether a string matches one pattern; `nil` where PCRE2 gave up.
  func matches(_ text: String, pattern index: Int) -> Bool? {
    guard patterns.indices.contains(index) else { return nil }
    return scratch.withLock { scratch in
      switch patterns[index].matches(text, scratch) {
      case .matched: true
      case .notMatched: false
      case .limit: nil
      }
    }
  }

  private static func run(of grammar: Grammar, _ rules: StringRules) -> Run? {
    guard rules.words == nil,
      case .repetition(.scalar(let set, _), let minimum, let maximum, _) = grammar.root
    else { return nil }
    return Run(
      set: grammar.sets[set], preferred: grammar.sets[set].preferred, minimum: minimum,
      maximum: maximum ?? .max)
  }
}
