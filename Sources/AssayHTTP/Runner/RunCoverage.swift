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
    /// Why not both.
    package var reason: String?
  }

  package private(set) var entries: [Entry] = []
  private var places: [Key: Int] = [:]

  private struct Key: Hashable {
    var operation: String
    var part: Violation.Part
    var path: String
    var constraint: ConstraintKind
  }

  package init() {}

  package var total: Int { entries.count }
  package var satisfied: Int { entries.count { $0.satisfied } }
  package var violated: Int { entries.count { $0.violated } }
  package var both: Int { entries.count { $0.satisfied && $0.violated } }
  package var unexercised: Int { entries.count { !$0.satisfied && !$0.violated } }

  /// Notes the constraint that a case is about.
  mutating func note(_ item: Case, _ outcome: Judgement.Outcome?, _ reason: String) {
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
    guard let outcome, outcome != .skipped else {
      if entries[place].reason == nil, !reason.isEmpty { entries[place].reason = reason }
      return
    }
    switch item.expectation {
    case .valid: entries[place].satisfied = true
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

  /// Gives a reason to whatever has none.
  mutating func explain() {
    for index in entries.indices where !(entries[index].satisfied && entries[index].violated) {
      guard entries[index].reason == nil else { continue }
      entries[index].reason =
        entries[index].satisfied
        ? "no request breaks it alone"
        : entries[index].violated ? "no request that satisfies it was tried" : "no case was run"
    }
    for index in entries.indices where entries[index].satisfied && entries[index].violated {
      entries[index].reason = nil
    }
  }
}
