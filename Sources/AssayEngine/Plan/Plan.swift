package import AssayModel

/// A contract compiled for checking: flat, immutable, shared by all tasks.
package final class Plan: Sendable {
  /// The contract the plan was compiled from.
  package let contract: Contract
  /// What was asked for beside the contract.
  package let options: Options

  /// What a plan is compiled for, beside the contract.
  package struct Options: Sendable, Hashable {
    /// Bounds on what a check may spend.
    package var limits = Limits()
    /// Every warning is an error.
    package var isStrict = false
    /// Secrets are shown in violations.
    package var showsSecrets = false

    /// Creates the options that hold where nobody states others.
    package init() {}
  }

  /// The half of an exchange that a bare body is.
  package enum Direction: Sendable {
    case request, response
  }

  /// Compiles a contract. Patterns that PCRE2 cannot express become checks that say
  /// `undetermined`; the loader has reported them.
  package init(_ contract: Contract, options: Options = Options()) {
    self.contract = contract
    self.options = options
  }

  /// Index of an operation by name.
  package func operationIndex(named name: String) -> Int? {
    contract.operations.firstIndex { $0.name.unicodeScalars.elementsEqual(name.unicodeScalars) }
  }

  /// Checks an exchange. `operation` names the operation where the exchange does not say.
  package func check(
    _ exchange: borrowing Exchange, operation: Int? = nil, scratch: Scratch
  ) -> Verdict {
    Verdict(outcome: .pass)
  }

  /// Checks one body alone. A response body is taken for an answer of success.
  package func check(
    body: UnsafeBufferPointer<UInt8>, _ direction: Direction, operation: Int, scratch: Scratch
  ) -> Verdict {
    Verdict(outcome: .pass)
  }

  /// What the constraints of the plan saw of the traffic that was checked with these scratches.
  package func coverage(of scratches: [Scratch]) -> Coverage { Coverage() }
}
