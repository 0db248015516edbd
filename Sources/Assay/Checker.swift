import AssayEngine
public import AssayModel

/// Checks exchanges against a contract. Make one and keep it: the contract is compiled once.
///
/// ```swift
/// let checker = Checker(try Contract(contentsOf: "spec/healthomics"))
/// let verdict = checker.check(response: body, status: 200, for: "ListReferenceImportJobs")
/// #expect(verdict.passes, "\(verdict)")
/// ```
///
/// A checker is a value that any number of tasks may use at once. What a check finds depends on the
/// exchange alone, never on what was checked before.
public struct Checker: Sendable {
  /// What a checker may be told beside the contract.
  public struct Options: Sendable, Hashable {
    /// Every warning is an error.
    public var isStrict = false
    /// Bounds on what a check may spend.
    public var limits = Limits()
    /// Values of secrets are shown in violations instead of masked.
    public var showsSecrets = false

    /// Creates the options that hold where nobody states others.
    public init() {}
  }

  /// The contract that is checked against.
  public var contract: Contract { plan.contract }

  let plan: Plan
  let pool: ScratchPool
  private let operations: [String: Int]

  /// Compiles a contract.
  ///
  /// - Complexity: Linear in the size of the contract.
  public init(_ contract: Contract, options: Options = Options()) {
    var planOptions = Plan.Options()
    planOptions.isStrict = options.isStrict
    planOptions.limits = options.limits
    planOptions.showsSecrets = options.showsSecrets
    plan = Plan(contract, options: planOptions)
    pool = ScratchPool(plan: plan)
    operations = Dictionary(
      contract.operations.enumerated().map { ($0.element.name, $0.offset) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Checks a request and its response together, or one of them where the other is not known.
  ///
  /// The operation is the one that the exchange names; else the one that the request's method and
  /// path belong to.
  public func check(_ exchange: Exchange) -> Verdict {
    pool.withScratch { plan.check(exchange, operation: nil, scratch: $0) }
  }

  /// Checks a request and, where there is one, its response.
  ///
  /// - Parameters:
  ///   - request: The request, as it was sent.
  ///   - response: The answer; `nil` where only the request is to be checked.
  ///   - operation: Name of the operation; where it is `nil`, method and path tell.
  /// - Returns: What was found.
  public func check(
    _ request: HTTPRequest, _ response: HTTPResponse? = nil, for operation: String? = nil
  ) -> Verdict {
    guard let operation else { return check(Exchange(request: request, response: response)) }
    return check(Exchange(request: request, response: response), forOperation: operation)
  }

  /// Checks a response whose request is not at hand: relations between the two do not apply.
  public func check(_ response: HTTPResponse, for operation: String) -> Verdict {
    check(Exchange(response: response), forOperation: operation)
  }

  /// Tells checkers apart: copies of one share it.
  package var identity: ObjectIdentifier { ObjectIdentifier(pool) }

  /// Whether values of secrets are shown.
  package var showsSecrets: Bool { plan.options.showsSecrets }

  /// Which constraints were exercised by everything that was checked so far.
  ///
  /// Call it when no check is under way: what a running check has used is not counted.
  public var coverage: Coverage { pool.withIdle { plan.coverage(of: $0) } }

  // MARK: - Operations

  private func check(_ exchange: Exchange, forOperation name: String) -> Verdict {
    guard let index = index(ofOperation: name) else { return unknown(name) }
    return pool.withScratch { plan.check(exchange, operation: index, scratch: $0) }
  }

  /// The index of an operation; names that Swift holds for equal but that differ in their scalars
  /// are told apart by the plan.
  func index(ofOperation name: String) -> Int? {
    guard let index = operations[name] else { return nil }
    let found = plan.contract.operations[index].name
    return found.utf8.elementsEqual(name.utf8) ? index : plan.operationIndex(named: name)
  }

  /// The verdict on an operation that the contract does not have.
  func unknown(_ name: String) -> Verdict {
    let message = "the contract of `\(contract.service)` has no operation `\(name)`"
    return Verdict(
      outcome: .unmatched,
      violations: [
        Violation(
          part: .requestPath, pointer: "", constraint: .operation,
          expected: "an operation of the contract", actual: name, message: message)
      ])
  }
}
