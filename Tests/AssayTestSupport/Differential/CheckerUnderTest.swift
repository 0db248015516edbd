package import AssayModel

/// A way into the engine that is held against the reference: every one takes the same contract
/// and exchanges, and must say the same.
package struct CheckerUnderTest: Sendable {
  /// Checks of one contract. Not `Sendable`: a scratch may be inside.
  package struct Prepared {
    /// Checks an exchange; the text names its operation.
    package var exchange: (Exchange, String?) -> Verdict
    /// Checks one body of an operation by name; true for the request's.
    package var body: ([UInt8], Bool, String) -> Verdict

    /// Creates the two checks.
    package init(
      exchange: @escaping (Exchange, String?) -> Verdict,
      body: @escaping ([UInt8], Bool, String) -> Verdict
    ) {
      self.exchange = exchange
      self.body = body
    }
  }

  /// Which way it is, for messages.
  package var name: String
  /// Compiles a contract with limits and strictness.
  package var prepare: @Sendable (Contract, Limits, Bool) -> Prepared

  /// Creates a way.
  package init(name: String, prepare: @escaping @Sendable (Contract, Limits, Bool) -> Prepared) {
    self.name = name
    self.prepare = prepare
  }
}

extension ReferenceChecker {
  /// The reference itself, as one of the ways.
  package static func underTest(
    matches: @escaping ReferencePattern
  ) -> CheckerUnderTest {
    CheckerUnderTest(name: "reference") { contract, limits, isStrict in
      let checker = ReferenceChecker(
        contract, limits: limits, isStrict: isStrict, matches: matches)
      return CheckerUnderTest.Prepared(
        exchange: { checker.check($0, operation: $1) },
        body: { checker.check(body: $0, request: $1, operation: $2) })
    }
  }
}
