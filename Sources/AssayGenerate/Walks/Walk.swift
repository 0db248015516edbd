package import AssayModel

/// A sequence of requests that depend on answers: what no single case can show.
///
/// Pagination walked to its end with each size of page, filters with values that occur in the data,
/// a token that nobody gave out. A walk does no I/O: its ``WalkRun`` says what to send next and is
/// told what came back. That each answer keeps the contract is for the caller to check; a walk finds
/// what shows only between answers.
package struct Walk: Sendable, Identifiable {
  /// What a walk is about.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Every item once, whatever the size of the pages.
    case pagination
    /// Filters give what fits them, all of it and nothing else.
    case relation
    /// All filters at once.
    case relations
    /// A token that nobody gave out.
    case inventedToken
  }

  /// A round of requests, from a first one through the pages of its answer.
  package struct Step: Sendable, Hashable {
    /// Name inside the walk: `limit=min`.
    package var name: String
    /// What is sent first; `nil` where that depends on answers.
    package var request: Case.Request?
    /// One clause for a person.
    package var summary: String
  }

  /// Name, stable as that of a case: `ListReferenceImportJobs/walk/pagination`.
  package let id: String
  /// Name of the operation.
  package let operation: String
  /// What it is about.
  package let kind: Kind
  /// What it holds an implementation to.
  package let checks: [WalkFinding.Check]
  /// Its rounds, as far as they are known beforehand.
  package let steps: [Step]
  /// The line of the contract.
  package let source: SourceLocation?
  let plan: WalkPlan

  /// Begins the walk.
  package func start() -> WalkRun { WalkRun(self) }
}

/// Something that a walk found.
package struct WalkFinding: Sendable, Hashable {
  /// What was looked at.
  package enum Check: String, Sendable, Hashable, CaseIterable {
    /// An item stands on two pages, or twice on one.
    case repeatedItem = "repeated-item"
    /// An item that is there with other pages is not.
    case missingItem = "missing-item"
    /// An item that does not fit, or is not there with other pages.
    case unexpectedItem = "unexpected-item"
    /// A page has more items than were asked for.
    case pageOverLimit = "page-over-limit"
    /// The pages do not end.
    case endless
    /// A token after the last item.
    case tokenAfterEnd = "token-after-end"
    /// A request with a token that was given out, or with a filter by values that occur, is refused.
    case refused
    /// A token that nobody gave out is taken.
    case inventedToken = "invented-token"
  }

  /// Name, stable: the walk's, the round's and the check's.
  package var id: String
  /// What was looked at.
  package var check: Check
  /// The round.
  package var step: String
  /// What it is about, as a case's subject.
  package var subject: Case.Subject
  /// What was expected, short.
  package var expected: String
  /// What was found, short.
  package var actual: String
  /// One sentence for a person.
  package var message: String
  /// The request whose answer showed it.
  package var request: Case.Request
  /// That answer.
  package var response: Case.Response
}
