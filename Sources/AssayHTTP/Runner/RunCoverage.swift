internal import AssayGenerate
package import AssayModel

/// Which constraints a run exercised, in which polarity, and why not the others.
package struct RunCoverage: Sendable {
  /// A constraint at one line of the contract.
  package struct Entry: Sendable {
    package var operation: String
    package var part: Violation.Part
    package var path: String
    package var constraint: ConstraintKind
    package var source: SourceLocation?
    /// Whether a value that satisfies it was tried, or came in an answer.
    package var satisfied = false
    /// Whether a value that breaks it was tried.
    package var violated = false
    /// Whether it is a constraint of answers, which no request can break.
    package var isOfAnswers = false
    /// Why not both.
    package var reason: String?

    /// Whether all was done that a run can do: an answer is only waited for.
    package var isExercised: Bool { satisfied && (violated || isOfAnswers) }
  }

  package private(set) var entries: [Entry] = []
  private var places: [Key: Int] = [:]
  /// Constraints that some case breaks; the others only give a place its variations.
  private var breakable: Set<Key> = []
  /// Places that a sound value was sent to.
  private var soundPlaces: Set<Key> = []
  private var soundOperations: Set<String> = []

  private struct Key: Hashable {
    var operation: String
    var part: Violation.Part
    var path: String
    var constraint: ConstraintKind

    /// The place alone.
    var place: Key {
      Key(operation: operation, part: part, path: path, constraint: .type)
    }

    init(operation: String, part: Violation.Part, path: String, constraint: ConstraintKind) {
      self.operation = operation
      self.part = part
      self.path = path
      self.constraint = constraint
    }
  }

  package init() {}

  package var total: Int { entries.count }
  package var satisfied: Int { entries.count { $0.satisfied } }
  package var violated: Int { entries.count { $0.violated } }
  package var both: Int { entries.count { $0.satisfied && $0.violated && !$0.isOfAnswers } }
  package var ofAnswers: Int { entries.count { $0.isOfAnswers } }
  package var satisfiedByAnswers: Int { entries.count { $0.isOfAnswers && $0.satisfied } }
  package var unexercised: Int { entries.count { !$0.satisfied && !$0.violated } }

  /// Notes the constraint that a case is about.
  mutating func note(_ item: Case, _ outcome: AnswerJudgement.Outcome?, _ reason: String) {
    guard item.direction == .request, let constraint = item.subject.constraint else { return }
    let key = Key(
      operation: item.operation, part: item.subject.part, path: item.subject.path,
      constraint: constraint)
    let place: Int
    if let known = places[key] {
      place = known
    } else {
      place = entries.count
      places[key] = place
      entries.append(
        Entry(
          operation: item.operation, part: key.part, path: key.path, constraint: constraint,
          source: item.subject.source))
    }
    if item.expectation != .valid { breakable.insert(key) }
    guard let outcome, outcome != .skipped else {
      if entries[place].reason == nil, !reason.isEmpty { entries[place].reason = reason }
      return
    }
    switch item.expectation {
    case .valid:
      entries[place].satisfied = true
      soundPlaces.insert(key.place)
      soundOperations.insert(key.operation)
    case .invalid: entries[place].violated = true
    case .either:
      entries[place].satisfied = true
      entries[place].violated = true
    }
  }

  /// Notes what the checker saw: constraints of answers, which no request can break.
  mutating func note(_ seen: Coverage, operation: String) {
    let known = Dictionary(
      entries.indices.compactMap { index in
        entries[index].source.map { (Line($0, entries[index].constraint), index) }
      }
    ) { first, _ in first }
    for entry in seen.entries {
      if let source = entry.source, let index = known[Line(source, entry.constraint)] {
        if entry.satisfied { entries[index].satisfied = true }
        continue
      }
      entries.append(
        Entry(
          operation: operation, part: entry.part, path: entry.path, constraint: entry.constraint,
          source: entry.source, satisfied: entry.satisfied, violated: entry.violated,
          isOfAnswers: true,
          reason: entry.satisfied
            ? "it stands in answers, which no request breaks" : "no answer had it"))
    }
  }

  private struct Line: Hashable {
    var source: SourceLocation
    var constraint: ConstraintKind
    init(_ source: SourceLocation, _ constraint: ConstraintKind) {
      self.source = source
      self.constraint = constraint
    }
  }

  /// Ends the notes: variations are left out, and whatever was not exercised is given a reason.
  mutating func explain() {
    let isVariation = Dictionary(
      uniqueKeysWithValues: places.map { ($0.value, !breakable.contains($0.key)) })
    for (key, index) in places where !entries[index].satisfied {
      // A sound value of its place keeps a constraint, whatever the value is there for.
      entries[index].satisfied =
        soundPlaces.contains(key.place)
        || key.path.isEmpty && soundOperations.contains(key.operation)
        || key.constraint == .operation && soundOperations.contains(key.operation)
    }
    entries = entries.indices.filter { isVariation[$0] != true }.map { entries[$0] }
    places = [:]
    for index in entries.indices {
      if entries[index].satisfied && entries[index].violated {
        entries[index].reason = nil
      } else if entries[index].reason == nil {
        entries[index].reason =
          entries[index].satisfied
          ? "no request breaks it alone"
          : entries[index].violated ? "no sound value of its place was sent" : "no case was run"
      }
    }
  }
}
