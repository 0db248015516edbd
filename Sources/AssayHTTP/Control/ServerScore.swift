package import AssayModel
internal import Synchronization

/// What a server has seen so far.
package final class ServerScore: Sendable {
  /// Counts of requests and of what was wrong with them.
  package struct Totals: Sendable, Hashable {
    /// Requests that were complete.
    package var requests = 0
    /// Requests that kept the contract.
    package var sound = 0
    /// Requests that broke it.
    package var broken = 0
    /// Requests that no operation answers to.
    package var unmatched = 0
    /// Requests that a limit kept from being checked.
    package var undetermined = 0
    /// Bytes that were no request.
    package var refused = 0
    /// Violations by constraint.
    package var violations: [String: Int] = [:]
    /// Requests by operation.
    package var operations: [String: Int] = [:]

    package init() {}
  }

  /// A request that broke the contract.
  package struct Broken: Sendable {
    /// Number of the request.
    package var request: Int
    package var operation: String?
    package var violations: [Violation]
  }

  /// Broken requests that are kept, and violations of each.
  private static let keptRequests = 200
  private static let keptViolations = 20

  private struct State: ~Copyable {
    var totals = Totals()
    var broken: [Broken] = []
  }

  private let state = Mutex(State())

  package init() {}

  package var totals: Totals { state.withLock { $0.totals } }

  /// The latest requests that broke the contract, oldest first.
  package var broken: [Broken] { state.withLock { $0.broken } }

  package func add(_ request: ServerRequest, _ verdict: Verdict) {
    state.withLock { state in
      state.totals.requests += 1
      switch verdict.outcome {
      case .pass: state.totals.sound += 1
      case .fail: state.totals.broken += 1
      case .unmatched: state.totals.unmatched += 1
      case .undetermined: state.totals.undetermined += 1
      }
      if let operation = verdict.operation {
        state.totals.operations[operation, default: 0] += 1
      }
      guard !verdict.violations.isEmpty else { return }
      for violation in verdict.violations where violation.severity == .error {
        state.totals.violations[violation.constraint.rawValue, default: 0] += 1
      }
      guard verdict.outcome != .pass else { return }
      if state.broken.count >= Self.keptRequests { state.broken.removeFirst() }
      state.broken.append(
        Broken(
          request: request.number, operation: verdict.operation,
          violations: Array(verdict.violations.prefix(Self.keptViolations))))
    }
  }

  package func addRefused() { state.withLock { $0.totals.refused += 1 } }

  package func reset() {
    state.withLock { state in
      state.totals = Totals()
      state.broken = []
    }
  }
}
