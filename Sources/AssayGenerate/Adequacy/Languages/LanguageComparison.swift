internal import AssayPattern
internal import Synchronization

/// Whether two sets of rules take the same strings, by going through all states that their automata
/// reach together.
struct LanguageComparison {
  enum Outcome: Sendable, Hashable {
    /// The same strings: proved.
    case same
    /// One takes a string that the other does not: this one, where it is short.
    case different(String?)
    /// Not found out, and why not.
    case unknown(String)
  }

  /// The outcome for two sets of rules, found out once a process.
  static func compare(_ old: StringRules, _ new: StringRules) -> Outcome {
    let key = Key(old: old, new: new)
    if let known = outcomes.withLock({ $0[key] }) { return known }
    let outcome = make(old, new)
    outcomes.withLock { if $0.count < 65_536 { $0[key] = outcome } }
    return outcome
  }

  private struct Key: Hashable {
    var old: StringRules
    var new: StringRules
  }

  private static let outcomes = Mutex<[Key: Outcome]>([:])

  private static func make(_ old: StringRules, _ new: StringRules) -> Outcome {
    switch (old.words, new.words) {
    case (let one?, let two?):
      let (before, after) = (StringModel.of(old), StringModel.of(new))
      let word = (one + two).first { before.accepts($0) != after.accepts($0) }
      return word.map { .different($0) } ?? .same
    case (nil, nil): break
    default: return .unknown("only one of the two is a closed set")
    }
    var comparison = LanguageComparison()
    guard comparison.add(old, to: \.oldUses), comparison.add(new, to: \.newUses) else {
      return .unknown("a pattern has a construct that no automaton is made for")
    }
    return comparison.run(
      LengthsOfTwo(
        old: old.minimum <= old.maximum ? old.minimum...old.maximum : nil,
        new: new.minimum <= new.maximum ? new.minimum...new.maximum : nil))
  }

  // MARK: - Automata

  private var automata: [PatternAutomaton] = []
  private var texts: [String] = []
  private var oldUses: [Int] = []
  private var newUses: [Int] = []

  private init() {}

  /// Adds the automata of some rules; patterns that both have are read once.
  private mutating func add(
    _ rules: StringRules, to uses: WritableKeyPath<LanguageComparison, [Int]>
  ) -> Bool {
    for pattern in StringModel.of(rules).patterns {
      let text = "\(pattern.match.rawValue) \(pattern.translation.pcre)"
      if let index = texts.firstIndex(where: { $0.isExactly(text) }) {
        self[keyPath: uses].append(index)
        continue
      }
      guard let automaton = PatternAutomaton(pattern) else { return false }
      self[keyPath: uses].append(automata.count)
      automata.append(automaton)
      texts.append(text)
    }
    return self[keyPath: uses].count == rules.patterns.count
  }

  private func run(_ lengths: LengthsOfTwo) -> Outcome {
    var joint = JointStates(automata, oldUses, newUses)
    guard joint.explore() else { return .unknown("the automata have too many states together") }
    return joint.difference(lengths)
  }
}

/// Which lengths two sets of rules take.
struct LengthsOfTwo {
  /// Those of the first; `nil` where its bounds leave none.
  var old: ClosedRange<Int>?
  /// Those of the second.
  var new: ClosedRange<Int>?

  /// Whether the two allow the same lengths.
  var areSame: Bool { old == new }

  func old(_ length: Int) -> Bool { old?.contains(length) ?? false }

  func new(_ length: Int) -> Bool { new?.contains(length) ?? false }

  /// Whether neither allows a length or any greater one.
  func areOver(at length: Int) -> Bool {
    max(old?.upperBound ?? -1, new?.upperBound ?? -1) < length
  }

  /// The next length behind another at which one of the two begins or ceases to be allowed.
  func change(after length: Int) -> Int? {
    [old, new].compactMap { $0 }.flatMap { range in
      range.upperBound < .max ? [range.lowerBound, range.upperBound + 1] : [range.lowerBound]
    }.filter { $0 > length }.min()
  }
}
