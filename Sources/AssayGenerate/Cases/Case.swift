/// A message that an implementation of a contract is put to, and what it must make of it.
///
/// A request case is for servers: send ``request``, judge the answer. A response case is for clients
/// and for checkers of traffic: let ``response`` be what they receive.
public struct Case: Sendable, Hashable {
  /// Which half of an exchange a case is about.
  public enum Direction: String, Sendable, Hashable, CaseIterable {
    /// Servers are put to it.
    case request
    /// Clients are put to it.
    case response
  }

  /// Name, unique among all cases of a contract, such as
  /// `ListReferenceImportJobs/query.nextToken/length/max+1`.
  ///
  /// It says what the case is about and nothing of how it was come by: neither the order of
  /// derivation nor a seed is part of it, so that suites can skip and pin cases by it.
  public var id: String
  /// Name of the operation.
  public var operation: String
  /// Which half of an exchange it is about.
  public var direction: Direction
  /// The request, exactly as it is to be sent. A response case has one only where the answer is
  /// judged by its request.
  public var request: Request?
  /// The response, exactly as it is to be sent.
  public var response: Response?
  /// What the case is about.
  public var subject: Subject
  /// What is to be made of it.
  public var expectation: Expectation
  /// What else is to be known before an unexpected outcome is called a failure.
  public var notes: [Note]
  /// The choices that the case was made of, where it was: what a failure is shrunk by.
  public var choices: ChoiceSequence?

  /// Creates a case.
  public init(
    id: String, operation: String, direction: Direction, request: Request? = nil,
    response: Response? = nil, subject: Subject, expectation: Expectation, notes: [Note] = [],
    choices: ChoiceSequence? = nil
  ) {
    self.id = id
    self.operation = operation
    self.direction = direction
    self.request = request
    self.response = response
    self.subject = subject
    self.expectation = expectation
    self.notes = notes
    self.choices = choices
  }
}

extension Case: Identifiable {}

extension Case: CustomStringConvertible {
  /// The identifier: what a test runner shows of a parameter.
  public var description: String { id }
}
