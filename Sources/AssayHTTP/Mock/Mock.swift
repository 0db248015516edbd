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
  private let answers: [OperationAnswers]
  private let indices: [String: Int]

  /// Prepares a mock of a contract; `plan` is the contract's. See ``canSpeak(_:)``.
  package convenience init(_ plan: Plan, options: Options = Options()) {
    self.init(plan, options: options, judge: RequestJudge(plan))
  }

  init(_ plan: Plan, options: Options, judge: RequestJudge) {
    let contract = plan.contract
    let models = contract.operations.map { OperationModel(contract, $0) }
    self.options = options
    self.judge = judge
    refusal = ServiceRefusal(contract: contract, models: models)
    answers = models.map { OperationAnswers($0, options, judge) }
    indices = Dictionary(
      contract.operations.enumerated().map { ($1.name, $0) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Whether answers of a protocol can be written.
  package static func canSpeak(_ wireProtocol: WireProtocol) -> Bool { wireProtocol.hasJSONBodies }

  package func reply(to request: ServerRequest) -> Reply {
    reply(to: request, judge.verdict(on: request))
  }

  /// The answer to a request whose verdict is known.
  func reply(to request: ServerRequest, _ verdict: Verdict) -> Reply {
    Reply.sound(
      response(to: request, verdict), for: request, gzips: options.gzips,
      threshold: Self.gzipThreshold)
  }

  /// The answer before it is framed.
  package func response(to request: ServerRequest) -> Case.Response {
    response(to: request, judge.verdict(on: request))
  }

  private func response(to request: ServerRequest, _ verdict: Verdict) -> Case.Response {
    guard let index = verdict.operation.flatMap({ indices[$0] }) else {
      return refusal.unknownOperation(request)
    }
    guard verdict.outcome != .fail else {
      return refusal.answer(to: request, verdict, operation: index)
    }
    switch answers[index].answer(to: request) {
    case .response(let response): return response
    case .badToken(let member): return refusal.badToken(member, operation: index)
    case .none: return refusal.noAnswer(operation: index)
    }
  }
}
