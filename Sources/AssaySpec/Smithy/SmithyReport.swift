package import AssayModel

/// What became of the parts of a model that are no constraint: nothing is dropped in silence.
package struct SmithyReport: Sendable {
  /// A trait, how often it is applied in the service, and where first.
  package struct Row: Sendable {
    /// Absolute identifier of the trait.
    package var trait: String
    /// How many shapes and members have it.
    package var count: Int
    /// The first place.
    package var first: Origin
  }

  /// Traits kept in the contract without being interpreted.
  package private(set) var kept: [Row] = []
  /// Traits that have no effect on what may travel, and so are left out.
  package private(set) var withoutEffect: [Row] = []
  /// Traits that a contract has no place for.
  package private(set) var left: [Row] = []
  /// What was decided where the model leaves a choice.
  package internal(set) var decisions: [Diagnostic] = []

  private var positions: [Fate: [ExactString: Int]] = [:]

  init() {}

  /// What may become of a trait.
  enum Fate: Hashable {
    case kept, withoutEffect, left
  }

  /// Counts a trait.
  mutating func count(_ trait: SmithyTrait, as fate: Fate) {
    switch fate {
    case .kept: add(trait, fate, to: \.kept)
    case .withoutEffect: add(trait, fate, to: \.withoutEffect)
    case .left: add(trait, fate, to: \.left)
    }
  }

  /// Notes a decision.
  mutating func decide(_ id: String, _ message: String, at origin: Origin) {
    guard decisions.count < DiagnosticSink.limit else { return }
    decisions.append(Diagnostic(id: id, severity: .hint, message: message, origin: origin))
  }

  private mutating func add(
    _ trait: SmithyTrait, _ fate: Fate, to rows: WritableKeyPath<SmithyReport, [Row]>
  ) {
    let key = ExactString(trait.id)
    if let position = positions[fate]?[key] {
      self[keyPath: rows][position].count += 1
    } else {
      positions[fate, default: [:]][key] = self[keyPath: rows].count
      self[keyPath: rows].append(Row(trait: trait.id, count: 1, first: trait.origin))
    }
  }
}
