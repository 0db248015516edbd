package import AssayEngine
internal import AssayGenerate
package import AssayModel
internal import Synchronization

/// A mock that can be told what to answer, while it runs.
///
/// Targets under ``ControlledResponder/prefix`` are the control interface, which the contract never
/// sees. Every other request is answered by the scenario that its header names, else by the one that
/// was chosen for all, else by the mock. The article
/// “A server from a contract” describes it.
package final class ControlledResponder: Responder {
  /// Where the control interface begins. The number is its version.
  package static let prefix = "/_assay/v1"

  /// Plays that are kept; the oldest goes when there are more.
  private static let playLimit = 1_000

  /// Told of the verdict on every request, on the thread of its connection.
  package typealias Observer = @Sendable (ServerRequest, Verdict) -> Void

  let service: String
  let score: ServerScore
  let scenarios: (any ScenarioSource)?
  private let mock: Mock
  private let judge: RequestJudge
  private let observer: Observer?
  private let state = Mutex(State())

  private struct State: ~Copyable {
    /// The scenario of requests that name none; `nil` for the mock.
    var chosen: String?
    var plays: [Key: any ScenarioPlay] = [:]
    /// The keys in the order in which the plays began.
    var order: [Key] = []
  }

  /// Clients that play the same scenario at the same time are told apart by their session.
  private struct Key: Hashable {
    var id: String
    var session: [UInt8]
  }

  /// Prepares a responder; `plan` is the contract's. `chosen` is the scenario of requests that name
  /// none.
  package init(
    _ plan: Plan, options: Mock.Options = Mock.Options(), score: ServerScore = ServerScore(),
    scenarios: (any ScenarioSource)? = nil, chosen: String? = nil, observer: Observer? = nil
  ) {
    judge = RequestJudge(plan)
    mock = Mock(plan, options: options, judge: judge)
    service = plan.contract.service
    self.score = score
    self.scenarios = scenarios
    self.observer = observer
    state.withLock { $0.chosen = chosen }
  }

  package func reply(to request: ServerRequest) -> Reply {
    if Self.isControl(request.target) {
      return Reply.sound(ControlInterface(self).answer(to: request), for: request)
    }
    let named = request.header("x-assay-scenario").map { String(decoding: $0, as: UTF8.self) }
    var verdict = judge.verdict(on: request)
    defer {
      score.add(request, verdict)
      observer?(request, verdict)
    }
    guard let id = named ?? state.withLock({ $0.chosen }), !id.isEmpty else {
      return mock.reply(to: request, &verdict)
    }
    guard let play = play(id, session: request.header("x-assay-session") ?? []) else {
      return Reply.sound(
        ControlInterface.error(
          400, "there is no scenario `\(id)`; GET \(Self.prefix)/scenarios lists them"),
        for: request)
    }
    return play.reply(to: request)
  }

  /// Whether a target is of the control interface, and so no traffic of the contract's.
  package static func isControl(_ target: [UInt8]) -> Bool {
    guard target.starts(with: prefix.utf8) else { return false }
    let rest = target.dropFirst(prefix.utf8.count).first
    return rest == nil || rest == UInt8(ascii: "/") || rest == UInt8(ascii: "?")
  }

  private func play(_ id: String, session: [UInt8]) -> (any ScenarioPlay)? {
    let key = Key(id: id, session: session)
    if let play = state.withLock({ $0.plays[key] }) { return play }
    // Made outside the lock; of two that come at once, the first stays.
    guard let made = scenarios?.play(id) else { return nil }
    return state.withLock { state in
      if let play = state.plays[key] { return play }
      if state.plays.count >= Self.playLimit {
        state.plays[state.order.removeFirst()] = nil
      }
      state.plays[key] = made
      state.order.append(key)
      return made
    }
  }

  // MARK: - What the control interface does

  var chosen: String? { state.withLock { $0.chosen } }

  /// Chooses the scenario of requests that name none; it starts from its beginning.
  func choose(_ id: String?) {
    state.withLock { state in
      state.chosen = id
      guard let id else { return }
      for key in state.order where key.id == id { state.plays[key] = nil }
      state.order.removeAll { $0.id == id }
    }
  }

  /// Forgets everything that was counted; scenarios start from their beginnings.
  func reset() {
    score.reset()
    state.withLock { state in
      state.plays = [:]
      state.order = []
    }
  }

  /// What was played so far, in the order in which it began.
  var plays: [(id: String, session: String, score: ScenarioScore)] {
    let found = state.withLock { state in
      state.order.compactMap { key in state.plays[key].map { (key, $0) } }
    }
    return found.map { ($0.0.id, String(decoding: $0.0.session, as: UTF8.self), $0.1.score) }
  }
}
