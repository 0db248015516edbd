internal import Assay
internal import AssayEngine
internal import AssayGenerate
internal import AssayHTTP
public import AssayModel
internal import AssayTesting

#if canImport(Testing)
  public import Testing
#endif

/// What a client is served in one run, and what it must make of it: an argument of a test.
///
/// ```swift
/// @Test(arguments: contract.scenarios(for: "ListReferenceImportJobs"))
/// func client(stands scenario: ClientScenario) async {
///   await expectClient(stands: scenario) { endpoint in
///     _ = try await MyClient(endpoint.url).listAllJobs()
///   }
/// }
/// ```
public struct ClientScenario: Sendable, Identifiable, CustomStringConvertible {
  /// What invalid answers must come to.
  public enum InvalidAnswers: Sendable, Hashable {
    /// The client does not validate: it takes them.
    case accept
    /// The client validates: it must not take them for sound.
    case reject
    /// Either, as long as nobody comes to harm.
    case survive
  }

  /// Name, stable across runs and versions: `ListReferenceImportJobs/valid/token/plus`.
  public var id: String { scenario.id }
  /// `valid`, `errors`, `invalid` or `transport`.
  public var category: String { scenario.category.rawValue }
  /// `accept`, `reject`, `survive`, `retry` or `noRetry`.
  public var expectation: String { scenario.expectation.rawValue }
  /// One clause for a person: what is served.
  public var title: String { scenario.title }
  /// The line of the contract that it is about.
  public var source: AssayModel.SourceLocation? { scenario.source }
  /// The identifier.
  public var description: String { scenario.id }

  let scenario: Scenario
  let model: OperationModel
  let plan: Plan
}

extension Contract {
  /// The scenarios of an operation, the plainest first: sound but extreme answers, errors, invalid
  /// answers, broken connections.
  ///
  /// `matching` takes only those whose identifier fits one of some patterns, in which `*` is any text,
  /// and `excluding` leaves out those that fit one of others: what a client is known to fail, say.
  public func scenarios(
    for operation: String, matching: [String] = [], excluding: [String] = [],
    invalid: ClientScenario.InvalidAnswers? = nil, items: Int = 7, seed: UInt64 = 0,
    fileID: StaticString = #fileID, filePath: StaticString = #filePath, line: UInt = #line,
    column: UInt = #column
  ) -> [ClientScenario] {
    let place = TestPlace(fileID: fileID, filePath: filePath, line: line, column: column)
    guard let shape = self.operation(named: operation) else {
      IssueRecorder.record(lacks(operation), at: place)
      return []
    }
    var options = ScenarioList.Options()
    options.seed = seed
    options.items = min(max(1, items), 100)
    switch invalid {
    case .accept: options.invalid = .accept
    case .reject: options.invalid = .reject
    case .survive: options.invalid = .survive
    case nil: break
    }
    let plan = Checkers.checker(for: self).plan
    let model = OperationModel(self, shape)
    let list = ScenarioList(model, plan, options: options)
    let patterns = matching.map { Glob($0) }
    let excluded = excluding.map { Glob($0) }
    let chosen = list.scenarios.filter { scenario in
      (patterns.isEmpty || patterns.contains { $0.matches(scenario.id) })
        && !excluded.contains { $0.matches(scenario.id) }
    }
    if chosen.isEmpty {
      let reason = list.omissions.first.map { ": \($0)" } ?? ""
      IssueRecorder.record(
        list.scenarios.isEmpty
          ? "`\(operation)` has no scenarios\(reason)"
          : matching.isEmpty
            ? "`excluding` leaves no scenario of `\(operation)`"
            : "no scenario of `\(operation)` is called \(matching.joined(separator: " or "))",
        at: place)
    }
    return chosen.map { ClientScenario(scenario: $0, model: model, plan: plan) }
  }
}

#if canImport(Testing)
  // MARK: - Swift Testing

  extension ClientScenario: CustomTestStringConvertible {
    /// The identifier, and what is expected: `…/token/plus (accept)`.
    public var testDescription: String { "\(id) (\(expectation))" }
  }

  extension ClientScenario: CustomTestArgumentEncodable {
    /// Writes the identifier.
    public func encodeTestArgument(to encoder: some Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encode(id)
    }
  }
#endif
