package import AssayModel

/// Two sources of one service say different things.
package struct Disagreement: Sendable, Hashable {
  /// What one source says, and where.
  package struct Side: Sendable, Hashable {
    /// In the words of the contract file; `nothing` where it says nothing.
    package var text: String
    /// The place of it, or of what it would stand in.
    package var origin: Origin

    /// Creates a side.
    package init(_ text: String, _ origin: Origin) {
      self.text = text
      self.origin = origin
    }
  }

  /// What it is about: an operation, and the path to a member.
  package var subject: String
  /// The kind of thing that differs: `type`, `required`, `length`.
  package var aspect: String
  /// The first source, whose word counts.
  package var first: Side
  /// The second source.
  package var second: Side

  /// As a diagnostic at the first place, with a note at the second.
  package var diagnostic: Diagnostic {
    Diagnostic(
      id: "merge.\(aspect)", severity: .warning,
      message:
        "\(subject): \(aspect) is \(first.text) here, and \(second.text) in the other source",
      origin: first.origin,
      notes: [Diagnostic.Note(message: "\(aspect) is \(second.text) here", origin: second.origin)])
  }
}
