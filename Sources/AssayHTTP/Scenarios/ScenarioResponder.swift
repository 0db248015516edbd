package import AssayEngine
package import AssayGenerate
import AssayModel
import Synchronization

/// Plays one scenario to whoever asks, and keeps a record of it.
package final class ScenarioResponder: Responder {
  /// The scenario.
  package let scenario: Scenario
  private let model: OperationModel
  private let plan: Plan
  private let reader: RequestValues
  private let state: Mutex<State>

  private struct State: ~Copyable {
    var record = ScenarioRecord()
    /// The walk, as it fits the first request; `nil` before it.
    var pages: [Script.Page]?
    var attempts: [Int: Int] = [:]
  }

  /// Prepares a scenario of an operation. `plan` is the contract's.
  package init(_ scenario: Scenario, _ model: OperationModel, _ plan: Plan) {
    self.scenario = scenario
    self.model = model
    self.plan = plan
    reader = RequestValues(model.contract, model.operation)
    state = Mutex(State())
  }

  /// What was asked and answered so far.
  package var record: ScenarioRecord { state.withLock { $0.record } }

  /// How many requests there were so far.
  var total: Int { state.withLock { $0.record.total } }

  package func reply(to request: ServerRequest) -> Reply {
    let verdict = verdict(on: request)
    return state.withLock { state in
      let index = state.record.asked.count
      let (reply, page) = reply(to: request, verdict, &state)
      state.record.add(
        ScenarioRecord.Asked(
          request: request, verdict: verdict, page: page, reply: reply), at: index)
      return reply
    }
  }

  // MARK: - Playing

  private func reply(
    to request: ServerRequest, _ verdict: Verdict, _ state: inout State
  ) -> (Reply, ScenarioRecord.Place) {
    guard verdict.operation == model.operation.name else {
      return (answerElsewhere(verdict, request), .elsewhere)
    }
    let values = reader.members(of: request)
    if state.pages == nil { state.pages = fitted(scenario.script.pages, to: values) }
    let pages = state.pages ?? scenario.script.pages
    state.record.pageCount = pages.count
    guard let page = page(of: values, pages) else {
      return (refuse(request), .unknownToken(token(values) ?? ""))
    }
    guard pages.indices.contains(page) else {
      return (answerElsewhere(verdict, request), .elsewhere)
    }
    let attempt = state.attempts[page, default: 0]
    state.attempts[page] = attempt + 1
    let sound = sound(pages, page, values)
    if let disturbance = scenario.script.disturbance, disturbance.page == page,
      disturbance.times.map({ attempt < $0 }) ?? true
    {
      switch disturbance.answer {
      case .response(let response): return (framed(response, .plain, request), .disturbed(page))
      case .fault(let fault):
        let reply = Reply(
          steps: fault.steps(sound), keepsAlive: false, response: fault.isCut ? nil : sound)
        return (reply, .disturbed(page))
      }
    }
    return (framed(sound, scenario.script.travel, request), .page(page))
  }

  private func framed(
    _ response: Case.Response, _ travel: Travel, _ request: ServerRequest
  ) -> Reply {
    let frame = MessageFrame(
      response, travel, isAlive: !request.wantsClose, acceptsGzip: request.acceptsGzip,
      minorVersion: request.minorVersion)
    return Reply(
      steps: frame.steps(travel), keepsAlive: frame.keepsAlive, response: response)
  }

  /// The page's answer to a request, before anything goes wrong with it.
  private func sound(_ pages: [Script.Page], _ index: Int, _ values: MessageValue) -> Case.Response
  {
    let page = pages[index]
    var message = model.related(page.message, to: values)
    if let broken = scenario.script.broken, index == 0 { message = breaking(message, broken) }
    if let path = model.operation.pagination?.output {
      var next = page.next.map { JSONValue.string($0) }
      if next == nil, scenario.script.endsWithNull { next = .null }
      if scenario.script.repeatsToken, let token = token(values) { next = .string(token) }
      if let next { message = model.replacing(in: message, at: path) { _ in next } ?? message }
    }
    var response = model.response(message)
    response.body = response.body.map { scenario.script.dress.apply(to: $0) }
    return response
  }

  private func breaking(_ message: MessageValue, _ broken: Script.Broken) -> MessageValue {
    guard let path = model.operation.pagination?.items,
      let changed = model.replacing(
        in: message, at: path,
        { list in
          guard case .array(var items)? = list, items.indices.contains(broken.item) else {
            return list
          }
          items[broken.item] = items[broken.item].setting(broken.names[...], to: broken.value)
          return .array(items)
        })
    else { return message }
    return changed
  }

  // MARK: - Pages

  private func token(_ values: MessageValue) -> String? {
    guard let path = model.operation.pagination?.input else { return nil }
    return RequestValues.text(values, at: path)
  }

  private func page(of values: MessageValue, _ pages: [Script.Page]) -> Int? {
    guard let token = token(values) else { return 0 }
    if let before = pages.firstIndex(where: { $0.next?.isExactly(token) == true }) {
      return scenario.script.repeatsToken ? min(before + 1, pages.count - 1) : before + 1
    }
    return nil
  }

  /// The pages, cut so that none has more items than a request allows.
  private func fitted(_ pages: [Script.Page], to values: MessageValue) -> [Script.Page] {
    guard scenario.script.broken == nil, !answersForGood,
      let pagination = model.operation.pagination,
      let path = pagination.items, let limit = model.countLimit(at: path, values), limit > 0
    else { return pages }
    var result: [Script.Page] = []
    for page in pages {
      let items = model.values(of: page.message, at: path)
      guard items.count == 1, case .array(let list) = items[0], list.count > limit else {
        result.append(page)
        continue
      }
      var start = 0
      while start < list.count {
        let part = Array(list[start..<min(start + limit, list.count)])
        start += limit
        let message = model.replacing(in: page.message, at: path) { _ in .array(part) }
        let isLast = start >= list.count
        let token = isLast ? page.next : freshToken(result.count, pagination)
        result.append(Script.Page(message: message ?? page.message, next: token))
        if !isLast, token == nil { break }
      }
    }
    return result
  }

  /// Whether an answer of its own stands for the first page whenever that is asked for: no other page
  /// is ever led to.
  private var answersForGood: Bool {
    guard let disturbance = scenario.script.disturbance, disturbance.page == 0,
      disturbance.times == nil, case .response = disturbance.answer
    else { return false }
    return true
  }

  private func freshToken(_ ordinal: Int, _ pagination: Pagination) -> String? {
    guard
      case .string(let text)? = model.outputValue(
        at: pagination.output, .typical, ordinal: 5000 + ordinal)
    else { return nil }
    return text
  }

  // MARK: - Other requests

  private func verdict(on request: ServerRequest) -> Verdict {
    var exchange = Exchange()
    let asked = Case.Request(
      method: request.method, target: request.target, headers: request.headers,
      body: request.body.isEmpty ? nil : request.body)
    exchange.request = exchange.append(asked)
    return plan.check(exchange, scratch: Scratch(for: plan))
  }

  /// An operation that the scenario is not about is answered soundly; what no operation answers to
  /// is not there.
  private func answerElsewhere(_ verdict: Verdict, _ request: ServerRequest) -> Reply {
    guard let name = verdict.operation, let operation = model.contract.operation(named: name),
      let other = Optional(OperationModel(model.contract, operation)),
      let output = other.output(.typical)
    else {
      let body = Array("{\"message\":\"there is no such operation\"}".utf8)
      let fields = [
        Case.Field("Content-Type", "application/json"),
        Case.Field("x-amzn-errortype", "UnknownOperationException"),
      ]
      return framed(Case.Response(status: 404, headers: fields, body: body), .plain, request)
    }
    return framed(other.response(output), .plain, request)
  }

  /// The answer to a token that was never given.
  private func refuse(_ request: ServerRequest) -> Reply {
    let wanted = model.errors.indices.first { model.errors[$0].name.contains("Validation") }
    let index =
      wanted ?? model.errors.indices.first { model.errors[$0].effectiveStatus == 400 }
      ?? model.errors.indices.first
    if let index, let message = model.error(index, .typical) {
      return framed(model.errorResponse(index, message), .plain, request)
    }
    return framed(Case.Response(status: 400, headers: [], body: []), .plain, request)
  }
}

extension ServerRequest {
  /// The value of a field by its name in small letters; the first of several.
  func field(_ name: String) -> String? {
    headers.first { String(decoding: $0.name, as: UTF8.self).lowercased() == name }
      .map { String(decoding: $0.value, as: UTF8.self) }
  }

  var wantsClose: Bool {
    let connection = field("connection")?.lowercased() ?? ""
    return minorVersion == 0 ? !connection.contains("keep-alive") : connection.contains("close")
  }
}
