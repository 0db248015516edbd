internal import AssayEngine
internal import AssayGenerate
package import AssayModel
internal import Synchronization

/// Checks requests as they come, from any thread.
final class RequestJudge: Sendable {
  /// What one check at a time needs.
  ///
  /// SAFETY: a desk is either in the pool or in the hands of the one thread that took it, and both
  /// ways lead through the lock.
  private final class Desk: @unchecked Sendable {
    let scratch: Scratch
    var exchange = Exchange()

    init(_ plan: Plan) { scratch = Scratch(for: plan) }
  }

  let plan: Plan
  private let idle = Mutex<[Desk]>([])

  init(_ plan: Plan) { self.plan = plan }

  /// The verdict on a request alone, or on one with its answer.
  func verdict(on request: ServerRequest, _ response: Case.Response? = nil) -> Verdict {
    let desk = idle.withLock { $0.popLast() } ?? Desk(plan)
    defer {
      desk.exchange.removeAll()
      idle.withLock { $0.append(desk) }
    }
    desk.exchange.fill(request)
    if let response { desk.exchange.response = desk.exchange.append(response) }
    return plan.check(desk.exchange, scratch: desk.scratch)
  }
}

extension Exchange {
  /// Takes over a request, its body decoded.
  package mutating func fill(_ request: ServerRequest) {
    var message = Exchange.Request(
      method: append(request.method), target: append(request.target))
    message.headers.reserveCapacity(request.headers.count)
    for field in request.headers {
      message.headers.append(HeaderField(name: append(field.name), value: append(field.value)))
    }
    if !request.body.isEmpty { message.body = decoded(request) }
    self.request = message
  }

  private mutating func decoded(_ request: ServerRequest) -> Body {
    guard let coding = request.header("content-encoding") else {
      return .bytes(append(request.body))
    }
    return RequestCoding.body(request.body, coding, into: &self)
  }
}
