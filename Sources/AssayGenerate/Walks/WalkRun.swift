internal import AssayModel

/// A walk under way: what to send next, by what came back.
///
///     var run = walk.start()
///     while let request = run.next() { run.receive(try await send(request)) }
///     run.findings
package struct WalkRun: Sendable {
  /// What was found so far.
  package private(set) var findings: [WalkFinding] = []
  /// Why the walk, or a part of it, showed nothing: the data do not split, the server does not know
  /// what was asked for.
  package private(set) var remarks: [String] = []
  /// Whether the walk could not be begun: the first answer was none that it can go on from.
  package private(set) var isSkipped = false
  /// Requests that were sent.
  package private(set) var requests = 0
  /// The round that is under way: `limit=min`.
  package var step: String { rounds.indices.contains(position) ? rounds[position].name : "" }

  private let walk: Walk
  private var rounds: [Round]
  private var position = 0
  private var token: JSONValue?
  private var pages = 0
  private var seen: Set<[UInt8]> = []
  private var items: [JSONValue] = []
  private var tokens: Set<[UInt8]> = []
  private var idle = 0
  private var reported: Set<String> = []
  /// What the first round saw.
  private var reference: (items: [JSONValue], keys: Set<[UInt8]>, isWhole: Bool)?
  private var pending: Case.Request?

  private struct Round: Sendable {
    var name: String
    var message: MessageValue
    var size: Int64?
    var filter: FilterRound?
    var isInvented = false
  }

  /// Pages in a row without anything new, after which no end is expected any more.
  private static let patience = 25

  init(_ walk: Walk) {
    self.walk = walk
    let plan = walk.plan
    switch walk.kind {
    case .pagination:
      rounds = plan.sizes.map { Round(name: $0.name, message: plan.base, size: $0.size) }
      // The same once more shows what depends on nothing but chance.
      if rounds.count == 1 { rounds.append(Round(name: "again", message: plan.base)) }
    case .relation, .relations:
      rounds = [Round(name: "all", message: plan.base, size: plan.sizes.first?.size)]
    case .inventedToken:
      rounds = [Round(name: "invented", message: plan.base, isInvented: true)]
    }
  }

  // MARK: - Sending

  /// The next request; `nil` at the end. The same one until its answer has come.
  package mutating func next() -> Case.Request? {
    if let pending { return pending }
    guard !isSkipped, rounds.indices.contains(position) else { return nil }
    let round = rounds[position]
    let token = round.isInvented ? walk.plan.invented : token
    let message = walk.plan.request(round.message, size: round.size, token: token)
    pending = walk.plan.model.request(message)
    return pending
  }

  // MARK: - Receiving

  /// Takes the answer to the request that ``next()`` gave.
  package mutating func receive(_ response: Case.Response) {
    guard let request = pending, rounds.indices.contains(position) else { return }
    pending = nil
    requests += 1
    let round = rounds[position]
    let model = walk.plan.model
    guard isSuccess(response), let message = model.read(response) else {
      receiveRefusal(response, request, round)
      return
    }
    let found = pageItems(message)
    if round.isInvented {
      if !found.isEmpty {
        report(
          .inventedToken, "a refusal", "\(found.count) items",
          "a token that nobody gave out is taken for one that was", request, response)
      }
      return endRound()
    }
    pages += 1
    look(at: found, round, request, response)
    let next = nextToken(message)
    if next == nil, found.isEmpty, pages > 1, isComplete(round) {
      report(
        .tokenAfterEnd, "no token after the last item", "a token that leads to an empty page",
        "the page before had a token though there was nothing more", request, response)
    }
    guard let next else { return finish(round, request, response, isWhole: true) }
    idle = isStale ? idle + 1 : 0
    if !tokens.insert(next.json).inserted || idle >= Self.patience {
      report(
        .endless, "an end of the pages",
        idle >= Self.patience
          ? "\(idle) pages without anything new" : "a token that was there before",
        "the pages do not end", request, response)
      return finish(round, request, response, isWhole: true)
    }
    if pages >= walk.plan.pageLimit {
      remarks.append("\(round.name): given up after \(pages) pages")
      return finish(round, request, response, isWhole: false)
    }
    token = next
  }

  /// Whether the last page had nothing that was not there before.
  private var isStale = false

  private func isSuccess(_ response: Case.Response) -> Bool {
    let model = walk.plan.model
    if model.output.places.contains(where: { $0.location == .status }) {
      return (200...299).contains(response.status)
    }
    return response.status == model.successStatus
  }

  private func pageItems(_ message: MessageValue) -> [JSONValue] {
    let model = walk.plan.model
    return model.values(
      message, model.output,
      MemberPath(steps: walk.plan.items.steps + [.each], origin: walk.plan.items.origin))
  }

  private func nextToken(_ message: MessageValue) -> JSONValue? {
    guard let paging = walk.plan.paging else { return nil }
    let model = walk.plan.model
    guard let token = model.values(message, model.output, paging.output).first else { return nil }
    // What cannot be sent is no token to go on with.
    if token == .string("") { return nil }
    return token
  }

  private mutating func receiveRefusal(
    _ response: Case.Response, _ request: Case.Request, _ round: Round
  ) {
    let isRefused = (400...499).contains(response.status)
    if round.isInvented { return endRound() }
    let isBusy = [408, 425, 429, 503].contains(response.status)
    if requests == 1 || isBusy || !isRefused {
      // The answer itself is judged by whoever sends; here there is nothing to go on from.
      isSkipped = requests == 1
      remarks.append("\(round.name): answered with status \(response.status)")
      return endRound()
    }
    let what = pages > 0 ? "a token that was given out" : "a sound request"
    report(
      .refused, "an answer", "status \(response.status)", "\(what) is refused", request, response)
    endRound()
  }

  // MARK: - Looking

  private mutating func look(
    at found: [JSONValue], _ round: Round, _ request: Case.Request, _ response: Case.Response
  ) {
    if let size = round.size, Int64(found.count) > size {
      report(
        .pageOverLimit, "at most \(size) items", "\(found.count)",
        "a page has more items than were asked for", request, response)
    }
    isStale = true
    for item in found {
      let key = walk.plan.key(item)
      guard seen.insert(key).inserted else {
        report(
          .repeatedItem, "every item once", Self.shown(item), "an item stands there twice", request,
          response)
        continue
      }
      isStale = false
      items.append(item)
      look(at: item, key, round, request, response)
    }
  }

  /// Whether an item may be there at all.
  private mutating func look(
    at item: JSONValue, _ key: [UInt8], _ round: Round, _ request: Case.Request,
    _ response: Case.Response
  ) {
    guard let reference, reference.isWhole else { return }
    if let filter = round.filter {
      guard !filter.open.contains(key), !filter.wanted.contains(key) else { return }
      report(
        .unexpectedItem, "items that fit \(filter.summary)", Self.shown(item),
        "an item does not fit the filter, or is not there without it", request, response)
    } else if !reference.keys.contains(key) {
      report(
        .unexpectedItem, "the same items whatever the size of the pages", Self.shown(item),
        "an item is not there with pages of another size", request, response)
    }
  }

  /// Whether all items of a round were seen, as far as that is known.
  private func isComplete(_ round: Round) -> Bool {
    guard let reference else { return true }
    if let filter = round.filter { return filter.wanted.allSatisfy(seen.contains) }
    return reference.keys.isSubset(of: seen)
  }

  // MARK: - Rounds

  private mutating func finish(
    _ round: Round, _ request: Case.Request, _ response: Case.Response, isWhole: Bool
  ) {
    if let reference {
      let wanted =
        round.filter.map { $0.wanted } ?? reference.items.map { walk.plan.key($0) }
      if isWhole, reference.isWhole, let missing = wanted.first(where: { !seen.contains($0) }) {
        let count = wanted.count { !seen.contains($0) }
        let item = reference.items.first { walk.plan.key($0) == missing }
        report(
          .missingItem, round.filter.map { "all items that fit \($0.summary)" } ?? "every item",
          "\(count) of \(wanted.count) missing, such as \(item.map(Self.shown) ?? "")",
          round.filter == nil
            ? "an item is there with pages of another size"
            : "an item that fits the filter is missing",
          request, response)
      }
    } else {
      reference = (items, seen, isWhole)
      split()
    }
    endRound()
  }

  /// Adds the rounds that depend on what was seen.
  private mutating func split() {
    guard let reference else { return }
    let plan = walk.plan
    let found: [FilterRound]
    switch walk.kind {
    case .relation: found = plan.filters.first.map { plan.rounds($0, reference.items) } ?? []
    case .relations: found = plan.together(reference.items)
    case .pagination, .inventedToken:
      if reference.items.isEmpty { remarks.append("there are no items: pages show nothing") }
      return
    }
    if !reference.isWhole {
      remarks.append("there are more items than were read: filters are not held to all of them")
    }
    let splits = found.contains { round in
      !round.wanted.isEmpty && round.wanted.count + round.open.count < reference.items.count
    }
    if !splits { remarks.append("the items that are there do not differ in what is filtered by") }
    rounds += found.map { Round(name: $0.name, message: $0.message, size: $0.size, filter: $0) }
  }

  private mutating func endRound() {
    position += 1
    token = nil
    pages = 0
    seen = []
    items = []
    tokens = []
    idle = 0
  }

  // MARK: - Reporting

  private mutating func report(
    _ check: WalkFinding.Check, _ expected: String, _ actual: String, _ message: String,
    _ request: Case.Request, _ response: Case.Response
  ) {
    let step = step
    let id = "\(walk.id)/\(step)/\(check.rawValue)"
    guard reported.insert(id).inserted else { return }
    let path = walk.plan.items.description
    let isToken = check == .inventedToken
    findings.append(
      WalkFinding(
        id: id, check: check, step: step,
        subject: Case.Subject(
          part: isToken ? .requestQuery : .responseBody, pointer: isToken ? "" : "/\(path)",
          path: path, constraint: .relation, boundary: "\(step)/\(check.rawValue)",
          source: walk.source),
        expected: expected, actual: actual, message: message, request: request, response: response))
  }

  private static func shown(_ item: JSONValue) -> String {
    let text = String(decoding: item.json, as: UTF8.self)
    return text.unicodeScalars.count > 100 ? String(text.unicodeScalars.prefix(99)) + "…" : text
  }
}
