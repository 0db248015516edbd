/// The scenarios that a server can play, by identifier.
package protocol ScenarioSource: Sendable {
  /// Names of the operations that there are scenarios of.
  var operations: [String] { get }
  /// The scenarios of an operation in order, and what could not be made of it, and why.
  func list(_ operation: String) -> (scenarios: [ScenarioSummary], omissions: [String])
  /// Starts one from its beginning; `nil` where there is none of that name.
  func play(_ id: String) -> (any ScenarioPlay)?
}

/// What a person chooses a scenario by.
package struct ScenarioSummary: Sendable, Hashable {
  package var id: String
  package var operation: String
  /// `valid`, `errors`, `invalid` or `transport`.
  package var category: String
  /// `accept`, `reject`, `survive`, `retry` or `noRetry`.
  package var expectation: String
  /// One clause: what is served.
  package var title: String
  /// The line of the contract that it is about.
  package var source: String?

  package init(
    id: String, operation: String, category: String, expectation: String, title: String,
    source: String?
  ) {
    self.id = id
    self.operation = operation
    self.category = category
    self.expectation = expectation
    self.title = title
    self.source = source
  }
}

/// A scenario that is being played.
package protocol ScenarioPlay: Responder {
  /// What a server can tell of it so far.
  var score: ScenarioScore { get }
}

/// What a server can tell of a client in a scenario; whether the client took the answers for sound,
/// only the client can tell.
package struct ScenarioScore: Sendable, Hashable {
  /// Requests so far.
  package var requests = 0
  /// Requests that broke the contract.
  package var brokenRequests = 0
  /// Requests with tokens that were never given out.
  package var unknownTokens = 0
  /// Pages that were answered soundly at least once.
  package var pagesServed = 0
  /// Pages of the walk; 0 before the first request.
  package var pages = 0
  /// How often one and the same page was asked for at most.
  package var mostAttempts = 0

  package init() {}
}
