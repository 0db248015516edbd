import Synchronization

/// Notices that a server is gone, or was never there, before a thousand cases fail of it.
final class Watchdog: Sendable {
  private struct State {
    var hasAnswered = false
    var silent = 0
    var first: String?
    var verdict: String?
    var isUnreachable = false
  }

  private let state = Mutex(State())

  /// Requests in a row without an answer that end a run which has never had one.
  static let patienceAtFirst = 4
  /// Requests in a row without an answer that end a run.
  static let patience = 24

  /// Why to end; `nil` for going on.
  var verdict: String? { state.withLock { $0.verdict } }

  /// Whether no connection ever came about.
  var isUnreachable: Bool { state.withLock { $0.isUnreachable } }

  /// Takes what became of a request of a case.
  func take(_ result: Result<Answer, TransportFailure>, of id: String) {
    state.withLock { state in
      guard case .failure(let failure) = result else {
        state.hasAnswered = true
        state.silent = 0
        return
      }
      if state.silent == 0 { state.first = id }
      state.silent += 1
      let isOver =
        failure.isUnreachable
        ? state.silent >= 3
        : state.silent >= (state.hasAnswered ? Self.patience : Self.patienceAtFirst)
      guard state.verdict == nil, isOver else { return }
      state.isUnreachable = !state.hasAnswered && failure.isUnreachable
      state.verdict =
        state.hasAnswered
        ? "the server stopped answering at `\(state.first ?? id)`: \(failure)"
        : failure.isUnreachable ? "\(failure)" : "the server never answered: \(failure)"
    }
  }
}
