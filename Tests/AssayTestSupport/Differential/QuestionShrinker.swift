/// Simpler variants of a question, the greatest steps first.
struct QuestionShrinker: Sequence {
  private let question: Differential.Question

  init(_ question: Differential.Question) { self.question = question }

  func makeIterator() -> AnyIterator<Differential.Question> {
    switch question {
    case .body(let bytes, let isRequest, let operation):
      var bodies = shorter(bytes).makeIterator()
      return AnyIterator {
        bodies.next().map { .body($0, isRequest: isRequest, operation: operation) }
      }
    case .exchange(let draft):
      var drafts = simpler(draft).makeIterator()
      return AnyIterator { drafts.next().map { .exchange($0) } }
    }
  }

  private func simpler(_ draft: ExchangeDraft) -> [ExchangeDraft] {
    var drafts: [ExchangeDraft] = []
    func add(_ change: (inout ExchangeDraft) -> Void) {
      var copy = draft
      change(&copy)
      drafts.append(copy)
    }
    if draft.request != nil, draft.response != nil {
      add { $0.request = nil }
      add { $0.response = nil }
    }
    if draft.operation != nil { add { $0.operation = nil } }
    if draft.argument != nil { add { $0.argument = nil } }
    if let request = draft.request {
      for index in request.headers.indices { add { $0.request?.headers.remove(at: index) } }
      for index in request.headers.indices {
        for value in shorter(request.headers[index].value) {
          add { $0.request?.headers[index].value = value }
        }
      }
      for body in simpler(request.body) { add { $0.request?.body = body } }
      for target in shorter(request.target) { add { $0.request?.target = target } }
    }
    if let response = draft.response {
      for index in response.headers.indices { add { $0.response?.headers.remove(at: index) } }
      for index in response.headers.indices {
        for value in shorter(response.headers[index].value) {
          add { $0.response?.headers[index].value = value }
        }
      }
      for body in simpler(response.body) { add { $0.response?.body = body } }
    }
    return drafts
  }

  private func simpler(_ body: ExchangeDraft.Body) -> [ExchangeDraft.Body] {
    guard case .bytes(let bytes) = body else {
      if case .absent = body { return [] }
      return [.absent]
    }
    return [.absent] + shorter(bytes).map { .bytes($0) }
  }
}

/// Texts with a run of bytes cut out: halves first, then less and less.
private func shorter(_ bytes: [UInt8]) -> [[UInt8]] {
  var texts: [[UInt8]] = []
  var size = bytes.count
  while size >= 1, texts.count < 600 {
    var start = 0
    while start < bytes.count {
      var copy = bytes
      copy.removeSubrange(start..<min(start + size, bytes.count))
      texts.append(copy)
      start += size
    }
    size /= 2
  }
  return texts
}
