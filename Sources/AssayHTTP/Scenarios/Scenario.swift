package import AssayModel

/// What a client is served in one run, and what it must make of it.
package struct Scenario: Sendable, Hashable, Identifiable {
  /// What kind of answers a scenario serves. The raw value is the name in every report.
  package enum Class: String, Sendable, Hashable, CaseIterable {
    /// Sound answers, some of them extreme.
    case valid
    /// Errors that the contract declares, and what proxies say in its stead.
    case errors
    /// Answers that break the contract.
    case invalid
    /// Connections that break.
    case transport
  }

  /// What is expected of the client. The raw value is the name in every report.
  package enum Expectation: String, Sendable, Hashable, CaseIterable {
    /// It ends well.
    case accept
    /// It ends with a failure of its own making: not by a crash, not by a time-out.
    case reject
    /// It ends, one way or the other.
    case survive
    /// It asks again and ends well.
    case retry
    /// It does not ask again, and ends with a failure.
    case noRetry
  }

  /// Name, unique among the scenarios of a contract and the same in every version and with every
  /// seed, such as `ListReferenceImportJobs/valid/token/plus`.
  package var id: String
  /// Name of the operation.
  package var operation: String
  /// What kind of answers it serves.
  package var category: Class
  /// What is expected of the client.
  package var expectation: Expectation
  /// One clause for a person: what is served.
  package var title: String
  /// The line of the contract that it is about.
  package var source: SourceLocation?
  /// Whether the answers are so broken that no client can take them for sound.
  package var isUnreadable = false
  /// What is served.
  var script: Script
}

extension Scenario {
  /// Whether what is special about it comes after the first page.
  var isBeyondFirstPage: Bool { (script.disturbance?.page ?? 0) > 0 }
}

extension Scenario: CustomStringConvertible {
  /// The identifier.
  package var description: String { id }
}
