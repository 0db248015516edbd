internal import AssayModel

/// All that constrains a string at one place: every layer's bounds, patterns and sets of values.
struct StringRules: Sendable, Hashable {
  /// Least length in scalars.
  var minimum = 0
  /// Greatest length in scalars.
  var maximum = Int.max
  /// Patterns, all of which must match.
  var patterns: [PatternConstraint] = []
  /// The values there are, where the set is closed.
  var words: [String]?

  /// Narrows the rules by a layer of constraints.
  mutating func narrow(by constraints: Constraints) {
    if let length = constraints.length {
      minimum = max(minimum, length.min ?? 0)
      maximum = min(maximum, length.max ?? .max)
    }
    patterns += constraints.patterns
    if let allowed = constraints.allowed { narrow(to: allowed.values.map(\.value)) }
  }

  /// Leaves only some values.
  mutating func narrow(to values: [String]) {
    guard let words else {
      self.words = values
      return
    }
    self.words = words.filter { word in values.contains { $0.isExactly(word) } }
  }
}
