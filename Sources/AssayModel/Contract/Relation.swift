/// What ties an answer to its request; it applies when both ends are present.
public struct Relation: Sendable, Hashable {
  /// The left side.
  public enum Subject: Sendable, Hashable {
    /// Every value at a path of the output.
    case every(MemberPath)
    /// How many items or entries are at a path of the output.
    case count(MemberPath)
  }

  /// How the two sides compare.
  public enum Comparison: String, Sendable, Hashable, CaseIterable {
    /// Equal: strings scalar by scalar, numbers and timestamps by value.
    case equals
    /// Not less than.
    case atLeast
    /// Not greater than.
    case atMost
    /// Equal to one of the values of a list.
    case oneOf
  }

  /// The right side.
  public enum Operand: Sendable, Hashable {
    /// A value of the input.
    case input(MemberPath)
  }

  /// The left side.
  public var subject: Subject
  /// How they compare.
  public var comparison: Comparison
  /// The right side.
  public var operand: Operand
  /// Where the relation is stated.
  public var origin: Origin

  /// Creates a relation.
  public init(
    subject: Subject, comparison: Comparison, operand: Operand, origin: Origin = .none
  ) {
    self.subject = subject
    self.comparison = comparison
    self.operand = operand
    self.origin = origin
  }
}

// MARK: - CustomStringConvertible

extension Relation: CustomStringConvertible {
  /// `every importJobs[].status equals input.filter.status`.
  public var description: String {
    let left =
      switch subject {
      case .every(let path): "every \(path)"
      case .count(let path): "count \(path)"
      }
    switch operand {
    case .input(let path): return "\(left) \(comparison.rawValue) input.\(path)"
    }
  }
}
