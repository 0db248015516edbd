internal import AssayEngine
internal import AssayGenerate

/// One of the tasks that put cases to a server: a connection, and what its checks need.
///
/// SAFETY: a lane belongs to the one task that it was made for or lent to; no two use it at once.
final class Lane: @unchecked Sendable {
  let session: HTTPClient.Session
  let scratch: Scratch

  init(_ client: HTTPClient, _ plan: Plan) {
    session = client.session()
    scratch = Scratch(for: plan)
  }
}

/// Hands out numbers, each once.
final class WorkQueue: Sendable {
  private let next: Counter
  private let count: Int?

  init(_ count: Int?) {
    self.count = count
    next = Counter()
  }

  func take() -> Int? {
    let index = next.increment()
    if let count, index >= count { return nil }
    return index
  }
}

/// What became of a case.
struct CaseResult: Sendable {
  var order: Int
  var item: Case
  var judgement: AnswerJudgement
  /// Kept of failures alone.
  var answer: Answer?
}
