import AssayModel

/// Violations by the line of the contract that they break: counts, and the first few examples of
/// each. Groups of consecutive stretches of a run merge into those of the whole.
///
/// What it keeps is bounded: by lines times constraints of the contract, and by ``groupLimit`` for
/// violations of no line.
struct ViolationGroups: Sendable {
  /// Groups kept; violations beyond are counted.
  static let groupLimit = 10_000

  /// What the violations of a group have in common.
  struct Key: Sendable, Hashable {
    var source: SourceLocation?
    var constraint: ConstraintKind
    var severity: Violation.Severity
    var part: Violation.Part
    var operation: String?
  }

  /// A violation, with the exchange it was found in.
  struct Example: Sendable, Hashable {
    var index: Int
    var id: String?
    var title: String?
    var operation: String?
    var violation: Violation
  }

  /// Violations of one line, constraint and part.
  struct Group: Sendable {
    var key: Key
    var count: Int
    var examples: [Example]
  }

  let exampleLimit: Int
  private(set) var groups: [Group] = []
  private var positions: [Key: Int] = [:]
  /// Violations that belong to no group that is kept.
  private(set) var ungrouped = 0
  /// Violations that were not kept by the check itself.
  private(set) var omitted = 0

  init(exampleLimit: Int) {
    self.exampleLimit = exampleLimit
  }

  var isEmpty: Bool { groups.isEmpty && ungrouped == 0 && omitted == 0 }

  /// Adds the violations of a result.
  mutating func add(_ result: ExchangeResult) {
    omitted += result.verdict.omittedViolations
    for violation in result.verdict.violations {
      let key = Key(
        source: violation.source, constraint: violation.constraint, severity: violation.severity,
        part: violation.part,
        operation: violation.source == nil ? result.verdict.operation : nil)
      guard let position = position(of: key) else {
        ungrouped += 1
        continue
      }
      groups[position].count += 1
      if groups[position].examples.count < exampleLimit {
        groups[position].examples.append(
          Example(
            index: result.index, id: result.id, title: result.title,
            operation: result.verdict.operation, violation: violation))
      }
    }
  }

  /// Adds the groups of what comes next.
  mutating func merge(_ next: ViolationGroups) {
    omitted += next.omitted
    ungrouped += next.ungrouped
    for group in next.groups {
      guard let position = position(of: group.key) else {
        ungrouped += group.count
        continue
      }
      groups[position].count += group.count
      let room = exampleLimit - groups[position].examples.count
      if room > 0 { groups[position].examples += group.examples.prefix(room) }
    }
  }

  /// Forgets everything.
  mutating func removeAll() {
    groups.removeAll(keepingCapacity: true)
    positions.removeAll(keepingCapacity: true)
    ungrouped = 0
    omitted = 0
  }

  /// The groups as people read them: errors before warnings, what has no line first, then in the
  /// order of the contract.
  var sorted: [Group] {
    groups.enumerated().sorted { left, right in
      let (first, second) = (Self.rank(left.element.key), Self.rank(right.element.key))
      return first == second ? left.offset < right.offset : first < second
    }.map(\.element)
  }

  private static func rank(_ key: Key) -> (Int, String, Int, Int) {
    (
      key.severity == .error ? 0 : 1, key.source?.file ?? "", key.source?.line ?? 0,
      key.source?.column ?? 0
    )
  }

  private mutating func position(of key: Key) -> Int? {
    if let position = positions[key] { return position }
    guard groups.count < Self.groupLimit else { return nil }
    positions[key] = groups.count
    groups.append(Group(key: key, count: 0, examples: []))
    return groups.count - 1
  }
}
