package import AssayEngine
package import AssayGenerate
package import AssayModel
internal import Synchronization

/// Answers as the service of a contract would: sound requests with generated answers, the others as
/// the contract says that they are refused.
///
/// Everything but the count of requests is a function of contract, options and request: the same
/// question is answered the same way, on every machine.
package final class Mock: Responder {
  /// What a mock serves.
  package struct Options: Sendable {
    /// Items of the data set that answers page by page are cut from.
    package var items = 25
    /// Chooses the data.
    package var seed: UInt64 = 0
    /// The user's own items and answers.
    package var data: MockData?
    /// Whether bodies are compressed for clients that accept it.
    package var gzips = true

    /// Creates the options that hold where nobody states others.
    package init() {}
  }

  /// Bodies that are too small to be worth compressing.
  private static let gzipThreshold = 512

  private let options: Options
  private let judge: RequestJudge
  private let refusal: ServiceRefusal
  private let shelf: OperationShelf
  private let indices: [String: Int]

  /// Prepares a mock of a contract; `plan` is the contract's. See ``canSpeak(_:)``.
  package convenience init(_ plan: Plan, options: Options = Options()) {
    self.init(plan, options: options, judge: RequestJudge(plan))
  }

  init(_ plan: Plan, options: Options, judge: RequestJudge) {
    let contract = plan.contract
    let shelf = OperationShelf(contract, options, judge)
    self.options = options
    self.judge = judge
    self.shelf = shelf
    refusal = ServiceRefusal(contract: contract, shelf: shelf)
    indices = Dictionary(
      contract.operations.enumerated().map { ($1.name, $0) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Whether answers of a protocol can be written.
  package static func canSpeak(_ wireProtocol: WireProtocol) -> Bool { wireProtocol.hasJSONBodies }

  package func reply(to request: ServerRequest) -> Reply {
    var verdict = judge.verdict(on: request)
    return reply(to: request, &verdict)
  }

  /// The answer to a request whose verdict is known; a token that was never given out is added to it.
  func reply(to request: ServerRequest, _ verdict: inout Verdict) -> Reply {
    Reply.sound(
      response(to: request, &verdict), for: request, gzips: options.gzips,
      threshold: Self.gzipThreshold)
  }

  /// The answer before it is framed.
  package func response(to request: ServerRequest) -> Case.Response {
    var verdict = judge.verdict(on: request)
    return response(to: request, &verdict)
  }

  private func response(
    to request: ServerRequest, _ verdict: inout Verdict
  ) -> Case.Response {
    guard let index = verdict.operation.flatMap({ indices[$0] }) else {
      return refusal.unknownOperation(request)
    }
    guard verdict.outcome != .fail else {
      return refusal.answer(to: request, verdict, operation: index)
    }
    switch shelf[index].answers.answer(to: request) {
    case .response(let response): return response
    case .badToken(let member):
      verdict.outcome = .fail
      verdict.violations.append(refusal.tokenViolation(operation: index))
      return refusal.badToken(member, operation: index)
    case .none: return refusal.noAnswer(operation: index)
    }
  }
}
