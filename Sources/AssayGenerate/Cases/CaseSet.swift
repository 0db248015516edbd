package import AssayModel

/// The cases of one operation, and what none could be made for.
package struct CaseSet: Sendable {
  /// The cases, in the order of the contract.
  package var cases: [Case] = []
  /// What could not be made, and why.
  package var omissions: [Omission] = []

  /// Something that no case could be made for.
  package struct Omission: Sendable, Hashable, CustomStringConvertible {
    /// The place, as the identifiers of cases begin: `ListReferenceImportJobs/query.nextToken`.
    package var place: String
    /// What and why, in one clause.
    package var reason: String
    /// The line of the contract.
    package var source: SourceLocation?

    /// Creates an omission.
    package init(place: String, reason: String, source: SourceLocation? = nil) {
      self.place = place
      self.reason = reason
      self.source = source
    }

    /// Place and reason.
    package var description: String { "\(place): \(reason)" }
  }

  /// Creates an empty set.
  package init() {}
}
