import AssayHTTP
import AssayModel
import AssayReport
import Synchronization

/// What `assay serve` says on standard error about requests, gathered from the threads of connections
/// for the one that prints.
final class ViolationLog: Sendable {
  private struct State {
    var lines: [String] = []
    var omitted = 0
  }

  /// Lines that wait; a client that sends nonsense without end is counted.
  private static let limit = 2_000
  /// Violations that are shown of one request.
  private static let shown = 20

  private let state = Mutex(State())

  /// Adds a request that did not pass.
  func add(_ request: ServerRequest, _ verdict: Verdict) {
    guard !verdict.violations.isEmpty else { return }
    let method = String(decoding: request.method, as: UTF8.self)
    // Queries may be signed: what they hold is nobody's business.
    let path = String(decoding: request.target.prefix { $0 != UInt8(ascii: "?") }, as: UTF8.self)
    let what =
      switch verdict.outcome {
      case .pass: "has warnings"
      case .fail: "breaks the contract"
      case .unmatched: "matches no operation"
      case .undetermined: "could not be checked"
      }
    let name = verdict.operation.map { " (\($0))" } ?? ""
    var lines = [Wording.visible("request \(request.number): \(method) \(path)\(name) \(what)")]
    for violation in verdict.violations.prefix(Self.shown) {
      let place = violation.source.map { "\($0): " } ?? ""
      lines.append(
        Wording.visible(
          "  \(place)\(violation.part.rawValue) \(violation.pointer): "
            + "\(violation.message) [\(violation.constraint.rawValue)]"))
    }
    let rest = verdict.violations.count - Self.shown + verdict.omittedViolations
    if rest > 0 { lines.append("  … and \(Wording.counted(rest, "more violation"))") }
    add(lines)
  }

  /// Adds bytes that were no request.
  func add(_ refused: ServerEvent.Refused) {
    let answer = refused.status.map { "answered \($0)" } ?? "closed"
    add([Wording.visible("connection \(refused.connection): \(refused.reason); \(answer)")])
  }

  private func add(_ lines: [String]) {
    state.withLock { state in
      if state.lines.count < Self.limit {
        state.lines += lines
      } else {
        state.omitted += lines.count
      }
    }
  }

  /// The lines that were added since the last time.
  func take() -> [String] {
    state.withLock { state in
      defer { state = State() }
      return state.omitted == 0
        ? state.lines : state.lines + ["… and \(Wording.counted(state.omitted, "more line"))"]
    }
  }
}
